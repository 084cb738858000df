// SPDX-License-Identifier: GPL-3.0-or-later
//
// The expected ids were printed by Hexo 8.1.2 with hexo-renderer-marked 7.0.1.
#include "indexer/source/hexo/heading_slug.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "indexer/source/markdown.h"

namespace sou::indexer {
namespace {

std::vector<std::string> Anchors(const std::string& markdown, HeadingIdStyle style = HeadingIdStyle::kHexo) {
  std::vector<Warning> warnings;
  MarkdownOptions options;
  options.heading_ids = style;
  std::vector<std::string> anchors;
  for (const Heading& heading : ReadMarkdown(markdown, options, &warnings).headings) anchors.push_back(heading.anchor);
  return anchors;
}

struct HeadingCase {
  const char* markdown;
  const char* id;
};

void PrintTo(const HeadingCase& row, std::ostream* out) { *out << row.markdown; }

class HexoHeading : public testing::TestWithParam<HeadingCase> {};

TEST_P(HexoHeading, HasItsId) {
  EXPECT_THAT(Anchors("## " + std::string(GetParam().markdown) + "\n"), testing::ElementsAre(GetParam().id));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, HexoHeading,
    testing::Values(
        HeadingCase{"Simple heading", "Simple-heading"}, HeadingCase{"中文标题", "中文标题"},
        HeadingCase{"中文 标题，带标点！", "中文-标题，带标点！"},
        HeadingCase{"「引号」与《书名》", "「引号」与《书名》"}, HeadingCase{"C++ & C#", "C-C"},
        HeadingCase{"C++ 與 C#：比較", "C-與-C-：比較"}, HeadingCase{"`code` in heading", "code-in-heading"},
        HeadingCase{"Vec<T> raw html", "Vec-raw-html"}, HeadingCase{"`Vec<T>` in code", "Vec-in-code"},
        HeadingCase{"`a < b` less", "a-b-less"}, HeadingCase{"a < b and c", "a-b-and-c"},
        HeadingCase{"a <b and c", "a"}, HeadingCase{"[link](http://x.com/y) text", "link-text"},
        HeadingCase{"[a](#alias) anchor alias", "a-anchor-alias"},
        HeadingCase{"![image alt](/a.png) picture", "picture"},
        HeadingCase{"*emphasis* **strong** ~~gone~~", "emphasis-strong-gone"},
        HeadingCase{"snake_case_name", "snake-case-name"}, HeadingCase{"__init__", "init"},
        HeadingCase{"\\_\\_init\\_\\_", "init"}, HeadingCase{"What's new", "What’s-new"},
        HeadingCase{"It's \"quoted\" text", "It’s-“quoted”-text"}, HeadingCase{"'single' quotes", "‘single’-quotes"},
        HeadingCase{"A -- B", "A-–-B"}, HeadingCase{"A --- B", "A-—-B"}, HeadingCase{"Wait...", "Wait…"},
        HeadingCase{"1. Numbered", "1-Numbered"}, HeadingCase{"1.2.3 Version", "1-2-3-Version"},
        HeadingCase{"v1.0.0-beta.1", "v1-0-0-beta-1"}, HeadingCase{"UPPER lower", "UPPER-lower"},
        HeadingCase{"Ünïcödé Straße", "Unicode-Strase"}, HeadingCase{"Ａ full width Ｂ", "A-full-width-B"},
        HeadingCase{"① circled", "①-circled"}, HeadingCase{"日本語の見出し「テスト」", "日本語の見出し「テスト」"},
        HeadingCase{"한국어 제목", "한국어-제목"}, HeadingCase{"emoji 🎉 party", "emoji-🎉-party"}, HeadingCase{"🎉", "🎉"},
        HeadingCase{"!!!", ""}, HeadingCase{"&nbsp;", "nbsp"}, HeadingCase{"A&nbsp;B", "A-nbsp-B"},
        HeadingCase{"A &amp; B", "A-B"}, HeadingCase{"A &lt;T&gt; B", "A-B"}, HeadingCase{"&copy; 2020", "copy-2020"},
        HeadingCase{"&#39;quoted&#39;", "quoted"}, HeadingCase{"a&b", "a-b"}, HeadingCase{"AT&T; x", "AT-T-x"},
        HeadingCase{"Title {#custom}", "Title-custom"}, HeadingCase{"Title {#custom .cls}", "Title-custom-cls"},
        HeadingCase{"Trailing hashes ##", "Trailing-hashes"},
        HeadingCase{"with `code` and 'quote'", "with-code-and-‘quote’"}, HeadingCase{"`x`'s value", "x‘s-value"},
        HeadingCase{"*foo*'s bar", "foo‘s-bar"}, HeadingCase{"\\'escaped\\' quote", "escaped-quote"},
        HeadingCase{"toString", "toString-NaN"}, HeadingCase{"valueOf", "valueOf-NaN"},
        HeadingCase{"hasOwnProperty", "hasOwnProperty-NaN"}, HeadingCase{"__proto__", "proto"},
        HeadingCase{"Tab\tinside", "Tabinside"}, HeadingCase{"Two  spaces", "Two-spaces"},
        HeadingCase{"全角\u3000空格", "全角-空格"}, HeadingCase{"a/b\\c|d", "a-b-c-d"},
        HeadingCase{"$x^2$ math", "x-2-math"}, HeadingCase{"http://example.com link", "http-example-com-link"},
        HeadingCase{"user@example.com", "user-example-com"}, HeadingCase{"www.example.com/a_b", "www-example-com-a-b"},
        HeadingCase{"<span>html</span> tag", "html-tag"}, HeadingCase{"<a id=\"x\"></a>Anchored", "Anchored"},
        HeadingCase{"a<br>b", "ab"}, HeadingCase{"<!-- comment --> text", "text"}, HeadingCase{"100%", "100"},
        HeadingCase{"{brace}", "brace"}, HeadingCase{"[Unreleased]", "Unreleased"},
        HeadingCase{"[1.0.0] - 2020-01-01", "1-0-0-2020-01-01"}, HeadingCase{"~~~", ""}, HeadingCase{"\"", "“"},
        HeadingCase{"Zero\u200Bwidth", "Zero\u200Bwidth"}, HeadingCase{"e&#769; x", "e-769-x"},
        HeadingCase{"é combining", "e-combining"}, HeadingCase{"ﬁ ligature Æ Œ", "ﬁ-ligature-AE-OE"},
        HeadingCase{"$& dollar", "dollar"}, HeadingCase{":smile: colon", "smile-colon"}, HeadingCase{"a=b+c", "a-b-c"},
        HeadingCase{"(paren) \"dq\" (“x”)", "paren-“dq”-“x”"}, HeadingCase{"don't 'do' \"this\"", "don’t-‘do’-“this”"},
        HeadingCase{"end.", "end"}, HeadingCase{"...", "…"}, HeadingCase{"--flag option", "–flag-option"},
        HeadingCase{"`--flag` option", "flag-option"}, HeadingCase{"`it's...` code", "it-s-code"},
        HeadingCase{"https://x.com/a?b=c&d=e \"q\"", "https-x-com-a-b-c-d-e-“q”"}, HeadingCase{"a\\*b", "a-b"},
        HeadingCase{"**粗体**文字", "粗体文字"}, HeadingCase{"**粗体。**文字", "粗体。-文字"},
        HeadingCase{"x²+y³ ½", "x²-y³-½"}, HeadingCase{"Ⅳ roman ㈱", "Ⅳ-roman-㈱"}, HeadingCase{"`` ` `` tick", "tick"},
        HeadingCase{"<http://auto.link/x>", "http-auto-link-x"}, HeadingCase{"@user", "user"},
        HeadingCase{"~tilde~", "tilde"}, HeadingCase{"-dash-", "dash"},
        HeadingCase{"问题：为什么？", "问题：为什么？"}));

struct PageCase {
  const char* name;
  const char* markdown;
  HeadingIdStyle style;
  std::vector<std::string> ids;
};

void PrintTo(const PageCase& row, std::ostream* out) { *out << row.name; }

class HexoHeadings : public testing::TestWithParam<PageCase> {};

TEST_P(HexoHeadings, OfOnePage) { EXPECT_EQ(Anchors(GetParam().markdown, GetParam().style), GetParam().ids); }

INSTANTIATE_TEST_SUITE_P(
    Rows, HexoHeadings,
    testing::Values(
        PageCase{"numbers", "# a\n# a\n# a\n# a-1\n", HeadingIdStyle::kHexo, {"a", "a-1", "a-2", "a-1"}},
        PageCase{"without_letters", "# !!!\n# ???\n", HeadingIdStyle::kHexo, {"", "-1"}},
        PageCase{"members_of_objects",
                 "# constructor\n# constructor\n# constructor\n",
                 HeadingIdStyle::kHexo,
                 {"constructor-NaN", "constructor", "constructor-1"}},
        PageCase{"setext", "One\n===\n\nTwo 'a'\nlines\n---\n", HeadingIdStyle::kHexo, {"One", "Two-‘a’lines"}},
        PageCase{"nested", "> ## In quote\n\n- ## In list\n", HeadingIdStyle::kHexo, {"In-quote", "In-list"}},
        PageCase{"reference", "# [ref][r] x\n\n[r]: http://x.org\n", HeadingIdStyle::kHexo, {"ref-x"}},
        PageCase{"lower",
                 "# Ünder THE Sea\n# Constructor\n",
                 HeadingIdStyle::kHexoLower,
                 {"under-the-sea", "constructor-NaN"}},
        PageCase{"upper", "# Ünder the Sea\n", HeadingIdStyle::kHexoUpper, {"UNDER-THE-SEA"}},
        PageCase{"none", "# a\n", HeadingIdStyle::kNone, {""}}),
    [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace sou::indexer
