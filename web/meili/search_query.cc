// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/meili/search_query.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "web/meili/attributes.h"
#include "web/meili/filter_parser.h"

namespace sou::web::meili {
namespace {

using query::Sort;

constexpr uint64_t kDefaultCropLength = 10;

constexpr std::array kSearchRules = {
    FieldRule{"q", FieldKind::kText, "invalid_search_q"},
    FieldRule{"vector", FieldKind::kAny, "invalid_search_vector"},
    FieldRule{"media", FieldKind::kAny, "invalid_search_media"},
    FieldRule{"hybrid", FieldKind::kAny, "invalid_search_hybrid_query"},
    FieldRule{"personalize", FieldKind::kAny, "invalid_search_personalize"},
    FieldRule{"offset", FieldKind::kCount, "invalid_search_offset"},
    FieldRule{"limit", FieldKind::kCount, "invalid_search_limit"},
    FieldRule{"page", FieldKind::kCount, "invalid_search_page"},
    FieldRule{"hitsPerPage", FieldKind::kCount, "invalid_search_hits_per_page"},
    FieldRule{"attributesToRetrieve", FieldKind::kTexts, "invalid_search_attributes_to_retrieve"},
    FieldRule{"retrieveVectors", FieldKind::kFlag, "invalid_search_retrieve_vectors"},
    FieldRule{"attributesToCrop", FieldKind::kTexts, "invalid_search_attributes_to_crop"},
    FieldRule{"cropLength", FieldKind::kCount, "invalid_search_crop_length"},
    FieldRule{"attributesToHighlight", FieldKind::kTexts, "invalid_search_attributes_to_highlight"},
    FieldRule{"showMatchesPosition", FieldKind::kFlag, "invalid_search_show_matches_position"},
    FieldRule{"showRankingScore", FieldKind::kFlag, "invalid_search_show_ranking_score"},
    FieldRule{"showRankingScoreDetails", FieldKind::kFlag, "invalid_search_show_ranking_score_details"},
    FieldRule{"showPerformanceDetails", FieldKind::kFlag, "invalid_search_show_performance_details"},
    FieldRule{"filter", FieldKind::kAny, "invalid_search_filter"},
    FieldRule{"sort", FieldKind::kTexts, "invalid_search_sort"},
    FieldRule{"distinct", FieldKind::kText, "invalid_search_distinct"},
    FieldRule{"facets", FieldKind::kTexts, "invalid_search_facets"},
    FieldRule{"highlightPreTag", FieldKind::kText, "invalid_search_highlight_pre_tag"},
    FieldRule{"highlightPostTag", FieldKind::kText, "invalid_search_highlight_post_tag"},
    FieldRule{"cropMarker", FieldKind::kText, "invalid_search_crop_marker"},
    FieldRule{"matchingStrategy", FieldKind::kText, "invalid_search_matching_strategy"},
    FieldRule{"attributesToSearchOn", FieldKind::kTexts, "invalid_search_attributes_to_search_on"},
    FieldRule{"rankingScoreThreshold", FieldKind::kNumber, "invalid_search_ranking_score_threshold"},
    FieldRule{"locales", FieldKind::kTexts, "invalid_search_locales"},
};

template <size_t N>
constexpr auto WithMore(const std::array<FieldRule, N>& more) {
  std::array<FieldRule, kSearchRules.size() + N> rules;
  std::copy(more.begin(), more.end(), rules.begin());
  std::copy(kSearchRules.begin(), kSearchRules.end(), rules.begin() + N);
  return rules;
}

constexpr auto kQueryRules = WithMore(std::array{
    FieldRule{"indexUid", FieldKind::kText, "invalid_index_uid"},
    FieldRule{"federationOptions", FieldKind::kAny, "invalid_multi_search_federation_options"},
});

constexpr auto kFacetSearchRules = WithMore(std::array{
    FieldRule{"facetName", FieldKind::kText, "invalid_facet_search_facet_name"},
    FieldRule{"facetQuery", FieldKind::kText, "invalid_facet_search_facet_query"},
    FieldRule{"exhaustiveFacetCount", FieldKind::kFlag, "invalid_facet_search_exhaustive_facet_count"},
});

using Texts = std::vector<std::string>;

ErrorText Invalid(std::string_view field, std::string message) {
  return {"invalid_search_" + std::string(field), std::move(message)};
}

FieldNames ReadNames(const Json& fields, std::string_view name, FieldNames fallback) {
  const auto found = fields.find(name);
  if (found == fields.end()) return fallback;
  FieldNames names{.all = false, .names = found->get<Texts>()};
  names.all = std::find(names.names.begin(), names.names.end(), "*") != names.names.end();
  return names;
}

// What Sou has not; null and false are not asked for.
Fault CheckMissingFeatures(const Json& fields) {
  for (const char* name : {"vector", "media", "hybrid", "personalize"}) {
    if (!fields.contains(name)) continue;
    return ErrorText{"feature_not_enabled", std::string("Using `") + name +
                                                "` needs vectors, which Sou has not. Search by words: leave it out."};
  }
  if (!FieldOr(fields, "retrieveVectors", false)) return std::nullopt;
  return ErrorText{"feature_not_enabled", "`retrieveVectors` needs vectors, which Sou has not. Leave it out."};
}

void ReadPaging(const Json& fields, Paging* paging) {
  paging->offset = FieldOr<uint64_t>(fields, "offset", 0);
  paging->limit = FieldOr<uint64_t>(fields, "limit", 20);
  paging->numbered = fields.contains("page") || fields.contains("hitsPerPage");
  paging->page = FieldOr<uint64_t>(fields, "page", 1);
  paging->hits_per_page = FieldOr<uint64_t>(fields, "hitsPerPage", 20);
}

Fault ReadFilterField(const Json& fields, std::string_view uid, SearchQuery* query) {
  const auto found = fields.find("filter");
  if (found == fields.end()) return std::nullopt;
  auto filter = ReadFilter(*found, uid);
  if (!filter.ok()) {
    const bool feature = filter.error().code == ErrorCode::kUnsupported;
    return ErrorText{feature ? "feature_not_enabled" : "invalid_search_filter", filter.error().message};
  }
  query->filter = *std::move(filter);
  return std::nullopt;
}

std::string Ticked(const Texts& names) {
  std::string joined;
  for (const std::string& name : names) joined += (joined.empty() ? "" : ", ") + name;
  return "`" + joined + "`";
}

Fault ReadFacets(const Json& fields, SearchQuery* query) {
  Texts unknown;
  auto facets = FacetsByName(FieldOr(fields, "facets", Texts()), &unknown);
  if (!facets) {
    const std::string are =
        unknown.size() == 1 ? "attribute " + Ticked(unknown) + " is" : "attributes " + Ticked(unknown) + " are";
    return Invalid("facets", "Invalid facet distribution, " + are +
                                 " not filterable. The available filterable attributes are `" + FacetNames() + "`.");
  }
  query->facets = *std::move(facets);
  return std::nullopt;
}

Fault ReadSort(const Json& fields, std::string_view uid, SearchQuery* query) {
  for (const std::string& rule : FieldOr(fields, "sort", Texts())) {
    const bool ascending = rule.ends_with(":asc");
    if (!ascending && !rule.ends_with(":desc"))
      return Invalid("sort",
                     "Invalid syntax for the sort parameter: expected expression ending by `:asc` or `:desc`, found `" +
                         rule + "`.");
    const std::string name = rule.substr(0, rule.rfind(':'));
    if (name != "date")
      return Invalid("sort", "Index `" + std::string(uid) + "`: Attribute `" + name +
                                 "` is not sortable. Available sortable attributes are: `date`.");
    if (!query->sort) query->sort = ascending ? Sort::kDateAscending : Sort::kDate;
  }
  return std::nullopt;
}

Fault ReadMatching(const Json& fields, SearchQuery* query) {
  const std::string strategy = FieldOr<std::string>(fields, "matchingStrategy", "last");
  if (strategy != "last" && strategy != "all" && strategy != "frequency")
    return Invalid("matching_strategy", "Unknown value `" + strategy +
                                            "` at `.matchingStrategy`: expected one of `last`, `all`, `frequency`");
  query->all_words = strategy == "all";
  return std::nullopt;
}

Fault ReadSearchedFields(const Json& fields, std::string_view uid, SearchQuery* query) {
  const Texts names = FieldOr(fields, "attributesToSearchOn", Texts());
  query->title_only = !names.empty();
  for (const std::string& name : names) {
    const SearchedIn in = SearchedInField(name);
    if (in == SearchedIn::kNothing)
      return Invalid("attributes_to_search_on", "Index `" + std::string(uid) + "`: Attribute `" + name +
                                                    "` is not searchable. Available searchable attributes are: `" +
                                                    SearchableNames() + "`.");
    if (in != SearchedIn::kTitle) query->title_only = false;
  }
  return std::nullopt;
}

Fault ReadThreshold(const Json& fields, SearchQuery* query) {
  const auto found = fields.find("rankingScoreThreshold");
  if (found == fields.end()) return std::nullopt;
  const double threshold = found->get<double>();
  if (threshold < 0 || threshold > 1)
    return Invalid("ranking_score_threshold",
                   "Invalid value at `.rankingScoreThreshold`: the value of `rankingScoreThreshold` is invalid, "
                   "expected a float between `0.0` and `1.0`.");
  query->score_threshold = threshold;
  return std::nullopt;
}

// A hit is a page, so that its id, path and address are distinct anyway.
Fault CheckDistinct(const Json& fields, std::string_view uid) {
  const std::string name = FieldOr<std::string>(fields, "distinct", "url");
  if (name == "url" || name == "id" || name == "path") return std::nullopt;
  return Invalid("distinct", "Index `" + std::string(uid) + "`: Attribute `" + name +
                                 "` is not filterable and thus, cannot be used as distinct attribute. Available "
                                 "distinct attributes are: `id`, `path`, `url`.");
}

// "content:20" is the field and its own length.
void AddCrop(const std::string& item, size_t length, SearchQuery* query) {
  const size_t colon = item.rfind(':');
  if (colon != std::string::npos) {
    const char* end = item.data() + item.size();
    size_t own = 0;
    const auto [stop, failure] = std::from_chars(item.data() + colon + 1, end, own);
    if (failure == std::errc() && stop == end) {
      query->crop[item.substr(0, colon)] = own;
      return;
    }
  }
  query->crop[item] = length;
}

void ReadFormat(const Json& fields, SearchQuery* query) {
  query->retrieve = ReadNames(fields, "attributesToRetrieve", {.all = true, .names = {}});
  query->highlight = ReadNames(fields, "attributesToHighlight", {});
  const auto length = FieldOr<uint64_t>(fields, "cropLength", kDefaultCropLength);
  for (const std::string& item : FieldOr(fields, "attributesToCrop", Texts())) AddCrop(item, length, query);
  query->pre_tag = FieldOr(fields, "highlightPreTag", query->pre_tag);
  query->post_tag = FieldOr(fields, "highlightPostTag", query->post_tag);
  query->crop_marker = FieldOr(fields, "cropMarker", query->crop_marker);
  query->show_positions = FieldOr(fields, "showMatchesPosition", false);
  query->show_score = FieldOr(fields, "showRankingScore", false);
}

// Words are of six characters or so, with the blank; sections show half of what a page does.
std::optional<size_t> FragmentLength(const SearchQuery& query) {
  constexpr size_t kPerWord = 12;
  constexpr size_t kLeast = 160;
  constexpr size_t kMost = 2000;
  const std::optional<size_t> words = query.CropOf("content");
  if (!words) return std::nullopt;
  return std::clamp(std::min(*words, kMost) * kPerWord, kLeast, kMost);
}

}  // namespace

bool FieldNames::Has(std::string_view name) const {
  return all || std::find(names.begin(), names.end(), name) != names.end();
}

size_t Paging::First() const {
  if (!numbered) return std::min<uint64_t>(offset, kMaxTotalHits);
  const uint64_t before = page == 0 ? 0 : page - 1;
  if (hits_per_page == 0 || before > kMaxTotalHits / hits_per_page) return kMaxTotalHits;
  return std::min<uint64_t>(before * hits_per_page, kMaxTotalHits);
}

size_t Paging::Count() const {
  if (numbered && page == 0) return 0;
  return std::min<uint64_t>(numbered ? hits_per_page : limit, kMaxTotalHits - First());
}

std::optional<size_t> SearchQuery::CropOf(std::string_view field) const {
  auto found = crop.find(field);
  if (found == crop.end()) found = crop.find("*");
  if (found == crop.end() || found->second == 0) return std::nullopt;
  return found->second;
}

std::span<const FieldRule> SearchRules() { return kSearchRules; }
std::span<const FieldRule> QueryRules() { return kQueryRules; }
std::span<const FieldRule> FacetSearchRules() { return kFacetSearchRules; }

Fault ReadSearchQuery(const Json& fields, std::string_view uid, SearchQuery* query) {
  query->text = FieldOr<std::string>(fields, "q", "");
  ReadPaging(fields, &query->paging);
  ReadFormat(fields, query);
  if (Fault fault = CheckMissingFeatures(fields)) return fault;
  if (Fault fault = ReadMatching(fields, query)) return fault;
  if (Fault fault = ReadThreshold(fields, query)) return fault;
  if (Fault fault = ReadSearchedFields(fields, uid, query)) return fault;
  if (Fault fault = ReadSort(fields, uid, query)) return fault;
  if (Fault fault = ReadFacets(fields, query)) return fault;
  if (Fault fault = CheckDistinct(fields, uid)) return fault;
  return ReadFilterField(fields, uid, query);
}

query::SearchRequest ToRequest(const SearchQuery& query) {
  query::SearchRequest request;
  request.text = query.text;
  request.offset = query.paging.First();
  request.limit = query.paging.Count();
  request.filters.condition = query.filter;
  request.sort = query.sort.value_or(Sort::kRelevance);
  request.facets = query.facets;
  request.typing = !query.text.empty();  // these clients search at every letter
  request.all_words = query.all_words;
  request.title_only = query.title_only;
  request.snippet_length = FragmentLength(query);
  return request;
}

}  // namespace sou::web::meili
