// SPDX-License-Identifier: GPL-3.0-or-later
//
// What sou-serve serves: an index, searched and shown as one configuration says. Another configuration makes another
// App; the one before ends with its last request.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "common/base/config.h"
#include "common/base/result.h"
#include "query/suggest/query_memory.h"
#include "web/api/metrics.h"
#include "web/server/router.h"
#include "web/server/server.h"

namespace sou::web {

// What outlives a change of the configuration.
struct Lasting {
  std::shared_ptr<query::QueryMemory> memory;
  std::shared_ptr<Metrics> metrics = std::make_shared<Metrics>();
  std::function<Server::Load()> load;  // thread-safe; of the server that all Apps share
};

// Thread-safe.
class App {
 public:
  // Opens the index and checks every setting that is more than a word or a number; the error names it.
  static Result<std::unique_ptr<App>> Open(const std::filesystem::path& index, const Config& config,
                                           const Lasting& lasting);
  ~App();

  [[nodiscard]] std::shared_ptr<const Router> router() const;

  // Switches to a new generation if there is one: true. On an error the old one is served, and /readyz and /metrics
  // tell it.
  [[nodiscard]] Result<bool> Refresh();

  // What the settings say of pages that the index does not have, a line each.
  [[nodiscard]] std::vector<std::string> notes() const;

  // The checks of Open that need no index.
  static Status CheckSettings(const Config& config);

 private:
  struct State;
  explicit App(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;
};

}  // namespace sou::web
