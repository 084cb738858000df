// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/meili/search.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "common/text/fold.h"
#include "query/render/json.h"
#include "web/meili/formatter.h"

namespace sou::web::meili {
namespace {

using query::Facet;
using query::FacetCount;
using query::FacetResult;
using query::Hit;
using query::SearchRequest;
using query::SearchResponse;

// Of a search with a threshold all hits are looked at: they alone tell how many reach it.
Result<SearchResponse> SearchAbove(const SearchSource& source, const SearchQuery& query) {
  SearchRequest request = ToRequest(query);
  request.offset = 0;
  request.limit = kMaxTotalHits;
  Result<SearchResponse> response = source.search(request);
  if (!response.ok()) return response;
  std::vector<Hit>& hits = response->hits;
  std::erase_if(hits, [&](const Hit& hit) { return RankingScore(hit.score, query) < *query.score_threshold; });
  response->total = hits.size();
  const size_t first = std::min(query.paging.First(), hits.size());
  const size_t end = std::min(first + query.paging.Count(), hits.size());
  hits = std::vector<Hit>(std::make_move_iterator(hits.begin() + static_cast<std::ptrdiff_t>(first)),
                          std::make_move_iterator(hits.begin() + static_cast<std::ptrdiff_t>(end)));
  return response;
}

uint64_t PagesOf(uint64_t total, uint64_t per_page) {
  return per_page == 0 ? 0 : total / per_page + (total % per_page > 0 ? 1 : 0);
}

void AddPaging(const Paging& paging, uint64_t total, OrderedJson* json) {
  if (paging.numbered) {
    (*json)["hitsPerPage"] = paging.hits_per_page;
    (*json)["page"] = paging.page;
    (*json)["totalPages"] = PagesOf(total, paging.hits_per_page);
    (*json)["totalHits"] = total;
  } else {
    (*json)["limit"] = paging.limit;
    (*json)["offset"] = paging.offset;
    (*json)["estimatedTotalHits"] = total;
  }
}

// In the order of their folded values.
std::vector<FacetCount> Alphabetically(std::vector<FacetCount> counts) {
  std::vector<std::pair<std::string, FacetCount>> keyed;
  keyed.reserve(counts.size());
  for (FacetCount& count : counts) keyed.emplace_back(text::Fold(count.value), std::move(count));
  std::sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  counts.clear();
  for (auto& [key, count] : keyed) counts.push_back(std::move(count));
  return counts;
}

OrderedJson Distribution(const FacetResult& result) {
  OrderedJson values = OrderedJson::object();
  for (const FacetCount& count : Alphabetically(result.counts)) {
    if (values.size() == kMaxFacetValues) break;
    values[count.value] = count.count;
  }
  return values;
}

// The least and the greatest value of a facet of numbers; null if no page has one.
OrderedJson Stats(const FacetResult& result) {
  std::optional<int64_t> least;
  std::optional<int64_t> greatest;
  for (const FacetCount& count : result.counts) {
    int64_t number = 0;
    std::from_chars(count.value.data(), count.value.data() + count.value.size(), number);
    least = std::min(least.value_or(number), number);
    greatest = std::max(greatest.value_or(number), number);
  }
  return least ? OrderedJson{{"min", *least}, {"max", *greatest}} : OrderedJson();
}

void AddFacets(const std::vector<FacetResult>& results, OrderedJson* json) {
  if (results.empty()) return;
  OrderedJson distribution = OrderedJson::object();
  OrderedJson stats = OrderedJson::object();
  for (const FacetResult& result : results) {
    const std::string name(query::FacetName(result.facet));
    distribution[name] = Distribution(result);
    if (result.facet != Facet::kYear && result.facet != Facet::kDate) continue;
    OrderedJson range = Stats(result);
    if (!range.is_null()) stats[name] = std::move(range);
  }
  (*json)["facetDistribution"] = std::move(distribution);
  (*json)["facetStats"] = std::move(stats);
}

OrderedJson HitsOf(const SearchResponse& response, const SearchQuery& query, const Site& site) {
  const Formatter formatter(query);
  OrderedJson hits = OrderedJson::array();
  for (const Hit& hit : response.hits) hits.push_back(formatter.Format(MakeDocument(hit, site), hit.score));
  return hits;
}

uint64_t Milliseconds(const SearchResponse& response) { return static_cast<uint64_t>(std::lround(response.took_ms)); }

// The beginning of a value, or of any word of it; in scripts without spaces that is any place.
bool HasWordThatBegins(const std::string& folded, const std::string& begin) {
  const auto separates = [](char c) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    return !plain;
  };
  for (size_t at = folded.find(begin); at != std::string::npos; at = folded.find(begin, at + 1)) {
    if (at == 0 || separates(folded[at - 1])) return true;
  }
  return false;
}

}  // namespace

Result<SearchAnswer> Search(const SearchSource& source, const SearchQuery& query, const Site& site) {
  const Result<SearchResponse> response =
      query.score_threshold ? SearchAbove(source, query) : source.search(ToRequest(query));
  if (!response.ok()) return response.error();
  const uint64_t total = std::min(response->total, kMaxTotalHits);
  SearchAnswer answer{{{"hits", HitsOf(*response, query, site)},
                       {"query", response->query},
                       {"processingTimeMs", Milliseconds(*response)}},
                      response->total,
                      response->generation};
  AddPaging(query.paging, total, &answer.json);
  AddFacets(response->facets, &answer.json);
  return answer;
}

Result<SearchAnswer> SearchFacet(const SearchSource& source, const SearchQuery& query, Facet facet,
                                 const std::optional<std::string>& text) {
  SearchRequest request = ToRequest(query);
  request.offset = 0;
  request.limit = 0;
  request.facets = {facet};
  const Result<SearchResponse> response = source.search(request);
  if (!response.ok()) return response.error();
  const std::string begin = text::Fold(text.value_or(""));
  OrderedJson hits = OrderedJson::array();
  for (const FacetCount& count :
       Alphabetically(response->facets.empty() ? std::vector<FacetCount>() : response->facets[0].counts)) {
    if (hits.size() == kMaxFacetValues) break;
    if (HasWordThatBegins(text::Fold(count.value), begin))
      hits.push_back({{"value", count.value}, {"count", count.count}});
  }
  return SearchAnswer{{{"facetHits", std::move(hits)},
                       {"facetQuery", text ? OrderedJson(*text) : OrderedJson()},
                       {"processingTimeMs", Milliseconds(*response)}},
                      response->total,
                      response->generation};
}

}  // namespace sou::web::meili
