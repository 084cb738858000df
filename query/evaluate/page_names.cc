// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/evaluate/page_names.h"

#include <vector>

#include "common/base/nearest.h"
#include "common/base/percent.h"

namespace sou::query {
namespace {

constexpr std::string_view kContent = "content/";
constexpr std::string_view kExtensions[] = {".md", ".markdown", ".mdx", ".html"};

bool IsAddress(std::string_view name) {
  return name.starts_with('/') || name.starts_with("http://") || name.starts_with("https://");
}

std::string ShortPath(std::string_view path) {
  if (path.starts_with(kContent)) path.remove_prefix(kContent.size());
  for (const std::string_view extension : kExtensions) {
    if (path.size() > extension.size() && path.ends_with(extension)) {
      path.remove_suffix(extension.size());
      break;
    }
  }
  return std::string(path);
}

// The path of an address, decoded, without the last "/".
std::string UrlKey(std::string_view url) {
  const size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) {
    url.remove_prefix(scheme + 3);
    url.remove_prefix(std::min(url.find('/'), url.size()));
  }
  url = url.substr(0, url.find('#'));
  while (url.ends_with('/')) url.remove_suffix(1);
  return PercentDecode(url);
}

}  // namespace

void PageNames::Add(const std::string& path, const std::string& url) {
  paths_.emplace(path, path);
  const auto [known, added] = short_paths_.emplace(ShortPath(path), path);
  if (!added) known->second.clear();
  urls_.emplace(UrlKey(url), path);
}

const std::string* PageNames::Find(std::string_view name) const {
  const auto look = [](const auto& names, const std::string& key) -> const std::string* {
    const auto found = names.find(key);
    return found == names.end() || found->second.empty() ? nullptr : &found->second;
  };
  if (const std::string* path = look(paths_, std::string(name))) return path;
  if (IsAddress(name)) {
    if (const std::string* path = look(urls_, UrlKey(name))) return path;
  }
  return look(short_paths_, ShortPath(name));
}

std::optional<std::string> PageNames::Nearest(std::string_view name) const {
  std::vector<std::string_view> names;
  const bool address = IsAddress(name);
  const auto& from = address ? urls_ : paths_;
  names.reserve(from.size());
  for (const auto& [key, path] : from) names.push_back(key);
  const auto nearest = NearestName(address ? UrlKey(name) : std::string(name), names);
  return nearest ? std::optional(std::string(*nearest)) : std::nullopt;
}

}  // namespace sou::query
