// SPDX-License-Identifier: GPL-3.0-or-later
//
// A generation as one thread reads it: a database handle over its segments, the pages behind it, and which of them a
// later version has replaced. The one place that knows how segments lie side by side. Xapian::Error passes through, and
// a damaged page is one, too.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

#include "common/store/page.h"
#include "query/search/open_generation.h"

namespace sou::query {

class IndexReader {
 public:
  explicit IndexReader(std::shared_ptr<const OpenGeneration> open);

  [[nodiscard]] const OpenGeneration& open() const { return *open_; }
  [[nodiscard]] const Xapian::Database& database() const { return database_; }

  // The record of a page (common/store/record.h), and the page.
  [[nodiscard]] std::string Record(Xapian::docid id) const;
  [[nodiscard]] Page ReadPage(Xapian::docid id) const;

  // Pages that are gone or have a later version: no answer may have them. Empty if there are none.
  [[nodiscard]] const Xapian::Query& replaced() const { return replaced_; }
  // The postings of a term without replaced pages, at most `most`.
  [[nodiscard]] std::vector<Xapian::docid> Postings(const std::string& term, size_t most) const;

 private:
  std::shared_ptr<const OpenGeneration> open_;
  Xapian::Database database_;
  Xapian::Query replaced_;
  std::vector<Xapian::docid> replaced_ids_;  // ascending
};

// `query` without the pages of `excluded`; either may be empty.
[[nodiscard]] Xapian::Query Without(const Xapian::Query& query, const Xapian::Query& excluded);

}  // namespace sou::query
