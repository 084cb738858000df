// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hugo/path.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <utility>

#include "common/base/percent.h"
#include "common/text/utf8.h"
#include "indexer/source/accents.h"
#include "indexer/source/ascii.h"
#include "indexer/source/hugo/permalink.h"
#include "indexer/source/url_path.h"

namespace sou::indexer {
namespace {

bool IsMark(char32_t c) {
  const int8_t type = u_charType(static_cast<UChar32>(c));
  return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_COMBINING_SPACING_MARK;
}

bool IsHexDigit(char c) { return IsAsciiDigit(c) || (AsciiLower(c) >= 'a' && AsciiLower(c) <= 'f'); }

bool IsAllowed(std::string_view path, size_t at, char32_t c) {
  constexpr std::string_view kPunctuation = "./\\_#+~-@";
  if (c < 0x80 && kPunctuation.find(static_cast<char>(c)) != std::string_view::npos) return true;
  if (c == '%') return at + 2 < path.size() && IsHexDigit(path[at + 1]) && IsHexDigit(path[at + 2]);
  const auto code_point = static_cast<UChar32>(c);
  return u_isalpha(code_point) || u_charType(code_point) == U_DECIMAL_DIGIT_NUMBER || IsMark(c);
}

std::string Lower(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size();) {
    const char32_t c = text::NextCodePoint(text, &i);
    text::AppendCodePoint(static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))), &out);
  }
  return out;
}

std::string PublishedPath(std::string_view path, const HugoConfig& config) {
  std::string out = SanitizeHugoPath(path);
  if (config.remove_path_accents) out = RemoveAccents(out);
  return config.lower_paths ? Lower(out) : out;
}

// Hugo unescapes an expanded permalink as a query, where '+' is a blank: ":title" of "C++" ends as "c-".
std::string UnescapeQuery(std::string path) {
  std::replace(path.begin(), path.end(), '+', ' ');
  return text::RepairUtf8(PercentDecode(path));
}

// As Hugo 0.111.3 does it, lists too, all but the home page.
bool IsUgly(const HugoFile& file, const HugoConfig& config) {
  if (file.kind == HugoKind::kHome) return false;
  if (config.ugly_urls) return true;
  const auto section = config.ugly_sections.find(file.folders.empty() ? "" : Lower(file.folders[0]));
  return section != config.ugly_sections.end() && section->second;
}

std::string WithEnding(std::string path, bool ugly) {
  while (path.ends_with('/')) path.pop_back();
  return path.empty() ? "/" : path + (ugly ? ".html" : "/");
}

std::string Prefixed(const HugoLanguage& language, const std::string& path) {
  return language.url_prefix.empty() ? path : "/" + language.url_prefix + path;
}

// `url` is taken as it is, but for steps up: below the language's folder unless it begins with a slash. With a dot
// anywhere and no slash at its end it is a file.
std::string FromUrlField(const std::string& url, const HugoLanguage& language) {
  const bool absolute = url.starts_with('/');
  std::string path = CleanUrlPath(absolute ? url : "/" + url);
  if (!path.ends_with('/') && url.find('.') == std::string::npos) path += '/';
  if (path.ends_with("/index.html")) path.resize(path.rfind('/') + 1);
  return absolute ? path : Prefixed(language, path);
}

std::string DefaultPath(const HugoFile& file, const std::string& slug) {
  std::vector<std::string> parts = file.folders;
  if (file.kind == HugoKind::kSingle) parts.push_back(file.name);
  if (!IsHugoList(file.kind) && !parts.empty() && !SanitizeHugoPath(slug).empty()) parts.back() = slug;
  std::string path;
  for (const std::string& part : parts) path += "/" + part;
  return path.empty() ? "/" : path;
}

// The folder that relative aliases of the page begin in.
std::string AliasFolder(std::string_view path, bool of_url_field) {
  std::string folder(path);
  while (folder.ends_with('/')) folder.pop_back();
  // A page of `url: /a/b.html` lies in /a, and Hugo goes up one more; /a/b/ and ugly /a/b.html lie beside the alias.
  const std::string_view name = std::string_view(folder).substr(folder.rfind('/') + 1);
  const size_t steps = of_url_field && !path.ends_with('/') && name.find('.') != std::string_view::npos ? 2 : 1;
  for (size_t i = 0; i < steps; ++i) folder.resize(std::min(folder.rfind('/'), folder.size()));
  return folder + "/";
}

}  // namespace

std::string SanitizeHugoPath(std::string_view path) {
  std::string out;
  bool prepend_hyphen = false;
  bool was_hyphen = false;
  for (size_t i = 0; i < path.size();) {
    const size_t at = i;
    const char32_t c = text::NextCodePoint(path, &i);
    if (IsAllowed(path, at, c)) {
      was_hyphen = c == '-';
      if (prepend_hyphen && !was_hyphen) out += '-';
      prepend_hyphen = false;
      out += path.substr(at, i - at);
    } else if (!out.empty() && !was_hyphen && u_isUWhiteSpace(static_cast<UChar32>(c))) {
      prepend_hyphen = true;
    }
  }
  return out;
}

std::string_view HugoKindName(HugoKind kind) {
  switch (kind) {
    case HugoKind::kHome:
      return "home";
    case HugoKind::kSection:
      return "section";
    case HugoKind::kTaxonomy:
      return "taxonomy";
    case HugoKind::kTerm:
      return "term";
    case HugoKind::kBundle:
    case HugoKind::kSingle:
      break;
  }
  return "page";
}

HugoFile ReadHugoPath(std::string_view path, const std::vector<std::string>& languages,
                      const std::vector<std::string>& taxonomies) {
  HugoFile file;
  for (const std::string_view part : SplitPath(path)) file.folders.emplace_back(part);
  if (file.folders.empty()) return file;
  file.name = std::move(file.folders.back());
  file.folders.pop_back();
  file.name.resize(std::min(file.name.rfind('.'), file.name.size()));
  if (const size_t dot = file.name.rfind('.'); dot != std::string::npos && dot > 0) {
    const std::string suffix = file.name.substr(dot + 1);
    if (std::find(languages.begin(), languages.end(), suffix) != languages.end()) {
      file.language = suffix;
      file.name.resize(dot);
    }
  }
  if (file.name == "index") file.kind = HugoKind::kBundle;
  if (file.name != "_index") return file;
  file.kind = file.folders.empty() ? HugoKind::kHome : HugoKind::kSection;
  const bool is_of_taxonomy = !file.folders.empty() && std::find(taxonomies.begin(), taxonomies.end(),
                                                                 Lower(file.folders[0])) != taxonomies.end();
  if (is_of_taxonomy) file.kind = file.folders.size() == 1 ? HugoKind::kTaxonomy : HugoKind::kTerm;
  return file;
}

std::string HugoBaseName(const HugoFile& file) {
  if (file.kind == HugoKind::kHome) return {};
  if (file.kind == HugoKind::kSingle || file.folders.empty()) return file.name;
  return file.folders.back();
}

HugoPageId MakeHugoPageId(const HugoFile& file, std::string_view path, const std::string& language) {
  std::string logical;
  for (const std::string& folder : file.folders) logical += "/" + folder;
  if (file.kind == HugoKind::kSingle) logical += "/" + file.name;
  HugoPageId id;
  id.kind = HugoKindName(file.kind);
  id.path = logical.empty() ? "/" : NormalizeHugoPath(logical);
  id.file_path = "/" + NormalizeHugoPath(path);
  id.language = language;
  return id;
}

const std::string* FindHugoPermalink(const HugoFile& file, const HugoPageId& id, const HugoConfig& config) {
  if (file.kind == HugoKind::kHome) return nullptr;
  for (const HugoPermalink& rule : config.permalinks) {
    if (Matches(rule.target, id)) return rule.pattern.empty() ? nullptr : &rule.pattern;
  }
  return nullptr;
}

std::string HugoUrl(const HugoFile& file, const HugoPageFacts& facts, const HugoLanguage& language,
                    const HugoConfig& config) {
  std::string path;
  const std::string* pattern = FindHugoPermalink(file, facts.id, config);
  if (!facts.url.empty() && file.kind != HugoKind::kHome) {
    path = FromUrlField(ExpandPermalink(facts.url, file, facts), language);
  } else if (pattern != nullptr) {
    const std::string expanded = UnescapeQuery("/" + ExpandPermalink(*pattern, file, facts));
    path = Prefixed(language, WithEnding(CleanUrlPath(PublishedPath(expanded, config)), IsUgly(file, config)));
  } else {
    const std::string plain = PublishedPath(DefaultPath(file, facts.slug), config);
    path = Prefixed(language, WithEnding(CleanUrlPath(plain), IsUgly(file, config)));
  }
  return language.base_path + EncodeUrlPath(path);
}

std::string HugoAlias(std::string_view alias, std::string_view url, bool of_url_field, const HugoLanguage& language,
                      const HugoConfig& config) {
  std::string_view page = url;
  if (page.starts_with(language.base_path)) page.remove_prefix(language.base_path.size());
  const std::string folder = alias.starts_with('/') ? "" : PercentDecode(AliasFolder(page, of_url_field));
  std::string path = CleanUrlPath(folder + std::string(alias));
  while (path.ends_with('/')) path.pop_back();
  if (path.empty()) return {};
  if (!path.ends_with(".html")) path += config.ugly_urls ? ".html" : "/";
  // An alias becomes a file of that very name, so a '%' in it is one.
  std::string address = language.base_path;
  for (const char c : path) address += c == '%' ? "%25" : PercentEncode({&c, 1}, PercentSet::kPath);
  return address == url ? std::string() : address;
}

}  // namespace sou::indexer
