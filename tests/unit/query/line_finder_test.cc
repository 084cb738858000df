// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/line_finder.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "tests/unit/text/random_text.h"

namespace sou::query {
namespace {

bool IsFound(const LineFinder& finder, const std::string& text) {
  return finder.Next(text, 0) != std::string_view::npos;
}

// The planes that have characters which fold.
template <typename Visit>
void ForEveryCodePoint(Visit visit) {
  for (char32_t c = 0x80; c < 0xE1000; ++c) {
    if (c == 0xD800) c = 0xE000;
    if (c == 0x30000) c = 0xE0000;
    std::string text;
    text::AppendCodePoint(c, &text);
    visit(c, text);
  }
}

TEST(LineFinder, MissesNoCodePointThatFoldsToLetters) {
  const LineFinder word("ab");
  ForEveryCodePoint([&](char32_t c, const std::string& text) {
    const bool vanishes = text::Fold("a" + text + "b") == "ab";
    if (vanishes) {
      ASSERT_TRUE(IsFound(word, "a" + text + "b")) << std::hex << static_cast<uint32_t>(c);
    }
    for (const char letter : text::Fold(text)) {
      const bool alnum = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
      if (alnum) {
        ASSERT_TRUE(IsFound(LineFinder(std::string(1, letter)), text)) << std::hex << static_cast<uint32_t>(c);
      }
    }
  });
}

TEST(LineFinder, MissesNoCodePointThatFoldsToACharacter) {
  ForEveryCodePoint([&](char32_t c, const std::string& text) {
    const std::string folded = text::Fold(text);
    if (folded == text && c >= 0x3400 && c <= 0xD7A3) return;  // is spelt so
    for (size_t position = 0; position < folded.size();) {
      const size_t begin = position;
      text::NextCodePoint(folded, &position);
      const LineFinder finder(folded.substr(begin, position - begin));
      if (finder.usable()) {
        ASSERT_TRUE(IsFound(finder, text)) << std::hex << static_cast<uint32_t>(c);
      }
    }
  });
}

TEST(LineFinder, FindsWhatFoldingFinds) {
  text::RandomText random(11);
  size_t found = 0;
  for (int i = 0; i < 4000; ++i) {
    const std::string text = text::RepairUtf8(random.Next() + random.Next());
    const std::string folded = text::Fold(text);
    for (size_t begin = 0; begin < folded.size();) {
      const LineFinder finder(std::string_view(folded).substr(begin, folded.size() / 4 + 1));
      if (finder.usable()) {
        ++found;
        ASSERT_TRUE(IsFound(finder, text)) << text << " at " << begin;
      }
      text::NextCodePoint(folded, &begin);
    }
  }
  EXPECT_GT(found, 1000U);
}

TEST(LineFinder, PassesOverLinesOfOtherWords) {
  const LineFinder word("cluster");
  const std::string text = "云原生，应用。\n「テスト」はデータ — “ok” … 🚀\n한국어 문장\nthe Cluster\n";
  EXPECT_EQ(word.Next(text, 0), text.find("Cluster"));
  EXPECT_EQ(word.Next(text, text.find("Cluster") + 1), std::string::npos);
  const LineFinder character("云海");
  EXPECT_EQ(character.Next("nginx，“テスト”한국어 — 🚀 雲", 0), std::string("nginx，“テスト”한국어 — 🚀 ").size());
  EXPECT_FALSE(LineFinder("кластер").usable());
  EXPECT_FALSE(LineFinder("").usable());
}

}  // namespace
}  // namespace sou::query
