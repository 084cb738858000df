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
                    TextCase{"stray_end", "a</div>b", "ab"}, TextCase{"empty", "", ""},
                    TextCase{"less_than", "a < b <3 c", "a < b <3 c"},
                    TextCase{"tags_in_script", "a<script>if (i<b) '<div>'</script>b", "ab"},
                    TextCase{"open_script", "a<script>b</scrip>c", "a"},
                    TextCase{"script_ends_with_blank", "a<SCRIPT>b</script >c", "ac"},
                    TextCase{"permalink_sign", "<h2>水温<a class=headerlink href=#a>¶</a></h2>", "水温"},
                    TextCase{"permalink_hash", "<h2><a href=#a>#</a> Tea</h2>", "Tea"},
                    TextCase{"permalink_zero_width", "<h2>Tea<a href=#a>\u200B</a></h2>", "Tea"},
                    TextCase{"permalink_in_span", "<h2>Tea<span><a href=#a>🔗</a></span></h2>", "Tea"},
                    TextCase{"heading_as_link", "<h2><a class=header href=#a>Tea</a></h2>", "Tea"},
                    TextCase{"sign_elsewhere", "<p>see <a href=#a>¶</a></p>", "see ¶"}),
    RowName<TextCase>);

TEST(HtmlText, HeadingsHaveTheirIds) {
  const Body body = Read("<h1 id=\"top\">A <i>b</i></h1><p>x</p><h3>C</h3>");
  EXPECT_THAT(body.headings, ElementsAre(Heading{1, "A b", "top", 0}, Heading{3, "C", "", 6}));
}

struct AnchorCase {
  const char* name;
  const char* html;
  const char* anchor;
};

void PrintTo(const AnchorCase& row, std::ostream* out) { *out << row.name; }

class AnchorOf : public testing::TestWithParam<AnchorCase> {};

TEST_P(AnchorOf, IsWhereALinkLeads) {
  const Body body = Read(GetParam().html);
  ASSERT_EQ(body.headings.size(), 1U);
  EXPECT_EQ(body.headings[0].anchor, GetParam().anchor);
}

INSTANTIATE_TEST_SUITE_P(Rows, AnchorOf,
                         testing::Values(AnchorCase{"id", "<h2 id=a>x</h2>", "a"}, AnchorCase{"none", "<h2>x</h2>", ""},
                                         AnchorCase{"link_id", "<h2><a id=a></a>x</h2>", "a"},
                                         AnchorCase{"link_name", "<h2><a name=茶></a>x</h2>", "茶"},
                                         AnchorCase{"own_before_inner", "<h2 id=a>x<a id=b></a></h2>", "a"},
                                         AnchorCase{"section", "<section id=a><h2>x</h2><p>y</section>", "a"},
                                         AnchorCase{"section_begins_otherwise",
                                                    "<section id=a><p>y</p><h2>x</h2></section>", ""},
                                         AnchorCase{"old_sphinx", "<div class=section id=a><h2>x</h2></div>", "a"},
                                         AnchorCase{"any_div", "<div id=page><h2>x</h2></div>", ""}),
                         RowName<AnchorCase>);

struct CodeCase {
  const char* name;
  const char* html;
  const char* code;
  const char* language;
};

void PrintTo(const CodeCase& row, std::ostream* out) { *out << row.name; }

class CodeOf : public testing::TestWithParam<CodeCase> {};

TEST_P(CodeOf, HasNoLineNumbers) {
  const Body body = Read(GetParam().html);
  EXPECT_EQ(body.text, GetParam().code);
  ASSERT_EQ(body.code_blocks.size(), 1U);
  EXPECT_EQ(body.code_blocks[0].language, GetParam().language);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, CodeOf,
    testing::Values(
        CodeCase{
            "chroma_table",
            "<div class=highlight><div class=chroma><table class=lntable><tr><td class=lntd><pre class=chroma><code>"
            "<span class=lnt>1\n</span><span class=lnt>2\n</span></code></pre></td><td class=lntd><pre class=chroma>"
            "<code class=language-go data-lang=go>a := 1\nb := 2\n</code></pre></td></tr></table></div></div>",
            "a := 1\nb := 2", "go"},
        CodeCase{
            "chroma_inline",
            "<pre><code class=language-sh><span class=line><span class=ln>1</span><span class=cl>ls\n</span></span>"
            "</code></pre>",
            "ls", "sh"},
        CodeCase{
            "rouge_table",
            "<div class=\"language-ruby highlighter-rouge\"><div class=highlight><pre class=highlight><code><table "
            "class=rouge-table><tr><td class=\"rouge-gutter gl\"><pre class=lineno>1\n</pre></td><td class=rouge-code>"
            "<pre>puts 1\n</pre></td></tr></table></code></pre></div></div>",
            "puts 1", "ruby"},
        CodeCase{
            "hexo_figure",
            "<figure class=\"highlight js\"><table><tr><td class=gutter><pre><span class=line>1</span><br></pre></td>"
            "<td class=code><pre><span class=line>茶();</span><br><span class=line>b();</span><br></pre></td></tr>"
            "</table></figure>",
            "茶();\nb();", "js"},
        CodeCase{"pygments",
                 "<div class=highlight><table><tr><td class=linenos><div class=linenodiv><pre>1</pre></div></td><td "
                 "class=code><pre>x = 1</pre></td></tr></table></div>",
                 "x = 1", ""}),
    RowName<CodeCase>);

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

// What is no tag or comment to the counter must not be one to the parser.
TEST(HtmlText, FloodsThatHideFromTheCounterAreCut) {
  const std::string divs = [] {
    std::string text;
    for (int i = 0; i < 50'000; ++i) text += "< <div>";
    return text;
  }();
  for (const std::string hidden : {"", "<!-- --!>", "<svg><style>", "<select><script>", "<textarea><style></textarea>",
                                   "<svg><desc></svg></desc><style>", "<title><!--</title>"}) {
    EXPECT_EQ(Read(hidden + divs + "<p>end").text.find("<div>"), std::string::npos) << hidden;
  }
}

// Minifiers leave out the ends that HTML lets them.
TEST(HtmlText, LeftOutEndsAreNoDepth) {
  std::string list = "<ul>";
  std::string table = "<table>";
  for (int i = 0; i < 1000; ++i) {
    list += "<li><p>茶";
    table += "<tr><td>a<td>b";
  }
  EXPECT_TRUE(Read(list + "</ul><h2>x</h2>").headings.size() == 1);
  EXPECT_TRUE(Read(table + "</table><h2>x</h2>").headings.size() == 1);
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
