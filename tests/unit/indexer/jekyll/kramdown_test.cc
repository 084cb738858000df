// SPDX-License-Identifier: GPL-3.0-or-later
//
// Headings have their rows in slug_test.cc, beside their ids.
#include "indexer/source/jekyll/kramdown.h"

#include <gtest/gtest.h>

#include <chrono>
#include <ostream>

#include "indexer/source/markdown.h"
#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

using testing_support::RowName;

struct TextCase {
  const char* name;
  const char* text;
  const char* body;
};

void PrintTo(const TextCase& row, std::ostream* out) { *out << row.name; }

class KramdownText : public testing::TestWithParam<TextCase> {};

TEST_P(KramdownText, IsWhatReadersSee) {
  std::vector<Warning> warnings;
  const std::string markdown = ReadKramdown(GetParam().text, true);
  EXPECT_EQ(ReadMarkdown(markdown, {"a.md", 1, 1000, HeadingIdStyle::kKramdownGfm}, &warnings).text, GetParam().body);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, KramdownText,
    testing::Values(
        TextCase{"plain", "a\nb\n", "a b"}, TextCase{"block_attributes", "a\n{: .wide #x}\nb", "a\nb"},
        TextCase{"of_list_item", "- a\n  {: .x}\n- b", "a\nb"},
        TextCase{"span", "*a*{:.x}, [b](/c){: rel=\"me\"}", "a, b"},
        TextCase{"after_plain_text", "a{:.x} b", "a{:.x} b"}, TextCase{"in_code_span", "`*a*{:.x}`", "*a*{:.x}"},
        TextCase{"picture", "![a](b.png){: width=\"10\"} c", "c"},
        TextCase{"in_code", "```\n{: .x}\n*a*{:.x}\n```\n", "{: .x}\n*a*{:.x}"},
        TextCase{"in_indented_code", "a\n\n    {: .x}\n", "a\n{: .x}"}, TextCase{"toc", "* TOC\n{:toc}\n\nb", "b"},
        TextCase{"numbered_toc", "a\n\n1. TOC\n{:toc}\n\nb", "a\nb"}, TextCase{"list_stays", "* item\n{:.x}\n", "item"},
        TextCase{"definition", "{:note: .wide}\na\n{:note}\n", "a"},
        TextCase{"comment", "a\n\n{::comment}\nno\n\nno\n{:/comment}\n\nb", "a\nb"},
        TextCase{"comment_short_end", "{::comment}\nno\n{:/}\nb", "b"},
        TextCase{"comment_without_end", "{::comment}\na", "a"},
        TextCase{"options", "{::options toc_levels=\"2\" /}\n\na", "a"},
        TextCase{"nomarkdown", "{::nomarkdown}\n<b>a</b>\n{:/}\n", "a"},
        TextCase{"definitions", "Term\n: meaning\n: other\n\nb", "Term\nmeaning\nother\nb"},
        TextCase{"abbreviation", "HTML\n\n*[HTML]: Hyper Text\n", "HTML"}, TextCase{"end_of_block", "a\n^\nb", "a\nb"},
        TextCase{"footnote", "a[^1]\n\n[^1]: note\n", "a\nnote"},
        TextCase{"table", "| a | b |\n|---|---|\n| c | d |\n{: .wide}\n", "a  b\nc  d"}),
    RowName<TextCase>);

TEST(Kramdown, IsRewrittenInLinearTime) {
  for (const std::string piece :
       {"{:toc}\n", "- a\n{:toc}\n", "{::comment}\n", "<div>\n", "{: #a}\n# x\n", "`` ` *a*{:", "a\n---\n"}) {
    std::string text;
    while (text.size() < 300'000) text += piece;
    const auto begin = std::chrono::steady_clock::now();
    (void)ReadKramdown(text, true);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5)) << piece;
  }
}

}  // namespace
}  // namespace sou::indexer
