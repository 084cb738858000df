// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/jekyll/permalink.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <optional>

#include "indexer/source/ascii.h"
#include "indexer/source/date_names.h"
#include "indexer/source/jekyll/slug.h"
#include "indexer/source/unique_texts.h"
#include "indexer/source/url_path.h"

namespace sou::indexer {
namespace {

std::string Padded(int64_t number, int width) {
  char digits[24];
  std::snprintf(digits, sizeof(digits), "%0*lld", width, static_cast<long long>(number));
  return digits;
}

struct IsoWeek {
  int32_t year = 0;
  int64_t week = 0;
};

// The week's Thursday decides the year.
IsoWeek WeekOf(std::chrono::sys_days day) {
  const unsigned weekday = std::chrono::weekday(day).iso_encoding();
  const std::chrono::sys_days thursday = day + std::chrono::days(4) - std::chrono::days(weekday);
  const std::chrono::year year = std::chrono::year_month_day(thursday).year();
  return {static_cast<int>(year), (thursday - std::chrono::sys_days(year / 1 / 1)).count() / 7 + 1};
}

std::optional<std::string> DateToken(std::string_view token, const Timestamp& date) {
  const CivilDate day = ToCivilDate(date);
  const std::chrono::sys_days days =
      std::chrono::year(day.year) / std::chrono::month(day.month) / std::chrono::day(day.day);
  const unsigned weekday = std::chrono::weekday(days).c_encoding();
  const std::string_view month = kMonths[day.month - 1U];
  if (token == "year") return Padded(day.year, 4);
  if (token == "short_year") return Padded(day.year % 100, 2);
  if (token == "month") return Padded(day.month, 2);
  if (token == "i_month") return Padded(day.month, 1);
  if (token == "short_month") return std::string(month.substr(0, 3));
  if (token == "long_month") return std::string(month);
  if (token == "day") return Padded(day.day, 2);
  if (token == "i_day") return Padded(day.day, 1);
  if (token == "y_day") {
    return Padded((days - std::chrono::sys_days(std::chrono::year(day.year) / 1 / 1)).count() + 1, 3);
  }
  if (token == "w_year") return Padded(WeekOf(days).year, 4);
  if (token == "week") return Padded(WeekOf(days).week, 2);
  if (token == "w_day") return Padded(weekday == 0 ? 7 : weekday, 1);
  if (token == "short_day") return std::string(kWeekdays[weekday].substr(0, 3));
  if (token == "long_day") return std::string(kWeekdays[weekday]);
  constexpr int64_t kDay = 86'400;
  const int64_t local = date.unix_seconds + int64_t{date.offset_minutes} * 60;
  const int64_t second = ((local % kDay) + kDay) % kDay;
  if (token == "hour") return Padded(second / 3600, 2);
  if (token == "minute") return Padded(second / 60 % 60, 2);
  if (token == "second") return Padded(second % 60, 2);
  return std::nullopt;
}

std::string Categories(const std::vector<std::string>& categories, bool slugified) {
  UniqueTexts parts;
  for (const std::string& category : categories) {
    parts.Add(slugified ? Slugify(category, SlugMode::kDefault, false) : RubyDowncase(category));
  }
  std::string out;
  for (const std::string& part : parts.Take()) out += (out.empty() ? "" : "/") + part;
  return out;
}

std::optional<std::string> Token(std::string_view token, const JekyllDocumentFacts& facts) {
  if (token == "title") return Slugify(facts.slug, SlugMode::kPretty, true);
  if (token == "slug") return Slugify(facts.slug, SlugMode::kDefault, false);
  if (token == "name") return Slugify(facts.basename, SlugMode::kDefault, false);
  if (token == "path") return facts.path;
  if (token == "collection") return facts.collection;
  if (token == "output_ext") return facts.output_ext;
  if (token == "categories") return Categories(facts.categories, false);
  if (token == "slugified_categories") return Categories(facts.categories, true);
  return DateToken(token, facts.date);
}

// What stands for a token is text: its '%' is no escape. All else is encoded with the whole address.
void AppendValue(std::string_view value, std::string* out) {
  for (const char c : value) {
    if (c == '%') {
      *out += "%25";
    } else {
      *out += c;
    }
  }
}

std::string Replaced(std::string_view text, std::string_view what, std::string_view with) {
  std::string out;
  for (size_t at = text.find(what); at != std::string_view::npos; at = text.find(what)) {
    out.append(text.substr(0, at)).append(with);
    text.remove_prefix(at + what.size());
  }
  return out.append(text);
}

}  // namespace

std::string ExpandDocumentPermalink(std::string_view pattern, const JekyllDocumentFacts& facts) {
  std::string out;
  while (!pattern.empty()) {
    const size_t colon = std::min(pattern.find(':'), pattern.size());
    out += pattern.substr(0, colon);
    pattern.remove_prefix(colon);
    size_t end = std::min<size_t>(1, pattern.size());
    while (end < pattern.size() && ((pattern[end] >= 'a' && pattern[end] <= 'z') || pattern[end] == '_')) ++end;
    std::string_view token = pattern.substr(0, end);
    // ":month_:day": a token may be followed by a '_' of the pattern's own.
    std::optional<std::string> value = token.size() > 1 ? Token(token.substr(1), facts) : std::nullopt;
    if (!value && token.size() > 2 && token.ends_with('_')) {
      token.remove_suffix(1);
      value = Token(token.substr(1), facts);
    }
    if (value) {
      AppendValue(*value, &out);
    } else {
      out += token;
    }
    pattern.remove_prefix(token.size());
  }
  return out;
}

DateParts DatePartsOf(std::string_view pattern, JekyllDocumentFacts facts) {
  const auto expand_at = [&](int64_t unix_seconds) {
    facts.date = {unix_seconds, 0};
    return ExpandDocumentPermalink(pattern, facts);
  };
  // Two days that differ in each part of a date, and another time of the first.
  const std::string at_some_moment = expand_at(981'173'106);              // Saturday, 2001-02-03 04:05:06
  if (expand_at(981'220'699) != at_some_moment) return DateParts::kTime;  // 2001-02-03 17:18:19
  return expand_at(1'352'693'106) == at_some_moment ? DateParts::kNone
                                                    : DateParts::kDay;  // Monday, 2012-11-12 04:05:06
}

std::string ExpandPagePermalink(std::string_view pattern, std::string_view folder, std::string_view basename,
                                std::string_view output_ext) {
  std::string out(pattern);
  for (const auto& [token, value] :
       {std::pair(":path", folder), {":basename", basename}, {":output_ext", output_ext}}) {
    std::string escaped;
    AppendValue(value, &escaped);
    out = Replaced(out, token, escaped);
  }
  return out;
}

std::string JekyllUrl(std::string_view expanded) {
  const std::string clean = Replaced(Replaced("/" + std::string(expanded), "..", "/"), "./", "");
  std::string url;
  for (const char c : clean) {
    if (c != '/' || !url.ends_with('/')) url += c;
  }
  return EncodeUrlPath(url);
}

std::string_view PermalinkExtension(std::string_view permalink) {
  const std::string_view name = permalink.substr(permalink.rfind('/') + 1);  // npos + 1 is 0
  const size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || dot + 1 == name.size()) return {};
  return name.substr(dot);
}

}  // namespace sou::indexer
