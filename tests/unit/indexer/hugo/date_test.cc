// SPDX-License-Identifier: GPL-3.0-or-later
//
// What Hugo 0.111.3 made of `date: …` in YAML; "" where it saw no date.
#include "indexer/source/hugo/date.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

struct DateCase {
  const char* name;
  const char* yaml;
  const char* date;
};

void PrintTo(const DateCase& row, std::ostream* out) { *out << row.yaml; }

class HugoDate : public testing::TestWithParam<DateCase> {};

TEST_P(HugoDate, IsWhatHugoSees) {
  std::vector<Warning> warnings;
  const Result<Value> fields = ParseYaml(std::string("date: ") + GetParam().yaml, {"a.md"}, &warnings);
  ASSERT_TRUE(fields.ok());
  const std::optional<Timestamp> date = ReadHugoDate(*fields->Find("date"), 0);
  EXPECT_EQ(date ? FormatRfc3339(*date) : "", GetParam().date);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, HugoDate,
    testing::Values(
        DateCase{"day", "2024-01-02", "2024-01-02T00:00:00Z"},
        DateCase{"quoted_day", "\"2024-01-02\"", "2024-01-02T00:00:00Z"},
        DateCase{"utc", "2024-01-02T03:04:05Z", "2024-01-02T03:04:05Z"},
        DateCase{"blank", "2024-01-02 03:04:05", "2024-01-02T03:04:05Z"},
        DateCase{"no_zone", "2024-01-02T03:04:05", "2024-01-02T03:04:05Z"},
        DateCase{"zone", "2024-01-02T03:04:05+08:00", "2024-01-02T03:04:05+08:00"},
        DateCase{"zone_without_colon", "2024-01-02T03:04:05+0800", "2024-01-02T03:04:05+08:00"},
        DateCase{"blank_zone", "2024-01-02 03:04:05 +0800", "2024-01-02T03:04:05+08:00"},
        DateCase{"blank_zone_colon", "2024-01-02 03:04:05 +08:00", "2024-01-02T03:04:05+08:00"},
        DateCase{"glued_zone", "2024-01-02 03:04:05+08:00", "2024-01-02T03:04:05+08:00"},
        DateCase{"fraction", "2024-01-02 03:04:05.123", "2024-01-02T03:04:05Z"},
        DateCase{"fraction_utc", "2024-01-02T03:04:05.123Z", "2024-01-02T03:04:05Z"},
        DateCase{"day_first", "02 Jan 2024", "2024-01-02T00:00:00Z"},
        DateCase{"rfc1123", "Tue, 02 Jan 2024 03:04:05 +0800", "2024-01-02T03:04:05+08:00"},
        DateCase{"ansic", "\"Tue Jan 2 03:04:05 2024\"", "2024-01-02T03:04:05Z"},
        DateCase{"seconds", "1704164645", "2024-01-02T03:04:05Z"},
        DateCase{"day_as_number", "20240102", "1970-08-23T06:15:02Z"},
        DateCase{"year_as_number", "2024", "1970-01-01T00:33:44Z"}, DateCase{"quoted_seconds", "\"1704164645\"", ""},
        DateCase{"minutes", "2024-01-02 03:04", ""}, DateCase{"minutes_with_t", "2024-01-02T03:04", ""},
        DateCase{"zone_name_only", "2024-01-02 03:04:05 UTC", ""}, DateCase{"slashes", "2024/01/02", ""},
        DateCase{"slashes_and_time", "2024/01/02 03:04:05", ""}, DateCase{"one_digit", "2024-1-2", ""},
        DateCase{"one_digit_day", "2024-01-2", ""}, DateCase{"one_digit_day_first", "2 Jan 2024", ""},
        DateCase{"us", "Jan 2, 2024", ""}, DateCase{"month", "2024-01", ""}, DateCase{"chinese", "2024年1月2日", ""},
        DateCase{"blank_behind", "\"2024-01-02 \"", ""}, DateCase{"blank_before", "\" 2024-01-02\"", ""},
        DateCase{"t_and_blank_zone", "2024-01-02T03:04:05 +08:00", ""}, DateCase{"no_such_day", "2024-02-30", ""},
        DateCase{"huge_number", "99999999999999", ""}, DateCase{"list", "[2024-01-02]", ""}),
    testing_support::RowName<DateCase>);

}  // namespace
}  // namespace sou::indexer
