// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a document has, and what may be asked of it. Pure functions, thread-safe.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/search/request.h"

namespace sou::web::meili {

// The fields of a document, in this order. docs/MEILISEARCH.md says what is in them.
inline constexpr std::array<std::string_view, 23> kDocumentFields = {"id",
                                                                     "url",
                                                                     "anchor",
                                                                     "path",
                                                                     "title",
                                                                     "type",
                                                                     "hierarchy_lvl0",
                                                                     "hierarchy_lvl1",
                                                                     "hierarchy_lvl2",
                                                                     "hierarchy_lvl3",
                                                                     "hierarchy_lvl4",
                                                                     "hierarchy_lvl5",
                                                                     "hierarchy_lvl6",
                                                                     "content",
                                                                     "lang",
                                                                     "lang_tag",
                                                                     "tags",
                                                                     "categories",
                                                                     "section",
                                                                     "authors",
                                                                     "date",
                                                                     "date_text",
                                                                     "year"};

// "authors, categories, …", for messages.
[[nodiscard]] std::string FilterableNames();
[[nodiscard]] std::string FacetNames();

// The facets of a list of names, of which "*" stands for all but the date, each once. nullopt: *unknown are no facets.
[[nodiscard]] std::optional<std::vector<query::Facet>> FacetsByName(const std::vector<std::string>& names,
                                                                    std::vector<std::string>* unknown);

// Whether words can be looked for there: in titles alone, or in all of a page.
enum class SearchedIn { kNothing, kTitle, kPage };
[[nodiscard]] SearchedIn SearchedInField(std::string_view field);
[[nodiscard]] std::string SearchableNames();

}  // namespace sou::web::meili
