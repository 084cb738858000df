// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a page shows of a query beyond how often it has its terms: the second phase of ranking adds it to the scores of
// the best candidates. One reader per query and thread.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/store/page.h"
#include "query/plan/query_unit.h"
#include "query/plan/ranking.h"
#include "query/search/highlight.h"
#include "query/search/unit_weights.h"

namespace sou::query {

// Each from 0 (nothing) to 1 (all of it); Ranking has a coefficient of the same name for each.
struct Evidence {
  double exact_title = 0;
  double phrase_in_title = 0;
  double title_coverage = 0;
  double adjacent = 0;
  double near = 0;
  double block = 0;
  double section = 0;
  double freshness = 0;
};

// How much newer pages are preferred: a page that is `half_life_seconds` older than `now` is half as fresh.
struct FreshnessRule {
  double half_life_seconds = 0;  // 0: not at all
  int64_t now = 0;               // seconds since the epoch; when the index was built, so that answers do not drift
};

// What evidence adds to a score, as a share of the best first-phase score.
[[nodiscard]] double Bonus(const Evidence& evidence, const Ranking& ranking);
// The most that reading a page's text can add to its bonus.
[[nodiscard]] double MaxTextBonus(const Ranking& ranking);

class EvidenceReader {
 public:
  // `unit_weights`: how much each unit says, and within a run without spaces each of its words. All outlive the reader.
  EvidenceReader(const std::vector<QueryUnit>& units, const UnitWeights& weights, const FreshnessRule& freshness,
                 Highlighter* highlighter);

  // `titles`: title and perhaps subtitle, a line each. Each part of the evidence is the best line's.
  void ReadTitle(std::string_view titles, Evidence* evidence) const;
  // `date`: seconds since the epoch. A page of the future is as fresh as one of now.
  void ReadDate(int64_t date, Evidence* evidence) const;
  // `matches`: of the query in the page's body.
  void ReadText(const Page& page, const std::vector<TextMatch>& matches, Evidence* evidence);

 private:
  // A word of the query as it was typed: a unit, or a word within a run.
  struct Word {
    double weight = 0;
    uint32_t group = 0;
  };
  // Two words of the query beside each other, and how close they were seen.
  struct Pair {
    double weight = 0;
    bool adjacent = false;
    bool near = false;
  };
  struct Place {
    uint32_t first = 0;  // words of the query that stand here: [first, last)
    uint32_t last = 0;
    text::ByteRange range;
    bool hangul = false;
  };

  void ReadLine(std::string_view title, Evidence* evidence) const;
  [[nodiscard]] double ShareOfQuery(const std::set<uint32_t>& found) const;
  [[nodiscard]] Place PlaceOf(const TextMatch& match) const;
  void SeePair(const Place& before, const Place& place, std::string_view body);
  [[nodiscard]] double BestShare(const std::vector<Place>& places, const std::vector<uint32_t>& borders);

  const std::vector<QueryUnit>& units_;
  FreshnessRule freshness_;
  Highlighter* highlighter_;
  std::string query_key_;
  std::vector<Word> words_;           // in order of the query
  std::vector<uint32_t> first_word_;  // by unit: its first word
  std::vector<Pair> pairs_;           // pairs_[i] is of words_[i] and words_[i + 1]
  double total_weight_ = 0;
  double total_pairs_ = 0;
};

}  // namespace sou::query
