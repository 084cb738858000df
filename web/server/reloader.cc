// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/reloader.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <utility>

namespace sou::web {
namespace {

constexpr unsigned kMostDoublings = 4;

}  // namespace

Reloader::Reloader(Refresh refresh, std::chrono::milliseconds interval)
    : refresh_(std::move(refresh)), interval_(interval), thread_([this](const std::stop_token& stop) { Run(stop); }) {}

void Reloader::Run(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any wake;  // woken by the stop token only
  std::unique_lock lock(mutex);
  while (true) {
    wake.wait_for(lock, stop, interval_ * (1U << std::min(failures_, kMostDoublings)), [] { return false; });
    if (stop.stop_requested()) return;
    RunOnce();
  }
}

void Reloader::RunOnce() {
  const Result<bool> switched = refresh_();
  failures_ = switched.ok() ? 0 : failures_ + 1;
  if (!switched.ok()) {
    const std::string message = switched.error().ToString();
    if (message != last_error_) spdlog::error("cannot switch to the new index, serving the old one: {}", message);
    last_error_ = message;
    return;
  }
  if (*switched) spdlog::info("serving a new generation of the index");
  last_error_.clear();
}

}  // namespace sou::web
