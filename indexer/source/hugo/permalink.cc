// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hugo/permalink.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "indexer/source/ascii.h"
#include "indexer/source/date_names.h"

namespace sou::indexer {
namespace {

constexpr int64_t kSecondsPerDay = 86'400;
// Go's zero time: 0001-01-01T00:00:00Z.
constexpr Timestamp kZeroTime = {-62'135'596'800, 0};

// A moment taken apart, in its own zone.
struct Moment {
  int year = 1;
  unsigned month = 1;
  unsigned day = 1;
  unsigned weekday = 1;  // 0 is Sunday
  unsigned yearday = 1;  // from 1
  unsigned hour = 0;
  unsigned minute = 0;
  unsigned second = 0;
};

Moment TakeApart(const Timestamp& time) {
  const CivilDate date = ToCivilDate(time);
  const std::chrono::year_month_day civil(std::chrono::year(date.year), std::chrono::month(date.month),
                                          std::chrono::day(date.day));
  const auto first = std::chrono::sys_days(civil.year() / std::chrono::January / 1);
  const int64_t local = time.unix_seconds + int64_t{time.offset_minutes} * 60;
  const auto of_day = static_cast<unsigned>(((local % kSecondsPerDay) + kSecondsPerDay) % kSecondsPerDay);
  Moment moment;
  moment.year = date.year;
  moment.month = date.month;
  moment.day = date.day;
  moment.weekday = std::chrono::weekday(std::chrono::sys_days(civil)).c_encoding();
  moment.yearday = static_cast<unsigned>((std::chrono::sys_days(civil) - first).count()) + 1;
  moment.hour = of_day / 3600;
  moment.minute = of_day / 60 % 60;
  moment.second = of_day % 60;
  return moment;
}

std::string Padded(unsigned number, size_t width, char with = '0') {
  std::string digits = std::to_string(number);
  if (digits.size() < width) digits.insert(0, width - digits.size(), with);
  return digits;
}

// The part of a layout that `rest` begins with, and what stands for it.
using LayoutPart = std::pair<std::string_view, std::string>;

LayoutPart NamedPart(std::string_view rest, const Moment& at) {
  if (rest.starts_with("January")) return {"January", std::string(kMonths[at.month - 1])};
  if (rest.starts_with("Monday")) return {"Monday", std::string(kWeekdays[at.weekday])};
  // A lower case letter behind makes it another word, as "June" and "Month".
  const bool ends = rest.size() < 4 || rest[3] < 'a' || rest[3] > 'z';
  if (rest.starts_with("Jan") && ends) return {"Jan", std::string(kMonths[at.month - 1].substr(0, 3))};
  if (rest.starts_with("Mon") && ends) return {"Mon", std::string(kWeekdays[at.weekday].substr(0, 3))};
  if (rest.starts_with("PM")) return {"PM", at.hour < 12 ? "AM" : "PM"};
  if (rest.starts_with("pm")) return {"pm", at.hour < 12 ? "am" : "pm"};
  return {};
}

LayoutPart NumberPart(std::string_view rest, const Moment& at) {
  const unsigned hour12 = at.hour % 12 == 0 ? 12 : at.hour % 12;
  const auto year = static_cast<unsigned>(at.year);
  if (rest.starts_with("2006")) return {"2006", Padded(year, 4)};
  if (rest.starts_with("002")) return {"002", Padded(at.yearday, 3)};
  const std::array<std::pair<std::string_view, std::string>, 15> parts = {{{"01", Padded(at.month, 2)},
                                                                           {"02", Padded(at.day, 2)},
                                                                           {"03", Padded(hour12, 2)},
                                                                           {"04", Padded(at.minute, 2)},
                                                                           {"05", Padded(at.second, 2)},
                                                                           {"06", Padded(year % 100, 2)},
                                                                           {"15", Padded(at.hour, 2)},
                                                                           {"_2006", "_" + Padded(year, 4)},
                                                                           {"__2", Padded(at.yearday, 3, ' ')},
                                                                           {"_2", Padded(at.day, 2, ' ')},
                                                                           {"1", Padded(at.month, 1)},
                                                                           {"2", Padded(at.day, 1)},
                                                                           {"3", Padded(hour12, 1)},
                                                                           {"4", Padded(at.minute, 1)},
                                                                           {"5", Padded(at.second, 1)}}};
  for (const auto& part : parts) {
    if (rest.starts_with(part.first)) return part;
  }
  return {};
}

std::optional<std::string> ExpandDateToken(std::string_view token, const Timestamp& date) {
  const Moment at = TakeApart(date);
  if (token == "year") return std::to_string(at.year);
  if (token == "month") return Padded(at.month, 2);
  if (token == "monthname") return std::string(kMonths[at.month - 1]);
  if (token == "day") return Padded(at.day, 2);
  if (token == "weekday") return std::to_string(at.weekday);
  if (token == "weekdayname") return std::string(kWeekdays[at.weekday]);
  if (token == "yearday") return std::to_string(at.yearday);
  return std::nullopt;
}

std::string Join(const std::vector<std::string>& parts, size_t begin, size_t end) {
  std::string out;
  for (size_t i = begin; i < end && i < parts.size(); ++i) out += (out.empty() ? "" : "/") + parts[i];
  return out;
}

// "[1]", "[last]", "[1:]", "[:2]", "[1:last]" of the sections; all of them without a slice.
std::string Slice(std::string_view slice, const std::vector<std::string>& sections) {
  if (slice.empty()) return Join(sections, 0, sections.size());
  if (sections.empty()) return {};
  slice = slice.substr(1, slice.size() - 2);
  const auto index = [&](std::string_view text, size_t fallback) {
    text = TrimSpace(text);
    if (text.empty()) return fallback;
    if (EqualsIgnoringCase(text, "last")) return sections.size() - 1;
    size_t number = 0;
    for (const char c : text) {
      number = IsAsciiDigit(c) && number < 1000 ? number * 10 + static_cast<size_t>(c - '0') : number;
    }
    return number;
  };
  const size_t colon = slice.find(':');
  if (colon == std::string_view::npos) {
    const size_t at = index(slice, 0);
    return Join(sections, at, at + 1);
  }
  return Join(sections, index(slice.substr(0, colon), 0), index(slice.substr(colon + 1), sections.size()));
}

std::vector<std::string> Sanitized(std::vector<std::string> names) {
  for (std::string& name : names) name = SanitizeHugoPath(name);
  return names;
}

// Names become one or more path parts, as Hugo's URLize does.
std::optional<std::string> ExpandNameToken(std::string_view token, std::string_view slice, const HugoFile& file,
                                           const HugoPageFacts& facts) {
  if (token == "sections") return Slice(slice, facts.sections);
  if (token == "sectionslugs") return Slice(slice, Sanitized(facts.section_slugs));
  if (!slice.empty()) return std::nullopt;
  // A list's file is called _index, which says nothing.
  const std::string name = IsHugoList(file.kind) ? "" : HugoBaseName(file);
  if (token == "section") return file.folders.empty() ? "" : file.folders[0];
  if (token == "sectionslug") return facts.section_slugs.empty() ? "" : SanitizeHugoPath(facts.section_slugs[0]);
  if (token == "title") return SanitizeHugoPath(facts.title);
  if (token == "slug") return SanitizeHugoPath(facts.slug.empty() ? facts.title : facts.slug);
  if (token == "filename" || token == "contentbasename") return SanitizeHugoPath(name);
  if (token == "slugorfilename" || token == "slugorcontentbasename") {
    return SanitizeHugoPath(facts.slug.empty() ? name : facts.slug);
  }
  return std::nullopt;
}

bool IsWordByte(char c) { return IsAsciiLetter(c) || IsAsciiDigit(c) || c == '_'; }

// Takes "token" or "token[slice]" from the text behind a colon.
std::string ExpandNext(std::string_view* rest, const HugoFile& file, const HugoPageFacts& facts) {
  size_t end = 0;
  while (end < rest->size() && IsWordByte((*rest)[end])) ++end;
  const std::string_view token = rest->substr(0, end);
  rest->remove_prefix(end);
  std::string_view slice;
  if (const size_t close = rest->find(']');
      !token.empty() && rest->starts_with('[') && close > 1 && close != rest->npos) {
    slice = rest->substr(0, close + 1);
    rest->remove_prefix(slice.size());
  }
  const Timestamp date = facts.date.value_or(kZeroTime);
  if (slice.empty()) {
    if (const auto part = ExpandDateToken(token, date)) return *part;
  }
  if (const auto name = ExpandNameToken(token, slice, file, facts)) return *name;
  if (slice.empty()) {
    if (const auto time = FormatGoLayout(token, date)) return *time;
  }
  return ":" + std::string(token) + std::string(slice);
}

}  // namespace

std::optional<std::string> FormatGoLayout(std::string_view layout, const Timestamp& time) {
  const Moment at = TakeApart(time);
  std::string out;
  bool found = false;
  while (!layout.empty()) {
    LayoutPart part = NamedPart(layout, at);
    if (part.first.empty()) part = NumberPart(layout, at);
    found = found || !part.first.empty();
    if (part.first.empty()) part = {layout.substr(0, 1), std::string(layout.substr(0, 1))};
    out += part.second;
    layout.remove_prefix(part.first.size());
  }
  if (!found) return std::nullopt;
  return out;
}

std::string ExpandPermalink(std::string_view pattern, const HugoFile& file, const HugoPageFacts& facts) {
  std::string out;
  while (!pattern.empty()) {
    const size_t colon = std::min(pattern.find(':'), pattern.size());
    out += pattern.substr(0, colon);
    pattern.remove_prefix(colon);
    if (pattern.empty()) break;
    pattern.remove_prefix(1);
    if (out.ends_with('\\')) {
      out.back() = ':';
    } else {
      out += ExpandNext(&pattern, file, facts);
    }
  }
  return out;
}

}  // namespace sou::indexer
