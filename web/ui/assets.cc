// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/ui/assets.h"

#include <fmt/format.h>

#include <utility>

#include "web/api/entity_tag.h"

namespace sou::web {

std::string AssetHref(const Asset& asset) { return fmt::format("{}?v={}", asset.name, asset.hash); }

Handler AssetHandler(const Asset& asset) {
  return [&asset](const Request& request) {
    const auto version = request.params.find("v");
    const bool pinned = version != request.params.end() && version->second == asset.hash;
    std::string cache = pinned ? "public, max-age=31536000, immutable" : "public, max-age=300";
    std::string tag = fmt::format("W/\"{}\"", asset.hash);
    Response response;
    response.content_type = asset.content_type;
    response.headers = {{"ETag", tag}, {"Cache-Control", std::move(cache)}};
    if (MatchesEntityTag(request.Header("if-none-match"), tag)) {
      response.status = 304;
    } else {
      response.body = asset.content;
    }
    return response;
  };
}

}  // namespace sou::web
