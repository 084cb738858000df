// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/health.h"

#include <nlohmann/json.hpp>
#include <utility>

namespace sou::web {
namespace {

Response Uncached(const nlohmann::json& body) {
  Response response;
  response.body = body.dump();
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

}  // namespace

Handler HealthHandler() {
  return [](const Request&) { return Uncached({{"status", "ok"}}); };
}

Handler ReadyHandler(SearchSource source) {
  return [source = std::move(source)](const Request&) {
    return Uncached({{"status", "ready"}, {"generation", source.generation()}});
  };
}

}  // namespace sou::web
