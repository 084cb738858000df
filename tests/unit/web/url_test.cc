// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/url.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sou::web {
namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(Url, DecodesPercentAndPlus) {
  EXPECT_EQ(DecodePercent("%E4%BA%91+a%2Bb", true), "云 a+b");
  EXPECT_EQ(DecodePercent("a+b", false), "a+b");
}

TEST(Url, LeavesBrokenEscapesAndRepairsBrokenUtf8) {
  EXPECT_EQ(DecodePercent("100%", true), "100%");
  EXPECT_EQ(DecodePercent("%4", true), "%4");
  EXPECT_EQ(DecodePercent("%zz%u4e91", true), "%zz%u4e91");
  EXPECT_EQ(DecodePercent("%E4%BA", true), "\xEF\xBF\xBD");
}

TEST(Url, EncodesAllButUnreserved) {
  EXPECT_EQ(EncodeQueryPart("a-Z_0.~"), "a-Z_0.~");
  EXPECT_EQ(EncodeQueryPart("云 &=#+\"<'"), "%E4%BA%91+%26%3D%23%2B%22%3C%27");
}

TEST(Url, EncodingIsUndoneByDecoding) {
  std::string all;
  for (char c = 1; c < 127; ++c) all.push_back(c);
  all += "雲原生 クラウド 쿠버네티스 😀";
  EXPECT_EQ(DecodePercent(EncodeQueryPart(all), true), all);
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
