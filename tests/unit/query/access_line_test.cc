// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/report/access_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

namespace sou::query {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

constexpr std::chrono::sys_time<milliseconds> kTime =
    std::chrono::sys_days(std::chrono::year(2026) / 11 / 3) + std::chrono::hours(9) + milliseconds(7);

AccessLine Search(std::string query) {
  AccessLine line;
  line.time = kTime;
  line.id = "6743a1c0-1f";
  line.method = "GET";
  line.route = "/api/search";
  line.ms = 1.25;
  line.bytes = 5120;
  line.query = std::move(query);
  line.total = 0;
  return line;
}

TEST(AccessLineTest, ALineHasItsFieldsInOrderAndNothingThatIsEmpty) {
  AccessLine line = Search("服务网格");
  EXPECT_EQ(
      ToJsonLine(line),
      "{\"time\":\"2026-11-03T09:00:00.007Z\",\"id\":\"6743a1c0-1f\",\"method\":\"GET\",\"route\":\"/api/search\","
      "\"status\":200,\"ms\":1.250,\"bytes\":5120,\"query\":\"服务网格\",\"total\":0}");
  line = {.time = kTime, .method = "GET", .status = 404};
  EXPECT_EQ(ToJsonLine(line),
            "{\"time\":\"2026-11-03T09:00:00.007Z\",\"method\":\"GET\",\"status\":404,\"ms\":0.000,\"bytes\":0}");
}

struct Writing {
  std::string_view what;
  std::string_view query;
  std::string_view written;
};
void PrintTo(const Writing& row, std::ostream* out) { *out << row.what; }

class WritingTest : public testing::TestWithParam<Writing> {};

TEST_P(WritingTest, AQueryIsEscapedAndReadAgain) {
  const std::string text = ToJsonLine(Search(std::string(GetParam().query)));
  EXPECT_THAT(text, HasSubstr(",\"query\":" + std::string(GetParam().written) + ","));
  for (const char c : text) EXPECT_GE(static_cast<unsigned char>(c), 0x20);
  EXPECT_TRUE(nlohmann::json::accept(text));
  const auto line = ParseAccessLine(text);
  ASSERT_TRUE(line.ok()) << line.error().message;
  EXPECT_EQ(ToJsonLine(*line), text);
}

INSTANTIATE_TEST_SUITE_P(
    Queries, WritingTest,
    testing::Values(
        Writing{"nothing", "", R"("")"}, Writing{"a quote", R"(say "hi")", R"("say \"hi\"")"},
        Writing{"a backslash at the end", "C:\\", R"("C:\\")"}, Writing{"a line end", "a\nb\r\n", R"("a\nb\u000d\n")"},
        Writing{"a forged line", "x\"}\n{\"time\":", R"("x\"}\n{\"time\":")"},
        Writing{"an escape sequence", "\x1b[31mred", R"("\u001b[31mred")"},
        Writing{"a null byte", std::string_view("a\0b", 3), R"("a\u0000b")"}, Writing{"delete", "\x7f", R"("\u007f")"},
        Writing{"a C1 control", "\xc2\x9b", R"("\u009b")"}, Writing{"a line separator", "\u2028", R"("\u2028")"},
        Writing{"the other direction", "a\u202Eb", R"("a\u202eb")"}, Writing{"an isolate", "\u2067", R"("\u2067")"},
        Writing{"a blank that never breaks", "\u00a0", "\"\u00a0\""}, Writing{"broken UTF-8", "\xe4\xba", "\"\uFFFD\""},
        Writing{"broken within",
                "a\xff"
                "b",
                "\"a\uFFFDb\""},
        Writing{"a replacement character", "\uFFFD", "\"\uFFFD\""}, Writing{"beyond the BMP", "𠮷🍵", "\"𠮷🍵\""}));

TEST(AccessLineTest, WhatIsOutOfRangeIsWrittenAsTheNearestInIt) {
  const double infinite = std::numeric_limits<double>::infinity();
  for (const double ms : {infinite, -infinite, std::nan(""), -1.0, 1e300}) {
    AccessLine line = Search("x");
    line.ms = ms;
    EXPECT_TRUE(ParseAccessLine(ToJsonLine(line)).ok()) << ms;
  }
  for (const auto time : {decltype(kTime)::max(), decltype(kTime)::min()}) {
    AccessLine line = Search("x");
    line.time = time;
    EXPECT_TRUE(ParseAccessLine(ToJsonLine(line)).ok()) << ToJsonLine(line);
  }
}

TEST(AccessLineTest, EveryFieldIsReadAgain) {
  AccessLine line = Search("a");
  line.typing = true;
  line.generation = 42;
  line.cache = "shared";
  line.key = "docs \"site\"";
  line.client = "2001:db8::1";
  line.total = std::numeric_limits<uint64_t>::max();
  const auto again = ParseAccessLine(ToJsonLine(line));
  ASSERT_TRUE(again.ok()) << again.error().message;
  EXPECT_EQ(*again, line);
}

struct Wrong {
  std::string_view line;
  std::string_view why;
};
void PrintTo(const Wrong& row, std::ostream* out) { *out << row.line; }

class WrongLineTest : public testing::TestWithParam<Wrong> {};

TEST_P(WrongLineTest, ALineThatIsNoneSaysWhy) {
  const auto line = ParseAccessLine(GetParam().line);
  ASSERT_FALSE(line.ok());
  EXPECT_EQ(line.error().message, "is no line of an access log: " + std::string(GetParam().why));
}

// Each has all that a line must have but for what is wrong.
INSTANTIATE_TEST_SUITE_P(
    Lines, WrongLineTest,
    testing::Values(
        Wrong{"", "it is not an object of JSON"}, Wrong{"[]", "it is not an object of JSON"},
        Wrong{R"(127.0.0.1 - - [23/Nov/2026] "GET / HTTP/1.1" 200 5)", "it is not an object of JSON"},
        Wrong{R"({"time":"2026-11-03T09:00:00.007Z","method":"GET","status":200,"ms":1,"byt)",
              "it is not an object of JSON"},
        Wrong{R"({"method":"GET","status":200,"ms":1,"bytes":1})",
              "its \"time\" is not a time such as 2026-11-23T09:30:00.250Z"},
        Wrong{R"({"time":"2026-02-30T09:00:00.007Z","method":"GET","status":200,"ms":1,"bytes":1})",
              "its \"time\" is not a time such as 2026-11-23T09:30:00.250Z"},
        Wrong{R"({"time":"2026-11-03T09:00:00.007+","method":"GET","status":200,"ms":1,"bytes":1})",
              "its \"time\" is not a time such as 2026-11-23T09:30:00.250Z"},
        Wrong{R"({"time":"2026-11-03T24:00:00.007Z","method":"GET","status":200,"ms":1,"bytes":1})",
              "its \"time\" is not a time such as 2026-11-23T09:30:00.250Z"},
        Wrong{R"({"time":1764000000,"method":"GET","status":200,"ms":1,"bytes":1})", "its \"time\" is not a text"},
        Wrong{R"({"time":"2026-11-03T09:00:00.007Z","status":200,"ms":1,"bytes":1})", "its \"method\" is not there"},
        Wrong{R"({"time":"2026-11-03T09:00:00.007Z","method":"GET","ms":1,"bytes":1})", "its \"status\" is not there"},
        Wrong{R"({"time":"2026-11-03T09:00:00.007Z","method":"GET","status":99,"ms":1,"bytes":1})",
              "its \"status\" is not a status of HTTP"},
        Wrong{R"({"time":"2026-11-03T09:00:00.007Z","method":"GET","status":200.5,"ms":1,"bytes":1})",
              "its \"status\" is not a whole number"},
        Wrong{R"({"time":"2026-11-03T09:00:00.007Z","method":"GET","status":200,"ms":-1,"bytes":1})",
              "its \"ms\" is not a duration"},
        Wrong{R"({"time":"2026-11-03T09:00:00.007Z","method":"GET","status":200,"ms":"1","bytes":1})",
              "its \"ms\" is not a number"},
        Wrong{R"({"time":"2026-11-03T09:00:00.007Z","method":"GET","status":200,"ms":1,"bytes":-1})",
              "its \"bytes\" is not a whole number"},
        Wrong{R"({"time":"2026-11-03T09:00:00.007Z","method":"GET","status":200,"ms":1,"bytes":1,"query":7})",
              "its \"query\" is not a text"},
        Wrong{R"({"time":"2026-11-03T09:00:00.007Z","method":"GET","status":200,"ms":1,"bytes":1,"typing":1})",
              "its \"typing\" is not true or false"},
        Wrong{R"({"time":"2026-11-03T09:00:00.007Z","method":"GET","status":200,"ms":1,"bytes":1,"total":null})",
              "its \"total\" is not a whole number"}));

TEST(AccessLineTest, AFieldOfALaterVersionIsPassedOver) {
  std::string text = ToJsonLine(Search("x"));
  text.insert(1, "\"from\":{\"the\":[\"future\"]},");
  const auto line = ParseAccessLine(text);
  ASSERT_TRUE(line.ok()) << line.error().message;
  EXPECT_EQ(*line, Search("x"));
}

}  // namespace
}  // namespace sou::query
