// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/url_path.h"

#include <algorithm>

#include "common/base/percent.h"
#include "indexer/source/ascii.h"

namespace sou::indexer {
namespace {

bool IsHexDigit(char c) { return IsAsciiDigit(c) || (AsciiLower(c) >= 'a' && AsciiLower(c) <= 'f'); }

bool IsEncodedByte(std::string_view path, size_t i) {
  return path[i] == '%' && i + 2 < path.size() && IsHexDigit(path[i + 1]) && IsHexDigit(path[i + 2]);
}

bool IsIn(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

bool StaysInPath(char c) { return IsAsciiLetter(c) || IsAsciiDigit(c) || IsIn(c, "-_.~$&+,/:;=@"); }

bool IsValid(std::string_view path) {
  for (size_t i = 0; i < path.size(); ++i) {
    if (!StaysInPath(path[i]) && !IsIn(path[i], "!'()*[]") && !IsEncodedByte(path, i)) return false;
  }
  return true;
}

}  // namespace

std::string EncodeUrlPath(std::string_view path) {
  if (IsValid(path)) return std::string(path);
  std::string out;
  for (size_t i = 0; i < path.size(); ++i) {
    if (IsEncodedByte(path, i)) {
      out += path[i];
    } else {
      out += PercentEncode(path.substr(i, 1), PercentSet::kPath);
    }
  }
  return out;
}

std::string BasePath(std::string_view base_url) {
  base_url = TrimSpace(base_url);
  if (const size_t scheme = base_url.find("://"); scheme != std::string_view::npos) {
    base_url.remove_prefix(scheme + 3);
    base_url.remove_prefix(std::min(base_url.find('/'), base_url.size()));
  } else if (base_url.starts_with("//")) {
    base_url.remove_prefix(2);
    base_url.remove_prefix(std::min(base_url.find('/'), base_url.size()));
  }
  base_url = base_url.substr(0, base_url.find_first_of("?#"));
  std::string path = EncodeUrlPath(CleanUrlPath(base_url));
  while (path.ends_with('/')) path.pop_back();
  if (!path.empty() && !path.starts_with('/')) path.insert(0, 1, '/');
  return path;
}

std::string CleanUrlPath(std::string_view path) {
  std::vector<std::string_view> kept;
  for (const std::string_view part : SplitPath(path)) {
    if (part == ".") continue;
    if (part != "..") {
      kept.push_back(part);
    } else if (!kept.empty()) {
      kept.pop_back();
    }
  }
  std::string out = path.starts_with('/') ? "/" : "";
  for (const std::string_view part : kept) out.append(part).append("/");
  if (!path.ends_with('/') && !kept.empty()) out.pop_back();
  return out;
}

std::vector<std::string_view> SplitPath(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const size_t slash = std::min(path.find('/'), path.size());
    if (slash > 0) parts.push_back(path.substr(0, slash));
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  return parts;
}

}  // namespace sou::indexer
