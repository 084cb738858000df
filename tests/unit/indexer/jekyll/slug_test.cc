// SPDX-License-Identifier: GPL-3.0-or-later
//
// The expected ids were printed by kramdown 2.4.0 and kramdown-parser-gfm 1.1.0, the slugs by Jekyll 4.3.1.
#include "indexer/source/jekyll/slug.h"

#include <gtest/gtest.h>

#include <ostream>

#include "indexer/source/heading_ids.h"
#include "indexer/source/jekyll/kramdown.h"
#include "indexer/source/markdown.h"
#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

using testing_support::RowName;

// The anchors of all headings, a blank between them, as a Jekyll page gets them.
std::string Anchors(const std::string& text, HeadingIdStyle style) {
  std::vector<Warning> warnings;
  const std::string markdown = ReadKramdown(text, style == HeadingIdStyle::kKramdownGfm);
  std::string out;
  for (const Heading& heading : ReadMarkdown(markdown, {"a.md", 1, 1000, style}, &warnings).headings) {
    out += (out.empty() ? "" : " ") + (heading.anchor.empty() ? "-" : heading.anchor);
  }
  return out;
}

struct HeadingCase {
  const char* name;
  const char* source;
  const char* gfm;
  const char* kramdown;
};

void PrintTo(const HeadingCase& row, std::ostream* out) { *out << row.source; }

class KramdownHeading : public testing::TestWithParam<HeadingCase> {};

TEST_P(KramdownHeading, HasKramdownsId) {
  const std::string text = std::string("x\n\n") + GetParam().source + "\n\ny\n";
  EXPECT_EQ(Anchors(text, HeadingIdStyle::kKramdownGfm), GetParam().gfm);
  EXPECT_EQ(Anchors(text, HeadingIdStyle::kKramdown), GetParam().kramdown);
}

INSTANTIATE_TEST_SUITE_P(Scripts, KramdownHeading,
                         testing::Values(HeadingCase{"ascii", "## Hello World", "hello-world", "hello-world"},
                                         HeadingCase{"mixed", "## 你好，世界 Hello!", "你好世界-hello", "hello"},
                                         HeadingCase{"chinese", "## 中文标题", "中文标题", "section"},
                                         HeadingCase{"year", "## 2024 年总结", "2024-年总结", "section"},
                                         HeadingCase{"full_width", "## Ｆｕｌｌ ＡＢＣ１２３", "ｆｕｌｌ-ａｂｃ１２３",
                                                     "section"},
                                         HeadingCase{"katakana", "## カタカナ・テスト", "カタカナテスト", "section"},
                                         HeadingCase{"korean", "## 한국어 제목", "한국어-제목", "section"},
                                         HeadingCase{"accents", "## É à l'école", "é-à-lécole", "lcole"},
                                         HeadingCase{"case_mapping", "## Ünïcode ß ǅ İ", "ünïcode-ß-ǆ-i̇", "ncode---"},
                                         HeadingCase{"rare_han", "## 𠮷野家", "𠮷野家", "section"},
                                         HeadingCase{"hindi", "## हिन्दी शीर्षक", "हिन्दी-शीर्षक", "section"},
                                         HeadingCase{"numbers", "## ①② ½ ²", "--", "section"},
                                         HeadingCase{"brackets", "## 「引用」と（括弧）", "引用と括弧", "section"},
                                         HeadingCase{"long_dashes", "## ——破折号——", "破折号", "section"}),
                         RowName<HeadingCase>);

INSTANTIATE_TEST_SUITE_P(
    Signs, KramdownHeading,
    testing::Values(HeadingCase{"number", "## 1. First step", "1-first-step", "first-step"},
                    HeadingCase{"plus", "## C++ & C#", "c--c", "c--c"},
                    HeadingCase{"quotes", "## \"Quoted\" 'text'", "quoted-text", "quoted-text"},
                    HeadingCase{"underscores", "## foo_bar_baz", "foo_bar_baz", "foobarbaz"},
                    HeadingCase{"dashes", "## a -- b --- c", "a--b--c", "a----b-----c"},
                    HeadingCase{"dashes_in_code", "## a `b--c` d", "a-b--c-d", "a-b--c-d"},
                    HeadingCase{"tight_dashes", "## foo---bar", "foobar", "foo---bar"},
                    HeadingCase{"hyphen", "## a - b", "a---b", "a---b"},
                    HeadingCase{"arrows", "## x << y >> z", "x-y-z", "x--y--z"},
                    HeadingCase{"dots", "## a ... b", "a--b", "a--b"},
                    HeadingCase{"tab", "## Tabs\there", "tabs-here", "tabshere"},
                    HeadingCase{"two_blanks", "## Two  blanks", "two--blanks", "two--blanks"},
                    HeadingCase{"emoji", "## :smile: emoji 😀 face", "smile-emoji--face", "smile-emoji--face"},
                    HeadingCase{"nothing", "## ???", "-", "section"},
                    HeadingCase{"leading_hyphen", "## -leading-", "-leading-", "leading-"},
                    HeadingCase{"entity", "## a &amp; b", "a--b", "a-amp-b"},
                    HeadingCase{"escaped", "## \\*not emph\\*", "not-emph", "not-emph"},
                    HeadingCase{"math", "## $$x^2$$ math", "x2-math", "x2-math"},
                    HeadingCase{"path", "## a/b/c.d", "abcd", "abcd"},
                    HeadingCase{"zero_width", "## a\u200Bzero width", "azero-width", "azero-width"},
                    HeadingCase{"percent", "## 50% off", "50-off", "off"},
                    HeadingCase{"question", "## Q&A: how?", "qa-how", "qa-how"},
                    HeadingCase{"version", "## v1.2.3", "v123", "v123"}),
    RowName<HeadingCase>);

INSTANTIATE_TEST_SUITE_P(
    Markup, KramdownHeading,
    testing::Values(HeadingCase{"emphasis", "## _emph_ and **bold**", "emph-and-bold", "emph-and-bold"},
                    HeadingCase{"link", "## [Link text](https://example.com/a-b) here", "link-text-here",
                                "link-texthttpsexamplecoma-b-here"},
                    HeadingCase{"picture", "## x ![Alt text](x.png) y", "x--y", "x-alt-textxpng-y"},
                    HeadingCase{"code", "## `code` only", "code-only", "code-only"},
                    HeadingCase{"html", "## <em>Html</em> inside", "html-inside", "emhtmlem-inside"},
                    HeadingCase{"anchor", "## <a id=\"x\"></a>Anchor", "anchor", "a-idxaanchor"},
                    HeadingCase{"comment", "## <!-- c -->Commented", "commented", "c---commented"},
                    HeadingCase{"strike", "## foo ~~strike~~ bar", "foo-strike-bar", "foo-strike-bar"},
                    HeadingCase{"url", "## https://example.com/foo", "httpsexamplecomfoo", "httpsexamplecomfoo"},
                    HeadingCase{"span_attributes", "## a *b*{:.x} c", "a-b-c", "a-b-c"}),
    RowName<HeadingCase>);

INSTANTIATE_TEST_SUITE_P(
    Ids, KramdownHeading,
    testing::Values(HeadingCase{"own", "## Title {#my-id}", "my-id", "my-id"},
                    HeadingCase{"without_blank", "## Title{#my-id}", "titlemy-id", "titlemy-id"},
                    HeadingCase{"class_is_text", "## Title {.cls}", "title-cls", "title-cls"},
                    HeadingCase{"both_are_text", "## Title {#my-id .cls}", "title-my-id-cls", "title-my-id-cls"},
                    HeadingCase{"digit_is_text", "## A {#1x}", "a-1x", "a-1x"},
                    HeadingCase{"list_on_line_is_text", "## Title {: #my-id}", "title--my-id", "title--my-id"},
                    HeadingCase{"after", "## Title\n{: #after}", "after", "after"},
                    HeadingCase{"after_with_more", "## T\n{: .cls #after2 x=\"y\"}", "after2", "after2"},
                    HeadingCase{"after_wins", "## A {#x}\n{: #y}", "y", "y"},
                    HeadingCase{"before", "{: #before}\n## Title", "before", "before"},
                    HeadingCase{"long_before", "{: #before}\n\n## Title", "before", "before"},
                    HeadingCase{"late", "## Title\n\n{: #late}", "title", "title"},
                    HeadingCase{"of_paragraph", "p\n{: #pp}\n\n## A", "a", "a"},
                    HeadingCase{"class_only", "# a\n{:.no_toc}\ntext", "a", "a"},
                    HeadingCase{"setext_after", "T\n---\n{: #s}", "s", "s"},
                    HeadingCase{"setext_before", "{: #s}\nT\n---", "s", "s"},
                    HeadingCase{"twice", "## a\n\n## a\n\n## a-1\n\n## a", "a a-1 a-1 a-2", "a a-1 a-1 a-2"},
                    HeadingCase{"brace_at_end", "## A }\n{: #y}", "y", "y"},
                    HeadingCase{"empty_twice", "## ?\n\n## ?", "- -1", "section section-1"}),
    RowName<HeadingCase>);

INSTANTIATE_TEST_SUITE_P(
    WhatIsAHeading, KramdownHeading,
    testing::Values(HeadingCase{"no_blank", "##NoBlank", "", "noblank"},
                    HeadingCase{"indented", " ## Indented", "", ""},
                    HeadingCase{"underlined", "Setext\n---", "setext", "setext"},
                    HeadingCase{"short_underline", "Setext one\n=", "setext-one", "setext-one"},
                    HeadingCase{"two_lines", "Line1\nLine2\n---", "", ""},
                    HeadingCase{"two_lines_double", "Line1\nLine2\n===", "", ""},
                    HeadingCase{"below_heading", "## A\ntext\n---", "a", "a"},
                    HeadingCase{"interrupts", "para\n## Interrupt", "interrupt", ""},
                    HeadingCase{"after_list", "* item\n\n## After", "after", "after"},
                    HeadingCase{"quoted", "> ## In quote", "in-quote", "in-quote"},
                    HeadingCase{"in_list", "1. a\n\n   ## In list", "in-list", "in-list"},
                    HeadingCase{"in_html", "<div>\n\n## In div\n\n</div>", "", ""},
                    HeadingCase{"in_markdown_html", "<div markdown=\"1\">\n\n## In div\n\n</div>", "in-div", "in-div"},
                    HeadingCase{"after_html", "<div>x</div>\n\n## After", "after", "after"},
                    HeadingCase{"in_code", "~~~\n## code\n~~~", "", ""}, HeadingCase{"seven", "####### seven", "", ""}),
    RowName<HeadingCase>);

TEST(HeadingPrefix, StandsBeforeMadeIdsOnly) {
  std::vector<Warning> warnings;
  const Body body =
      ReadMarkdown("# A\n\n# B {#own}\n", {"a.md", 1, 1000, HeadingIdStyle::kKramdownGfm, true, "id-"}, &warnings);
  EXPECT_EQ(body.headings[0].anchor, "id-a");
  EXPECT_EQ(body.headings[1].anchor, "own");
}

struct SlugCase {
  const char* name;
  const char* text;
  const char* plain;
  const char* pretty;
};

void PrintTo(const SlugCase& row, std::ostream* out) { *out << row.text; }

class JekyllSlug : public testing::TestWithParam<SlugCase> {};

TEST_P(JekyllSlug, IsJekylls) {
  EXPECT_EQ(Slugify(GetParam().text, SlugMode::kDefault, false), GetParam().plain);
  EXPECT_EQ(Slugify(GetParam().text, SlugMode::kPretty, true), GetParam().pretty);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, JekyllSlug,
    testing::Values(SlugCase{"words", "The _config.yml file", "the-config-yml-file", "The-_config.yml-file"},
                    SlugCase{"chinese", "雪 の 朝！", "雪-の-朝", "雪-の-朝"},
                    SlugCase{"signs", "Names & All, 100%", "names-all-100", "Names-&-All,-100"},
                    SlugCase{"hyphens", "--a -- b--", "a-b", "a-b"}, SlugCase{"nothing", "？", "", ""},
                    SlugCase{"dots", "v1.2 (beta)", "v1-2-beta", "v1.2-(beta)"}),
    RowName<SlugCase>);

TEST(TitleOfSlug, CapitalizesWords) {
  EXPECT_EQ(TitleOfSlug("my-FIRST--post"), "My First Post");
  EXPECT_EQ(TitleOfSlug("雪の朝-élan"), "雪の朝 Élan");
  EXPECT_EQ(TitleOfSlug(""), "");
}

}  // namespace
}  // namespace sou::indexer
