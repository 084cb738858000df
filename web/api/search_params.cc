// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/search_params.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <optional>
#include <utility>

#include "common/base/nearest.h"
#include "common/base/timestamp.h"
#include "query/render/json.h"

namespace sou::web {
namespace {

constexpr std::array<std::string_view, 12> kNames = {"q",       "limit", "offset", "lang", "tag",    "category",
                                                     "section", "after", "before", "sort", "facets", "typing"};

Error Wrong(std::string_view name, std::string_view value, std::string_view allowed) {
  return {ErrorCode::kInvalidArgument,
          "parameter '" + std::string(name) + "': '" + std::string(value) + "' is not " + std::string(allowed)};
}

Result<size_t> ParseCount(const Params& params, std::string_view name, size_t fallback, size_t max) {
  const auto value = SingleParam(params, name);
  if (!value.ok()) return value.error();
  if (value->empty()) return fallback;
  size_t number = 0;
  const char* end = value->data() + value->size();
  const auto [stop, failure] = std::from_chars(value->data(), end, number);
  if (failure != std::errc() || stop != end || number > max) {
    return Wrong(name, *value, "a number from 0 to " + std::to_string(max));
  }
  return number;
}

Status ParsePaging(const Params& params, query::SearchRequest* request) {
  const auto limit = LimitParam(params);
  if (!limit.ok()) return limit.error();
  const auto offset = ParseCount(params, "offset", 0, kMaxReach);
  if (!offset.ok()) return offset.error();
  if (*offset + *limit > kMaxReach) {
    return Error{ErrorCode::kInvalidArgument, "parameters 'offset' and 'limit': their sum may be at most " +
                                                  std::to_string(kMaxReach) +
                                                  "; search for more words or filter instead of paging further"};
  }
  request->limit = *limit;
  request->offset = *offset;
  return {};
}

Result<std::optional<TimeSpan>> ParseDate(const Params& params, std::string_view name) {
  const auto value = SingleParam(params, name);
  if (!value.ok()) return value.error();
  if (value->empty()) return std::optional<TimeSpan>();
  const std::optional<TimeSpan> span = ParseTimeSpan(*value);
  if (!span) return Wrong(name, *value, "a date such as 2018, 2018-08 or 2018-08-11");
  return span;
}

Status ParseFilters(const Params& params, query::Filters* filters) {
  filters->langs = ParamValues(params, "lang");
  filters->tags = ParamValues(params, "tag");
  filters->categories = ParamValues(params, "category");
  filters->sections = ParamValues(params, "section");
  const auto after = ParseDate(params, "after");
  if (!after.ok()) return after.error();
  if (*after) filters->after = (*after)->first;
  const auto before = ParseDate(params, "before");
  if (!before.ok()) return before.error();
  if (*before) filters->before = (*before)->last;
  return {};
}

Result<query::Sort> ParseSort(const Params& params) {
  const auto value = SingleParam(params, "sort");
  if (!value.ok()) return value.error();
  if (value->empty() || *value == "relevance") return query::Sort::kRelevance;
  if (*value == "date") return query::Sort::kDate;
  return Wrong("sort", *value, "'relevance' or 'date'");
}

Result<bool> ParseFlag(const Params& params, std::string_view name) {
  const auto value = SingleParam(params, name);
  if (!value.ok()) return value.error();
  if (value->empty() || *value == "0") return false;
  if (*value == "1") return true;
  return Wrong(name, *value, "0 or 1");
}

Result<std::vector<query::Facet>> ParseFacets(const Params& params) {
  std::vector<query::Facet> facets;
  for (const std::string& list : ParamValues(params, "facets")) {
    std::string_view rest = list;
    while (!rest.empty()) {
      const size_t comma = rest.find(',');
      const std::string_view name = rest.substr(0, comma);
      rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
      if (name.empty()) continue;
      const std::optional<query::Facet> facet = query::FacetByName(name);
      if (!facet) return Wrong("facets", name, "one of tags, categories, lang, lang_tag, section, year, date");
      if (std::find(facets.begin(), facets.end(), *facet) == facets.end()) facets.push_back(*facet);
    }
  }
  return facets;
}

std::vector<std::string> FindUnknown(const Params& params, std::span<const std::string_view> also_known) {
  std::vector<std::string_view> known(kNames.begin(), kNames.end());
  known.insert(known.end(), also_known.begin(), also_known.end());
  std::vector<std::string> messages;
  for (auto it = params.begin(); it != params.end(); it = params.upper_bound(it->first)) {
    if (std::find(known.begin(), known.end(), it->first) != known.end()) continue;
    std::string message = "unknown parameter '" + it->first + "' ignored";
    if (const auto nearest = NearestName(it->first, known))
      message += "; did you mean '" + std::string(*nearest) + "'?";
    messages.push_back(std::move(message));
  }
  return messages;
}

}  // namespace

Result<std::string_view> SingleParam(const Params& params, std::string_view name) {
  const auto [begin, end] = params.equal_range(name);
  if (begin == end) return std::string_view();
  if (std::next(begin) != end) {
    return Error{ErrorCode::kInvalidArgument, "parameter '" + std::string(name) + "' is given more than once"};
  }
  return std::string_view(begin->second);
}

Result<size_t> LimitParam(const Params& params) { return ParseCount(params, "limit", kDefaultLimit, kMaxLimit); }

std::vector<std::string> ParamValues(const Params& params, std::string_view name) {
  std::vector<std::string> values;
  const auto [begin, end] = params.equal_range(name);
  for (auto it = begin; it != end; ++it) {
    if (!it->second.empty()) values.push_back(it->second);
  }
  return values;
}

Result<SearchParams> ParseSearchParams(const Params& params, std::span<const std::string_view> also_known) {
  SearchParams out;
  const auto text = SingleParam(params, "q");
  if (!text.ok()) return text.error();
  out.request.text = *text;
  const Status paging = ParsePaging(params, &out.request);
  if (!paging.ok()) return paging.error();
  const Status filters = ParseFilters(params, &out.request.filters);
  if (!filters.ok()) return filters.error();
  const auto sort = ParseSort(params);
  if (!sort.ok()) return sort.error();
  out.request.sort = *sort;
  auto facets = ParseFacets(params);
  if (!facets.ok()) return facets.error();
  out.request.facets = *std::move(facets);
  const auto typing = ParseFlag(params, "typing");
  if (!typing.ok()) return typing.error();
  out.request.typing = *typing;
  out.ignored = FindUnknown(params, also_known);
  return out;
}

Result<query::SuggestRequest> ParseSuggestParams(const Params& params) {
  const auto text = SingleParam(params, "q");
  if (!text.ok()) return text.error();
  const auto limit = ParseCount(params, "limit", kDefaultLimit, kMaxLimit);
  if (!limit.ok()) return limit.error();
  return query::SuggestRequest{std::string(*text), *limit, ParamValues(params, "lang")};
}

}  // namespace sou::web
