// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/html/address.h"

#include <algorithm>

#include "common/base/percent.h"
#include "common/text/utf8.h"
#include "indexer/source/ascii.h"
#include "indexer/source/language.h"
#include "indexer/source/url_path.h"

namespace sou::indexer {
namespace {

bool IsIndexName(std::string_view name) { return name == "index.html" || name == "index.htm"; }

std::string_view FileName(std::string_view file) { return file.substr(file.rfind('/') + 1); }

std::string_view WithoutExtension(std::string_view file) { return file.substr(0, file.rfind('.')); }

bool IsNumber(std::string_view text) {
  return !text.empty() && text.size() <= 6 && std::all_of(text.begin(), text.end(), IsAsciiDigit);
}

bool HasScheme(std::string_view link) {
  const size_t end = link.find_first_of(":/?#");
  return end != std::string_view::npos && end > 0 && link[end] == ':';
}

}  // namespace

std::string PathOfFile(std::string_view file) {
  const std::string_view name = FileName(file);
  return "/" + std::string(IsIndexName(name) ? file.substr(0, file.size() - name.size()) : file);
}

std::vector<std::string> OtherPathsOfFile(std::string_view file) {
  const std::string path = "/" + std::string(file);
  if (IsIndexName(FileName(file))) return {path.substr(0, path.rfind('/')), path};
  const std::string stem(WithoutExtension(path));
  return {stem, stem + "/"};
}

std::vector<std::string> FilesOfPath(std::string_view path) {
  while (path.starts_with('/')) path.remove_prefix(1);
  const std::string file(path);
  if (file.empty() || file.ends_with('/')) {
    const std::string stem = file.substr(0, file.size() - (file.empty() ? 0 : 1));
    return {file + "index.html", file + "index.htm", stem + ".html"};
  }
  return {file, file + ".html", file + "/index.html", file + "/index.htm"};
}

std::optional<std::string> WhyNoPage(std::string_view file) {
  std::vector<std::string_view> parts = SplitPath(WithoutExtension(file));
  if (parts.size() > 1 && parts.back() == "index") parts.pop_back();
  const size_t languages = !parts.empty() && IsLanguageFolder(parts[0]) ? 1 : 0;
  if (parts.size() == languages + 1 && parts.back() == "404") return "the error page";
  // "page/2/", "page/2.html", Jekyll's "page2/".
  const bool in_page = parts.size() > 1 && parts[parts.size() - 2] == "page" && IsNumber(parts.back());
  const bool is_page = !parts.empty() && parts.back().starts_with("page") && IsNumber(parts.back().substr(4)) &&
                       file.ends_with("/index.html");
  if (in_page || is_page) return "a further part of a list";
  return std::nullopt;
}

std::optional<HtmlAddress> ResolveLink(std::string_view link, std::string_view from) {
  HtmlAddress address;
  link = TrimSpace(link);
  std::string_view rest = link.substr(0, link.find_first_of("?#"));
  if (HasScheme(rest)) {
    const std::string scheme = AsciiLower(rest.substr(0, rest.find(':')));
    if (scheme != "http" && scheme != "https") return std::nullopt;
    rest.remove_prefix(scheme.size() + 1);
    if (!rest.starts_with("//")) return std::nullopt;
  }
  std::string path;
  if (rest.starts_with("//")) {
    rest.remove_prefix(2);
    const size_t slash = std::min(rest.find('/'), rest.size());
    address.host = AsciiLower(rest.substr(0, slash));
    path = rest.substr(slash);
  } else if (rest.starts_with('/')) {
    path = rest;
  } else if (rest.empty()) {
    path = from;
  } else {
    path = std::string(from.substr(0, from.rfind('/') + 1)) + std::string(rest);
  }
  address.path = CleanUrlPath("/" + text::RepairUtf8(PercentDecode(path)));
  return address;
}

}  // namespace sou::indexer
