// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/pinyin.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace sou::text {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Pinyin, ReadsHanWithoutTones) {
  EXPECT_THAT(PinyinReadings(U'云'), ElementsAre("yun"));
  EXPECT_THAT(PinyinReadings(U'女'), ElementsAre("nv"));
  EXPECT_THAT(PinyinReadings(U'略'), ElementsAre("lve"));
  EXPECT_THAT(PinyinReadings(U'㐀'), ElementsAre("qiu"));
  EXPECT_THAT(PinyinReadings(U'行'), ElementsAre("xing", "hang"));
  EXPECT_THAT(PinyinReadings(U'重'), ElementsAre("zhong", "chong"));
  EXPECT_THAT(PinyinReadings(U'嗯'), ElementsAre("en")) << "a syllable has a vowel";
  for (const char32_t c : {U'a', U'あ', U'、', U'한', U'𠀀', char32_t{0}, char32_t{0x10FFFF}}) {
    EXPECT_THAT(PinyinReadings(c), IsEmpty()) << static_cast<uint32_t>(c);
  }
}

TEST(Pinyin, EveryReadingIsASyllable) {
  size_t read = 0;
  for (char32_t c = 0x3400; c <= 0x9FFF; ++c) {
    for (const std::string_view reading : PinyinReadings(c)) {
      ASSERT_TRUE(IsPinyinSyllable(reading)) << reading;
      ASSERT_TRUE(BeginsPinyinSyllable(reading.substr(0, 1)));
      ++read;
    }
  }
  EXPECT_GT(read, 25'000U);
}

TEST(Pinyin, KnowsSyllables) {
  for (const char* syllable : {"yun", "lv", "lu", "lue", "lve", "nue", "zhuang", "a", "er", "xi"}) {
    EXPECT_TRUE(IsPinyinSyllable(syllable)) << syllable;
  }
  for (const char* other : {"", "v", "yu n", "thing", "zh", "vue", "YUN"}) {
    EXPECT_FALSE(IsPinyinSyllable(other)) << other;
  }
}

struct ShapeCase {
  const char* text;
  const char* shape;  // s: syllables, b: begun, i: initials, m: mixed
};
class Shape : public testing::TestWithParam<ShapeCase> {};

TEST_P(Shape, SaysWhatTextCanBe) {
  const PinyinShape shape = PinyinShapeOf(GetParam().text);
  std::string letters;
  if (shape.syllables) letters += 's';
  if (shape.begun) letters += 'b';
  if (shape.initials) letters += 'i';
  if (shape.mixed) letters += 'm';
  EXPECT_EQ(letters, GetParam().shape) << GetParam().text;
}
INSTANTIATE_TEST_SUITE_P(Pinyin, Shape,
                         testing::Values(ShapeCase{"yunyuansheng", "sb"}, ShapeCase{"yunyuansh", "b"},
                                         ShapeCase{"xi'an", "sb"}, ShapeCase{"yys", "i"}, ShapeCase{"lvse", "sb"},
                                         ShapeCase{"luse", "sb"}, ShapeCase{"ga", "sbi"}, ShapeCase{"yun原生", "m"},
                                         ShapeCase{"云yuan生", "m"}, ShapeCase{"云yuansh", "m"},
                                         ShapeCase{"云yuansh生", ""}, ShapeCase{"云原生", ""}, ShapeCase{"istio", ""},
                                         ShapeCase{"ivu", ""}, ShapeCase{"kubernetes", ""}, ShapeCase{"", ""},
                                         ShapeCase{"y", "b"}, ShapeCase{"yun 原", ""}, ShapeCase{"'", ""},
                                         ShapeCase{"쿠yun", ""}));

TEST(Pinyin, SplitsFewestSyllablesFirst) {
  EXPECT_THAT(SplitPinyin("xian", 5), ElementsAre(ElementsAre("xian"), ElementsAre("xi", "an")));
  EXPECT_THAT(SplitPinyin("xi'an", 5), ElementsAre(ElementsAre("xi", "an")));
  EXPECT_THAT(SplitPinyin("yunyuansheng", 1), ElementsAre(ElementsAre("yun", "yuan", "sheng")));
  EXPECT_THAT(SplitPinyin("yys", 5), IsEmpty());
  EXPECT_THAT(SplitPinyin("", 5), IsEmpty());
}

// Once the number of ways was not bounded: a letter more than doubled the time.
TEST(Pinyin, LongLettersTakeLinearTime) {
  std::string letters;
  for (int i = 0; i < 1000; ++i) letters += "xian";
  EXPECT_EQ(SplitPinyin(letters, 3).size(), 3U);
  EXPECT_TRUE(PinyinShapeOf(letters).syllables);
  EXPECT_THAT(SplitPinyin(letters + "vv", 3), IsEmpty());
}

}  // namespace
}  // namespace sou::text
