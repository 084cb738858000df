// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/suggest_api.h"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "query/render/json.h"
#include "web/api/entity_tag.h"
#include "web/api/search_api.h"
#include "web/api/search_params.h"

namespace sou::web {
namespace {

// What readers asked changes suggestions, too.
std::string EntityTag(const SearchSource& source, Request request, uint64_t generation) {
  request.params.emplace("", fmt::format("{}", source.suggest_version()));
  return MakeEntityTag(request, generation);
}

Response Suggest(const SearchSource& source, const Request& request) {
  const auto asked = ParseSuggestParams(request.params);
  if (!asked.ok()) return ToErrorResponse(asked.error());
  std::string tag = EntityTag(source, request, source.generation());
  if (MatchesEntityTag(request.Header("if-none-match"), tag)) {
    return NotModified("application/json", std::move(tag), source.cache_control);
  }
  const query::SuggestResponse found = source.suggest(*asked);
  Response response;
  response.body = query::ToJson(found);
  response.trace.query = found.query;
  response.trace.generation = found.generation;
  response.headers = {{"ETag", EntityTag(source, request, found.generation)}, {"Cache-Control", source.cache_control}};
  return response;
}

}  // namespace

Handler SuggestHandler(SearchSource source) {
  return [source = std::move(source)](const Request& request) { return Suggest(source, request); };
}

}  // namespace sou::web
