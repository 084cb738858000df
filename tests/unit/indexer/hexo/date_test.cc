// SPDX-License-Identifier: GPL-3.0-or-later
//
// The expected dates were printed by Hexo 8.1.2 on a machine in the site's time zone.
#include "indexer/source/hexo/date.h"

#include <gtest/gtest.h>

#include <ostream>

namespace sou::indexer {
namespace {

struct DateCase {
  const char* text;  // in quotes if it stands so in the front matter
  const char* in_shanghai;
  const char* in_new_york;
};

void PrintTo(const DateCase& row, std::ostream* out) { *out << row.text; }

class HexoDate : public testing::TestWithParam<DateCase> {};

std::string Read(std::string_view text, const char* zone) {
  Value value;
  value.kind = Value::Kind::kScalar;
  value.quoted = text.starts_with('"');
  value.text = value.quoted ? text.substr(1, text.size() - 2) : text;
  const std::optional<Timestamp> date = ReadHexoDate(value, *HexoZone::Named(zone));
  return date ? FormatRfc3339(*date) : "none";
}

TEST_P(HexoDate, IsReadInItsZone) {
  EXPECT_EQ(Read(GetParam().text, "Asia/Shanghai"), GetParam().in_shanghai);
  EXPECT_EQ(Read(GetParam().text, "America/New_York"), GetParam().in_new_york);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, HexoDate,
    testing::Values(DateCase{"2026-01-02", "2026-01-02T00:00:00+08:00", "2026-01-02T00:00:00-05:00"},
                    DateCase{"2026-01-02 03:04:05", "2026-01-02T03:04:05+08:00", "2026-01-02T03:04:05-05:00"},
                    DateCase{"2026-01-02 03:04", "2026-01-02T03:04:00+08:00", "2026-01-02T03:04:00-05:00"},
                    DateCase{"\"2026-01-02\"", "2026-01-02T08:00:00+08:00", "2026-01-01T19:00:00-05:00"},
                    DateCase{"2026-01-02T23:00:00+08:00", "2026-01-02T15:00:00+08:00", "2026-01-02T15:00:00-05:00"},
                    DateCase{"2026-01-02 23:00:00 +0800", "2026-01-02T23:00:00+08:00", "2026-01-02T10:00:00-05:00"},
                    DateCase{"2026-01-02T03:04:05Z", "2026-01-02T03:04:05+08:00", "2026-01-02T03:04:05-05:00"},
                    DateCase{"2026-7-8", "2026-07-08T00:00:00+08:00", "2026-07-08T00:00:00-04:00"},
                    DateCase{"2026/07/08 09:10", "2026-07-08T09:10:00+08:00", "2026-07-08T09:10:00-04:00"},
                    DateCase{"2026-1-2 3:04:05", "2026-01-02T03:04:05+08:00", "2026-01-02T03:04:05-05:00"},
                    DateCase{"20260102", "1970-01-01T13:37:40+08:00", "1970-01-01T00:37:40-05:00"},
                    DateCase{"1767323045000", "2026-01-02T11:04:05+08:00", "2026-01-01T22:04:05-05:00"},
                    DateCase{"2026-01-02 03:04:05.678", "2026-01-02T03:04:05+08:00", "2026-01-02T03:04:05-05:00"},
                    DateCase{"2026-01-02 03:04:05 +8", "2026-01-01T19:04:05+08:00", "2026-01-01T19:04:05-05:00"},
                    DateCase{"Jan 2, 2026", "2026-01-02T00:00:00+08:00", "2026-01-02T00:00:00-05:00"},
                    DateCase{"2026-07-01 23:30:00", "2026-07-01T23:30:00+08:00", "2026-07-01T23:30:00-04:00"},
                    DateCase{"\"2026-01-02T23:00:00+08:00\"", "2026-01-02T23:00:00+08:00", "2026-01-02T10:00:00-05:00"},
                    DateCase{"2026-01", "2026-01-01T08:00:00+08:00", "2025-12-31T19:00:00-05:00"},
                    DateCase{"nonsense", "none", "none"}, DateCase{"", "none", "none"}));

TEST(HexoZone, MustExist) {
  EXPECT_FALSE(HexoZone::Named("Moon/Tranquility").has_value());
  EXPECT_EQ(FormatRfc3339(HexoZone().At(0)), "1970-01-01T00:00:00Z");
}

}  // namespace
}  // namespace sou::indexer
