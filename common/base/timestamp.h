// SPDX-License-Identifier: GPL-3.0-or-later
//
// A moment as authors write it: an instant plus the zone it was written in, read from every form that site authors use
// and printed as RFC 3339. Pure functions, thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sou {

struct Timestamp {
  int64_t unix_seconds = 0;    // seconds since 1970-01-01T00:00:00Z
  int16_t offset_minutes = 0;  // the zone it was written in, minutes east of UTC

  bool operator==(const Timestamp&) const = default;
};

// Years 1 to 9999. A form without a zone is read in `default_offset_minutes`. Accepted, with surrounding blanks:
//   2018-08-11T11:37:36+08:00 · 2018-08-11T03:37:36.123Z · 2018-08-11 11:37:36 +0800 · 2018-08-11 11:37 · 2018-08-11
//   2018-8-1 · 2024/12/05 · 2024/12/05 08:30 · 2024.12.05 · 20241205 · 2024-12 · 2024 · 2024年12月5日
//   12/05/2024 (US: month first, unless the first number exceeds 12) · Dec 5, 2024 · 5 December 2024
//   Thu, 05 Dec 2024 08:30:00 +0800 · Thu Dec 5 08:30:00 2024
// Anything else, and dates that do not exist (2024-02-30), give nullopt.
[[nodiscard]] std::optional<Timestamp> ParseTimestamp(std::string_view text, int16_t default_offset_minutes = 0);

// The span [first, last] of whole seconds that a possibly partial date names: "2018" is the whole year, "2018-08" the
// month, "2018-08-11" the day, a form with a time that second. In UTC unless the text has a zone.
struct TimeSpan {
  int64_t first = 0;
  int64_t last = 0;

  bool operator==(const TimeSpan&) const = default;
};
[[nodiscard]] std::optional<TimeSpan> ParseTimeSpan(std::string_view text);

// "2018-08-11T11:37:36+08:00"; UTC is "Z".
[[nodiscard]] std::string FormatRfc3339(const Timestamp& time);

// The calendar date in the timestamp's own zone.
struct CivilDate {
  int32_t year = 1970;
  uint8_t month = 1;  // 1 to 12
  uint8_t day = 1;    // 1 to 31
};
[[nodiscard]] CivilDate ToCivilDate(const Timestamp& time);

}  // namespace sou
