// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hugo/path.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "common/text/utf8.h"
#include "indexer/source/ascii.h"
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

std::string RemoveAccents(const std::string& text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(error);
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(error);
  if (U_FAILURE(error) != 0) return text;
  const icu::UnicodeString decomposed = nfd->normalize(icu::UnicodeString::fromUTF8(text), error);
  icu::UnicodeString kept;
  for (int32_t i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1)) {
    const UChar32 c = decomposed.char32At(i);
    if (u_charType(c) != U_NON_SPACING_MARK) kept.append(c);
  }
  std::string out;
  nfc->normalize(kept, error).toUTF8String(out);
  return U_FAILURE(error) != 0 ? text : out;
}

std::string PublishedPath(std::string_view path, const HugoConfig& config) {
  std::string out = SanitizeHugoPath(path);
  if (config.remove_path_accents) out = RemoveAccents(out);
  return config.lower_paths ? Lower(out) : out;
}

// One of Hugo's tokens for a part of a date.
std::optional<std::string> ExpandDateToken(std::string_view token, const std::optional<Timestamp>& date) {
  constexpr std::array<std::string_view, 12> kMonths = {"January",   "February", "March",    "April",
                                                        "May",       "June",     "July",     "August",
                                                        "September", "October",  "November", "December"};
  constexpr std::array<std::string_view, 7> kWeekdays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                         "Thursday", "Friday", "Saturday"};
  const CivilDate day = date ? ToCivilDate(*date) : CivilDate{1, 1, 1};  // Go's zero time
  const std::chrono::year_month_day civil(std::chrono::year(day.year), std::chrono::month(day.month),
                                          std::chrono::day(day.day));
  const auto two_digits = [](unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  const unsigned weekday = std::chrono::weekday(std::chrono::sys_days(civil)).c_encoding();
  if (token == "year") return std::to_string(day.year);
  if (token == "month") return two_digits(day.month);
  if (token == "monthname") return std::string(kMonths[day.month - 1U]);
  if (token == "day") return two_digits(day.day);
  if (token == "weekday") return std::to_string(weekday);
  if (token == "weekdayname") return std::string(kWeekdays[weekday]);
  if (token == "yearday") {
    const auto first = std::chrono::sys_days(civil.year() / std::chrono::January / 1);
    return std::to_string((std::chrono::sys_days(civil) - first).count() + 1);
  }
  return std::nullopt;
}

// The name of a file, or of a bundle's folder.
std::string FileName(const HugoFile& file) {
  if (file.kind == HugoKind::kSingle || file.folders.empty()) return file.name;
  return file.folders.back();
}

std::string Join(const std::vector<std::string>& parts, size_t begin, size_t end) {
  std::string out;
  for (size_t i = begin; i < end && i < parts.size(); ++i) out += (out.empty() ? "" : "/") + parts[i];
  return out;
}

// "[1]", "[last]", "[1:]", "[:2]", "[1:last]" of the sections.
std::string SliceSections(std::string_view slice, const std::vector<std::string>& sections) {
  if (sections.empty()) return {};
  slice = slice.substr(1, slice.size() - 2);
  const auto index = [&](std::string_view text, size_t fallback) {
    if (text.empty()) return fallback;
    if (text == "last") return sections.size() - 1;
    size_t number = 0;
    for (const char c : text)
      number = IsAsciiDigit(c) && number < 1000 ? number * 10 + static_cast<size_t>(c - '0') : number;
    return number;
  };
  const size_t colon = slice.find(':');
  if (colon == std::string_view::npos) {
    const size_t at = index(slice, 0);
    return Join(sections, at, at + 1);
  }
  return Join(sections, index(slice.substr(0, colon), 0), index(slice.substr(colon + 1), sections.size()));
}

// Names become one or more path parts, as Hugo's URLize does.
std::string ExpandToken(std::string_view token, std::string_view slice, const HugoFile& file,
                        const HugoPageFacts& facts) {
  if (std::optional<std::string> date = ExpandDateToken(token, facts.date)) return *date;
  const std::string name = FileName(file);
  if (token == "section") return file.folders.empty() ? "" : file.folders[0];
  if (token == "sections") {
    return slice.empty() ? Join(facts.sections, 0, facts.sections.size()) : SliceSections(slice, facts.sections);
  }
  if (token == "title") return SanitizeHugoPath(facts.title);
  if (token == "slug") return SanitizeHugoPath(facts.slug.empty() ? facts.title : facts.slug);
  if (token == "filename" || token == "contentbasename") return SanitizeHugoPath(name);
  if (token == "slugorfilename" || token == "slugorcontentbasename") {
    return SanitizeHugoPath(facts.slug.empty() ? name : facts.slug);
  }
  return ":" + std::string(token) + std::string(slice);
}

// Hugo unescapes an expanded permalink as a query, where '+' is a blank: ":title" of "C++" ends as "c-".
std::string PlusesAsBlanks(std::string path) {
  std::replace(path.begin(), path.end(), '+', ' ');
  return path;
}

bool IsUgly(const HugoFile& file, const HugoConfig& config) {
  if (file.kind == HugoKind::kHome || file.kind == HugoKind::kSection) return false;
  if (config.ugly_urls) return true;
  const auto section = config.ugly_sections.find(file.folders.empty() ? "" : Lower(file.folders[0]));
  return section != config.ugly_sections.end() && section->second;
}

std::string WithEnding(std::string path, bool ugly) {
  while (path.ends_with('/')) path.pop_back();
  return path.empty() ? "/" : path + (ugly ? ".html" : "/");
}

std::string Prefixed(const HugoLanguage& language, std::string path) {
  return language.url_prefix.empty() ? path : "/" + language.url_prefix + path;
}

// `url` is taken as it is, but for steps up: below the language's folder unless it begins with a slash.
std::string FromUrlField(const std::string& url, const HugoLanguage& language) {
  const bool absolute = url.starts_with('/');
  std::string path = CleanUrlPath(absolute ? url : "/" + url);
  const std::string_view last = std::string_view(path).substr(path.rfind('/') + 1);
  if (!last.empty() && last.find('.') == std::string_view::npos) path += '/';
  return absolute ? path : Prefixed(language, path);
}

const std::string* FindPermalink(const HugoFile& file, const HugoConfig& config) {
  const auto& rules = file.kind == HugoKind::kSection ? config.section_permalinks : config.page_permalinks;
  if (file.kind == HugoKind::kHome) return nullptr;
  const auto rule = rules.find(file.folders.empty() ? "/" : Lower(file.folders[0]));
  return rule == rules.end() || rule->second.empty() ? nullptr : &rule->second;
}

std::string DefaultPath(const HugoFile& file, const std::string& slug) {
  std::vector<std::string> parts = file.folders;
  if (file.kind == HugoKind::kSingle) parts.push_back(file.name);
  const bool takes_slug = file.kind == HugoKind::kSingle || file.kind == HugoKind::kBundle;
  if (takes_slug && !parts.empty() && !SanitizeHugoPath(slug).empty()) parts.back() = slug;
  return "/" + Join(parts, 0, parts.size());
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

HugoFile ReadHugoPath(std::string_view path, const std::vector<std::string>& languages) {
  HugoFile file;
  for (const std::string_view part : SplitPath(path)) file.folders.emplace_back(part);
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
  if (file.name == "_index") file.kind = file.folders.empty() ? HugoKind::kHome : HugoKind::kSection;
  if (file.name == "index") file.kind = HugoKind::kBundle;
  return file;
}

std::string ExpandPermalink(std::string_view pattern, const HugoFile& file, const HugoPageFacts& facts) {
  std::string out;
  while (!pattern.empty()) {
    const size_t colon = std::min(pattern.find(':'), pattern.size());
    out += pattern.substr(0, colon);
    pattern.remove_prefix(colon);
    if (pattern.empty()) break;
    size_t end = 1;
    while (end < pattern.size() && IsAsciiLetter(pattern[end])) ++end;
    const std::string_view token = pattern.substr(1, end - 1);
    pattern.remove_prefix(end);
    std::string_view slice;
    if (pattern.starts_with('[') && pattern.find(']') != std::string_view::npos) {
      slice = pattern.substr(0, pattern.find(']') + 1);
      pattern.remove_prefix(slice.size());
    }
    out += ExpandToken(token, slice, file, facts);
  }
  return out;
}

std::string HugoUrl(const HugoFile& file, const HugoPageFacts& facts, const HugoLanguage& language,
                    const HugoConfig& config) {
  std::string path;
  const std::string* pattern = FindPermalink(file, config);
  if (!facts.url.empty()) {
    path = FromUrlField(ExpandPermalink(facts.url, file, facts), language);
  } else if (pattern != nullptr) {
    const std::string expanded = PlusesAsBlanks("/" + ExpandPermalink(*pattern, file, facts));
    path = Prefixed(language, WithEnding(CleanUrlPath(PublishedPath(expanded, config)), IsUgly(file, config)));
  } else {
    const std::string plain = PublishedPath(DefaultPath(file, facts.slug), config);
    path = Prefixed(language, WithEnding(CleanUrlPath(plain), IsUgly(file, config)));
  }
  return language.base_path + EncodeUrlPath(path);
}

}  // namespace sou::indexer
