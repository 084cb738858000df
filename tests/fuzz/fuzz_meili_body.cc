// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: the body of a search as Meilisearch's clients send it; read as one search, as several, as a search among a
// facet's values, and as the parameters of a URL.
#include <cstdint>
#include <string>
#include <vector>

#include "tests/fuzz/law.h"
#include "web/meili/formatter.h"
#include "web/meili/multi_search.h"
#include "web/meili/search_query.h"
#include "web/server/url.h"

namespace sou::web::meili {
namespace {

using fuzz::Law;

// false: there is none.
bool IsFault(const Fault& fault) {
  if (!fault) return false;
  Law(!fault->code.empty() && !fault->message.empty(), "an error has a code and a message");
  Law(fuzz::IsUtf8(fault->message), "the message is UTF-8");
  const Response response = ErrorResponse(*fault);
  Law(response.status >= 400 && response.status < 500, "a wrong request is the client's");
  Law(Json::accept(response.body), "an error is JSON");
  Law(response.body.find('<') == std::string::npos, "an error holds no markup");
  return true;
}

// A page whose title is as hostile as the request.
void CheckFormat(const SearchQuery& query) {
  query::Hit hit;
  hit.title = {{.text = "<b>"}, {.text = "茶&\"", .match = true}, {.text = "' two three four"}};
  hit.snippet = hit.title;
  const OrderedJson formatted = Formatter(query).Format(MakeDocument(hit, {}), 1);
  const std::string text = PrintJson(formatted);
  Law(Json::accept(text), "a hit is JSON");
  Law(text.find('<') == std::string::npos, "a hit holds no markup");
}

void CheckQuery(const SearchQuery& query) {
  const query::SearchRequest request = ToRequest(query);
  Law(request.offset + request.limit <= kMaxTotalHits, "no page lies beyond the reach");
  Law(fuzz::IsUtf8(request.text), "the query is UTF-8");
  Law(!request.snippet_length || *request.snippet_length <= 2000, "a fragment is not the whole page");
  Law(!query.filter || query::CheckLimits(*query.filter).ok(), "a filter is within its limits");
  CheckFormat(query);
}

void CheckFieldsOf(const Json& fields, std::span<const FieldRule> rules) {
  SearchQuery query;
  if (IsFault(CheckFields(fields, rules, ""))) return;
  if (!IsFault(ReadSearchQuery(fields, "sou", &query))) CheckQuery(query);
}

void CheckParams(std::string_view text) {
  Json fields;
  if (!IsFault(ReadParams(ParseQuery(text), SearchRules(), &fields))) CheckFieldsOf(fields, SearchRules());
}

void CheckBody(std::string_view body) {
  Request request;
  request.headers["content-type"] = "application/json";
  request.body = body;
  Json object;
  if (IsFault(ReadJsonObject(request, &object))) return;
  CheckFieldsOf(object, SearchRules());
  CheckFieldsOf(object, FacetSearchRules());
  std::vector<SearchQuery> queries;
  if (IsFault(ReadMultiSearch(object, "sou", &queries))) return;
  Law(queries.size() <= kMaxQueries, "there are not too many queries");
  for (const SearchQuery& query : queries) CheckQuery(query);
}

}  // namespace
}  // namespace sou::web::meili

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text = sou::fuzz::AsText(data, size);
  sou::web::meili::CheckBody(text);
  sou::web::meili::CheckParams(text);
  return 0;
}
