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

}  // namespace

Response AnswerSuggestions(const SearchSource& source, const Request& request, const SuggestForm& form) {
  const auto asked = ParseSuggestParams(request.params);
  if (!asked.ok()) return ToErrorResponse(asked.error());
  std::string tag = EntityTag(source, request, source.generation());
  if (MatchesEntityTag(request.Header("if-none-match"), tag)) {
    return NotModified(form.content_type, std::move(tag), source.cache_control);
  }
  const query::SuggestResponse found = source.suggest(*asked);
  Response response;
  response.content_type = form.content_type;
  response.body = form.write(found);
  response.trace.query = found.query;
  response.trace.generation = found.generation;
  response.headers = {{"ETag", EntityTag(source, request, found.generation)}, {"Cache-Control", source.cache_control}};
  return response;
}

Handler SuggestHandler(SearchSource source) {
  const SuggestForm form{"application/json", [](const query::SuggestResponse& found) { return query::ToJson(found); }};
  return
      [source = std::move(source), form](const Request& request) { return AnswerSuggestions(source, request, form); };
}

}  // namespace sou::web
