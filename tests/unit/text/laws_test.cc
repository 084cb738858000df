// SPDX-License-Identifier: GPL-3.0-or-later
//
// The analyzer's laws, over random text, broken UTF-8 and the sample site.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "common/base/files.h"
#include "common/text/analyzer.h"
#include "tests/unit/text/random_text.h"

namespace sou::text {
namespace {

std::vector<std::string> Texts() {
  std::vector<std::string> texts;
  const auto seed = static_cast<uint32_t>(testing::UnitTest::GetInstance()->random_seed());
  RandomText random(seed);
  for (int i = 0; i < 3000; ++i) texts.push_back(random.Next());
  for (const auto& entry : std::filesystem::recursive_directory_iterator(SOU_TEST_DATA)) {
    if (entry.path().extension() != ".md") continue;
    const Result<std::string> content = ReadFile(entry.path(), 1 << 20);
    if (content.ok()) texts.push_back(*content);
  }
  return texts;
}

bool OnBorder(std::string_view text, uint32_t offset) {
  return offset == text.size() || (static_cast<unsigned char>(text[offset]) & 0xC0) != 0x80;
}

using TermSet = std::set<std::pair<TokenKind, std::string>>;

TermSet TermsOf(Analyzer* analyzer, const std::string& text, Purpose purpose) {
  TermSet terms;
  analyzer->Analyze(text, purpose, "en", [&](const Token& token) { terms.emplace(token.kind, token.text); });
  return terms;
}

TEST(Laws, SegmentsJoinedAreTheInput) {
  std::vector<Segment> segments;
  for (const std::string& text : Texts()) {
    const std::string folded = Fold(text);
    SplitSegments(folded, &segments);
    uint32_t position = 0;
    for (const Segment& segment : segments) {
      ASSERT_EQ(segment.range.begin, position) << text;
      ASSERT_LT(segment.range.begin, segment.range.end) << text;
      ASSERT_TRUE(OnBorder(folded, segment.range.end)) << text;
      position = segment.range.end;
    }
    ASSERT_EQ(position, folded.size()) << text;
  }
}

TEST(Laws, FoldingTwiceIsFoldingOnce) {
  for (const std::string& text : Texts()) {
    const std::string once = Fold(text);
    ASSERT_EQ(Fold(once), once) << text;
    ASSERT_FALSE(FindInvalidUtf8(once)) << text;
  }
}

TEST(Laws, RangesLieInTheTextAndBetweenCodePoints) {
  Analyzer analyzer;
  for (const std::string& original : Texts()) {
    const std::string text = RepairUtf8(original);
    for (const Purpose purpose : {Purpose::kDocument, Purpose::kQuery, Purpose::kTyping, Purpose::kHighlight}) {
      uint32_t unit = 0;
      analyzer.Analyze(text, purpose, "en", [&](const Token& token) {
        ASSERT_LT(token.range.begin, token.range.end) << text;
        ASSERT_LE(token.range.end, text.size()) << text;
        ASSERT_TRUE(OnBorder(text, token.range.begin)) << text;
        ASSERT_TRUE(OnBorder(text, token.range.end)) << text;
        ASSERT_FALSE(token.text.empty()) << text;
        ASSERT_GE(token.unit, unit) << text;
        unit = token.unit;
      });
    }
  }
}

TEST(Laws, BrokenBytesNeverLeadOutOfTheText) {
  Analyzer analyzer;
  for (const std::string& text : Texts()) {
    analyzer.Analyze(text, Purpose::kDocument, "de", [&](const Token& token) {
      ASSERT_LE(token.range.end, text.size());
      ASSERT_FALSE(FindInvalidUtf8(token.text)) << text;
    });
  }
}

TEST(Laws, QueryTermsAreDocumentTerms) {
  Analyzer analyzer;
  for (const std::string& text : Texts()) {
    const TermSet document = TermsOf(&analyzer, text, Purpose::kDocument);
    for (const auto& term : TermsOf(&analyzer, text, Purpose::kQuery)) {
      ASSERT_TRUE(document.contains(term)) << term.second << " of " << text;
    }
  }
}

TEST(Laws, TheSameTextGivesTheSameTokensAgain) {
  Analyzer reused;
  for (const std::string& text : Texts()) {
    Analyzer fresh;
    if (text.size() > 200) continue;  // a fresh analyzer costs a millisecond
    ASSERT_EQ(TermsOf(&reused, text, Purpose::kDocument), TermsOf(&fresh, text, Purpose::kDocument)) << text;
  }
}

}  // namespace
}  // namespace sou::text
