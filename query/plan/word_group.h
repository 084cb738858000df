// SPDX-License-Identifier: GPL-3.0-or-later
//
// Neighbouring units of the query that mean one thing, and what else means it: synonyms, or what a misspelt word was
// meant to be. A page has the group if it has all its units, or all of one of the others. Pure functions; Xapian's
// queries belong to the thread that made them.
#pragma once

#include <string>
#include <vector>

#include <xapian.h>

#include "query/plan/query_unit.h"
#include "query/plan/unit_query.h"

namespace sou::query {

struct OtherWords {
  enum class Kind : uint8_t { kSynonym, kCorrection };
  Kind kind = Kind::kSynonym;
  std::string text;  // as it would be typed
  std::vector<QueryUnit> units;
  double weight = 1;  // how much it counts in ranking, beside the group's own words
};

struct WordGroup {
  std::vector<QueryUnit> units;
  std::vector<OtherWords> others;

  // Says nothing about a page.
  [[nodiscard]] bool stop() const;
};

// Pages that have the group, for each of its words. With others there is one query: the words can no longer be had one
// by one.
[[nodiscard]] std::vector<Xapian::Query> MatchWords(const WordGroup& group, const UnitFields& fields);
// The same for pages that need to have only some words of the query: each of the group's own words, and each of the
// others as a whole.
[[nodiscard]] std::vector<Xapian::Query> MatchLoosely(const WordGroup& group, const UnitFields& fields);

// Appends what the group adds to a page's score: the best of its own words and the others.
void ScoreGroup(const WordGroup& group, const Ranking& ranking, std::vector<Xapian::Query>* terms);

}  // namespace sou::query
