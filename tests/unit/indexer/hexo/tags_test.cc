// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hexo/tags.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/indexer/text_case.h"

namespace sou::indexer {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing_support::RowName;

class HexoTags : public testing::TestWithParam<TextCase> {};

TEST_P(HexoTags, LeaveTheirText) {
  std::vector<Warning> warnings;
  EXPECT_EQ(ReadHexoTags(GetParam().text, {"a.md", 1}, &warnings).markdown, GetParam().markdown);
  EXPECT_THAT(warnings, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Rows, HexoTags,
    testing::Values(
        TextCase{"none", "plain { x } 100% {text}", "plain { x } 100% {text}"},
        TextCase{"single", "a {% youtube abc %} b", "a  b"}, TextCase{"trimming", "a {%- asset_path x -%} b", "a  b"},
        TextCase{"variable", "a {{ page.title }} b", "a  b"},
        TextCase{"printed_text", "a {{ '{% x %}' }} b", "a {% x %} b"},
        TextCase{"one_closing_brace", "{{ a } b", "{{ a } b"}, TextCase{"comment", "a {# gone\n #} b", "a  b"},
        TextCase{"html_comment", "<!-- {% x %} --> b", "<!-- {% x %} --> b"},
        TextCase{"open_html_comment", "a <!-- {% x %}", "a <!-- {% x %}"},
        TextCase{"pair", "{% note info %}\n**inner**\n{% endnote %}\n", "\n**inner**\n\n"},
        TextCase{"pair_in_a_line", "a {% mark x %}b{% endmark %} c", "a b c"},
        TextCase{"nested", "{% tabs %}x{% note %}y{% endnote %}z{% endtabs %}", "xyz"},
        TextCase{"indented_inside", "{% tabs a, 1 %}\n  # one\n\n    code\n{% endtabs %}", "\n# one\n\n  code\n"},
        TextCase{"apostrophe", "{% note It's fine %}x{% endnote %}", "x"},
        TextCase{"end_inside_quotes", "{% x \"a %} b\" %}c", "c"},
        TextCase{"quote", "{% blockquote Mei Lin, Tea Roads https://example.org Page 3 %}\nDrink.\n{% endblockquote %}",
                 "\nDrink.\n\n\nMei Lin, Tea Roads Page 3\n"},
        TextCase{"pullquote", "{% pullquote left %}inner{% endpullquote %}", "inner"},
        TextCase{"raw", "x {% raw %}{{ a }} {% b %}{% endraw %}", "x {{ a }} {% b %}"},
        TextCase{"raw_lines_are_html", "{% raw %}\n# {{ a }}\n\nb\n{% endraw %}",
                 "\n\n<div>\n# {{ a }}\nb\n</div>\n\n"},
        TextCase{"raw_code", "{% raw %}\n```\n{{ a }}\n\n```\n{% endraw %}", "\n```\n{{ a }}\n\n```\n"},
        TextCase{"in_a_heading", "## a {{ 'b' }} {% link c /d %} e", "## a   e"},
        TextCase{"codeblock", "{% codeblock Hello lang:js line_number:false %}\n{{ x }}\n{% endcodeblock %}",
                 "\n\nHello\n\n```js\n{{ x }}\n```\n\n"},
        TextCase{"code_with_backticks", "{% code %}\n```\n{% endcode %}", "\n\n````\n```\n````\n\n"},
        TextCase{"link", "see {% link West Lake https://example.org/w true %}!", "see West Lake!"},
        TextCase{"post_link", "see {% post_link a/b 'The other post' %}!", "see The other post!"},
        TextCase{"post_link_escaped", "{% post_link b How to <x> true %}", "How to <x>"},
        TextCase{"post_link_without_title", "see {% post_link b %}!", "see !"},
        TextCase{"asset_link", "{% asset_link map.pdf The map %}", "The map"},
        TextCase{"inline_code", "`{{ a }}` ``{% b ` %}`` \\`{{ c }}", "`{{ a }}` ``{% b ` %}`` \\`"},
        TextCase{"lone_backtick", "a ` b {{ c }}\n\nd `", "a ` b \n\nd `"},
        TextCase{"fence", "```js\n{{ a }}\n```\n{{ b }}", "```js\n{{ a }}\n```\n"},
        TextCase{"tildes", "~~~\n{% a %}\n```\n~~~\n", "~~~\n{% a %}\n```\n~~~\n"},
        TextCase{"open_fence", "```\n{{ a }}", "```\n"},
        TextCase{"fence_less_deep_than_its_item", "- item\n\n  ```\n# no heading\n  ```\n",
                 "- item\n\n  ```\n  # no heading\n  ```\n"},
        TextCase{"fence_behind_a_list_mark", "1. ```sh\nls\n```\n", "1. ```sh\n   ls\n   ```\n"},
        TextCase{"fence_in_a_quote", "> ```\n> {{ a }}\n> ```\n", "> ```\n> {{ a }}\n> ```\n"},
        TextCase{"unknown_end", "a{% endnote %}b", "ab"},
        TextCase{"chinese", "前{% note %}中{% endnote %}后", "前中后"}),
    RowName<TextCase>);

TEST(HexoTags, PicturesGiveTheirTexts) {
  std::vector<Warning> warnings;
  const TemplateText text = ReadHexoTags(
      "{% asset_img lake.png A lake %}{% img left /i/b.png 300 200 \"The title\" \"the alt\" %}"
      "{% asset_img cls b.jpg 'It is' %}{% asset_img c.png %}",
      {"a.md", 1}, &warnings);
  EXPECT_EQ(text.markdown, "");
  EXPECT_THAT(text.image_alts, ElementsAre("A lake", "The title", "the alt", "It is"));
}

struct WarningCase {
  const char* name;
  const char* text;
  const char* markdown;
  const char* message;
  uint32_t line;
};

void PrintTo(const WarningCase& row, std::ostream* out) { *out << row.name; }

class HexoTagWarning : public testing::TestWithParam<WarningCase> {};

TEST_P(HexoTagWarning, HasItsLineInTheFile) {
  std::vector<Warning> warnings;
  EXPECT_EQ(ReadHexoTags(GetParam().text, {"a.md", 5}, &warnings).markdown, GetParam().markdown);
  ASSERT_THAT(warnings, SizeIs(1));
  EXPECT_THAT(warnings[0].message, HasSubstr(GetParam().message));
  EXPECT_EQ(warnings[0].place, (Place{"a.md", GetParam().line, 0}));
}

INSTANTIATE_TEST_SUITE_P(Rows, HexoTagWarning,
                         testing::Values(WarningCase{"unfinished", "a\nb {% x y", "a\nb {% x y", "never finished", 6},
                                         WarningCase{"never_closed", "a\n{% codeblock %}\nb", "a\n\nb",
                                                     "'codeblock' is never closed", 6},
                                         WarningCase{"one_end_too_few", "{% note %}{% note %}x{% endnote %}", "x",
                                                     "'note' is never closed", 5},
                                         WarningCase{"one_end_too_many", "{% note %}x{% endnote %}\n{% endnote %}",
                                                     "x\n", "'note' ends here but never begins", 6}),
                         RowName<WarningCase>);

TEST(HexoTags, FloodsAreLinear) {
  for (const std::string piece :
       {"{{", "{%", "{#", "{{'", "{% note %}", "{% raw %}", "{% endnote %}", "`", "`` ` ", "\n```\n", "\n~~~ x",
        "{% codeblock", "<!--", "{% a %} {% enda %}\n", "{% img \"", "\n- ```"}) {
    std::string text;
    for (int i = 0; i < 50'000; ++i) text += piece;
    std::vector<Warning> warnings;
    const TemplateText read = ReadHexoTags(text, {"a.md", 1}, &warnings);
    EXPECT_LE(read.markdown.size(), text.size() + 4 * 50'000);
    EXPECT_LE(warnings.size(), 11U);
  }
}

TEST(HexoTags, FloodsOfNamesAreLinear) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "{% t" + std::to_string(i) + " %}\n  x\n";
  for (int i = 19'999; i >= 0; --i) text += "{% endt" + std::to_string(i) + " %}\n";
  std::vector<Warning> warnings;
  EXPECT_THAT(ReadHexoTags(text, {"a.md", 1}, &warnings).markdown, HasSubstr("x"));
  EXPECT_THAT(warnings, IsEmpty());
}

}  // namespace
}  // namespace sou::indexer
