// SPDX-License-Identifier: GPL-3.0-or-later
//
// The second phase of ranking: the best candidates are scored again by what their titles show. One object per query and
// thread.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "query/plan/query_unit.h"
#include "query/search/highlight.h"

namespace sou::query {

// What a title adds to its page's score, as a share of the best first-phase score (ranking.h).
struct TitleScore {
  double exact = 0;
  double phrase = 0;
  double coverage = 0;

  [[nodiscard]] double total() const { return exact + phrase + coverage; }
};

class TitleScorer {
 public:
  // Both outlive the scorer.
  TitleScorer(const std::vector<QueryUnit>& units, Highlighter* highlighter);

  // `titles`: title and perhaps subtitle, a line each. Each part of the score is the best line's.
  [[nodiscard]] TitleScore Score(std::string_view titles) const;

 private:
  [[nodiscard]] TitleScore ScoreLine(std::string_view title) const;

  [[nodiscard]] double ShareOfQuery(const std::set<uint32_t>& found) const;

  std::string query_key_;
  const std::vector<QueryUnit>& units_;
  size_t typed_ = 0;  // units that are no others
  Highlighter* highlighter_;
};

}  // namespace sou::query
