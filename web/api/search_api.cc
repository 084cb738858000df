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

// A reader who goes back or types the same again is answered by the browser; a new post is found a
// minute after it is indexed at the latest, and the entity tag makes asking again cheap.
constexpr const char* kCacheControl = "public, max-age=60";

Response Search(const SearchSource& source, const Request& request) {
  const auto params = ParseSearchParams(request.params);
  if (!params.ok()) return ToErrorResponse(params.error());
  std::string tag = MakeEntityTag(request, source.generation());
  if (MatchesEntityTag(request.Header("if-none-match"), tag)) {
    return NotModified("application/json", std::move(tag), kCacheControl);
  }

  auto found = source.search(params->request);
  if (!found.ok()) return ToErrorResponse(found.error());
  for (const std::string& message : params->ignored) {
    found->diagnostics.push_back({.at = found->query.size(), .message = message});
  }
  Response response;
  response.body = query::ToJson(*found);
  // The generation may have changed since the tag above was made.
  response.headers = {{"ETag", MakeEntityTag(request, found->generation)}, {"Cache-Control", kCacheControl}};
  return response;
}

}  // namespace

Handler SearchHandler(SearchSource source) {
  return [source = std::move(source)](const Request& request) { return Search(source, request); };
}

Response ToErrorResponse(const Error& error) {
  if (error.code == ErrorCode::kInvalidArgument) return ErrorResponse(400, "invalid_parameter", error.message);
  if (error.code == ErrorCode::kBusy) return Overloaded();
  spdlog::error("search failed: {}", error.ToString());
  return ErrorResponse(503, "index_unavailable", "The search index cannot be read at the moment. Try again later.");
}

}  // namespace sou::web
