// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/entity_tag.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace sou::web {
namespace {

// Of the parameters of web/api/search_params.h.
bool IsDefault(std::string_view name, std::string_view value) {
  static constexpr std::pair<std::string_view, std::string_view> kDefaults[] = {
      {"limit", "10"}, {"offset", "0"}, {"sort", "relevance"}, {"typing", "0"}};
  return std::find(std::begin(kDefaults), std::end(kDefaults), std::pair(name, value)) != std::end(kDefaults);
}

}  // namespace

std::string NormalisedRequest(const Request& request) {
  // Lengths keep parts apart.
  std::string text = request.path + "\n";
  for (auto it = request.params.begin(); it != request.params.end();) {
    const auto end = request.params.upper_bound(it->first);
    std::vector<std::string_view> values;
    for (auto value = it; value != end; ++value) values.push_back(value->second);
    std::sort(values.begin(), values.end());
    for (const std::string_view value : values) {
      if (value.empty() || IsDefault(it->first, value)) continue;
      text += fmt::format("{}:{}={}:{}&", it->first.size(), it->first, value.size(), value);
    }
    it = end;
  }
  return text;
}

std::string MakeEntityTag(const Request& request, uint64_t generation) {
  // The version is in it because another program may answer in another shape.
  const std::string text = std::string(SOU_VERSION) + "\n" + NormalisedRequest(request);
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
