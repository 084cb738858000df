// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/word_finder.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/text/fold.h"
#include "common/text/segment.h"
#include "common/text/utf8.h"
#include "tests/unit/text/random_text.h"

namespace sou::query {
namespace {

// The places of a word, a part of one or a run: what phrases are looked for by.
size_t Find(std::string_view folded, std::string_view text, size_t from = 0) {
  std::vector<text::Segment> segments;
  text::SplitSegments(folded, &segments);
  const bool run = segments[0].kind == text::SegmentKind::kRun || segments[0].kind == text::SegmentKind::kHangul;
  WordFinder finder;
  run ? finder.AddRun(folded) : finder.AddLetters(folded);
  return finder.Next(text, from);
}
bool IsFound(std::string_view folded, std::string_view text) { return Find(folded, text) != std::string_view::npos; }

// The word or run that the text begins with; empty if it begins with a sign or a blank.
std::string FirstWord(std::string_view folded) {
  std::vector<text::Segment> segments;
  text::SplitSegments(folded, &segments);
  const text::Segment& first = segments.front();
  return first.kind == text::SegmentKind::kGap ? "" : std::string(folded.substr(0, first.range.end));
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

TEST(WordFinder, MissesNoCodePointThatFoldsToLetters) {
  ForEveryCodePoint([&](char32_t c, const std::string& text) {
    const bool vanishes = text::Fold("a" + text + "b") == "ab";
    if (vanishes) {
      ASSERT_TRUE(IsFound("ab", "a" + text + "b")) << std::hex << static_cast<uint32_t>(c);
    }
    for (const char letter : text::Fold(text)) {
      const bool alnum = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
      if (alnum) {
        ASSERT_TRUE(IsFound(std::string(1, letter), text)) << std::hex << static_cast<uint32_t>(c);
      }
    }
  });
}

TEST(WordFinder, MissesNoCodePointThatFoldsToACharacter) {
  ForEveryCodePoint([&](char32_t c, const std::string& text) {
    const std::string folded = text::Fold(text);
    if (folded == text && c >= 0x3400 && c <= 0xD7A3) return;  // is spelt so
    for (size_t position = 0; position < folded.size();) {
      const size_t begin = position;
      text::NextCodePoint(folded, &position);
      const std::string character = FirstWord(folded.substr(begin, position - begin));
      if (!character.empty()) {
        ASSERT_TRUE(IsFound(character, text)) << std::hex << static_cast<uint32_t>(c);
      }
    }
  });
}

TEST(WordFinder, FindsWhatFoldingFinds) {
  text::RandomText random(11);
  size_t found = 0;
  for (int i = 0; i < 4000; ++i) {
    const std::string text = text::RepairUtf8(random.Next() + random.Next());
    const std::string folded = text::Fold(text);
    for (size_t begin = 0; begin < folded.size();) {
      const std::string word = FirstWord(std::string_view(folded).substr(begin));
      if (!word.empty()) {
        ++found;
        ASSERT_TRUE(IsFound(word, text)) << word << " in " << text << " at " << begin;
      }
      text::NextCodePoint(folded, &begin);
    }
  }
  EXPECT_GT(found, 1000U);
}

TEST(WordFinder, PassesByOtherWords) {
  const std::string text = "云原生，应用。\n「テスト」はデータ — “ok” … 🚀\n한국어 문장\nthe Cluster\n";
  EXPECT_EQ(Find("cluster", text), text.find("Cluster"));
  EXPECT_EQ(Find("cluster", text, text.find("Cluster") + 1), std::string::npos);
  EXPECT_EQ(Find("云海", "nginx，“テスト”한국어 — 🚀 云 雲海"), std::string("nginx，“テスト”한국어 — 🚀 云 ").size());
  EXPECT_EQ(Find("кластер", "云原生 cluster класс"), std::string("云原生 cluster ").size());
}

TEST(WordFinder, FindsWordsWhereTheyAndTheirPartsBegin) {
  WordFinder finder;
  finder.AddWord("pods");
  finder.AddWord("1.24");
  for (const char* text :
       {"Pods", "a pods", "get_pods", "getPods", "GETPODS", "v1.24", "（pods", "ｐods", "épods", "pôds"})
    EXPECT_NE(finder.Next(text, 0), std::string_view::npos) << text;
  for (const char* text : {"spods", "getpods", "v21.24", "pads", "云原生", "dos"})
    EXPECT_EQ(finder.Next(text, 0), std::string_view::npos) << text;
}

TEST(WordFinder, WithoutWordsFindsOnlyWhatIsUnknown) {
  EXPECT_EQ(WordFinder().Next("Any text 云原生 “ok” 한국어 é", 0), std::string_view::npos);
}

}  // namespace
}  // namespace sou::query
