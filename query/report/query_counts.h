// SPDX-License-Identifier: GPL-3.0-or-later
//
// How often each query was asked. Memory is bounded: when there are too many different queries, those asked least, and
// of them the oldest, are forgotten. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "query/report/half_typed.h"

namespace sou::query {

struct QueryCount {
  std::string text;  // as most wrote it
  uint64_t searches = 0;
  uint64_t without_results = 0;
};

class QueryCounts {
 public:
  explicit QueryCounts(size_t max_queries) : max_queries_(max_queries) {}

  void Add(const LoggedSearch& search);

  // Most first, at most `most`; of equal ones, in the order of their text.
  [[nodiscard]] std::vector<QueryCount> MostAsked(size_t most) const;
  [[nodiscard]] std::vector<QueryCount> MostWithoutResults(size_t most) const;

  // Different queries that are known.
  [[nodiscard]] size_t size() const { return queries_.size(); }
  // Queries that were forgotten; one that came back and was forgotten again counts twice.
  [[nodiscard]] uint64_t forgotten() const { return forgotten_; }

 private:
  struct Spelling {
    std::string text;
    uint64_t count = 0;
  };
  struct Query {
    uint64_t searches = 0;
    uint64_t without_results = 0;
    uint64_t last = 0;  // the number of its last search
    std::vector<Spelling> spellings;
  };
  using Counter = uint64_t Query::*;

  void Forget();
  [[nodiscard]] std::vector<QueryCount> Most(Counter counter, size_t most) const;
  static void CountSpelling(const std::string& text, std::vector<Spelling>* spellings);
  static bool ByCount(const Spelling& a, const Spelling& b) { return a.count < b.count; }

  const size_t max_queries_;
  std::unordered_map<std::string, Query> queries_;  // by key
  uint64_t searches_ = 0;
  uint64_t forgotten_ = 0;
};

}  // namespace sou::query
