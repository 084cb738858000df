// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/meili/routes.h"

#include <array>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "query/render/json.h"
#include "web/api/search_api.h"
#include "web/meili/attributes.h"
#include "web/meili/errors.h"
#include "web/meili/formatter.h"
#include "web/meili/index_info.h"
#include "web/meili/json_body.h"
#include "web/meili/multi_search.h"
#include "web/meili/search.h"
#include "web/meili/search_query.h"

namespace sou::web {
namespace meili {
namespace {

struct Route {
  const char* method;
  const char* path;
};
// What would change an index, and what tells of changes.
constexpr std::array kWriteRoutes = {
    Route{"POST", "/indexes"},
    Route{"PATCH", "/indexes/{uid}"},
    Route{"DELETE", "/indexes/{uid}"},
    Route{"POST", "/indexes/{uid}/documents"},
    Route{"PUT", "/indexes/{uid}/documents"},
    Route{"DELETE", "/indexes/{uid}/documents"},
    Route{"POST", "/indexes/{uid}/documents/delete-batch"},
    Route{"POST", "/indexes/{uid}/documents/delete"},
    Route{"POST", "/indexes/{uid}/documents/edit"},
    Route{"DELETE", "/indexes/{uid}/documents/{id}"},
    Route{"PATCH", "/indexes/{uid}/settings"},
    Route{"DELETE", "/indexes/{uid}/settings"},
    Route{"PUT", "/indexes/{uid}/settings/{name}"},
    Route{"PATCH", "/indexes/{uid}/settings/{name}"},
    Route{"DELETE", "/indexes/{uid}/settings/{name}"},
    Route{"POST", "/swap-indexes"},
    Route{"POST", "/keys"},
    Route{"PATCH", "/keys/{key}"},
    Route{"DELETE", "/keys/{key}"},
    Route{"DELETE", "/tasks"},
    Route{"POST", "/tasks/cancel"},
    Route{"POST", "/dumps"},
    Route{"POST", "/snapshots"},
    Route{"PATCH", "/experimental-features"},
};

Response RefuseWriting(const Request&) {
  return ErrorResponse(
      "method_not_allowed",
      "This index is read-only here: it is made by sou-index from the site's files, and settings stand "
      "in sou.yaml. Run sou-index to change it.");
}

Response Answer(const OrderedJson& json) {
  Response response;
  response.body = PrintJson(json);
  response.headers = {{"Cache-Control", "no-store"}};
  return response;
}

// What all handlers share. Immutable.
class Api {
 public:
  Api(const MeiliOptions& options, SearchSource source)
      : uid_(options.index_uid), site_{options.site_title, options.site_url}, source_(std::move(source)) {}

  [[nodiscard]] Response SearchByBody(const Request& request) const {
    Json fields;
    if (Fault fault = CheckUid(request)) return ErrorResponse(*fault);
    if (Fault fault = ReadJsonObject(request, &fields)) return ErrorResponse(*fault);
    if (Fault fault = CheckFields(fields, SearchRules(), "")) return ErrorResponse(*fault);
    return SearchFields(fields);
  }

  [[nodiscard]] Response SearchByParams(const Request& request) const {
    Json fields;
    if (Fault fault = CheckUid(request)) return ErrorResponse(*fault);
    if (Fault fault = ReadParams(request.params, SearchRules(), &fields)) return ErrorResponse(*fault);
    return SearchFields(fields);
  }

  [[nodiscard]] Response MultiSearch(const Request& request) const {
    Json body;
    if (Fault fault = ReadJsonObject(request, &body)) return ErrorResponse(*fault);
    std::vector<SearchQuery> queries;
    if (Fault fault = ReadMultiSearch(body, uid_, &queries)) return ErrorResponse(*fault);
    return Cached("multi-search", body, [&] { return AnswerAll(queries); });
  }

  [[nodiscard]] Response FacetSearch(const Request& request) const {
    Json fields;
    if (Fault fault = CheckUid(request)) return ErrorResponse(*fault);
    if (Fault fault = ReadJsonObject(request, &fields)) return ErrorResponse(*fault);
    if (Fault fault = CheckFields(fields, FacetSearchRules(), "")) return ErrorResponse(*fault);
    SearchQuery query;
    if (Fault fault = ReadSearchQuery(fields, uid_, &query)) return ErrorResponse(*fault);
    if (!fields.contains("facetName"))
      return ErrorResponse("missing_facet_search_facet_name", "Missing field `facetName`");
    const auto name = fields["facetName"].get<std::string>();
    const auto facet = query::FacetByName(name);
    if (!facet) {
      return ErrorResponse("invalid_facet_search_facet_name",
                           "Attribute `" + name +
                               "` is not facet-searchable. Available facet-searchable attributes "
                               "are: `" +
                               FacetNames() + "`.");
    }
    return Cached("facet-search", fields, [&] { return AnswerFacet(query, *facet, fields); });
  }

  // A page is found as any other is: by a filter.
  [[nodiscard]] Response GetDocument(const Request& request) const {
    if (Fault fault = CheckUid(request)) return ErrorResponse(*fault);
    const std::string& id = request.captures.find("id")->second;
    return Cached("document", id, [&] { return AnswerDocument(id); });
  }

  // A handler of what is known of the index itself.
  template <typename Make>
  [[nodiscard]] Response Describe(const Request& request, const Make& make) const {
    if (Fault fault = CheckUid(request)) return ErrorResponse(*fault);
    return Answer(make(uid_, source_.status().summary));
  }

 private:
  [[nodiscard]] Fault CheckUid(const Request& request) const {
    const auto uid = request.captures.find("uid");
    if (uid == request.captures.end() || uid->second == uid_) return std::nullopt;
    return UnknownIndex(uid->second, uid_);
  }

  [[nodiscard]] Response SearchFields(const Json& fields) const {
    SearchQuery query;
    if (Fault fault = ReadSearchQuery(fields, uid_, &query)) return ErrorResponse(*fault);
    return Cached("search", fields, [&] {
      Result<SearchAnswer> answer = Search(source_, query, site_);
      return answer.ok() ? Traced(*answer, query.text) : ToErrorResponse(answer.error());
    });
  }

  // Keys are sorted in `asked`, so that the same question is the same text.
  template <typename Compute>
  [[nodiscard]] Response Cached(std::string_view kind, const Json& asked, const Compute& compute) const {
    std::string key = "meilisearch " + std::string(kind) + " " + asked.dump();
    return source_.answers->Get(source_.generation(), key, compute);
  }

  [[nodiscard]] Response AnswerDocument(const std::string& id) const {
    query::SearchRequest by_id;
    by_id.limit = 1;
    by_id.filters.condition = query::MakeLeaf(query::Attribute::kId, query::Comparison::kAnyOf, {id});
    const auto found = source_.search(by_id);
    if (!found.ok()) return ToErrorResponse(found.error());
    if (found->hits.empty()) return ErrorResponse("document_not_found", "Document `" + id + "` not found.");
    const SearchQuery as_it_is;
    Response response = Answer(Formatter(as_it_is).Format(MakeDocument(found->hits.front(), site_), 0));
    response.trace.generation = found->generation;
    return response;
  }

  [[nodiscard]] static Response Traced(const SearchAnswer& answer, const std::string& text) {
    Response response = Answer(answer.json);
    response.trace.query = text;
    response.trace.total = answer.total;
    response.trace.generation = answer.generation;
    response.trace.typing = !text.empty();
    return response;
  }

  [[nodiscard]] Response AnswerAll(const std::vector<SearchQuery>& queries) const {
    SearchAnswer all{{{"results", OrderedJson::array()}}, 0, 0};
    bool one_generation = true;
    for (size_t i = 0; i < queries.size(); ++i) {
      Result<SearchAnswer> answer = Search(source_, queries[i], site_);
      if (!answer.ok()) return ToErrorResponse(answer.error());
      OrderedJson result = {{"indexUid", uid_}};
      result.update(answer->json);
      all.json["results"].push_back(std::move(result));
      if (i == 0) all.total = answer->total;
      if (i == 0) all.generation = answer->generation;
      one_generation = one_generation && answer->generation == all.generation;
    }
    Response response = Traced(all, queries.empty() ? "" : queries.front().text);
    if (!one_generation) response.trace.generation.reset();  // not to be kept
    return response;
  }

  [[nodiscard]] Response AnswerFacet(const SearchQuery& query, query::Facet facet, const Json& fields) const {
    const bool has_text = fields.contains("facetQuery");
    const auto text = has_text ? std::optional(fields["facetQuery"].get<std::string>()) : std::nullopt;
    const Result<SearchAnswer> answer = SearchFacet(source_, query, facet, text);
    return answer.ok() ? Traced(*answer, query.text) : ToErrorResponse(answer.error());
  }

  const std::string uid_;
  const Site site_;
  const SearchSource source_;
};

void AddReads(const std::shared_ptr<const Api>& api, Router* router) {
  router->Add("POST", "/indexes/{uid}/search", [api](const Request& request) { return api->SearchByBody(request); });
  router->Add("GET", "/indexes/{uid}/search", [api](const Request& request) { return api->SearchByParams(request); });
  router->Add("POST", "/multi-search", [api](const Request& request) { return api->MultiSearch(request); });
  router->Add("POST", "/indexes/{uid}/facet-search",
              [api](const Request& request) { return api->FacetSearch(request); });
  router->Add("GET", "/indexes/{uid}/documents/{id}",
              [api](const Request& request) { return api->GetDocument(request); });
}

void AddDescriptions(const std::shared_ptr<const Api>& api, Router* router) {
  const auto describe = [&](const char* path, auto make) {
    router->Add("GET", path, [api, make](const Request& request) { return api->Describe(request, make); });
  };
  describe("/indexes", IndexListJson);
  describe("/indexes/{uid}", IndexJson);
  describe("/indexes/{uid}/stats",
           [](const std::string&, const query::IndexSummary& summary) { return IndexStatsJson(summary); });
  describe("/stats", StatsJson);
  router->Add("GET", "/version", [](const Request&) { return Answer(VersionJson()); });
  router->Add(
      "GET", "/health",
      [](const Request&) {
        return Answer({{"status", "available"}});
      },
      Access::kOpen);
}

}  // namespace
}  // namespace meili

void AddMeiliRoutes(const MeiliOptions& options, const SearchSource& source, Router* router) {
  const auto api = std::make_shared<const meili::Api>(options, source);
  meili::AddReads(api, router);
  meili::AddDescriptions(api, router);
  for (const meili::Route& route : meili::kWriteRoutes) router->Add(route.method, route.path, meili::RefuseWriting);
}

}  // namespace sou::web
