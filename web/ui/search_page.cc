// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/ui/search_page.h"

#include <spdlog/spdlog.h>

#include <array>
#include <string_view>
#include <utility>

#include "web/api/entity_tag.h"
#include "web/api/search_api.h"
#include "web/api/search_params.h"
#include "web/ui/page_view.h"

namespace sou::web {
namespace {

constexpr std::array<std::string_view, 1> kPageParams = {"ui"};
constexpr std::string_view kHtml = "text/html; charset=utf-8";
// The page follows Accept-Language, so only the reader's own browser keeps it.
constexpr const char* kCacheControl = "private, max-age=60";

std::string FirstValue(const Params& params, std::string_view name) {
  const auto found = params.find(name);
  return found == params.end() ? std::string() : found->second;
}

Response ToResponse(const PageModel& model, int status) {
  Response response;
  response.status = status;
  response.content_type = kHtml;
  response.headers.emplace_back("Vary", "Accept-Language");
  response.headers.emplace_back("Content-Language", model.strings.code);
  response.body = RenderPage(model);
  return response;
}

Response ErrorPage(PageModel* model, PageError error, int status) {
  model->error = error;
  Response response = ToResponse(*model, status);
  response.headers.emplace_back("Cache-Control", "no-store");
  if (status == 503) response.headers.emplace_back("Retry-After", "1");
  return response;
}

Response Page(const SearchSource& source, const PageOptions& options, const Request& request) {
  const Strings& strings = ChooseStrings(FirstValue(request.params, "ui"), request.Header("accept-language"));
  PageModel model{.strings = strings, .options = options, .query = {}, .response = {}, .error_detail = {}};
  auto params = ParseSearchParams(request.params, kPageParams);
  if (!params.ok()) {
    // What can be kept of a wrong address is what the reader typed.
    model.query.text = FirstValue(request.params, "q");
    model.query.ui = FirstValue(request.params, "ui");
    model.error_detail = params.error().message;
    return ErrorPage(&model, PageError::kBadAddress, 400);
  }
  model.query = PageQuery::From(request.params, params->request);
  // Besides its parameters the page depends on the reader's languages.
  Request asked = request;
  asked.params.emplace("", strings.code);
  const uint64_t generation = source.generation();
  std::string tag = MakeEntityTag(asked, generation);
  if (MatchesEntityTag(request.Header("if-none-match"), tag)) {
    return NotModified(kHtml, std::move(tag), kCacheControl);
  }
  const auto compute = [&]() -> Response {
    auto found = source.search(params->request);
    if (!found.ok()) {
      if (found.error().code != ErrorCode::kBusy) spdlog::error("search failed: {}", found.error().ToString());
      return ErrorPage(&model, PageError::kUnavailable, 503);
    }
    model.response = *std::move(found);
    Response response = ToResponse(model, 200);
    response.headers.emplace_back("ETag", MakeEntityTag(asked, model.response.generation));
    response.headers.emplace_back("Cache-Control", kCacheControl);
    response.trace = TraceOf(model.response);
    return response;
  };
  params->request.facets = {query::Facet::kLang, query::Facet::kSection, query::Facet::kCategories, query::Facet::kTags,
                            query::Facet::kYear};
  return source.answers->Get(generation, NormalisedRequest(asked), compute);
}

}  // namespace

Handler SearchPageHandler(SearchSource source, PageOptions options) {
  return [source = std::move(source), options = std::move(options)](const Request& request) {
    return Page(source, options, request);
  };
}

}  // namespace sou::web
