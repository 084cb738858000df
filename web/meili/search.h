// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs a search that was read and answers it as Meilisearch does. Thread-safe if the source is.
#pragma once

#include <string>

#include "common/base/result.h"
#include "web/api/search_source.h"
#include "web/meili/document.h"
#include "web/meili/search_query.h"

namespace sou::web::meili {

struct SearchAnswer {
  OrderedJson json;
  uint64_t total = 0;
  uint64_t generation = 0;
};

// Errors are the source's.
[[nodiscard]] Result<SearchAnswer> Search(const SearchSource& source, const SearchQuery& query, const Site& site);

// Values of a facet of which a word begins as `text` does, alphabetically, at most kMaxFacetValues.
inline constexpr size_t kMaxFacetValues = 100;
[[nodiscard]] Result<SearchAnswer> SearchFacet(const SearchSource& source, const SearchQuery& query, query::Facet facet,
                                               const std::optional<std::string>& text);

}  // namespace sou::web::meili
