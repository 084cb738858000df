// SPDX-License-Identifier: GPL-3.0-or-later
//
// Decides on the stored text of a candidate what terms alone cannot: whether it holds the query's phrases. The index
// keeps no positions (DESIGN.md). Reads of a page only what the question needs. One object per query and thread;
// Xapian::Error passes through.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <xapian.h>

#include "common/store/page.h"
#include "query/plan/planner.h"
#include "query/search/index_reader.h"
#include "query/search/phrase.h"

namespace sou::query {

class TextChecker {
 public:
  // Both outlive the checker.
  TextChecker(const TextCheck& check, const IndexReader& index);

  // `document` is the page `id` of the index: of several segments, a document knows its number in its own.
  [[nodiscard]] bool Holds(Xapian::docid id, const Xapian::Document& document);

 private:
  // A page of which no more is read than was asked for.
  struct Candidate {
    Xapian::docid id = 0;
    const Xapian::Document* document = nullptr;
    std::string bytes;  // the stored page
    std::optional<Page> page;
  };
  [[nodiscard]] bool Holds(const TextCheck& check, Candidate* candidate);
  [[nodiscard]] bool HasPhrase(const TextCheck& check, Candidate* candidate);
  [[nodiscard]] bool Matches(const TextCheck& check, Xapian::docid id);
  void Prepare(const TextCheck& check);

  const TextCheck& check_;
  const IndexReader& index_;
  std::unordered_map<const TextCheck*, PhraseMatcher> phrases_;
  std::unordered_map<const TextCheck*, std::vector<bool>> matching_;  // by page, of each query asked about
};

}  // namespace sou::query
