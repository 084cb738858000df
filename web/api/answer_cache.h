// SPDX-License-Identifier: GPL-3.0-or-later
//
// Answers of a generation, kept until memory for them runs out: the least recently used goes first. Equal requests that
// arrive while one of them is being answered wait for that answer. Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "web/api/compute_pool.h"
#include "web/server/http.h"

namespace sou::web {

class AnswerCache {
 public:
  using Compute = std::function<Response()>;  // on a thread of the pool

  // `max_bytes` counts keys, bodies and headers; 0: nothing is kept and nobody waits for another. Without a pool
  // answers are computed by who asks.
  explicit AnswerCache(size_t max_bytes, std::shared_ptr<ComputePool> pool = nullptr);
  ~AnswerCache();
  AnswerCache(const AnswerCache&) = delete;
  AnswerCache& operator=(const AnswerCache&) = delete;

  // The answer to a request; its trace says how it came. `request` is it in a form that equal requests
  // share. Kept is what has status 200 and is of `generation` by its trace: an answer of the next one is given, not
  // kept. 503 if too much is being computed. What `compute` throws passes through; those who waited then compute for
  // themselves.
  [[nodiscard]] Response Get(uint64_t generation, const std::string& request, const Compute& compute);

  struct Counts {
    uint64_t hits = 0;
    uint64_t misses = 0;
    uint64_t shared = 0;
    size_t entries = 0;
    size_t bytes = 0;
  };
  [[nodiscard]] Counts counts() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sou::web
