// SPDX-License-Identifier: GPL-3.0-or-later
//
// Looks for new generations in the background while requests are served.
#pragma once

#include <chrono>
#include <functional>
#include <stop_token>
#include <string>
#include <thread>

#include "common/base/result.h"

namespace sou::web {

class Reloader {
 public:
  // true: a new generation is in use now. On an error the old one stays.
  using Refresh = std::function<Result<bool>()>;

  // Calls `refresh` from a thread of its own every `interval` until it is destroyed; after failures less and less
  // often, since finding out that an index is damaged takes reading it.
  Reloader(Refresh refresh, std::chrono::milliseconds interval);

 private:
  void Run(const std::stop_token& stop);
  void RunOnce();

  const Refresh refresh_;
  const std::chrono::milliseconds interval_;
  unsigned failures_ = 0;   // of the thread: in a row
  std::string last_error_;  // of the thread: the same failure is logged once, not every second
  std::jthread thread_;     // last, so that it ends before what it uses
};

}  // namespace sou::web
