// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/html_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

using testing::ElementsAre;
using testing_support::RowName;

Body Read(std::string_view html) {
  BodyBuilder body;
  AddHtml(html, &body);
  return body.Finish();
}

struct TextCase {
  const char* name;
  const char* html;
  const char* text;
};

void PrintTo(const TextCase& row, std::ostream* out) { *out << row.name; }

class HtmlTextOf : public testing::TestWithParam<TextCase> {};

TEST_P(HtmlTextOf, HasALinePerBlock) { EXPECT_EQ(Read(GetParam().html).text, GetParam().text); }

INSTANTIATE_TEST_SUITE_P(
    Rows, HtmlTextOf,
    testing::Values(TextCase{"blocks", "<p>a<p>b<div>c</div>d", "a\nb\nc\nd"},
                    TextCase{"inline", "a<b>b</b><span>c</span>", "abc"}, TextCase{"breaks", "a<br>b<br/>c", "a b c"},
                    TextCase{"source_lines", "<p>湖边\n茶 and\nmore", "湖边茶 and more"},
                    TextCase{"entities", "&lt;b&gt; &amp; &#x4E2D; &nbsp;x", "<b> & 中 \u00A0x"},
                    TextCase{"list", "<ul><li>a<li>b</ul>", "a\nb"},
                    TextCase{"table", "<table><tr><th>a<th>b<tr><td>1<td>2</table>", "a  b\n1  2"},
                    TextCase{"cells_without_table", "<td>a</td><td>b</td>", "a  b"},
                    TextCase{"page",
                             "<!DOCTYPE html><html><head><title>t</title><style>s</style></head><body>x</body></html>",
                             "x"},
                    TextCase{"script", "a<script>var b = '<p>';</script>c", "ac"},
                    TextCase{"comment", "a<!-- b -->c", "ac"}, TextCase{"open_comment", "a<!-- b", "a"},
                    TextCase{"svg", "a<svg><text>b</text></svg>c", "ac"},
                    TextCase{"unknown_element", "<custom-content>a <my-b>b</my-b></custom-content>", "a b"},
                    TextCase{"stray_end", "a</div>b", "ab"}, TextCase{"empty", "", ""}),
    RowName<TextCase>);

TEST(HtmlText, HeadingsHaveTheirIds) {
  const Body body = Read("<h1 id=\"top\">A <i>b</i></h1><p>x</p><h3>C</h3>");
  EXPECT_THAT(body.headings, ElementsAre(Heading{1, "A b", "top", 0}, Heading{3, "C", "", 6}));
}

TEST(HtmlText, PreIsCode) {
  const Body body = Read("<p>x</p><pre><code class=\"hl language-js\">a();\n  b();</code></pre>");
  EXPECT_EQ(body.text, "x\na();\n  b();");
  EXPECT_THAT(body.code_blocks, ElementsAre(CodeBlock{2, 13, "js"}));
}

TEST(HtmlText, ImagesGiveAltAndTitle) {
  EXPECT_THAT(Read("<img src=a alt=\"A &amp; B\" title=T>").image_alts, ElementsAre("A & B", "T"));
}

// Gumbo needs minutes for these, and a stack frame per level to free them.
TEST(HtmlText, FloodsOfOpenElementsAreCutToTheirText) {
  for (const std::string piece : {"<div>", "<p><font size=1>", "<b>", "<table><tr><td>", "<svg><g>"}) {
    std::string html;
    for (int i = 0; i < 50'000; ++i) html += piece;
    EXPECT_EQ(Read(html + "end").text, "end") << piece;
  }
}

TEST(TagName, IsLowerCase) {
  EXPECT_EQ(TagName("<BR/>"), "br");
  EXPECT_EQ(TagName("</Td >"), "td");
  EXPECT_EQ(TagName("<h1 id=x>"), "h1");
  EXPECT_EQ(TagName("<!-- x -->"), "");
  EXPECT_EQ(TagName("<"), "");
}

}  // namespace
}  // namespace sou::indexer
