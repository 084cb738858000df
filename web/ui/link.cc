// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/ui/link.h"

#include <algorithm>

#include "common/base/percent.h"
#include "common/text/utf8.h"

namespace sou::web {
namespace {

char LowerAscii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool IsAlphanumeric(char c) {
  const char lower = LowerAscii(c);
  return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9');
}

// The length of "http://" or "https://" at the start, or 0.
size_t WebSchemeLength(std::string_view url) {
  for (const std::string_view scheme : {std::string_view("http://"), std::string_view("https://")}) {
    if (url.size() <= scheme.size()) continue;
    if (std::equal(scheme.begin(), scheme.end(), url.begin(), [](char a, char b) { return a == LowerAscii(b); })) {
      return scheme.size();
    }
  }
  return 0;
}

bool HasDangerousByte(std::string_view url) {
  return std::any_of(url.begin(), url.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F || c == '\\';
  });
}

bool HasScheme(std::string_view url) {
  const size_t colon = url.find(':');
  return colon != std::string_view::npos && colon < url.find_first_of("/?#");
}

void AppendSegments(std::string_view path, std::vector<std::string>* out) {
  path = path.substr(0, path.find_first_of("?#"));
  while (!path.empty()) {
    const size_t slash = path.find('/');
    if (slash != 0) out->push_back(text::RepairUtf8(PercentDecode(path.substr(0, slash))));
    path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
  }
}

}  // namespace

std::optional<std::string> SafeHref(std::string_view site_url, std::string_view url) {
  if (url.empty() || url.front() == ' ' || HasDangerousByte(url)) return std::nullopt;
  if (WebSchemeLength(url) > 0) return std::string(url);
  if (HasScheme(url) || url.starts_with("//")) return std::nullopt;
  while (site_url.ends_with('/')) site_url.remove_suffix(1);
  std::string href(site_url);
  if (!url.starts_with('/')) href += '/';
  return href.append(url);
}

std::vector<std::string> Breadcrumb(std::string_view site_url, std::string_view url) {
  std::vector<std::string> out;
  const std::string_view base = WebSchemeLength(url) > 0 ? url : site_url;
  AppendSegments(base.substr(WebSchemeLength(base)), &out);
  if (WebSchemeLength(url) == 0) AppendSegments(url, &out);
  return out;
}

std::optional<std::string_view> LanguageAttribute(std::string_view tag, std::string_view primary) {
  if (IsLanguageTag(tag)) return tag;
  return IsLanguageTag(primary) ? std::optional(primary) : std::nullopt;
}

bool IsLanguageTag(std::string_view text) {
  return !text.empty() && text.size() <= 35 && IsAlphanumeric(text.front()) &&
         std::all_of(text.begin(), text.end(), [](char c) { return IsAlphanumeric(c) || c == '-'; });
}

}  // namespace sou::web
