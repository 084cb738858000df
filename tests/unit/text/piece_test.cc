// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/piece.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/text/analyzer.h"
#include "tests/unit/text/random_text.h"

namespace sou::text {
namespace {

struct Seen {
  std::string text;
  ByteRange range;
  TokenKind kind;
  bool operator==(const Seen&) const = default;
};

std::vector<Seen> TokensOf(const std::string& text, ByteRange range, Analyzer* analyzer) {
  std::vector<Seen> seen;
  analyzer->Analyze(std::string_view(text).substr(range.begin, range.end - range.begin), Purpose::kHighlight, "en",
                    [&](const Token& token) {
                      const ByteRange at{range.begin + token.range.begin, range.begin + token.range.end};
                      seen.push_back({std::string(token.text), at, token.kind});
                    });
  return seen;
}

// The pieces of a text, each around the first character behind the one before, have the text's tokens.
TEST(Piece, HasTheTokensThatTheTextHasThere) {
  const auto seed = static_cast<uint32_t>(testing::UnitTest::GetInstance()->random_seed());
  RandomText random(seed);
  Analyzer analyzer;
  for (int i = 0; i < 6000; ++i) {
    const std::string text = random.Next() + "。c++, ）--x 1，700：：a" + random.Next() + " ア－ 　“.net”";
    const std::vector<Seen> all = TokensOf(text, {0, static_cast<uint32_t>(text.size())}, &analyzer);
    std::vector<Seen> by_pieces;
    for (size_t place = 0, floor = 0; place < text.size();) {
      const ByteRange piece = PieceAround(text, place, floor);
      ASSERT_GT(piece.end, floor) << text;
      ASSERT_GE(piece.begin, floor) << text;
      const std::vector<Seen> tokens = TokensOf(text, piece, &analyzer);
      by_pieces.insert(by_pieces.end(), tokens.begin(), tokens.end());
      floor = place = piece.end;
    }
    ASSERT_EQ(by_pieces.size(), all.size()) << text << " seed " << seed;
    for (size_t j = 0; j < all.size(); ++j) ASSERT_EQ(by_pieces[j], all[j]) << text << " seed " << seed;
  }
}

TEST(Piece, EndsAtBlanksAndAtMarksOfSentences) {
  const std::string text = "Run kube-apiserver now";
  EXPECT_EQ(PieceAround(text, 9, 0), (ByteRange{4, 18}));
  const std::string chinese = "部署，云原生。服务";
  const auto at = static_cast<uint32_t>(chinese.find("原"));
  EXPECT_EQ(PieceAround(chinese, at, 0), (ByteRange{at - 3, at + 6}));
}

}  // namespace
}  // namespace sou::text
