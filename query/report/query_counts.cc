// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/report/query_counts.h"

#include <algorithm>
#include <utility>

namespace sou::query {
namespace {

constexpr size_t kMaxSpellings = 4;

}  // namespace

void QueryCounts::Add(const LoggedSearch& search) {
  if (queries_.size() >= max_queries_ && !queries_.contains(search.key)) Forget();
  Query& query = queries_[search.key];
  ++query.searches;
  if (search.total == 0) ++query.without_results;
  query.last = ++searches_;
  CountSpelling(search.text, &query.spellings);
}

// A new spelling takes the place of the rarest with its count, so that one that is common in the end is there.
void QueryCounts::CountSpelling(const std::string& text, std::vector<Spelling>* spellings) {
  for (Spelling& spelling : *spellings) {
    if (spelling.text != text) continue;
    ++spelling.count;
    return;
  }
  if (spellings->size() < kMaxSpellings) {
    spellings->push_back({text, 1});
    return;
  }
  Spelling& rarest = *std::min_element(spellings->begin(), spellings->end(), ByCount);
  rarest = {text, rarest.count + 1};
}

// A quarter of them, so that it happens rarely.
void QueryCounts::Forget() {
  std::vector<std::pair<uint64_t, uint64_t>> ranks;  // searches, last
  ranks.reserve(queries_.size());
  for (const auto& [key, query] : queries_) ranks.emplace_back(query.searches, query.last);
  const auto border = ranks.begin() + static_cast<std::ptrdiff_t>(ranks.size() / 4);
  std::nth_element(ranks.begin(), border, ranks.end());
  forgotten_ += std::erase_if(
      queries_, [&](const auto& row) { return std::pair(row.second.searches, row.second.last) <= *border; });
}

std::vector<QueryCount> QueryCounts::MostAsked(size_t most) const { return Most(&Query::searches, most); }

std::vector<QueryCount> QueryCounts::MostWithoutResults(size_t most) const {
  return Most(&Query::without_results, most);
}

std::vector<QueryCount> QueryCounts::Most(Counter counter, size_t most) const {
  std::vector<std::pair<uint64_t, const std::string*>> ranks;
  for (const auto& [key, query] : queries_) {
    if (query.*counter > 0) ranks.emplace_back(query.*counter, &key);
  }
  const auto middle = ranks.begin() + static_cast<std::ptrdiff_t>(std::min(most, ranks.size()));
  std::partial_sort(ranks.begin(), middle, ranks.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : *a.second < *b.second;
  });
  std::vector<QueryCount> out;
  for (auto rank = ranks.begin(); rank != middle; ++rank) {
    const Query& query = queries_.find(*rank->second)->second;
    const auto spelling = std::max_element(query.spellings.begin(), query.spellings.end(), ByCount);
    out.push_back({spelling->text, query.searches, query.without_results});
  }
  return out;
}

}  // namespace sou::query
