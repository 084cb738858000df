// SPDX-License-Identifier: GPL-3.0-or-later
//
// The units of a query, planned for an index without a page.
#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "query/parse/parser.h"
#include "query/plan/planner.h"

namespace sou::query {

inline std::vector<QueryUnit> UnitsOf(const std::string& query, text::Analyzer* analyzer) {
  const Xapian::Database database;
  const std::vector<std::string> languages = {"en", "de", "fr"};
  const StopWords stop_words;
  return Planner({languages, stop_words, analyzer}, Synonyms(), database).MakePlan(Parse(query).root, {}).units;
}

}  // namespace sou::query
