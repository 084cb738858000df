// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/base/timestamp.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace sou {
namespace {

enum class Precision { kYear, kMonth, kDay, kSecond };

struct Fields {
  int year = 0;
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::optional<int16_t> offset_minutes;
  Precision precision = Precision::kDay;
};

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsAlpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
constexpr char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};
constexpr std::array<std::string_view, 7> kWeekdays = {"monday", "tuesday",  "wednesday", "thursday",
                                                       "friday", "saturday", "sunday"};

// A cursor over the text. Every Take... moves it only on success.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool AtEnd() const { return rest_.empty(); }
  [[nodiscard]] bool AtDigit() const { return !rest_.empty() && IsDigit(rest_.front()); }
  [[nodiscard]] bool AtAlpha() const { return !rest_.empty() && IsAlpha(rest_.front()); }

  bool Take(std::string_view literal) {
    if (!rest_.starts_with(literal)) return false;
    rest_.remove_prefix(literal.size());
    return true;
  }

  // One of `choices`; 0 if none is next.
  char TakeOneOf(std::string_view choices) {
    if (rest_.empty() || choices.find(rest_.front()) == std::string_view::npos) return 0;
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }

  bool SkipBlanks() {
    const size_t before = rest_.size();
    while (!rest_.empty() && IsBlank(rest_.front())) rest_.remove_prefix(1);
    return rest_.size() != before;
  }

  // A run of digits of min to max length, not followed by another digit.
  bool TakeNumber(size_t min, size_t max, int* number) {
    const size_t length = DigitRun();
    if (length < min || length > max) return false;
    *number = 0;
    for (size_t i = 0; i < length; ++i) *number = *number * 10 + (rest_[i] - '0');
    rest_.remove_prefix(length);
    return true;
  }

  void SkipDigits() { rest_.remove_prefix(DigitRun()); }
  [[nodiscard]] size_t DigitRun() const {
    size_t length = 0;
    while (length < rest_.size() && IsDigit(rest_[length])) ++length;
    return length;
  }

  // An English name in full or by its first three letters ("Sept" too), with an optional full stop; its index.
  template <size_t kCount>
  std::optional<int> TakeName(const std::array<std::string_view, kCount>& names) {
    size_t length = 0;
    while (length < rest_.size() && IsAlpha(rest_[length])) ++length;
    if (length < 3) return std::nullopt;
    for (size_t i = 0; i < names.size(); ++i) {
      if (!IsShortFor(rest_.substr(0, length), names[i])) continue;
      rest_.remove_prefix(length);
      Take(".");
      return static_cast<int>(i);
    }
    return std::nullopt;
  }

 private:
  static bool IsShortFor(std::string_view text, std::string_view name) {
    if (text.size() > name.size() || (text.size() > 4 && text.size() != name.size())) return false;
    for (size_t i = 0; i < text.size(); ++i) {
      if (Lower(text[i]) != name[i]) return false;
    }
    return true;
  }

  std::string_view rest_;
};

bool ParseZone(Cursor* cursor, Fields* fields) {
  if (cursor->Take("Z") || cursor->Take("z") || cursor->Take("UTC") || cursor->Take("GMT")) {
    fields->offset_minutes = 0;
    return true;
  }
  const char sign = cursor->TakeOneOf("+-");
  if (sign == 0) return false;
  int hours = 0;
  int minutes = 0;
  int both = 0;
  if (cursor->TakeNumber(4, 4, &both)) {
    hours = both / 100;
    minutes = both % 100;
  } else if (cursor->TakeNumber(2, 2, &hours)) {
    if (cursor->Take(":") && !cursor->TakeNumber(2, 2, &minutes)) return false;
  } else {
    return false;
  }
  if (hours > 23 || minutes > 59) return false;
  const int total = hours * 60 + minutes;
  fields->offset_minutes = static_cast<int16_t>(sign == '-' ? -total : total);
  return true;
}

// "11:37", "11:37:36", "11:37:36.123".
bool ParseClock(Cursor* cursor, Fields* fields) {
  if (!cursor->TakeNumber(1, 2, &fields->hour) || !cursor->Take(":") || !cursor->TakeNumber(2, 2, &fields->minute)) {
    return false;
  }
  if (cursor->Take(":")) {
    if (!cursor->TakeNumber(2, 2, &fields->second)) return false;
    if (cursor->TakeOneOf(".,") != 0) {
      if (!cursor->AtDigit()) return false;
      cursor->SkipDigits();
    }
  }
  fields->precision = Precision::kSecond;
  return fields->hour <= 23 && fields->minute <= 59 && fields->second <= 59;
}

// What may follow a whole date: nothing, or a clock and perhaps a zone.
bool ParseRest(Cursor* cursor, Fields* fields) {
  const bool separated = cursor->SkipBlanks() || cursor->TakeOneOf("Tt") != 0;
  if (cursor->AtEnd()) return true;
  if (!separated || fields->precision != Precision::kDay || !ParseClock(cursor, fields)) return false;
  cursor->SkipBlanks();
  return cursor->AtEnd() || (ParseZone(cursor, fields) && cursor->AtEnd());
}

// "年12月5日" after the year.
bool ParseHanDate(Cursor* cursor, Fields* fields) {
  fields->precision = Precision::kYear;
  if (!cursor->AtDigit()) return ParseRest(cursor, fields);
  if (!cursor->TakeNumber(1, 2, &fields->month) || !cursor->Take("月")) return false;
  fields->precision = Precision::kMonth;
  if (!cursor->AtDigit()) return ParseRest(cursor, fields);
  if (!cursor->TakeNumber(1, 2, &fields->day) || !cursor->Take("日")) return false;
  fields->precision = Precision::kDay;
  return ParseRest(cursor, fields);
}

// "2024", "2024-12", "2024-12-05…", "20241205", "2024年12月5日".
bool ParseYearFirst(Cursor* cursor, Fields* fields) {
  int compact = 0;
  if (cursor->TakeNumber(8, 8, &compact)) {
    fields->year = compact / 10000;
    fields->month = compact / 100 % 100;
    fields->day = compact % 100;
    return ParseRest(cursor, fields);
  }
  if (!cursor->TakeNumber(4, 4, &fields->year)) return false;
  if (cursor->Take("年")) return ParseHanDate(cursor, fields);
  fields->precision = Precision::kYear;
  const char separator = cursor->TakeOneOf("-/.");
  if (separator == 0) return ParseRest(cursor, fields);
  if (!cursor->TakeNumber(1, 2, &fields->month)) return false;
  fields->precision = Precision::kMonth;
  if (!cursor->Take({&separator, 1})) return ParseRest(cursor, fields);
  if (!cursor->TakeNumber(1, 2, &fields->day)) return false;
  fields->precision = Precision::kDay;
  return ParseRest(cursor, fields);
}

// "12/05/2024": the United States' order, unless the first number can only be a day.
bool ParseSlashes(Cursor* cursor, int first, Fields* fields) {
  fields->month = first;
  if (!cursor->TakeNumber(1, 2, &fields->day) || !cursor->Take("/") || !cursor->TakeNumber(4, 4, &fields->year)) {
    return false;
  }
  if (fields->month > 12) std::swap(fields->month, fields->day);
  return ParseRest(cursor, fields);
}

// "5 December 2024" after the day.
bool ParseDayFirst(Cursor* cursor, int first, Fields* fields) {
  fields->day = first;
  cursor->SkipBlanks();
  const std::optional<int> month = cursor->TakeName(kMonths);
  if (!month) return false;
  fields->month = *month + 1;
  cursor->Take(",");
  return cursor->SkipBlanks() && cursor->TakeNumber(4, 4, &fields->year) && ParseRest(cursor, fields);
}

// "Dec 5, 2024", "Dec 5 08:30:00 2024".
bool ParseMonthFirst(Cursor* cursor, Fields* fields) {
  const std::optional<int> month = cursor->TakeName(kMonths);
  if (!month) return false;
  fields->month = *month + 1;
  cursor->SkipBlanks();
  if (!cursor->TakeNumber(1, 2, &fields->day)) return false;
  cursor->Take(",");
  if (!cursor->SkipBlanks()) return false;
  if (cursor->DigitRun() == 4) return cursor->TakeNumber(4, 4, &fields->year) && ParseRest(cursor, fields);
  return ParseClock(cursor, fields) && cursor->SkipBlanks() && cursor->TakeNumber(4, 4, &fields->year) &&
         cursor->AtEnd();
}

bool ParseFields(Cursor* cursor, Fields* fields) {
  if (cursor->AtAlpha() && cursor->TakeName(kWeekdays)) {
    cursor->Take(",");
    cursor->SkipBlanks();
  }
  if (cursor->AtAlpha()) return ParseMonthFirst(cursor, fields);
  if (cursor->DigitRun() >= 4) return ParseYearFirst(cursor, fields);
  int first = 0;
  if (!cursor->TakeNumber(1, 2, &first)) return false;
  if (cursor->Take("/")) return ParseSlashes(cursor, first, fields);
  return ParseDayFirst(cursor, first, fields);
}

std::chrono::sys_days ToDays(int year, int month, int day) {
  return std::chrono::year(year) / std::chrono::month(static_cast<unsigned>(month)) /
         std::chrono::day(static_cast<unsigned>(day));
}

bool Exists(const Fields& fields) {
  const std::chrono::year_month_day date(std::chrono::year(fields.year),
                                         std::chrono::month(static_cast<unsigned>(fields.month)),
                                         std::chrono::day(static_cast<unsigned>(fields.day)));
  return fields.year >= 1 && date.ok();
}

std::optional<Fields> Parse(std::string_view text) {
  while (!text.empty() && IsBlank(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsBlank(text.back())) text.remove_suffix(1);
  Fields fields;
  Cursor cursor(text);
  if (!ParseFields(&cursor, &fields) || !Exists(fields)) return std::nullopt;
  return fields;
}

int64_t UnixSeconds(const Fields& fields, int16_t offset_minutes) {
  const int64_t days = ToDays(fields.year, fields.month, fields.day).time_since_epoch().count();
  const int64_t minutes = (days * 24 + fields.hour) * 60 + fields.minute - offset_minutes;
  return minutes * 60 + fields.second;
}

std::chrono::sys_seconds LocalSeconds(const Timestamp& time) {
  return std::chrono::sys_seconds(std::chrono::seconds(time.unix_seconds + int64_t{time.offset_minutes} * 60));
}

}  // namespace

std::optional<Timestamp> ParseTimestamp(std::string_view text, int16_t default_offset_minutes) {
  const std::optional<Fields> fields = Parse(text);
  if (!fields) return std::nullopt;
  const int16_t offset = fields->offset_minutes.value_or(default_offset_minutes);
  return Timestamp{UnixSeconds(*fields, offset), offset};
}

std::optional<TimeSpan> ParseTimeSpan(std::string_view text) {
  const std::optional<Fields> fields = Parse(text);
  if (!fields) return std::nullopt;
  const int64_t first = UnixSeconds(*fields, fields->offset_minutes.value_or(0));
  std::chrono::sys_days next = ToDays(fields->year, fields->month, fields->day);
  switch (fields->precision) {
    case Precision::kSecond:
      return TimeSpan{first, first};
    case Precision::kYear:
      next = ToDays(fields->year + 1, 1, 1);
      break;
    case Precision::kMonth:
      next = fields->month == 12 ? ToDays(fields->year + 1, 1, 1) : ToDays(fields->year, fields->month + 1, 1);
      break;
    case Precision::kDay:
      next += std::chrono::days(1);
      break;
  }
  return TimeSpan{first, std::chrono::sys_seconds(next).time_since_epoch().count() - 1};
}

std::string FormatRfc3339(const Timestamp& time) {
  const std::chrono::sys_seconds local = LocalSeconds(time);
  const auto days = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::hh_mm_ss clock(local - days);
  const CivilDate date = ToCivilDate(time);
  char buffer[64];
  std::snprintf(buffer, sizeof(buffer), "%04d-%02d-%02dT%02d:%02d:%02d", date.year, int{date.month}, int{date.day},
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  std::string out = buffer;
  if (time.offset_minutes == 0) return out + "Z";
  const int offset = time.offset_minutes < 0 ? -time.offset_minutes : time.offset_minutes;
  std::snprintf(buffer, sizeof(buffer), "%c%02d:%02d", time.offset_minutes < 0 ? '-' : '+', offset / 60, offset % 60);
  return out + buffer;
}

CivilDate ToCivilDate(const Timestamp& time) {
  const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(LocalSeconds(time)));
  return {int{date.year()}, static_cast<uint8_t>(unsigned{date.month()}), static_cast<uint8_t>(unsigned{date.day()})};
}

}  // namespace sou
