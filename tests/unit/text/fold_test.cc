// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/fold.h"

#include <gtest/gtest.h>

#include <string>

#include "common/text/utf8.h"
#include "tests/unit/text/random_text.h"

namespace sou::text {
namespace {

struct FoldCase {
  const char* original;
  const char* folded;
};

TEST(Fold, SpellingsThatReadersTakeForTheSame) {
  const FoldCase cases[] = {
      {"ＡＰＩ", "api"},
      {"ｶﾞｲﾄﾞ", "ガイド"},
      {"雲原生", "云原生"},
      {"Café", "cafe"},
      {"cafe\u0301", "cafe"},
      {"Straße", "strasse"},
      {"ﬁ", "fi"},
      {"㍿", "株式会社"},
      {"①", "1"},
      {"Ｃ＋＋", "c++"},
      {"デ－タ", "データ"},
      {"デ―タ", "データ"},
      {"データ-ベース", "データ-ベース"},
      {"A—B", "a—b"},
      {"øæœł", "oaeoel"},
      {"ひらがな", "ひらがな"},
      {"カタカナ", "カタカナ"},
      {"co\u00ADop", "coop"},
      {"臺灣", "台湾"},
      {"İ", "i"},
      {"Ά", "α"},
      {"é\u0323", "e"},
      {"l’eau", "l'eau"},
      {"각", "각"},
      {"\u1100\u1161\u11A8", "각"},
      {"❤\uFE0F", "❤"},
  };
  for (const FoldCase& row : cases) EXPECT_EQ(Fold(row.original), row.folded) << row.original;
}

TEST(Fold, BrokenBytesBecomeReplacementCharacters) {
  EXPECT_EQ(Fold("a\xFF"
                 "b"),
            "a\uFFFD"
            "b");
  EXPECT_EQ(Fold("\xE4\xBA"), "\uFFFD");
  EXPECT_EQ(Fold("\xED\xA0\x80").find_first_not_of("\xEF\xBF\xBD"), std::string::npos) << "a surrogate";
}

TEST(Fold, MapsBackToTheSmallestOriginalStretch) {
  const std::string original = "aＢ雲ﬁé\u0301x";  // é here is one code point and a mark on top
  FoldedText folded;
  Fold(original, &folded);
  ASSERT_EQ(folded.text(), "ab云fiex");
  const auto source = [&](uint32_t begin, uint32_t end) {
    const ByteRange range = folded.ToOriginal(begin, end);
    return original.substr(range.begin, range.end - range.begin);
  };
  EXPECT_EQ(source(0, 1), "a");
  EXPECT_EQ(source(1, 2), "Ｂ");
  EXPECT_EQ(source(2, 5), "雲");
  EXPECT_EQ(source(5, 6), "ﬁ") << "half of a ligature is the ligature";
  EXPECT_EQ(source(7, 8), "é\u0301");
  EXPECT_EQ(source(8, 9), "x");
  EXPECT_EQ(source(0, 9), original);
}

TEST(Fold, SimplifyingEndsAfterOneStep) {
  for (char32_t c = 0x3400; c <= 0x9FFF; ++c)
    ASSERT_EQ(Simplified(Simplified(c)), Simplified(c)) << static_cast<uint32_t>(c);
  EXPECT_EQ(Simplified(U'雲'), U'云');
  EXPECT_EQ(Simplified(U'a'), U'a');
}

// What the text is folded to and where each of its characters came from.
std::string Dump(const FoldedText& folded) {
  std::string out(folded.text());
  for (size_t begin = 0; begin < folded.text().size();) {
    size_t end = begin;
    NextCodePoint(folded.text(), &end);
    const ByteRange source = folded.ToOriginal(static_cast<uint32_t>(begin), static_cast<uint32_t>(end));
    out += " " + std::to_string(source.begin) + "-" + std::to_string(source.end);
    begin = end;
  }
  return out;
}

TEST(Fold, TheShortcutChangesNothing) {
  RandomText random(static_cast<uint32_t>(testing::UnitTest::GetInstance()->random_seed()));
  FoldedText fast;
  FoldedText slow;
  const auto expect_same = [&](const std::string& text) {
    Fold(text, &fast);
    FoldByGroups(text, &slow);
    ASSERT_EQ(Dump(fast), Dump(slow)) << text;
  };
  for (int i = 0; i < 5000; ++i) expect_same(random.Next() + "Abc def 云原生，" + random.Next());
  // Beyond the BMP there is no shortcut: a few of them stand for all.
  for (char32_t c = 0; c <= 0x2FA1F; c += c < 0x10000 ? 1 : 97) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string character;
    AppendCodePoint(c, &character);
    expect_same(character);
    expect_same("A" + character + "カ" + character + "カ\u0301");  // between others, and under a mark
  }
}

TEST(Fold, PlainStretchesAreAsLongInTheOriginal) {
  const std::string original = "Ab云Ｃé";
  FoldedText folded;
  Fold(original, &folded);
  ASSERT_EQ(folded.text(), "ab云ce");
  EXPECT_EQ(folded.PlainSource(0, 5), 0U);
  EXPECT_EQ(folded.PlainSource(2, 5), 2U);
  EXPECT_EQ(folded.PlainSource(0, 6), std::nullopt) << "Ｃ has three bytes, c one";
  EXPECT_EQ(folded.PlainSource(6, 7), std::nullopt);
}

// Every code point alone: folding is idempotent and never empty but for what Unicode calls ignorable.
TEST(Fold, HoldsForEveryCodePoint) {
  for (char32_t c = 1; c <= 0x2FA1F; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    AppendCodePoint(c, &text);
    const std::string once = Fold(text);
    ASSERT_EQ(Fold(once), once) << static_cast<uint32_t>(c);
  }
}

}  // namespace
}  // namespace sou::text
