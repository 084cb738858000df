// SPDX-License-Identifier: GPL-3.0-or-later
//
// The threads on which answers are computed: searched for and written. As many as cores, while those that talk to
// clients are many: more at once would only wait for each other, and each thread keeps memory that it has used.
// Thread-safe.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>

#include "web/server/http.h"
#include "web/server/task_queue.h"

namespace sou::web {

class ComputePool {
 public:
  struct Options {
    size_t threads = 0;                        // 0: one per core
    std::chrono::milliseconds max_wait{2000};  // for one's turn
  };

  explicit ComputePool(const Options& options);

  [[nodiscard]] size_t threads() const { return threads_; }

  // What `compute` returns or throws, called on a thread of the pool while the caller waits; Overloaded() if its turn
  // did not come in time.
  [[nodiscard]] Response Run(const std::function<Response()>& compute);

 private:
  const std::chrono::milliseconds max_wait_;
  const size_t threads_;
  TaskQueue queue_;
};

}  // namespace sou::web
