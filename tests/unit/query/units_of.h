// SPDX-License-Identifier: GPL-3.0-or-later
//
// The units of a query, planned for an index without a page.
#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "query/parse/parser.h"
#include "query/plan/planner.h"
#include "query/search/unit_weights.h"

namespace sou::query {

inline std::vector<QueryUnit> UnitsOf(const std::string& query, text::Analyzer* analyzer) {
  const Xapian::Database database;
  const std::vector<std::string> languages = {"en", "de", "fr"};
  static const StopWords stop_words;
  static const Synonyms synonyms;
  static const Boosts boosts;
  static const Ranking ranking;
  static const store::Vocabulary vocabulary;
  const UnitReading reading{languages, stop_words, analyzer};
  return Planner({reading, synonyms, boosts, vocabulary, ranking, database})
      .MakePlan(Parse(query).root, {}, query)
      .units;
}

// As if no word were rarer than another.
inline UnitWeights EqualWeights(const std::vector<QueryUnit>& units) { return WeighUnits(units, Xapian::Database()); }

}  // namespace sou::query
