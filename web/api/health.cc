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
    const IndexStatus index = source.status();
    nlohmann::json body = {
        {"status", "ready"}, {"generation", index.summary.generation}, {"pages", index.summary.pages}};
    // Still ready: readers are answered from the generation before.
    if (index.refused) body["refused"] = *index.refused;
    return Uncached(body);
  };
}

}  // namespace sou::web
