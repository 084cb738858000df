// SPDX-License-Identifier: GPL-3.0-or-later
//
// A search as Meilisearch's clients ask it, read and checked. Pure functions, thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "query/plan/condition.h"
#include "query/search/request.h"
#include "web/meili/errors.h"
#include "web/meili/field_rules.h"

namespace sou::web::meili {

// Hits beyond are not reachable, and totals go no further.
inline constexpr size_t kMaxTotalHits = 1000;

// Names of fields; all of them if there is a "*".
struct FieldNames {
  bool all = false;
  std::vector<std::string> names;

  [[nodiscard]] bool Has(std::string_view name) const;
  [[nodiscard]] bool empty() const { return !all && names.empty(); }
};

// Which hits: numbered pages, or a window.
struct Paging {
  uint64_t offset = 0;
  uint64_t limit = 20;
  bool numbered = false;
  uint64_t page = 1;
  uint64_t hits_per_page = 20;

  // The first hit and how many, within kMaxTotalHits.
  [[nodiscard]] size_t First() const;
  [[nodiscard]] size_t Count() const;
};

struct SearchQuery {
  std::string text;  // "": every page
  Paging paging;
  std::optional<query::Condition> filter;
  std::vector<query::Facet> facets;
  std::optional<query::Sort> sort;  // nullopt: by relevance
  bool all_words = false;
  bool title_only = false;
  std::optional<double> score_threshold;

  FieldNames retrieve{.all = true, .names = {}};
  FieldNames highlight;
  std::map<std::string, size_t, std::less<>> crop;  // words by field; "*" for all others
  std::string pre_tag = "<em>";
  std::string post_tag = "</em>";
  std::string crop_marker = "…";
  bool show_positions = false;
  bool show_score = false;

  // How many words of a field are shown; nullopt: all.
  [[nodiscard]] std::optional<size_t> CropOf(std::string_view field) const;
  [[nodiscard]] bool WantsFormatted() const { return !highlight.empty() || !crop.empty(); }
};

// The fields of a search; of one of several searches, which name their index; of a search among a facet's values.
[[nodiscard]] std::span<const FieldRule> SearchRules();
[[nodiscard]] std::span<const FieldRule> QueryRules();
[[nodiscard]] std::span<const FieldRule> FacetSearchRules();

// Reads checked fields, passing over those that are not a search's. `uid` is the index's, for messages.
[[nodiscard]] Fault ReadSearchQuery(const Json& fields, std::string_view uid, SearchQuery* query);

// What Sou is asked for it. Facets and paging as they are.
[[nodiscard]] query::SearchRequest ToRequest(const SearchQuery& query);

}  // namespace sou::web::meili
