// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/base/timestamp.h"

#include <gtest/gtest.h>

#include <ostream>

namespace sou {
namespace {

struct ParseCase {
  const char* name;
  const char* text;
  int16_t default_offset_minutes;
  const char* expected;  // as FormatRfc3339 prints it; "" if the text is no date
};

void PrintTo(const ParseCase& row, std::ostream* out) { *out << row.name << ": " << row.text; }

class TimestampParse : public testing::TestWithParam<ParseCase> {};

TEST_P(TimestampParse, GivesTheMomentAndItsZone) {
  const ParseCase& row = GetParam();
  const std::optional<Timestamp> time = ParseTimestamp(row.text, row.default_offset_minutes);
  EXPECT_EQ(time ? FormatRfc3339(*time) : "", row.expected) << row.text;
}

constexpr ParseCase kValid[] = {
    {"rfc3339", "2018-08-11T11:37:36+08:00", 0, "2018-08-11T11:37:36+08:00"},
    {"fraction_and_z", "2018-08-11T03:37:36.123Z", 480, "2018-08-11T03:37:36Z"},
    {"lower_t_and_z", "2018-08-11t03:37:36z", 480, "2018-08-11T03:37:36Z"},
    {"blank_zone", "2018-08-11 11:37:36 +0800", 0, "2018-08-11T11:37:36+08:00"},
    {"joined_zone", "2018-08-11 11:37:36+0800", 0, "2018-08-11T11:37:36+08:00"},
    {"hour_zone", "2018-08-11 11:37:36+08", 0, "2018-08-11T11:37:36+08:00"},
    {"negative_zone", "2018-08-11T11:37:36-03:30", 0, "2018-08-11T11:37:36-03:30"},
    {"named_utc", "2018-08-11 11:37:36 UTC", 480, "2018-08-11T11:37:36Z"},
    {"minutes_only", "2018-08-11 11:37", 480, "2018-08-11T11:37:00+08:00"},
    {"one_digit_hour", "2018-08-11 9:05", 0, "2018-08-11T09:05:00Z"},
    {"day", "2018-08-11", 0, "2018-08-11T00:00:00Z"},
    {"day_in_default_zone", "2018-08-11", -300, "2018-08-11T00:00:00-05:00"},
    {"short_day", "2018-8-1", 0, "2018-08-01T00:00:00Z"},
    {"slashes", "2024/12/05", 0, "2024-12-05T00:00:00Z"},
    {"slashes_clock", "2024/12/05 08:30", 0, "2024-12-05T08:30:00Z"},
    {"full_stops", "2024.12.05", 0, "2024-12-05T00:00:00Z"},
    {"compact", "20241205", 0, "2024-12-05T00:00:00Z"},
    {"month", "2024-12", 0, "2024-12-01T00:00:00Z"},
    {"year", "2024", 0, "2024-01-01T00:00:00Z"},
    {"han", "2024年12月5日", 480, "2024-12-05T00:00:00+08:00"},
    {"han_clock", "2024年12月5日 08:30", 0, "2024-12-05T08:30:00Z"},
    {"han_month", "2024年12月", 0, "2024-12-01T00:00:00Z"},
    {"us_order", "12/05/2024", 0, "2024-12-05T00:00:00Z"},
    {"day_over_twelve", "25/12/2024", 0, "2024-12-25T00:00:00Z"},
    {"short_month_name", "Dec 5, 2024", 0, "2024-12-05T00:00:00Z"},
    {"month_name", "December 5, 2024", 0, "2024-12-05T00:00:00Z"},
    {"september_by_four", "Sept. 5, 2024", 0, "2024-09-05T00:00:00Z"},
    {"day_month_name", "5 December 2024", 0, "2024-12-05T00:00:00Z"},
    {"rfc1123", "Thu, 05 Dec 2024 08:30:00 +0800", 0, "2024-12-05T08:30:00+08:00"},
    {"rfc1123_gmt", "Thu, 05 Dec 2024 08:30:00 GMT", 480, "2024-12-05T08:30:00Z"},
    {"asctime", "Thu Dec 5 08:30:00 2024", 0, "2024-12-05T08:30:00Z"},
    {"blanks_around", " \t2018-08-11\r\n", 0, "2018-08-11T00:00:00Z"},
    {"leap_day", "2024-02-29", 0, "2024-02-29T00:00:00Z"},
    {"first_year", "0001-01-01", 0, "0001-01-01T00:00:00Z"},
    {"last_year", "9999-12-31T23:59:59Z", 0, "9999-12-31T23:59:59Z"},
    {"before_1970", "1969-07-20T20:17:40Z", 0, "1969-07-20T20:17:40Z"},
};

constexpr ParseCase kInvalid[] = {
    {"empty", "", 0, ""},
    {"blank", "  ", 0, ""},
    {"prose", "yesterday", 0, ""},
    {"no_such_day", "2024-02-30", 0, ""},
    {"no_leap_day", "2023-02-29", 0, ""},
    {"month_thirteen", "2024-13-01", 0, ""},
    {"month_zero", "2024-00-10", 0, ""},
    {"year_zero", "0000-01-01", 0, ""},
    {"hour_24", "2024-12-05 24:00", 0, ""},
    {"minute_60", "2024-12-05 10:60", 0, ""},
    {"second_60", "2024-12-05 10:59:60", 0, ""},
    {"zone_minutes", "2024-12-05T10:00:00+08:75", 0, ""},
    {"zone_letters", "2024-12-05T10:00:00 Mars", 0, ""},
    {"lone_t", "2024-12-05Tnoon", 0, ""},
    {"text_after", "2024-12-05 and later", 0, ""},
    {"clock_after_month", "2024-12 10:00", 0, ""},
    {"mixed_separators", "2024-12/05", 0, ""},
    {"two_digit_year", "24-12-05", 0, ""},
    {"five_digit_year", "12024-12-05", 0, ""},
    {"long_number", "1733356800", 0, ""},
    {"both_over_twelve", "13/13/2024", 0, ""},
    {"no_such_month_name", "Foo 5, 2024", 0, ""},
    {"half_month_name", "Decem 5, 2024", 0, ""},
    {"negative", "-2024-12-05", 0, ""},
    {"zero_date", "0000-00-00", 0, ""},
    {"han_without_day_mark", "2024年12月5", 0, ""},
};

template <typename Row>
std::string RowName(const testing::TestParamInfo<Row>& row) {
  return row.param.name;
}

INSTANTIATE_TEST_SUITE_P(Valid, TimestampParse, testing::ValuesIn(kValid), RowName<ParseCase>);
INSTANTIATE_TEST_SUITE_P(Invalid, TimestampParse, testing::ValuesIn(kInvalid), RowName<ParseCase>);

TEST(Timestamp, CountsFromTheEpochInUtc) {
  EXPECT_EQ(ParseTimestamp("1970-01-01")->unix_seconds, 0);
  EXPECT_EQ(ParseTimestamp("1970-01-01", 480)->unix_seconds, -8 * 3600);
  EXPECT_EQ(ParseTimestamp("2018-08-11T11:37:36+08:00")->unix_seconds, 1533958656);
}

struct SpanCase {
  const char* name;
  const char* text;
  const char* first;
  const char* last;
};

void PrintTo(const SpanCase& row, std::ostream* out) { *out << row.name << ": " << row.text; }

class TimeSpanParse : public testing::TestWithParam<SpanCase> {};

TEST_P(TimeSpanParse, CoversWhatTheTextNames) {
  const SpanCase& row = GetParam();
  const std::optional<TimeSpan> span = ParseTimeSpan(row.text);
  ASSERT_TRUE(span.has_value()) << row.text;
  EXPECT_EQ(FormatRfc3339({span->first, 0}), row.first);
  EXPECT_EQ(FormatRfc3339({span->last, 0}), row.last);
}

INSTANTIATE_TEST_SUITE_P(
    Spans, TimeSpanParse,
    testing::Values(SpanCase{"year", "2018", "2018-01-01T00:00:00Z", "2018-12-31T23:59:59Z"},
                    SpanCase{"month", "2018-08", "2018-08-01T00:00:00Z", "2018-08-31T23:59:59Z"},
                    SpanCase{"february", "2024-02", "2024-02-01T00:00:00Z", "2024-02-29T23:59:59Z"},
                    SpanCase{"december", "2018-12", "2018-12-01T00:00:00Z", "2018-12-31T23:59:59Z"},
                    SpanCase{"han_year", "2018年", "2018-01-01T00:00:00Z", "2018-12-31T23:59:59Z"},
                    SpanCase{"day", "2018-08-11", "2018-08-11T00:00:00Z", "2018-08-11T23:59:59Z"},
                    SpanCase{"last_day", "9999-12-31", "9999-12-31T00:00:00Z", "9999-12-31T23:59:59Z"},
                    SpanCase{"second", "2018-08-11T11:37:36+08:00", "2018-08-11T03:37:36Z", "2018-08-11T03:37:36Z"}),
    RowName<SpanCase>);

TEST(TimeSpan, RefusesWhatIsNoDate) {
  EXPECT_FALSE(ParseTimeSpan("soon").has_value());
  EXPECT_FALSE(ParseTimeSpan("2018-02-30").has_value());
}

TEST(CivilDate, IsTheDateInTheTimestampsOwnZone) {
  const CivilDate date = ToCivilDate(*ParseTimestamp("2018-12-31T23:30:00-08:00"));
  EXPECT_EQ(date.year, 2018);
  EXPECT_EQ(date.month, 12);
  EXPECT_EQ(date.day, 31);
}

}  // namespace
}  // namespace sou
