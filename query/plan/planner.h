// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tree → Xapian queries. Never by Xapian::QueryParser, which brings a tokenizer of its own. One object per thread and
// database.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

#include "common/store/vocabulary.h"
#include "query/correct/corrector.h"
#include "query/parse/ast.h"
#include "query/plan/boost.h"
#include "query/plan/query_unit.h"
#include "query/plan/ranking.h"
#include "query/plan/synonyms.h"
#include "query/plan/word_group.h"
#include "query/search/request.h"

namespace sou::query {

// What the stored text of a candidate must show, where terms alone cannot tell: phrases, and the tree they stand in.
struct TextCheck {
  enum class Kind { kPhrase, kQuery, kAll, kAny, kNot };
  Kind kind = Kind::kAll;
  std::string phrase;       // kPhrase: as typed
  bool title_only = false;  // kPhrase
  // kQuery: holds if the page matches it. kPhrase: fails if the page doesn't; empty if every candidate does.
  Xapian::Query query;
  std::vector<TextCheck> children;  // the cheap ones first
};

// How many phrases it looks for.
[[nodiscard]] size_t PhrasesIn(const TextCheck& check);

struct Plan {
  Xapian::Query all;        // pages that have all words; ranked
  Xapian::Query some;       // pages that have some of them; empty if that is not another query
  bool everything = false;  // no words at all: every page that the filters allow
  TextCheck check;          // holds for every page if it is a kAll without children
  // What is searched for, for highlighting and re-scoring, in order of the query; behind the units of a group those of
  // what else means it.
  std::vector<QueryUnit> units;
  std::vector<std::string> phrases;     // in quotes, as typed; their words are among the units too
  std::vector<Correction> corrections;  // words that no page has, and what is searched for them
  std::vector<Diagnostic> diagnostics;
  std::vector<std::string> notes;  // for --explain, a line each: what else was searched for
};

// What plans are made with. All outlive the planner. The languages of `reading` are those whose stems are looked for,
// the most frequent first.
struct PlanContext {
  const UnitReading& reading;
  const Synonyms& synonyms;
  const Boosts& boosts;
  const store::Vocabulary& vocabulary;
  const Ranking& ranking;
  const Xapian::Database& database;
};

class Planner {
 public:
  explicit Planner(const PlanContext& context) : context_(context) {}

  // `query` is the text that `root` was parsed from; `typing`: its last word is not finished. Throws Xapian::Error if
  // the database cannot be read.
  [[nodiscard]] Plan MakePlan(const Node& root, const Filters& filters, std::string_view query, bool typing = false);

 private:
  class Work;
  const PlanContext context_;
};

}  // namespace sou::query
