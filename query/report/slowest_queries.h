// SPDX-License-Identifier: GPL-3.0-or-later
//
// The queries that took longest, each once. One thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace sou::query {

struct SlowQuery {
  std::string text;
  double ms = 0;
  std::chrono::sys_time<std::chrono::milliseconds> time;
};

class SlowestQueries {
 public:
  explicit SlowestQueries(size_t most) : most_(most) {}

  // `key`: what the same query has in common (QueryKey).
  void Add(const std::string& key, const SlowQuery& query) {
    if (most_ == 0 || (by_ms_.size() >= most_ && query.ms <= by_ms_.begin()->first)) return;
    if (const auto known = by_key_.find(key); known != by_key_.end()) {
      if (known->second->first >= query.ms) return;
      by_ms_.erase(known->second);
      by_key_.erase(known);
    }
    by_key_[key] = by_ms_.emplace(query.ms, std::pair(key, query));
    if (by_ms_.size() <= most_) return;
    by_key_.erase(by_ms_.begin()->second.first);
    by_ms_.erase(by_ms_.begin());
  }

  // Slowest first.
  [[nodiscard]] std::vector<SlowQuery> List() const {
    std::vector<SlowQuery> list;
    for (auto row = by_ms_.rbegin(); row != by_ms_.rend(); ++row) list.push_back(row->second.second);
    return list;
  }

 private:
  using ByMs = std::multimap<double, std::pair<std::string, SlowQuery>>;

  size_t most_;
  ByMs by_ms_;
  std::map<std::string, ByMs::iterator> by_key_;
};

}  // namespace sou::query
