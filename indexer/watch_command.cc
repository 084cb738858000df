// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/watch_command.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <iterator>
#include <set>
#include <utility>

#include "common/base/command_line.h"

namespace sou::indexer {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLongestWait{5000};  // for a quiet moment, under constant change
// A run without any change: for pages that become due or expire, and for file systems that tell of no changes (NFS).
constexpr milliseconds kAnywayPause{3600'000};
constexpr milliseconds kLockedPause{2000};  // another sou-index is at it, and may have read what was before the change
constexpr milliseconds kIoPause{60'000};    // a full disk may have been tidied up
constexpr size_t kShownSkips = 20;

// SIGINT and SIGTERM, as a descriptor that is readable when one has come. Only while they are held: at other times they
// do what they always do.
class StopSignals {
 public:
  StopSignals() {
    ::sigemptyset(&signals_);
    ::sigaddset(&signals_, SIGINT);
    ::sigaddset(&signals_, SIGTERM);
    fd_ = ::signalfd(-1, &signals_, SFD_CLOEXEC | SFD_NONBLOCK);
  }
  ~StopSignals() {
    if (fd_ >= 0) ::close(fd_);
  }
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

  [[nodiscard]] int fd() const { return fd_; }
  void Hold() { ::sigprocmask(SIG_BLOCK, &signals_, &before_); }
  void LetGo() const { ::sigprocmask(SIG_SETMASK, &before_, nullptr); }
  [[nodiscard]] bool HasCome() const {
    pollfd fd = {fd_, POLLIN, 0};
    return ::poll(&fd, 1, 0) > 0;
  }

 private:
  sigset_t signals_ = {};
  sigset_t before_ = {};
  int fd_ = -1;
};

std::string TimeOfDay() { return fmt::format("{:%H:%M:%S}", fmt::localtime(std::time(nullptr))); }

// "2 updated, 1 deleted: generation 43 in 0.2 s"
std::string ChangeLine(const Report& report) {
  std::string line;
  for (const auto& [paths, verb] : {std::pair(&report.added, "added"), std::pair(&report.updated, "updated"),
                                    std::pair(&report.deleted, "deleted")}) {
    if (!paths->empty()) line += fmt::format("{}{} {}", line.empty() ? "" : ", ", paths->size(), verb);
  }
  if (!report.full_reason.empty()) line += fmt::format("{}all built: {}", line.empty() ? "" : ", ", report.full_reason);
  if (line.empty()) line = "published";
  return fmt::format("{}: generation {} in {:.1f} s", line, report.generation, report.seconds.total);
}

// Says what runs did, and nothing twice.
class Teller {
 public:
  // after_change: the run has a reason that the user knows of.
  void Tell(const Result<Report>& report, bool after_change) {
    if (!report.ok()) {
      TellError(report.error().ToString(), after_change);
    } else {
      error_.clear();
      TellReport(*report);
    }
    std::fflush(stdout);
  }

 private:
  void TellError(const std::string& error, bool after_change) {
    if (!after_change && error == error_) return;
    error_ = error;
    static_cast<void>(Fail("sou-index", TimeOfDay() + " " + error + "; waiting for the next change"));
  }

  void TellReport(const Report& report) {
    std::set<std::string> skipped;
    for (const Error& error : report.skipped) skipped.insert(error.ToString());
    if (std::exchange(has_told_, true)) {
      if (report.published) std::printf("%s %s\n", TimeOfDay().c_str(), ChangeLine(report).c_str());
      TellSkipped(skipped);
    } else {
      std::fputs(ReportToText(report).c_str(), stdout);
    }
    skipped_ = std::move(skipped);
  }

  void TellSkipped(const std::set<std::string>& skipped) const {
    std::vector<std::string> fresh;
    std::set_difference(skipped.begin(), skipped.end(), skipped_.begin(), skipped_.end(), std::back_inserter(fresh));
    for (size_t i = 0; i < std::min(fresh.size(), kShownSkips); ++i) {
      std::printf("%s skipped %s\n", TimeOfDay().c_str(), fresh[i].c_str());
    }
    if (fresh.size() > kShownSkips) std::printf("… and %zu more skipped\n", fresh.size() - kShownSkips);
  }

  bool has_told_ = false;
  std::string error_;
  std::set<std::string> skipped_;
};

milliseconds LongestPause(const Result<Report>& report) {
  if (report.ok()) return kAnywayPause;
  if (report.error().code == ErrorCode::kLocked) return kLockedPause;
  return report.error().code == ErrorCode::kIo ? kIoPause : kAnywayPause;
}

}  // namespace

int WatchSite(WatcherOptions options, FunctionRef<WatchedRun(bool is_first)> run) {
  StopSignals signals;
  if (signals.fd() < 0) return Fail("sou-index", "cannot wait for signals (signalfd)");
  const std::string site = options.site.string();
  options.stop_fd = signals.fd();
  Watcher watcher(std::move(options));  // before the first run, which may take long
  Teller teller;
  bool is_first = true;
  bool after_change = true;
  while (true) {
    const WatchedRun done = run(is_first);
    teller.Tell(done.report, after_change);
    if (done.report.ok()) watcher.SetFolders(done.report->source_kind, done.exclude);
    signals.Hold();
    if (std::exchange(is_first, false)) {
      std::printf("Watching %s; Ctrl-C ends it.\n", site.c_str());
      std::fflush(stdout);
    }
    const Wake wake = watcher.Wait({done.quiet, std::max(done.quiet, kLongestWait), LongestPause(done.report)});
    if (wake == Wake::kStop || signals.HasCome()) return kExitOk;
    signals.LetGo();
    after_change = wake == Wake::kChanged;
  }
}

}  // namespace sou::indexer
