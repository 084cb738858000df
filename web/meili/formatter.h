// SPDX-License-Identifier: GPL-3.0-or-later
//
// A document as the JSON of a hit: the fields that were asked for, and `_formatted`, `_matchesPosition` and
// `_rankingScore`. One search's formatter; immutable, thread-safe.
#pragma once

#include <string>

#include "web/meili/document.h"
#include "web/meili/search_query.h"

namespace sou::web::meili {

// 0 to 1: `score` of Sou, which has no upper bound, as score / (score + 10); 1 for a page of a search without words.
[[nodiscard]] double RankingScore(double score, const SearchQuery& query);

class Formatter {
 public:
  // The query outlives the formatter. If its tag before a match is markup (has a '<'), all text of `_formatted` is
  // escaped for HTML, since clients put it into pages as it is; if not, the client escapes for itself.
  explicit Formatter(const SearchQuery& query);

  [[nodiscard]] OrderedJson Format(const Document& document, double score) const;

 private:
  [[nodiscard]] OrderedJson FormattedField(const Field& field) const;
  [[nodiscard]] OrderedJson FormattedValue(const OrderedJson& value) const;
  [[nodiscard]] std::string FormattedText(const query::Parts& parts, std::string_view field) const;
  [[nodiscard]] std::string Escaped(const std::string& text) const;

  const SearchQuery& query_;
  bool escapes_;
};

}  // namespace sou::web::meili
