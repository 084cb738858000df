// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/compute_pool.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

namespace sou::web {
namespace {

// More than can wait: those who do are threads of the server, each in one job.
constexpr size_t kMostWaiting = 100'000;

size_t Threads(size_t wanted) { return wanted > 0 ? wanted : std::max(1U, std::thread::hardware_concurrency()); }

// One computation, for the thread that does it and the one that waits.
class Job {
 public:
  explicit Job(const std::function<Response()>* compute) : compute_(compute) {}

  void Run() {
    {
      const std::lock_guard lock(mutex_);
      if (state_ == State::kAbandoned) return;  // `compute_` is gone
      state_ = State::kStarted;
    }
    Response response;
    std::exception_ptr failure;
    try {
      response = (*compute_)();
    } catch (...) {
      failure = std::current_exception();
    }
    const std::lock_guard lock(mutex_);
    response_ = std::move(response);
    failure_ = failure;
    state_ = State::kDone;
    changed_.notify_one();
  }

  Response Wait(std::chrono::milliseconds max_wait) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, max_wait, [this] { return state_ == State::kDone; }) && state_ == State::kWaiting) {
      state_ = State::kAbandoned;
      return Overloaded();
    }
    changed_.wait(lock, [this] { return state_ == State::kDone; });
    if (failure_) std::rethrow_exception(failure_);
    return std::move(response_);
  }

 private:
  enum class State { kWaiting, kStarted, kDone, kAbandoned };

  const std::function<Response()>* compute_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  State state_ = State::kWaiting;
  Response response_;
  std::exception_ptr failure_;
};

}  // namespace

ComputePool::ComputePool(const Options& options)
    : max_wait_(options.max_wait), threads_(Threads(options.threads)), queue_(threads_, kMostWaiting) {}

Response ComputePool::Run(const std::function<Response()>& compute) {
  const auto job = std::make_shared<Job>(&compute);
  if (!queue_.TryPush([job] { job->Run(); })) return Overloaded();
  return job->Wait(max_wait_);
}

}  // namespace sou::web
