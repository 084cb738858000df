// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/markdown/mdx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/source/markdown.h"

namespace sou::indexer {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

struct Case {
  const char* name;
  const char* text;
  const char* body;
};

class MdxTest : public testing::TestWithParam<Case> {};

TEST_P(MdxTest, OnlyWhatReadersSeeStays) {
  std::vector<Warning> warnings;
  const TemplateText read = ReadMdx(GetParam().text, {"a.mdx"}, &warnings);
  EXPECT_EQ(ReadMarkdown(read.markdown, {"a.mdx"}, &warnings).text, GetParam().body);
  EXPECT_THAT(warnings, IsEmpty());
}

constexpr Case kCases[] = {
    {"imports", "import A from '@theme/A';\nimport {B} from \"b\"\n\n你好\n", "你好"},
    {"side_effect_import", "import './a.css'\n\ntext\n", "text"},
    {"export_over_lines", "export const x = {\n  a: 1,\n};\n\ntext\n", "text"},
    {"prose_import", "import and export of tea\n", "import and export of tea"},
    {"component", "<Tabs>\n<TabItem value=\"npm\" label=\"用 npm\">\n\nInside *tab*.\n\n</TabItem>\n</Tabs>\n",
     "用 npm\nInside tab."},
    {"self_closing", "before <Badge type=\"tip\" text=\"x\" /> after\n", "before after"},
    {"fragment", "<>\n\ntext\n\n</>\n", "text"},
    {"style_braces", "<div style={{color: 'red'}}>red **text**</div>\n", "red text"},
    {"html", "a <b>bold</b> word\n", "a bold word"},
    {"arrow", "<Button onClick={() => go('>')}>Press</Button>\n", "Press"},
    {"expression", "sum {1 + 1} done\n", "sum done"},
    {"text_expression", "a {'literal'} b {\"two\"}\n", "a literal b two"},
    {"comment", "{/* hidden\nstill */}\ntext\n", "text"},
    {"heading_id", "## Title {#own}\n", "Title"},
    {"escaped", "a \\{b\\} c\n", "a {b} c"},
    {"code_span", "use `{x}` and `<Tab>`\n", "use {x} and <Tab>"},
    {"code_block", "```js\nimport a from 'a';\nconst b = {};\n```\n", "import a from 'a';\nconst b = {};"},
    {"container", ":::tip[注]\n\nbody\n\n:::\n", "注\nbody"},
    {"less_than", "1 < 2 and a<b\n", "1 < 2 and a<b"},
};
INSTANTIATE_TEST_SUITE_P(Cases, MdxTest, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Mdx, AnAttributeIdIsHeldByItsHeading) {
  std::vector<Warning> warnings;
  const TemplateText read = ReadMdx("## Title {#own}\n", {"a.mdx"}, &warnings);
  EXPECT_EQ(ReadMarkdown(read.markdown, {"a.mdx"}, &warnings).headings.at(0).anchor, "own");
}

TEST(Mdx, AltsAreImageTexts) {
  std::vector<Warning> warnings;
  EXPECT_THAT(ReadMdx("<Image src={x} alt=\"湖\" />\n", {"a.mdx"}, &warnings).image_alts, ElementsAre("湖"));
}

TEST(Mdx, WhatIsNeverClosedStaysWithAWarning) {
  std::vector<Warning> warnings;
  const TemplateText read = ReadMdx("one\n\ntwo {three\n\n<Tab four\n", {"a.mdx", 5}, &warnings);
  EXPECT_EQ(read.markdown, "one\n\ntwo {three\n\n<Tab four\n");
  ASSERT_THAT(warnings, SizeIs(2));
  EXPECT_EQ(warnings[0].place.line, 7U);
  EXPECT_EQ(warnings[1].place.line, 9U);
}

TEST(Mdx, AFloodOfBracesIsNoTrouble) {
  std::vector<Warning> warnings;
  EXPECT_EQ(ReadMdx(std::string(1'000'000, '{'), {"a.mdx"}, &warnings).markdown.size(), 1'000'001U);
  EXPECT_THAT(warnings, SizeIs(100));
}

}  // namespace
}  // namespace sou::indexer
