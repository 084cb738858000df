// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/borders.h"

#include <gtest/gtest.h>

#include <string>

#include "common/text/utf8.h"

namespace sou::text {
namespace {

// The text with a '|' at each border of two graphemes.
std::string Cut(const std::string& text) {
  std::string out;
  for (size_t position = 0; position < text.size();) {
    const size_t begin = position;
    NextCodePoint(text, &position);
    if (begin > 0 && IsGraphemeBorder(text, begin)) out += '|';
    out += text.substr(begin, position - begin);
  }
  return out;
}

TEST(Borders, GraphemesAreWhatReadersTakeForACharacter) {
  EXPECT_EQ(Cut("ab 云原"), "a|b| |云|原");
  EXPECT_EQ(Cut("e\u0301te"), "e\u0301|t|e");
  EXPECT_EQ(Cut("👩‍👩‍👧👍🏽x"), "👩‍👩‍👧|👍🏽|x");
  EXPECT_EQ(Cut("🇨🇳🇯🇵🇰🇷"), "🇨🇳|🇯🇵|🇰🇷");
  EXPECT_EQ(Cut("\u1112\u1161\u11AB\u1100\u1173\u11AF"), "\u1112\u1161\u11AB|\u1100\u1173\u11AF") << "jamo";
  EXPECT_EQ(Cut("葛\U000E0100城"), "葛\U000E0100|城") << "a variation selector";
  EXPECT_EQ(Cut("か\u3099き"), "か\u3099|き");
  EXPECT_EQ(Cut("❤\uFE0F1\uFE0F\u20E3"), "❤\uFE0F|1\uFE0F\u20E3");
  EXPECT_EQ(Cut("a\r\nb"), "a|\r\n|b");
  EXPECT_EQ(Cut("กำ"), "กำ");
}

TEST(Borders, FlagsAreCountedFromTheFirst) {
  std::string flags;
  for (int i = 0; i < 100; ++i) flags += "🇨🇳";
  for (size_t at = 0; at < flags.size(); at += 4) EXPECT_EQ(IsGraphemeBorder(flags, at), at % 8 == 0) << at;
}

TEST(Borders, WordsOfScriptsWithoutBlanksAreTheDictionarys) {
  const std::string text = "我们使用服务网格部署";
  EXPECT_EQ(WordBorderBefore(text, 9), 6U) << "within 使用";
  EXPECT_EQ(WordBorderBehind(text, 9), 12U);
  EXPECT_EQ(WordBorderBehind(text, 12), 12U) << "a border already";
  EXPECT_EQ(WordBorderBefore("word", 2), 2U) << "not a run";
  EXPECT_EQ(WordBorderBefore("云。原", 3), 3U) << "beside a mark";
  EXPECT_EQ(WordBorderBefore("สวัสดีครับ", 6), 0U) << "Thai";
}

TEST(Borders, AStretchTakesInTheGraphemesOfItsEnds) {
  const std::string text = "a\U0001F469\u200D\U0001F680e\u0301b";  // a, a woman astronaut, é, b
  EXPECT_EQ(WholeGraphemes(text, {8, 13}), (ByteRange{1, 15}));
  EXPECT_EQ(WholeGraphemes(text, {0, 1}), (ByteRange{0, 1}));
}

}  // namespace
}  // namespace sou::text
