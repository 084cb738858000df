// SPDX-License-Identifier: GPL-3.0-or-later
//
// Shows a person how far long work is: a bar on a terminal, a line every few seconds elsewhere. Used by one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace sou::indexer {

enum class ProgressMode { kAuto, kAlways, kNever };

class Progress {
 public:
  // Writes to stderr, so that it never mixes with output that is piped on.
  explicit Progress(ProgressMode mode);

  // A phase of work over `total` things begins.
  void Start(std::string phase, uint64_t total);
  // Shows the state if it is time to.
  void Update(uint64_t done, uint64_t bytes);
  // Work begins whose end cannot be told: only a terminal shows it.
  void Note(std::string_view what) const;
  // Clears the bar or note.
  void Finish() const;

 private:
  using Clock = std::chrono::steady_clock;
  [[nodiscard]] std::string Line(uint64_t done, uint64_t bytes) const;

  bool shown_;
  bool bar_;
  std::string phase_;
  uint64_t total_ = 0;
  Clock::time_point begin_;
  Clock::time_point last_;
};

}  // namespace sou::indexer
