// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace sou::indexer {
namespace {

constexpr auto kBarPause = std::chrono::milliseconds(100);
constexpr auto kLinePause = std::chrono::seconds(5);
constexpr size_t kBarWidth = 24;

std::string Bar(double share) {
  const auto full = static_cast<size_t>(share * kBarWidth + 0.5);
  return std::string(full, '#') + std::string(kBarWidth - full, '-');
}

}  // namespace

Progress::Progress(ProgressMode mode)
    : shown_(mode != ProgressMode::kNever), bar_(isatty(STDERR_FILENO) == 1 && mode != ProgressMode::kNever) {}

void Progress::Start(std::string phase, uint64_t total) {
  phase_ = std::move(phase);
  total_ = total;
  begin_ = Clock::now();
  last_ = begin_;
}

void Progress::Update(uint64_t done, uint64_t bytes) {
  const Clock::time_point now = Clock::now();
  if (!shown_ || now - last_ < (bar_ ? Clock::duration(kBarPause) : Clock::duration(kLinePause))) return;
  last_ = now;
  const std::string line = Line(done, bytes);
  std::fprintf(stderr, bar_ ? "\r\033[K%s" : "%s\n", line.c_str());
  std::fflush(stderr);
}

void Progress::Note(std::string_view what) const {
  if (!bar_) return;
  fmt::print(stderr, "\r\033[K{} …", what);
  std::fflush(stderr);
}

void Progress::Finish() const {
  if (!bar_) return;
  std::fputs("\r\033[K", stderr);
  std::fflush(stderr);
}

std::string Progress::Line(uint64_t done, uint64_t bytes) const {
  const double seconds = std::max(1e-3, std::chrono::duration<double>(Clock::now() - begin_).count());
  const double share = total_ == 0 ? 1.0 : std::min(1.0, static_cast<double>(done) / static_cast<double>(total_));
  const double left = share > 0 ? seconds / share - seconds : 0;
  return fmt::format("{} [{}] {}/{} files, {:.1f} MB/s, {:.0f} s left", phase_, Bar(share), done, total_,
                     static_cast<double>(bytes) / 1e6 / seconds, left);
}

}  // namespace sou::indexer
