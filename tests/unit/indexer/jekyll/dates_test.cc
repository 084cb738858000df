// SPDX-License-Identifier: GPL-3.0-or-later
//
// The expected moments were printed by Jekyll 4.3.1 with the time zone named.
#include "indexer/source/jekyll/dates.h"

#include <gtest/gtest.h>

#include <ostream>

#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

using testing_support::RowName;

struct DateCase {
  const char* name;
  const char* zone;
  const char* text;
  bool quoted;
  const char* time;  // "" if it is no date
};

void PrintTo(const DateCase& row, std::ostream* out) { *out << row.text << " in " << row.zone; }

class JekyllDate : public testing::TestWithParam<DateCase> {};

TEST_P(JekyllDate, IsInTheSitesZone) {
  const std::optional<TimeZone> zone = TimeZone::Named(GetParam().zone);
  ASSERT_TRUE(zone.has_value());
  Value value;
  value.kind = Value::Kind::kScalar;
  value.text = GetParam().text;
  value.quoted = GetParam().quoted;
  const std::optional<Timestamp> time = ReadJekyllDate(value, *zone);
  EXPECT_EQ(time ? FormatRfc3339(*time) : "", GetParam().time);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, JekyllDate,
    testing::Values(
        DateCase{"day", "Asia/Taipei", "2024-02-03", false, "2024-02-03T00:00:00+08:00"},
        DateCase{"yaml_time_is_utc", "Asia/Taipei", "2024-02-03 20:30:00", false, "2024-02-04T04:30:00+08:00"},
        DateCase{"quoted_is_local", "Asia/Taipei", "2024-02-03 20:30:00", true, "2024-02-03T20:30:00+08:00"},
        DateCase{"minutes_are_local", "Asia/Taipei", "2024-02-03 20:30", false, "2024-02-03T20:30:00+08:00"},
        DateCase{"own_zone", "Asia/Taipei", "2019-03-08 23:30:00 -0500", false, "2019-03-09T12:30:00+08:00"},
        DateCase{"zulu", "America/New_York", "2020-01-01T03:00:00Z", false, "2019-12-31T22:00:00-05:00"},
        DateCase{"summer", "Europe/Berlin", "2020-07-01", false, "2020-07-01T00:00:00+02:00"},
        DateCase{"winter", "Europe/Berlin", "2020-12-01", false, "2020-12-01T00:00:00+01:00"},
        DateCase{"slashes", "Asia/Tokyo", "2020/12/01", false, "2020-12-01T00:00:00+09:00"},
        DateCase{"no_date", "UTC", "soon", false, ""}),
    RowName<DateCase>);

struct NameCase {
  const char* name;
  const char* text;
  const char* time;
};

void PrintTo(const NameCase& row, std::ostream* out) { *out << row.text; }

class DateOfName : public testing::TestWithParam<NameCase> {};

TEST_P(DateOfName, IsRubys) {
  const std::optional<Timestamp> time = ReadNameDate(GetParam().text, TimeZone());
  EXPECT_EQ(time ? FormatRfc3339(*time) : "", GetParam().time);
}

INSTANTIATE_TEST_SUITE_P(Rows, DateOfName,
                         testing::Values(NameCase{"plain", "2024-02-03", "2024-02-03T00:00:00Z"},
                                         NameCase{"short_parts", "2024-2-3", "2024-02-03T00:00:00Z"},
                                         NameCase{"next_month", "2024-02-30", "2024-03-01T00:00:00Z"},
                                         NameCase{"century", "12-01-02", "2012-01-02T00:00:00Z"},
                                         NameCase{"last_century", "70-1-1", "1970-01-01T00:00:00Z"},
                                         NameCase{"no_month", "2024-13-01", ""}, NameCase{"zero", "2024-00-10", ""},
                                         NameCase{"no_day", "2024-01-32", ""}, NameCase{"empty", "", ""},
                                         NameCase{"text", "2024-a-1", ""}, NameCase{"more", "2024-1-1-1", ""}),
                         RowName<NameCase>);

TEST(TimeZone, UnknownNamesAreNone) {
  EXPECT_FALSE(TimeZone::Named("Mars/Olympus").has_value());
  EXPECT_FALSE(TimeZone::Named("").has_value());
}

}  // namespace
}  // namespace sou::indexer
