// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/jamo.h"

#include <gtest/gtest.h>

#include "common/text/fold.h"

namespace sou::text {
namespace {

TEST(Jamo, SpellsSyllablesAsTheyAreTyped) {
  EXPECT_EQ(ToJamo("쿠버"), "ㅋㅜㅂㅓ");
  EXPECT_EQ(ToJamo("과"), "ㄱㅗㅏ") << "고 is on the way to 과";
  EXPECT_EQ(ToJamo("값"), "ㄱㅏㅂㅅ");
  EXPECT_EQ(ToJamo("까"), "ㄲㅏ") << "one key";
  EXPECT_EQ(ToJamo("읽기 a云"), "ㅇㅣㄹㄱㄱㅣ a云");
}

TEST(Jamo, WhatIsTypedIsAPrefixOfWhatIsMeant) {
  const std::string meant = ToJamo(Fold("쿠버네티스"));
  for (const char* typed : {"ㅋ", "쿠", "쿱", "쿠ㅂ", "쿠버", "쿠번", "쿠버네", "쿠버넽", "쿠버네티스"}) {
    EXPECT_TRUE(meant.starts_with(ToJamo(typed))) << typed;
    EXPECT_TRUE(meant.starts_with(ToJamo(Fold(typed)))) << typed << " folded";
  }
  EXPECT_FALSE(meant.starts_with(ToJamo("쿠네")));
}

TEST(Jamo, EverySyllableHasTwoToFiveLetters) {
  for (char32_t c = 0xAC00; c <= 0xD7A3; ++c) {
    std::string letters;
    ASSERT_TRUE(AppendJamo(c, &letters));
    ASSERT_GE(letters.size(), 6U);
    ASSERT_LE(letters.size(), 15U);
  }
  std::string letters;
  for (const char32_t c : {U'a', U'云', U'ア', char32_t{0xD7A4}, char32_t{0x1113}, char32_t{0x3164}}) {
    EXPECT_FALSE(AppendJamo(c, &letters));
  }
  EXPECT_EQ(letters, "");
}

TEST(Jamo, InitialsOfSyllablesAndLetters) {
  EXPECT_EQ(InitialJamo(U'쿠'), U'ㅋ');
  EXPECT_EQ(InitialJamo(U'힣'), U'ㅎ');
  EXPECT_EQ(InitialJamo(U'ㅂ'), U'ㅂ');
  EXPECT_EQ(InitialJamo(char32_t{0x1107}), U'ㅂ');
  EXPECT_EQ(InitialJamo(U'ㅏ'), 0U);
  EXPECT_EQ(InitialJamo(U'a'), 0U);
}

}  // namespace
}  // namespace sou::text
