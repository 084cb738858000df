// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/markdown.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing_support::RowName;

Body Read(std::string_view markdown) {
  std::vector<Warning> warnings;
  Body body = ReadMarkdown(markdown, {"a.md", 1, 200'000}, &warnings);
  EXPECT_THAT(warnings, IsEmpty());
  return body;
}

struct TextCase {
  const char* name;
  const char* markdown;
  const char* text;
};

void PrintTo(const TextCase& row, std::ostream* out) { *out << row.name; }

class MarkdownText : public testing::TestWithParam<TextCase> {};

TEST_P(MarkdownText, IsReducedToLines) { EXPECT_EQ(Read(GetParam().markdown).text, GetParam().text); }

INSTANTIATE_TEST_SUITE_P(
    Rows, MarkdownText,
    testing::Values(TextCase{"paragraphs", "one\n\ntwo\n", "one\ntwo"}, TextCase{"soft_break", "one\ntwo", "one two"},
                    TextCase{"hard_break", "one  \ntwo\\\nthree", "one two three"},
                    TextCase{"break_in_chinese", "湖边的\n茶馆。", "湖边的茶馆。"},
                    TextCase{"break_in_japanese", "湖の\nカフェ", "湖のカフェ"},
                    TextCase{"break_after_wide_comma", "湖边，\n茶馆", "湖边，茶馆"},
                    TextCase{"break_after_quote", "他说“好”\n然后", "他说“好”然后"},
                    TextCase{"footnote_cut_in_a_character", "[^\n茶x] 湖边", "[^ \uFFFD] 湖边"},
                    TextCase{"break_in_korean", "호수\n카페", "호수 카페"},
                    TextCase{"break_between_scripts", "湖边\ntea\n茶", "湖边 tea 茶"},
                    TextCase{"emphasis", "*a* **b** ~~c~~ _d_", "a b c d"},
                    TextCase{"inline_code", "use `a  b` now", "use a b now"},
                    TextCase{"escapes", "\\*a\\* &amp; &lt;b&gt; &#x4E2D;", "*a* & <b> 中"},
                    TextCase{"link", "[text](https://example.org \"title\")", "text"},
                    TextCase{"reference_link", "[text][r]\n\n[r]: https://example.org", "text"},
                    TextCase{"autolinks", "<https://a.example> and https://b.example/x",
                             "https://a.example and https://b.example/x"},
                    TextCase{"list", "- a\n- b\n  - c\n\n1. d\n", "a\nb\nc\nd"},
                    TextCase{"loose_list", "- a\n\n  more\n\n- b\n", "a\nmore\nb"},
                    TextCase{"task_list", "- [x] done\n- [ ] open\n", "done\nopen"},
                    TextCase{"quote", "> a\n> b\n>\n> c\n", "a b\nc"},
                    TextCase{"table", "| A | B |\n|---|---|\n| 1 | **2** |\n| 3 | |\n", "A  B\n1  2\n3"},
                    TextCase{"thematic_break", "a\n\n---\n\nb", "a\nb"},
                    TextCase{"inline_html", "a <kbd>b</kbd><br>c<!-- d -->e", "a b ce"},
                    TextCase{"inline_script", "a <script>var x = 1;</script> b", "a b"},
                    TextCase{"html_block", "<div>\n<p>a <b>b</b></p><p>c&amp;d</p>\n</div>\n\ne", "a b\nc&d\ne"},
                    TextCase{"details", "<details><summary>Sum</summary>\n\ninner *text*\n\n</details>",
                             "Sum\ninner text"},
                    TextCase{"table_cells_in_pieces", "<table><tr>\n\n<td>a</td><td>b</td>\n\n</tr></table>", "a  b"},
                    TextCase{"script_block", "a\n\n<script>\nvar x = '</p>';\n\nmore\n</script>\n\nb", "a\nb"},
                    TextCase{"style_block", "<style>\np { color: red }\n</style>\n\nb", "b"},
                    TextCase{"comment_block", "<!-- a\n\nb -->\n\nc", "c"},
                    TextCase{"image_alone", "a\n\n![alt](x.png)\n\nb", "a\nb"},
                    TextCase{"footnote", "a[^1] b\n\n[^1]: The note.\n", "a b\nThe note."},
                    TextCase{"control_characters", "a\x07 b\x1B[2J c", "a b [2J c"}, TextCase{"empty", "", ""},
                    TextCase{"blank", " \n\n", ""}, TextCase{"unclosed_fence", "a\n\n```\nb\n", "a\nb"}),
    RowName<TextCase>);

TEST(Markdown, CodeKeepsItsLinesAndLanguage) {
  const Body body =
      Read("before\n\n```go title=\"x\"\nfunc main() {\n\n\tx\n}\n```\n\n    indented\n      more\n\nafter");
  EXPECT_EQ(body.text, "before\nfunc main() {\n\n\tx\n}\nindented\n  more\nafter");
  ASSERT_THAT(body.code_blocks, SizeIs(2));
  EXPECT_EQ(body.code_blocks[0], (CodeBlock{7, 26, "go"}));
  EXPECT_EQ(body.text.substr(7, 19), "func main() {\n\n\tx\n}");
  EXPECT_EQ(body.code_blocks[1], (CodeBlock{27, 42, ""}));
}

TEST(Markdown, LanguageIsTheFirstWordOfTheInfo) {
  EXPECT_EQ(Read("```go{1,2}\nx\n```").code_blocks[0].language, "go");
  EXPECT_EQ(Read("```{.python}\nx\n```").code_blocks[0].language, "");
  EXPECT_EQ(Read("~~~ C++\nx\n~~~").code_blocks[0].language, "C++");
}

TEST(Markdown, EmptyCodeIsNoBlock) { EXPECT_THAT(Read("```\n\n```\n").code_blocks, IsEmpty()); }

TEST(Markdown, HeadingsAreLinesOfTheBody) {
  const Body body = Read("# 标题 *一*\n\ntext\n\n## Two `code` ##\n");
  EXPECT_EQ(body.text, "标题 一\ntext\nTwo code");
  EXPECT_THAT(body.headings, ElementsAre(Heading{1, "标题 一", "标题-一", 0}, Heading{2, "Two code", "two-code", 16}));
}

TEST(Markdown, ExplicitIdsLeaveTheText) {
  const Body body = Read("## One {#first}\n\n## Two {.wide}\n\n## Three {x}\n\n## One\n");
  EXPECT_THAT(body.headings, ElementsAre(Heading{2, "One", "first", 0}, Heading{2, "Two", "two", 4},
                                         Heading{2, "Three {x}", "three-x", 8}, Heading{2, "One", "one", 18}));
}

// cmark's end of an underlined heading is the end of what follows it, if that is a heading too.
TEST(Markdown, UnderlinedHeadingsAreReadFromTheirLastLine) {
  const Body body = Read("One\n===\nTwo\nlines {#x}\n---\n> quoted\n> last\n> ===\n");
  EXPECT_THAT(body.headings, ElementsAre(Heading{1, "One", "one", 0}, Heading{2, "Two lines", "x", 4},
                                         Heading{1, "quoted last", "last", 14}));
}

TEST(Markdown, HeadingWithoutTextIsNotRecordedButHasItsId) {
  const Body body = Read("###\n\n### ！\n");
  EXPECT_THAT(body.headings, ElementsAre(Heading{3, "！", "heading-1", 0}));
}

TEST(Markdown, ImagesGiveAltAndTitle) {
  const Body body =
      Read("![West *Lake*](a.png \"Hangzhou\") and ![West Lake](b.png)\n\n<img src=c alt=\"Inline\"> ![](d.png)");
  EXPECT_EQ(body.text, "and");
  EXPECT_THAT(body.image_alts, ElementsAre("West Lake", "Hangzhou", "Inline"));
}

TEST(Markdown, LinkedImageIsAnImage) {
  const Body body = Read("[![Alt](a.png)](https://example.org) text");
  EXPECT_EQ(body.text, "text");
  EXPECT_THAT(body.image_alts, ElementsAre("Alt"));
}

std::string RaggedTable(int columns, int rows) {
  std::string text;
  for (int i = 0; i < columns; ++i) text += "|a";
  text += "|\n";
  for (int i = 0; i < columns; ++i) text += "|-";
  text += "|\n";
  for (int i = 0; i < rows; ++i) text += "|\n";
  return text;
}

// 3,000 columns and rows are 21 KB of source, and 8 s and 90 MB as a table.
TEST(Markdown, RaggedTableIsReadAsText) {
  std::vector<Warning> warnings;
  const Body body = ReadMarkdown(RaggedTable(3000, 3000), {"a.md", 7, 200'000}, &warnings);
  EXPECT_THAT(body.text, HasSubstr("|a|a"));
  ASSERT_THAT(warnings, SizeIs(1));
  EXPECT_THAT(warnings[0].message, HasSubstr("max_table_cells"));
  EXPECT_EQ(warnings[0].place, (Place{"a.md", 7, 0}));
}

TEST(Markdown, TableCellsAreCountedFromAbove) {
  EXPECT_EQ(CountTableCells("no table\n---\n| text | only |\n"), 0U);
  EXPECT_GE(CountTableCells("|a|b|\n|-|-|\n|1|2|\n|3|4|\n\nnot\ncounted\n"), 6U);
  EXPECT_LE(CountTableCells("|a|b|\n|-|-|\n|1|2|\n|3|4|\n\nnot\ncounted\n"), 12U);
  EXPECT_GE(CountTableCells("> - |a|b|\n>   |:-|-:|\n>   |1|2|\n"), 4U);
}

TEST(Markdown, NestingCostsNoStack) {
  std::string quotes;
  for (int i = 0; i < 50'000; ++i) quotes += "> ";
  EXPECT_EQ(Read(quotes + "x").text, "x");
  std::string elements;
  for (int i = 0; i < 100'000; ++i) elements += "<div>";
  EXPECT_EQ(Read(elements + "x").text, "x");
}

TEST(Markdown, ManyEqualHeadingsAreLinear) {
  std::string text;
  for (int i = 0; i < 50'000; ++i) text += "# a\n";
  EXPECT_EQ(Read(text).headings.back().anchor, "a-49999");
}

TEST(Markdown, LineOfTwoMegabytes) {
  std::string text;
  while (text.size() < 2'000'000) text += "湖边 tea ";
  EXPECT_GT(Read(text).text.size(), 1'900'000U);
}

}  // namespace
}  // namespace sou::indexer
