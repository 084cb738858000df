// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a site's owner says of single pages in sou.yaml: pages that come first for a query (search.pins), pages that are
// never found (search.hide), pages that count more or less (search.boost). Pages are named by their addresses
// (common/store/address.h).
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "common/base/config.h"
#include "common/base/result.h"
#include "query/parse/ast.h"
#include "query/plan/boost.h"
#include "query/search/index_reader.h"
#include "query/search/request.h"

namespace sou::query {

// As written. Immutable once made, so safe to share between threads.
struct Curation {
  struct Pin {
    std::string query;  // PinKey
    std::string address;
    std::string source;  // "sou.yaml:7"
  };
  struct Hidden {
    std::string pattern;  // "/about/", "/drafts/*"
    std::string source;
  };
  struct Boost {
    QueryField field = QueryField::kText;  // kPath stands for an address
    std::string value;
    double factor = 1;
    std::string text;  // as written
    std::string source;
  };
  std::vector<Pin> pins;
  std::vector<Hidden> hidden;
  std::vector<Boost> boosts;

  // Whether search.hide names the page with that address: for lists of pages that are not made by a search.
  [[nodiscard]] bool Hides(std::string_view url) const;
};

// An error names the entry, where it stands and what would be right.
[[nodiscard]] Result<Curation> ReadCuration(const Config& config);

// The form in which queries are compared with those of pins: folded, one blank between words, no signs at the end.
[[nodiscard]] std::string PinKey(std::string_view query);

// The same for one index: addresses are looked up once. One object per thread and database; Xapian::Error passes
// through.
class OpenCuration {
 public:
  // The curation outlives it.
  OpenCuration(const Curation& curation, const IndexReader& index);

  // Pages that are never found; an empty query if there are none.
  [[nodiscard]] const Xapian::Query& hidden() const { return hidden_; }
  [[nodiscard]] const Boosts& boosts() const { return boosts_; }

  // The pages pinned to the query, in order, those that the filters do not allow left out.
  [[nodiscard]] std::vector<Xapian::docid> PinnedTo(std::string_view query, const Filters& filters,
                                                    const IndexReader& index) const;

  // What names no page, a line each.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

 private:
  struct Pin {
    std::string query;
    Xapian::docid page = 0;
  };
  void OpenPins(const Curation& curation, const IndexReader& index);
  void OpenHidden(const Curation& curation, const Xapian::Database& database);
  void OpenBoosts(const Curation& curation, const Xapian::Database& database);

  std::vector<Pin> pins_;
  Xapian::Query hidden_;
  Boosts boosts_;
  std::vector<std::string> notes_;
};

// The page with that address, before others that have it as an alias; 0 if there is none.
[[nodiscard]] Xapian::docid FindPageByAddress(std::string_view url, const IndexReader& index);

}  // namespace sou::query
