// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/meili/multi_search.h"

#include <array>
#include <utility>

namespace sou::web::meili {
namespace {

constexpr std::array kBodyRules = {
    FieldRule{"federation", FieldKind::kAny, "invalid_multi_search_federation"},
    FieldRule{"queries", FieldKind::kAny, "invalid_multi_search_queries"},
};

std::string PlaceOf(size_t number) { return ".queries[" + std::to_string(number) + "]"; }

ErrorText WrongQueries(std::string message) { return {"invalid_multi_search_queries", std::move(message)}; }

Fault CheckBody(const Json& body) {
  if (Fault fault = CheckFields(body, kBodyRules, "")) return fault;
  if (body.contains("federation"))
    return ErrorText{"invalid_multi_search_federation",
                     "Sou has one index: there is nothing to federate. Leave `federation` out."};
  const auto queries = body.find("queries");
  if (queries == body.end()) return ErrorText{"bad_request", "Missing field `queries`"};
  if (!queries->is_array())
    return WrongQueries(std::string("Invalid value type at `.queries`: expected an array, but found ") +
                        KindOf(*queries) + ": `" + Quoted(*queries) + "`");
  if (queries->size() > kMaxQueries)
    return WrongQueries("There are " + std::to_string(queries->size()) + " queries; at most " +
                        std::to_string(kMaxQueries) + " are answered at once. Send several requests.");
  return std::nullopt;
}

// The fields of one query, checked, without those that are null.
Fault CheckQuery(const Json& value, size_t number, const std::string& uid, Json* fields) {
  const std::string place = PlaceOf(number);
  if (!value.is_object())
    return WrongQueries("Invalid value type at `" + place + "`: expected an object, but found " + KindOf(value) +
                        ": `" + Quoted(value) + "`");
  *fields = WithoutNulls(value);
  if (Fault fault = CheckFields(*fields, QueryRules(), place)) return fault;
  const auto asked = fields->find("indexUid");
  if (asked == fields->end()) return ErrorText{"missing_index_uid", "Missing field `indexUid` inside `" + place + "`"};
  if (fields->contains("federationOptions"))
    return ErrorText{"invalid_multi_search_query_federated",
                     "Inside `" + place + "`: Using `federationOptions` is not allowed in a non-federated search."};
  const auto& name = asked->get_ref<const std::string&>();
  if (name == uid) return std::nullopt;
  ErrorText unknown = UnknownIndex(name, uid);
  unknown.message.insert(0, "Inside `" + place + "`: ");
  return unknown;
}

// What filters cost is bounded for the request, not for each of its queries.
Fault CheckFilters(const std::vector<SearchQuery>& queries) {
  std::vector<const query::Condition*> filters;
  for (const SearchQuery& query : queries) {
    if (query.filter) filters.push_back(&*query.filter);
  }
  const sou::Status status = query::CheckLimits(filters);
  if (status.ok()) return std::nullopt;
  return ErrorText{"invalid_search_filter", "All `.queries` together: " + status.error().message};
}

}  // namespace

Fault ReadMultiSearch(const Json& body, const std::string& uid, std::vector<SearchQuery>* queries) {
  if (Fault fault = CheckBody(body)) return fault;
  uint64_t asked = 0;
  for (const Json& value : body["queries"]) {
    Json fields;
    const size_t number = queries->size();
    if (Fault fault = CheckQuery(value, number, uid, &fields)) return fault;
    SearchQuery query;
    if (Fault fault = ReadSearchQuery(fields, uid, &query)) {
      fault->message.insert(0, "Inside `" + PlaceOf(number) + "`: ");
      return fault;
    }
    asked += query.score_threshold ? kMaxTotalHits : query.paging.Count();
    if (asked > kMaxHitsAsked)
      return WrongQueries("The queries ask for more than " + std::to_string(kMaxHitsAsked) +
                          " hits together. Ask for fewer, or send several requests.");
    queries->push_back(std::move(query));
  }
  return CheckFilters(*queries);
}

ErrorText UnknownIndex(const std::string& asked, const std::string& uid) {
  return {"index_not_found",
          "Index `" + asked + "` not found. The index that is here is `" + uid + "` (the setting serve.index_uid)."};
}

}  // namespace sou::web::meili
