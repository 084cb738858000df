// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Xapian queries of one unit: which pages have it, and how it counts in their score. Pure functions; Xapian's
// queries belong to the thread that made them.
#pragma once

#include <vector>

#include <xapian.h>

#include "common/store/schema.h"
#include "query/plan/query_unit.h"
#include "query/plan/ranking.h"

namespace sou::query {

// The terms of either the whole page or the title alone.
struct UnitFields {
  store::TermField word;
  store::TermField stem;
  store::TermField gram;
};
inline constexpr UnitFields kPageFields{store::TermField::kWord, store::TermField::kStem, store::TermField::kGram};
inline constexpr UnitFields kTitleFields{store::TermField::kTitleWord, store::TermField::kTitleStem,
                                         store::TermField::kTitleGram};

// Pages that have a word of the unit, for each of its words: a run without spaces may hold several.
[[nodiscard]] std::vector<Xapian::Query> MatchWords(const QueryUnit& unit, const UnitFields& fields);

// The same for pages that need to have only some words of the query: a stretch that is no word of the dictionary counts
// by every two of its characters.
[[nodiscard]] std::vector<Xapian::Query> MatchLoosely(const QueryUnit& unit, const UnitFields& fields);

// Pages that may have the unit in a phrase: exactly so, and inside a run wherever the dictionary cuts it. Every page
// whose text PhraseMatcher accepts is among them.
[[nodiscard]] Xapian::Query MatchExactly(const QueryUnit& unit, const UnitFields& fields);

// Pages that have the whole unit.
[[nodiscard]] Xapian::Query MatchUnit(const QueryUnit& unit, const UnitFields& fields);

// Appends what the unit adds to a page's score: its terms, weighted.
void ScoreUnit(const QueryUnit& unit, const Ranking& ranking, std::vector<Xapian::Query>* terms);

// Pages that have the unit, or a word that it may become. Without completions any word that begins so: what is to be
// excluded must not be cut short.
[[nodiscard]] Xapian::Query MatchPrefix(const QueryUnit& unit, const UnitFields& fields);

// Appends what an unfinished unit adds to a page's score: as a word, and by the most frequent few of the words that it
// may become; more would cost more than they say. Of titles all count: they are short.
void ScorePrefix(const QueryUnit& unit, const Ranking& ranking, std::vector<Xapian::Query>* terms);

}  // namespace sou::query
