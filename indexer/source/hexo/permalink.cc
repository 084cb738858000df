// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hexo/permalink.h"

#include <sha1.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <utility>
#include <vector>

#include "indexer/source/ascii.h"
#include "indexer/source/config_file.h"
#include "indexer/source/url_path.h"

namespace sou::indexer {
namespace {

constexpr size_t kMaxPatternParts = 16;

std::string_view WithoutExtension(std::string_view path) {
  const size_t slash = path.rfind('/') + 1;  // npos + 1 is 0
  const size_t dot = path.rfind('.');
  return dot == std::string_view::npos || dot <= slash ? path : path.substr(0, dot);
}

// 40 hexadecimal digits.
std::string Sha1(std::string_view text) {
  char digits[SHA1_DIGEST_STRING_LENGTH];
  SHA1Data(reinterpret_cast<const uint8_t*>(text.data()), text.size(), digits);
  return digits;
}

bool IsWord(char c) { return IsAsciiLetter(c) || IsAsciiDigit(c) || c == '_'; }

// A piece of a pattern: text, or the name behind a ':'.
struct Part {
  bool is_name = false;
  std::string_view text;
};

// A name ends with a letter or digit: ":year_:title" has two names with "_" between them.
std::vector<Part> DividePattern(std::string_view pattern) {
  std::vector<Part> parts;
  size_t text_begin = 0;
  for (size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != ':') continue;
    size_t end = i + 1;
    while (end < pattern.size() && IsWord(pattern[end])) ++end;
    while (end > i + 1 && pattern[end - 1] == '_') --end;
    if (end == i + 1) continue;
    if (i > text_begin) parts.push_back({false, pattern.substr(text_begin, i - text_begin)});
    parts.push_back({true, pattern.substr(i + 1, end - i - 1)});
    text_begin = end;
    i = end - 1;
  }
  if (text_begin < pattern.size()) parts.push_back({false, pattern.substr(text_begin)});
  return parts;
}

struct Segment {
  size_t min = 1;
  size_t max = std::string_view::npos;
  bool (*fits)(char) = nullptr;  // any byte without it
};

Segment SegmentOf(std::string_view name) {
  constexpr auto kIsHex = [](char c) { return IsAsciiDigit(c) || (c >= 'a' && c <= 'f'); };
  if (name == "year") return {4, 4, IsAsciiDigit};
  if (name == "month" || name == "day") return {2, 2, IsAsciiDigit};
  if (name == "i_month" || name == "i_day") return {1, 2, IsAsciiDigit};
  if (name == "hash") return {12, 12, kIsHex};
  return {};
}

// Matches a whole path with a pattern as a regular expression with lazy groups would, in time proportional to the
// square of the path's length.
class PatternMatcher {
 public:
  PatternMatcher(const std::vector<Part>& parts, std::string_view path)
      : parts_(parts), path_(path), failed_(parts.size(), std::vector<char>(path.size() + 1, 0)) {}

  // The ends of all parts; empty if the path does not match. Recursion is bounded by the number of parts.
  std::vector<size_t> Match() {
    ends_.assign(parts_.size(), 0);
    return MatchFrom(0, 0) ? ends_ : std::vector<size_t>();
  }

 private:
  bool MatchFrom(size_t part, size_t at) {
    if (part == parts_.size()) return at == path_.size();
    if (failed_[part][at] != 0) return false;
    if (parts_[part].is_name ? MatchName(part, at) : MatchText(part, at)) return true;
    failed_[part][at] = 1;
    return false;
  }

  bool MatchText(size_t part, size_t at) {
    if (!path_.substr(at).starts_with(parts_[part].text)) return false;
    ends_[part] = at + parts_[part].text.size();
    return MatchFrom(part + 1, ends_[part]);
  }

  bool MatchName(size_t part, size_t at) {
    const Segment segment = SegmentOf(parts_[part].text);
    size_t longest = 0;
    const size_t most = std::min(segment.max, path_.size() - at);
    while (longest < most && (segment.fits == nullptr || segment.fits(path_[at + longest]))) ++longest;
    const bool is_lazy = segment.fits == nullptr;
    for (size_t tried = segment.min; tried <= longest; ++tried) {
      ends_[part] = at + (is_lazy ? tried : longest + segment.min - tried);
      const size_t end = ends_[part];
      if (!IsInsideCodePoint(end) && MatchFrom(part + 1, end)) {
        ends_[part] = end;
        return true;
      }
    }
    return false;
  }

  [[nodiscard]] bool IsInsideCodePoint(size_t at) const {
    return at < path_.size() && (static_cast<unsigned char>(path_[at]) & 0xC0) == 0x80;
  }

  const std::vector<Part>& parts_;
  std::string_view path_;
  std::vector<std::vector<char>> failed_;
  std::vector<size_t> ends_;
};

std::string Digits(int64_t number, int width) {
  std::array<char, 24> out{};
  std::snprintf(out.data(), out.size(), "%0*lld", width, static_cast<long long>(number));
  return out.data();
}

// The parts of the date, and what is made of the slug.
std::optional<std::string> BuiltIn(std::string_view name, const HexoPostFacts& facts) {
  const CivilDate day = ToCivilDate(facts.date);
  const int64_t second = ((facts.date.unix_seconds + int64_t{facts.date.offset_minutes} * 60) % 86400 + 86400) % 86400;
  if (name == "title") return facts.slug;
  if (name == "name") return facts.slug.substr(facts.slug.rfind('/') + 1);  // npos + 1 is 0
  if (name == "post_title") return HexoSlug(facts.title, LetterCase::kLower);
  if (name == "year") return Digits(day.year, 4);
  if (name == "month") return Digits(day.month, 2);
  if (name == "i_month") return Digits(day.month, 1);
  if (name == "day") return Digits(day.day, 2);
  if (name == "i_day") return Digits(day.day, 1);
  if (name == "hour") return Digits(second / 3600, 2);
  if (name == "minute") return Digits(second / 60 % 60, 2);
  if (name == "second") return Digits(second % 60, 2);
  if (name == "timestamp") return Digits(facts.date.unix_seconds, 1);
  if (name == "hash") return Sha1(facts.slug + Digits(facts.date.unix_seconds, 1)).substr(0, 12);
  if (name == "category") return facts.category;
  return std::nullopt;
}

std::string ValueOfName(const std::string& name, const HexoPostFacts& facts, const HexoConfig& config) {
  if (std::optional<std::string> value = BuiltIn(name, facts)) return *value;
  if (std::optional<std::string> value = facts.field(name)) return *value;
  if (name == "slug") return facts.slug;
  if (name == "layout") return "post";
  const Value* fallback = config.permalink_defaults.Find(name);
  return fallback != nullptr && fallback->IsScalar() ? ScriptText(*fallback) : "undefined";
}

bool EndsAsPage(std::string_view path) { return path.ends_with('/') || path.ends_with(".html"); }

std::string CategorySlug(const Value& name, const HexoConfig& config) {
  const std::string text = ScriptText(name);
  const Value* mapped = config.category_map.Find(text);
  const bool is_mapped = mapped != nullptr && mapped->IsScalar() && !mapped->text.empty();
  return HexoSlug(is_mapped ? ScriptText(*mapped) : text, config.filename_case);
}

// What JavaScript writes for a number: its shortest digits, with an exponent if it is very large or small.
std::string NumberText(double number) {
  if (number == 0) return "0";
  std::array<char, 40> buffer{};
  const auto written =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(number), std::chars_format::scientific);
  const std::string_view all(buffer.data(), static_cast<size_t>(written.ptr - buffer.data()));
  const size_t e = all.find('e');
  std::string digits(1, all.front());
  if (e > 1) digits += all.substr(2, e - 2);
  int exponent = 0;  // of the digit before the point
  const std::string_view power = all.substr(e + (all[e + 1] == '+' ? 2 : 1));
  std::from_chars(power.data(), power.data() + power.size(), exponent);

  const auto count = static_cast<int>(digits.size());
  std::string out = number < 0 ? "-" : "";
  if (exponent >= 21 || exponent < -6) {
    out += digits.front();
    if (count > 1) out += "." + digits.substr(1);
    return out + "e" + (exponent < 0 ? "-" : "+") + std::to_string(std::abs(exponent));
  }
  if (exponent < 0) return out + "0." + std::string(static_cast<size_t>(-exponent - 1), '0') + digits;
  if (exponent >= count - 1) return out + digits + std::string(static_cast<size_t>(exponent - count + 1), '0');
  return out + digits.substr(0, static_cast<size_t>(exponent) + 1) + "." +
         digits.substr(static_cast<size_t>(exponent) + 1);
}

// The number that js-yaml reads from a word without quotes: 7, 007, 1.5, 4e5, 0x1F, 0o17. Infinite ones stay texts.
std::optional<double> ReadNumber(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || text.find_first_of("+-") == 0) return std::nullopt;
  const char* end = text.data() + text.size();
  if (text.starts_with("0x") || text.starts_with("0o")) {
    uint64_t whole = 0;
    const auto read = std::from_chars(text.data() + 2, end, whole, text[1] == 'x' ? 16 : 8);
    if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
    return (negative ? -1 : 1) * static_cast<double>(whole);
  }
  if (!IsAsciiDigit(text.front()) && text.front() != '.') return std::nullopt;  // not "nan"
  double number = 0;
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return negative ? -number : number;
}

}  // namespace

HexoFileName ReadHexoFileName(std::string_view pattern, std::string_view path) {
  pattern = WithoutExtension(pattern);
  path = WithoutExtension(path);
  HexoFileName name;
  name.slug = HexoSlug(path);
  const std::vector<Part> parts = DividePattern(pattern);
  if (parts.empty() || parts.size() > kMaxPatternParts) return name;
  const std::vector<size_t> ends = PatternMatcher(parts, path).Match();
  if (ends.empty()) return name;
  for (size_t i = 0; i < parts.size(); ++i) {
    const size_t begin = i == 0 ? 0 : ends[i - 1];
    if (parts[i].is_name) name.fields[std::string(parts[i].text)] = path.substr(begin, ends[i] - begin);
  }
  if (const auto title = name.fields.find("title"); title != name.fields.end()) {
    name.slug = title->second;
    name.fields.erase(title);
  }
  return name;
}

std::optional<int64_t> DayOf(const HexoFileName& name) {
  const auto find = [&](const std::string& key, const std::string& other) {
    auto found = name.fields.find(key);
    if (found == name.fields.end()) found = name.fields.find(other);
    return found == name.fields.end() ? std::string() : found->second;
  };
  const std::string year = find("year", "year");
  const std::string month = find("month", "i_month");
  const std::string day = find("day", "i_day");
  if (year.empty() || month.empty() || day.empty()) return std::nullopt;
  const std::optional<Timestamp> time = ParseTimestamp(year + "-" + month + "-" + day);
  return time ? std::optional<int64_t>(time->unix_seconds) : std::nullopt;
}

std::string HexoPostPath(const HexoPostFacts& facts, const HexoConfig& config) {
  std::string path = facts.permalink;
  if (path.empty()) {
    for (const Part& part : DividePattern(config.permalink)) {
      path += part.is_name ? ValueOfName(std::string(part.text), facts, config) : std::string(part.text);
    }
  }
  if (config.post_asset_folder && !EndsAsPage(path)) path += '/';
  return path;
}

std::string HexoPagePath(std::string_view file, std::string_view permalink) {
  if (permalink.empty()) return std::string(WithoutExtension(file)) + ".html";
  std::string path(permalink);
  if (path.ends_with('/')) path += "index";
  if (WithoutExtension(path).size() == path.size()) path += ".html";
  return path;
}

std::string HexoUrl(std::string_view path, const HexoConfig& config) {
  std::string below(path.substr(0, path.find('?')));
  std::replace(below.begin(), below.end(), '\\', '/');
  std::string url = CleanUrlPath("/" + below);
  const bool is_index = url.ends_with("/index.html");
  if (is_index && !config.trailing_index) url.resize(url.size() - std::string_view("index.html").size());
  if (!is_index && !config.trailing_html && url.ends_with(".html")) url.resize(url.size() - 5);
  return config.base_path + EncodeUrlPath(url);
}

std::string HexoCategory(const Value* categories, const HexoConfig& config) {
  if (categories == nullptr || categories->kind == Value::Kind::kNull || categories->IsMap()) {
    return config.default_category;
  }
  std::vector<const Value*> names;
  const Value* branch = categories;
  if (categories->IsList() && std::any_of(categories->items.begin(), categories->items.end(),
                                          [](const Value& item) { return item.IsList(); })) {
    branch = &categories->items.back();
  }
  if (branch->IsScalar()) names.push_back(branch);
  for (const Value& item : branch->items) names.push_back(&item);
  std::string slug;
  for (const Value* name : names) {
    if (!name->IsScalar() || name->text.empty()) continue;
    slug += (slug.empty() ? "" : "/") + CategorySlug(*name, config);
  }
  return slug.empty() ? config.default_category : slug;
}

std::string ScriptText(const Value& scalar) {
  if (scalar.quoted) return scalar.text;
  if (const std::optional<double> number = ReadNumber(scalar.text)) return NumberText(*number);
  for (const std::string_view word : {"true", "false", "null"}) {
    if (EqualsIgnoringCase(scalar.text, word)) return std::string(word);
  }
  return scalar.text;
}

}  // namespace sou::indexer
