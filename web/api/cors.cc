// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/cors.h"

#include <algorithm>
#include <utility>

namespace sou::web {
namespace {

constexpr const char* kMethods = "GET, HEAD, POST, OPTIONS, PUT, PATCH, DELETE";
constexpr const char* kUsualHeaders = "authorization, content-type, x-meilisearch-client";
// What a page's script may read beside the usual.
constexpr const char* kExposed = "ETag, Retry-After, X-Request-Id";

// "a, b-c": names and commas, as browsers send them.
bool IsHeaderList(std::string_view list) {
  return !list.empty() && std::all_of(list.begin(), list.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == ',' || c == ' ';
  });
}

// What is wrong with a request is told by the request itself, so the question before it is answered for every address.
void AnswerPreflight(const Request& request, Response* response) {
  response->status = 204;
  response->content_type.clear();
  response->body.clear();
  response->error.reset();
  const std::string_view asked = request.Header("access-control-request-headers");
  response->headers.emplace_back("Access-Control-Allow-Methods", kMethods);
  response->headers.emplace_back("Access-Control-Allow-Headers", IsHeaderList(asked) ? asked : kUsualHeaders);
  response->headers.emplace_back("Access-Control-Max-Age", "86400");
}

void Allow(const Request& request, const std::string& origin, Response* response) {
  response->headers.emplace_back("Access-Control-Allow-Origin", origin);
  if (request.method == "OPTIONS") {
    AnswerPreflight(request, response);
  } else {
    response->headers.emplace_back("Access-Control-Expose-Headers", kExposed);
  }
}

}  // namespace

Router::Filter CorsFilter(std::vector<std::string> origins) {
  const bool any = std::find(origins.begin(), origins.end(), "*") != origins.end();
  return [origins = std::move(origins), any](const Request& request, Response* response) {
    if (origins.empty()) return;
    if (any) {
      Allow(request, "*", response);
      return;
    }
    // A cache must not give one site's answer to another.
    response->headers.emplace_back("Vary", "Origin");
    const auto match = std::find(origins.begin(), origins.end(), request.Header("origin"));
    if (match != origins.end()) Allow(request, *match, response);
  };
}

}  // namespace sou::web
