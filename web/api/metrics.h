// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the server counts of itself, in the text format of Prometheus. docs/OPERATIONS.md lists the names. The only user
// of prometheus-cpp. Thread-safe.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "web/api/answer_cache.h"
#include "web/api/search_source.h"
#include "web/server/http.h"

namespace sou::web {

// What is read when somebody asks.
struct Readings {
  size_t connections_waiting = 0;
  size_t requests_waiting = 0;
  size_t requests_running = 0;
  AnswerCache::Counts cache;
  IndexStatus index;
};

class Metrics {
 public:
  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  void Count(const Request& request, const Response& response, std::chrono::nanoseconds took);
  // A look for a new generation, or a change of the configuration, that ended so.
  void CountReload(bool succeeded);

  [[nodiscard]] std::string ToText(const Readings& readings);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// GET /metrics.
[[nodiscard]] Handler MetricsHandler(std::shared_ptr<Metrics> metrics, std::function<Readings()> read);

}  // namespace sou::web
