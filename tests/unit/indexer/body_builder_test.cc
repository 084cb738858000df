// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/body_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sou::indexer {
namespace {

using testing::ElementsAre;

TEST(BodyBuilder, LinesAreCleanAndNeverEmpty) {
  BodyBuilder body;
  body.EndLine();
  body.Text("  a  b ");
  body.EndLine();
  body.Text(" ");
  body.EndLine();
  body.Text("c");
  EXPECT_EQ(body.Finish().text, "a b\nc");
}

TEST(BodyBuilder, SoftBreakDependsOnItsNeighbours) {
  for (const auto& [before, after, joined] :
       {std::tuple("湖", "边", "湖边"), std::tuple("湖", "tea", "湖 tea"), std::tuple("tea", "湖", "tea 湖"),
        std::tuple("カ", "フェ", "カフェ"), std::tuple("ｶ", "ﾌｪ", "ｶﾌｪ"), std::tuple("호수", "카페", "호수 카페"),
        std::tuple("湖。", "边", "湖。边"), std::tuple("湖”", "边", "湖”边"),
        std::tuple("tea”", "“cup", "tea” “cup")}) {
    BodyBuilder body;
    body.Text(before);
    body.SoftBreak();
    body.Text(after);
    EXPECT_EQ(body.Finish().text, joined);
  }
}

TEST(BodyBuilder, SoftBreakAtTheBeginningOrEndIsNothing) {
  BodyBuilder body;
  body.SoftBreak();
  body.Text("a");
  body.SoftBreak();
  body.EndLine();
  body.Text("b");
  EXPECT_EQ(body.Finish().text, "a\nb");
}

TEST(BodyBuilder, CellsShareALine) {
  BodyBuilder body;
  for (const char* cell : {"a", "", " b  c "}) {
    body.Text(cell);
    body.EndCell();
  }
  body.EndLine();
  EXPECT_EQ(body.Finish().text, "a  b c");
}

TEST(BodyBuilder, HeadingKnowsItsLine) {
  BodyBuilder body;
  body.Text("湖");
  body.EndLine();
  body.Text(" Title ");
  body.EndHeading(2, "t");
  body.EndHeading(2, "empty");
  const Body read = body.Finish();
  EXPECT_EQ(read.text, "湖\nTitle");
  EXPECT_THAT(read.headings, ElementsAre(Heading{2, "Title", "t", 4}));
}

TEST(BodyBuilder, CodeEndsTheLineAndLosesBlankLinesAround) {
  BodyBuilder body;
  body.Text("a");
  body.Code("\n\n  x\n\n    y\n\n", "go");
  body.Code(" \n", "go");
  body.Text("b");
  const Body read = body.Finish();
  EXPECT_EQ(read.text, "a\n  x\n\n    y\nb");
  EXPECT_THAT(read.code_blocks, ElementsAre(CodeBlock{2, 12, "go"}));
}

TEST(BodyBuilder, ImageAltsAreGivenOnce) {
  BodyBuilder body;
  for (const char* alt : {"a  b", "", "c", "a b"}) body.ImageAlt(alt);
  EXPECT_THAT(body.Finish().image_alts, ElementsAre("a b", "c"));
}

TEST(BodyBuilder, AttributesAreCutFromTheLine) {
  BodyBuilder body;
  body.Text("a {b} {#c}");
  body.DropFromLastBrace();
  EXPECT_EQ(body.Finish().text, "a {b}");
}

}  // namespace
}  // namespace sou::indexer
