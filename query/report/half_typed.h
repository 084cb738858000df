// SPDX-License-Identifier: GPL-3.0-or-later
//
// A search box searches at every letter, so that a log has "k", "ku", "kub" and "kubernetes" of one search. They are
// taken together: a query is finished if within ten seconds none follows that begins with it. The log has no reader's
// name on purpose; on a busy site, a query that one reader finished may be taken for the beginning of another's.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace sou::query {

inline constexpr std::chrono::seconds kTypingPause{10};
inline constexpr size_t kMaxQueryBytes = 256;  // queries that differ only beyond it are taken for the same

// What queries of the same words share: folded, one blank between words, Hangul as the letters that are typed one by
// one; at most kMaxQueryBytes. Empty if there are only blanks.
[[nodiscard]] std::string QueryKey(std::string_view query);

// The query for people: blanks as in its key; what is longer than kMaxQueryBytes ends in "…".
[[nodiscard]] std::string ShownQuery(std::string_view query);

struct LoggedSearch {
  std::chrono::sys_time<std::chrono::milliseconds> time;
  std::string text;  // ShownQuery's
  std::string key;   // QueryKey's
  std::optional<uint64_t> total;
  bool typing = false;  // the search box says that it is not finished
};

// One thread. Memory is bounded: beyond 10,000 searches in ten seconds the oldest count as finished.
class HalfTyped {
 public:
  using OnFinished = std::function<void(LoggedSearch)>;

  explicit HalfTyped(OnFinished on_finished) : on_finished_(std::move(on_finished)) {}

  // In the order of the log. A time long before the last one begins another log.
  void Add(LoggedSearch search);
  // The log ends: what waits is finished.
  void Finish();
  // Searches that became another.
  [[nodiscard]] uint64_t joined() const { return joined_; }

 private:
  using Waiting = std::list<LoggedSearch>;

  void FinishFirst();
  void JoinBeginnings(const LoggedSearch& search);

  OnFinished on_finished_;
  Waiting waiting_;  // in the order of Add
  std::unordered_multimap<std::string_view, Waiting::iterator> by_key_;
  std::chrono::sys_time<std::chrono::milliseconds> newest_;
  uint64_t joined_ = 0;
};

}  // namespace sou::query
