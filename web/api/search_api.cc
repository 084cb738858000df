// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/search_api.h"

#include <spdlog/spdlog.h>

#include <string>
#include <utility>

#include "query/render/json.h"
#include "web/api/entity_tag.h"
#include "web/api/search_params.h"

namespace sou::web {
namespace {

Response Render(const query::SearchResponse& found, const Request& request, const std::string& cache_control) {
  Response response;
  response.body = query::ToJson(found);
  // The generation may have changed since the request was looked at.
  response.headers = {{"ETag", MakeEntityTag(request, found.generation)}, {"Cache-Control", cache_control}};
  response.trace = TraceOf(found);
  return response;
}

Response Search(const SearchSource& source, const Request& request) {
  const auto params = ParseSearchParams(request.params);
  if (!params.ok()) return ToErrorResponse(params.error());
  const uint64_t generation = source.generation();
  std::string tag = MakeEntityTag(request, generation);
  if (MatchesEntityTag(request.Header("if-none-match"), tag)) {
    Response response = NotModified("application/json", std::move(tag), source.cache_control);
    response.trace.query = params->request.text;
    response.trace.typing = params->request.typing;
    return response;
  }
  const auto compute = [&]() -> Response {
    auto found = source.search(params->request);
    if (!found.ok()) return ToErrorResponse(found.error());
    for (const std::string& message : params->ignored) {
      found->diagnostics.push_back({.at = found->query.size(), .message = message});
    }
    return Render(*found, request, source.cache_control);
  };
  Response response = source.answers->Get(generation, NormalisedRequest(request), compute);
  response.trace.typing = params->request.typing;
  response.trace.question = response.trace.question && !params->request.typing;
  return response;
}

}  // namespace

Handler SearchHandler(SearchSource source) {
  return [source = std::move(source)](const Request& request) { return Search(source, request); };
}

Trace TraceOf(const query::SearchResponse& found) {
  Trace trace;
  trace.query = found.query;
  trace.total = found.total;
  trace.generation = found.generation;
  // The next page of hits is not another question.
  trace.question = found.offset == 0 && found.match == query::Match::kAll && !found.corrected;
  return trace;
}

Response ToErrorResponse(const Error& error) {
  if (error.code == ErrorCode::kInvalidArgument) return ErrorResponse(400, "invalid_parameter", error.message);
  if (error.code == ErrorCode::kBusy) return Overloaded();
  spdlog::error("search failed: {}", error.ToString());
  return ErrorResponse(503, "index_unavailable", "The search index cannot be read at the moment. Try again later.");
}

}  // namespace sou::web
