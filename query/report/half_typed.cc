// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/report/half_typed.h"

#include <algorithm>
#include <utility>

#include "common/text/fold.h"
#include "common/text/jamo.h"
#include "common/text/one_blank.h"
#include "common/text/utf8.h"

namespace sou::query {
namespace {

constexpr size_t kMaxWaiting = 10'000;

}  // namespace

std::string QueryKey(std::string_view query) {
  std::string key = text::OneBlank(text::ToJamo(text::Fold(text::TruncateUtf8(query, kMaxQueryBytes))));
  key.resize(text::TruncateUtf8(key, kMaxQueryBytes).size());
  return key;
}

std::string ShownQuery(std::string_view query) {
  const std::string_view kept = text::TruncateUtf8(query, kMaxQueryBytes);
  return text::OneBlank(kept) + (kept.size() < query.size() ? "…" : "");
}

void HalfTyped::Add(LoggedSearch search) {
  if (search.time + kTypingPause < newest_) {
    Finish();
    newest_ = search.time;
  }
  newest_ = std::max(newest_, search.time);
  while (!waiting_.empty() && (waiting_.front().time + kTypingPause < newest_ || waiting_.size() >= kMaxWaiting)) {
    FinishFirst();
  }
  JoinBeginnings(search);
  waiting_.push_back(std::move(search));
  by_key_.emplace(waiting_.back().key, std::prev(waiting_.end()));
}

void HalfTyped::Finish() {
  while (!waiting_.empty()) FinishFirst();
}

void HalfTyped::FinishFirst() {
  const auto first = waiting_.begin();
  const auto [begin, end] = by_key_.equal_range(first->key);
  by_key_.erase(std::find_if(begin, end, [&](const auto& row) { return row.second == first; }));
  on_finished_(std::move(*first));
  waiting_.pop_front();
}

// The same query again was half typed only if the search box said so: else two readers ask the same, which counts.
void HalfTyped::JoinBeginnings(const LoggedSearch& search) {
  const std::string_view key = search.key;
  for (size_t length = 0; length < key.size();) {
    text::NextCodePoint(key, &length);
    auto [row, end] = by_key_.equal_range(key.substr(0, length));
    while (row != end) {
      const Waiting::iterator beginning = row->second;
      if (length == key.size() && !beginning->typing) {
        ++row;
        continue;
      }
      row = by_key_.erase(row);
      waiting_.erase(beginning);
      ++joined_;
    }
  }
}

}  // namespace sou::query
