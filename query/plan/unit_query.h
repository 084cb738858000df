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
// by every two of its characters, a Korean word without its particles.
[[nodiscard]] std::vector<Xapian::Query> MatchLoosely(const QueryUnit& unit, const UnitFields& fields);

// Pages that may have the unit in a phrase: exactly so, and inside a run wherever the dictionary cuts it. Every page
// whose text PhraseMatcher accepts is among them.
[[nodiscard]] Xapian::Query MatchExactly(const QueryUnit& unit, const UnitFields& fields);

// Pages that have the whole unit.
[[nodiscard]] Xapian::Query MatchUnit(const QueryUnit& unit, const UnitFields& fields);

// Appends what the unit adds to a page's score: its terms, weighted.
void ScoreUnit(const QueryUnit& unit, const Ranking& ranking, std::vector<Xapian::Query>* terms);

// How many of the words that begin so a prefix stands for. Every one only behind a NOT: each costs a list to read.
enum class Expansion { kMostFrequent, kEvery };

// Words that begin with the unit's text.
[[nodiscard]] Xapian::Query MatchPrefix(const QueryUnit& unit, const UnitFields& fields,
                                        Expansion expansion = Expansion::kMostFrequent);
// More words of the index begin so than kMostFrequent looks for.
[[nodiscard]] bool IsCutPrefix(const QueryUnit& unit, const UnitFields& fields, const Xapian::Database& database);

// What a prefix adds to a page's score: by the most frequent few of its words; more would cost more than they say.
[[nodiscard]] Xapian::Query ScorePrefix(const QueryUnit& unit);

}  // namespace sou::query
