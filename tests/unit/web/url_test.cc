// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/url.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sou::web {
namespace {

using testing::ElementsAre;
using testing::Pair;

std::string Decoded(const std::string& value) { return ParseQuery("q=" + value).find("q")->second; }

TEST(Url, DecodesPercentAndPlus) { EXPECT_EQ(Decoded("%E4%BA%91+a%2Bb"), "云 a+b"); }

TEST(Url, LeavesBrokenEscapesAndRepairsBrokenUtf8) {
  EXPECT_EQ(Decoded("100%"), "100%");
  EXPECT_EQ(Decoded("%4"), "%4");
  EXPECT_EQ(Decoded("%zz%u4e91"), "%zz%u4e91");
  EXPECT_EQ(Decoded("%E4%BA"), "\xEF\xBF\xBD");
  EXPECT_EQ(ParseTarget("/%FF").path, "/\xEF\xBF\xBD");
}

TEST(Url, ParsesQueriesInOrder) {
  EXPECT_THAT(ParseQuery("tag=b&q=x%26y&tag=a&tag=b&&empty=&bare&=v"),
              ElementsAre(Pair("", "v"), Pair("bare", ""), Pair("empty", ""), Pair("q", "x&y"), Pair("tag", "b"),
                          Pair("tag", "a"), Pair("tag", "b")));
}

TEST(Url, CutsTargets) {
  const Target target = ParseTarget("/a%20b+c?q=1?2#x?y");
  EXPECT_EQ(target.path, "/a b+c");
  EXPECT_THAT(target.params, ElementsAre(Pair("q", "1?2")));
}

}  // namespace
}  // namespace sou::web
