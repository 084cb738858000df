// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/entity_tag.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <utility>

namespace sou::web {

std::string MakeEntityTag(const Request& request, uint64_t generation) {
  // Lengths keep parts apart; the version is in it because another program may answer in another
  // shape.
  std::string text = fmt::format("{}\n{}\n{}\n", SOU_VERSION, request.path, request.Header("accept-language"));
  for (const auto& [name, value] : request.params) {
    text += fmt::format("{}:{}={}:{}&", name.size(), name, value.size(), value);
  }
  return fmt::format("W/\"{}-{:016x}\"", generation, XXH3_64bits(text.data(), text.size()));
}

bool MatchesEntityTag(std::string_view if_none_match, std::string_view tag) {
  while (!if_none_match.empty()) {
    const size_t comma = if_none_match.find(',');
    std::string_view one = if_none_match.substr(0, comma);
    if_none_match.remove_prefix(comma == std::string_view::npos ? if_none_match.size() : comma + 1);
    while (one.starts_with(' ')) one.remove_prefix(1);
    while (one.ends_with(' ')) one.remove_suffix(1);
    if (one == tag || one == "*") return true;
  }
  return false;
}

Response NotModified(std::string_view content_type, std::string tag, std::string cache_control) {
  Response response;
  response.status = 304;
  response.content_type = content_type;
  response.headers = {{"ETag", std::move(tag)}, {"Cache-Control", std::move(cache_control)}};
  return response;
}

}  // namespace sou::web
