// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/task_queue.h"

#include <spdlog/spdlog.h>

#include <exception>
#include <utility>

namespace sou::web {
namespace {

void RunGuarded(const std::function<void()>& task) {
  try {
    task();
  } catch (const std::exception& e) {
    spdlog::error("a connection failed: {}", e.what());
  } catch (...) {
    spdlog::error("a connection failed with an exception that is not a std::exception");
  }
}

}  // namespace

TaskQueue::TaskQueue(size_t threads, size_t capacity) : capacity_(capacity) {
  threads_.reserve(threads);
  for (size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { Work(); });
}

TaskQueue::~TaskQueue() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

bool TaskQueue::TryPush(std::function<void()> task) {
  {
    const std::lock_guard lock(mutex_);
    if (closed_ || tasks_.size() >= capacity_) return false;
    tasks_.push_back(std::move(task));
  }
  changed_.notify_one();
  return true;
}

bool TaskQueue::Close(std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  closed_ = true;
  changed_.notify_all();
  return changed_.wait_for(lock, patience, [this] { return tasks_.empty() && running_ == 0; });
}

TaskQueue::Load TaskQueue::load() const {
  const std::lock_guard lock(mutex_);
  return {tasks_.size(), running_};
}

void TaskQueue::Work() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return closed_ || !tasks_.empty(); });
    if (tasks_.empty()) return;
    {
      const std::function<void()> task = std::move(tasks_.front());
      tasks_.pop_front();
      ++running_;
      lock.unlock();
      RunGuarded(task);
    }  // what the task holds is released without the lock
    lock.lock();
    --running_;
    if (closed_) changed_.notify_all();
  }
}

}  // namespace sou::web
