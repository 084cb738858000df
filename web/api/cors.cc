// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/cors.h"

#include <algorithm>
#include <utility>

namespace sou::web {
namespace {

void Allow(const Request& request, const std::string& origin, Response* response) {
  response->headers.emplace_back("Access-Control-Allow-Origin", origin);
  if (request.method != "OPTIONS") return;
  response->headers.emplace_back("Access-Control-Allow-Methods", "GET, HEAD, POST, OPTIONS");
  response->headers.emplace_back("Access-Control-Allow-Headers", "Content-Type, Authorization");
  response->headers.emplace_back("Access-Control-Max-Age", "86400");
}

}  // namespace

Router::Filter CorsFilter(std::vector<std::string> origins) {
  const bool any = std::find(origins.begin(), origins.end(), "*") != origins.end();
  return [origins = std::move(origins), any](const Request& request, Response* response) {
    if (origins.empty() || !request.path.starts_with("/api/")) return;
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
