// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/utf8.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/text/random_text.h"

namespace sou::text {
namespace {

TEST(Utf8, FindsTheFirstBrokenByte) {
  EXPECT_EQ(FindInvalidUtf8(""), std::nullopt);
  EXPECT_EQ(FindInvalidUtf8("搜 sou 𠮷"), std::nullopt);
  EXPECT_EQ(FindInvalidUtf8("ab\xFF"), 2U);
  EXPECT_EQ(FindInvalidUtf8("搜\xE4\xBA"), 3U) << "cut off";
  EXPECT_EQ(FindInvalidUtf8("\xC0\xAF"), 0U) << "overlong";
  EXPECT_EQ(FindInvalidUtf8("\xED\xA0\x80"), 0U) << "surrogate";
  EXPECT_EQ(FindInvalidUtf8("\xF4\x90\x80\x80"), 0U) << "beyond Unicode";
}

TEST(Utf8, RepairedTextIsValidAndKeepsTheRest) {
  EXPECT_EQ(RepairUtf8("a\xFF搜"), "a\uFFFD搜");
  RandomText random(7);
  for (int i = 0; i < 2000; ++i) ASSERT_EQ(FindInvalidUtf8(RepairUtf8(random.Next())), std::nullopt);
}

TEST(Utf8, BackwardsVisitsWhatForwardsDoes) {
  RandomText random(11);
  for (int i = 0; i < 2000; ++i) {
    const std::string text = RepairUtf8(random.Next());
    std::vector<size_t> starts;
    for (size_t position = 0; position < text.size(); NextCodePoint(text, &position)) starts.push_back(position);
    for (size_t position = text.size(); position > 0;) {
      PreviousCodePoint(text, &position);
      ASSERT_EQ(position, starts.back());
      starts.pop_back();
    }
    ASSERT_TRUE(starts.empty());
  }
}

TEST(Utf8, TruncatesBetweenCodePoints) {
  EXPECT_EQ(TruncateUtf8("搜索", 6), "搜索");
  EXPECT_EQ(TruncateUtf8("搜索", 5), "搜");
  EXPECT_EQ(TruncateUtf8("搜索", 3), "搜");
  EXPECT_EQ(TruncateUtf8("搜索", 2), "");
  EXPECT_EQ(CountCodePoints("搜索𠮷a"), 4U);
}

}  // namespace
}  // namespace sou::text
