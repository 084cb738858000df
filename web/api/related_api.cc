// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/related_api.h"

#include <string>
#include <utility>

#include "query/render/json.h"
#include "web/api/entity_tag.h"
#include "web/api/search_api.h"
#include "web/api/search_params.h"

namespace sou::web {
namespace {

Result<query::RelatedRequest> ParseRelated(const Params& params) {
  const auto path = SingleParam(params, "path");
  if (!path.ok()) return path.error();
  const auto url = SingleParam(params, "url");
  if (!url.ok()) return url.error();
  if (path->empty() == url->empty()) {
    return Error{ErrorCode::kInvalidArgument,
                 "give one of the parameters 'path' and 'url': the page's source path or its address, as in hits"};
  }
  query::RelatedRequest request;
  // An address without a slash in front would be taken for a path.
  const bool relative = path->empty() && !url->starts_with('/') && url->find("://") == std::string_view::npos;
  request.page = path->empty() ? (relative ? "/" : "") + std::string(*url) : std::string(*path);
  const auto limit = LimitParam(params);
  if (!limit.ok()) return limit.error();
  request.limit = *limit;
  request.langs = ParamValues(params, "lang");
  return request;
}

Response Related(const SearchSource& source, const Request& request) {
  const auto asked = ParseRelated(request.params);
  if (!asked.ok()) return ToErrorResponse(asked.error());
  const uint64_t generation = source.generation();
  std::string tag = MakeEntityTag(request, generation);
  if (MatchesEntityTag(request.Header("if-none-match"), tag)) {
    return NotModified("application/json", std::move(tag), source.cache_control);
  }
  const auto compute = [&]() -> Response {
    const auto found = source.related(*asked);
    if (!found.ok() && found.error().code == ErrorCode::kNotFound)
      return ErrorResponse(404, "not_found", found.error().message);
    if (!found.ok()) return ToErrorResponse(found.error());
    Response response;
    response.body = query::ToJson(*found);
    response.headers = {{"ETag", MakeEntityTag(request, found->generation)}, {"Cache-Control", source.cache_control}};
    response.trace.generation = found->generation;
    return response;
  };
  return source.answers->Get(generation, NormalisedRequest(request), compute);
}

}  // namespace

Handler RelatedHandler(SearchSource source) {
  return [source = std::move(source)](const Request& request) { return Related(source, request); };
}

}  // namespace sou::web
