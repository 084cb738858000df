// SPDX-License-Identifier: GPL-3.0-or-later
//
// A fixed number of threads behind a queue of fixed length. When the queue is full the caller is
// told at once, so that overload is answered instead of piling up. Thread-safe.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace sou::web {

class TaskQueue {
 public:
  // `capacity` counts tasks that wait; those that run come on top.
  TaskQueue(size_t threads, size_t capacity);
  // Finishes every task.
  ~TaskQueue();
  TaskQueue(const TaskQueue&) = delete;
  TaskQueue& operator=(const TaskQueue&) = delete;

  // false: full or closed, and the task will not run. A task that throws is logged; its thread goes
  // on.
  [[nodiscard]] bool TryPush(std::function<void()> task);

  // Takes no more tasks and waits until those accepted are done, at most `patience`. false: some
  // still run.
  bool Close(std::chrono::milliseconds patience);

  struct Load {
    size_t waiting = 0;
    size_t running = 0;
  };
  [[nodiscard]] Load load() const;

 private:
  void Work();

  const size_t capacity_;
  std::condition_variable changed_;
  mutable std::mutex mutex_;  // guards the three below
  std::deque<std::function<void()>> tasks_;
  size_t running_ = 0;
  bool closed_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace sou::web
