// SPDX-License-Identifier: GPL-3.0-or-later
//
// sou-index --watch: a run of the job at once and after every change of the site, until SIGINT or SIGTERM.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "common/base/function_ref.h"
#include "common/base/result.h"
#include "indexer/build/report.h"
#include "indexer/build/watcher.h"

namespace sou::indexer {

// A run, and what the settings of that moment say about waiting for the next.
struct WatchedRun {
  Result<Report> report;
  std::chrono::milliseconds quiet{300};
  std::vector<std::string> exclude;  // globs (source/path_rules.h)
};

// Says on stdout what the first run did as sou-index always does, and of each later one that changed something a line;
// on stderr what went wrong, which does not end it. `run` is called while the process has one thread. The exit code: 0
// when a signal ends the wait; one that comes during a run ends the program as it does without --watch.
[[nodiscard]] int WatchSite(WatcherOptions options, FunctionRef<WatchedRun(bool is_first)> run);

}  // namespace sou::indexer
