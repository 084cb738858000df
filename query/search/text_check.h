// SPDX-License-Identifier: GPL-3.0-or-later
//
// Decides on the stored text of a candidate what terms alone cannot: whether it holds the query's phrases. The index
// keeps no positions (DESIGN.md). One object per query and thread; Xapian::Error passes through.
#pragma once

#include <vector>

#include <xapian.h>

#include "common/store/page.h"
#include "query/plan/planner.h"
#include "query/search/phrase.h"

namespace sou::query {

class TextChecker {
 public:
  // Both outlive the checker.
  TextChecker(const TextCheck& check, const Xapian::Database& database);

  [[nodiscard]] bool Holds(const Page& page);

 private:
  [[nodiscard]] bool Holds(const TextCheck& check, const Page& page);
  [[nodiscard]] bool HasPhrase(const TextCheck& check, const Page& page);
  [[nodiscard]] bool Matches(const Xapian::Query& query, const Page& page) const;
  void Prepare(const TextCheck& check);

  struct Matcher {
    const TextCheck* check;
    PhraseMatcher phrase;
  };
  const TextCheck& check_;
  const Xapian::Database& database_;
  std::vector<Matcher> matchers_;
};

}  // namespace sou::query
