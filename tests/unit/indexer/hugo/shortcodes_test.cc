// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hugo/shortcodes.h"

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

class ShortcodeTags : public testing::TestWithParam<TextCase> {};

TEST_P(ShortcodeTags, Vanish) {
  std::vector<Warning> warnings;
  EXPECT_EQ(ReadShortcodes(GetParam().text, {"a.md", 1}, &warnings).markdown, GetParam().markdown);
  EXPECT_THAT(warnings, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Rows, ShortcodeTags,
    testing::Values(TextCase{"none", "plain {{ x }} text", "plain {{ x }} text"},
                    TextCase{"single", "a {{< toc >}} b", "a  b"}, TextCase{"percent", "a {{% toc %}} b", "a  b"},
                    TextCase{"no_blanks", "{{<toc>}}", ""}, TextCase{"self_closing", "a{{< x y=1 />}}b", "ab"},
                    TextCase{"pair", "{{< tip >}}inner{{< /tip >}}", "inner"},
                    TextCase{"percent_pair", "{{% tip %}}\n**inner**\n{{% /tip %}}", "\n**inner**\n"},
                    TextCase{"nested", "{{< a >}}x{{% b %}}y{{% /b %}}z{{< /a >}}", "xyz"},
                    TextCase{"several_lines", "a {{< x\n  y=\"1\"\n  z=2\n>}} b", "a  b"},
                    TextCase{"end_inside_quotes", "{{< x \"a >}} b\" >}}c", "c"},
                    TextCase{"escaped_quote", "{{< x \"a \\\" >}}\" >}}c", "c"},
                    TextCase{"raw_string", "{{< x `a \" >}}\nb` >}}c", "c"},
                    TextCase{"in_code", "```\n{{< x >}}y\n```", "```\ny\n```"},
                    TextCase{"in_link", "[t]({{< ref \"a b\" >}}#x)", "[t](#x)"},
                    TextCase{"caption", "{{< figure src=\"a.png\" caption=\"West Lake\" >}}", "West Lake\n"},
                    TextCase{"title_in_a_line", "see {{< x title=\"T\" >}} there", "see T there"},
                    TextCase{"caption_and_title", "{{< f title=`T` caption=\"a\\\"b\" >}} x", "T a\"b x"},
                    TextCase{"comment", "{{</* figure src=\"x\" */>}}", "{{< figure src=\"x\" >}}"},
                    TextCase{"percent_comment", "{{%/* x */%}}", "{{% x %}}"},
                    TextCase{"highlight", "{{< highlight go \"linenos=table\" >}}\nx := 1\n{{< /highlight >}}\n",
                             "```go\nx := 1\n```\n"},
                    TextCase{"empty_tag", "a{{< >}}b", "ab"}),
    RowName<TextCase>);

TEST(Shortcodes, AltTextIsKeptApart) {
  std::vector<Warning> warnings;
  const TemplateText text =
      ReadShortcodes("{{< img src=x alt=\"A lake\" >}}{{< img alt=`B` >}}", {"a.md", 1}, &warnings);
  EXPECT_EQ(text.markdown, "");
  EXPECT_THAT(text.image_alts, ElementsAre("A lake", "B"));
}

struct WarningCase {
  const char* name;
  const char* text;
  const char* markdown;
  const char* message;
  uint32_t line;
};

void PrintTo(const WarningCase& row, std::ostream* out) { *out << row.name; }

class ShortcodeWarning : public testing::TestWithParam<WarningCase> {};

TEST_P(ShortcodeWarning, HasItsLineInTheFile) {
  std::vector<Warning> warnings;
  EXPECT_EQ(ReadShortcodes(GetParam().text, {"a.md", 5}, &warnings).markdown, GetParam().markdown);
  ASSERT_THAT(warnings, SizeIs(1));
  EXPECT_THAT(warnings[0].message, HasSubstr(GetParam().message));
  EXPECT_EQ(warnings[0].place, (Place{"a.md", GetParam().line, 0}));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, ShortcodeWarning,
    testing::Values(WarningCase{"unfinished", "a\nb {{< x y", "a\nb {{< x y", "never finished", 6},
                    WarningCase{"open_quote", "{{< x alt=\"y>\n\nz", "{{< x alt=\"y>\n\nz", "never finished", 5},
                    WarningCase{"next_tag_begins", "{{< x {{< y >}}z", "{{< x z", "never finished", 5},
                    WarningCase{"unfinished_comment", "a\n\n{{</* x", "a\n\n{{</* x", "never finished", 7},
                    WarningCase{"end_without_beginning", "a\n{{< /x >}}b", "a\nb", "'x' ends here but never begins", 6},
                    WarningCase{"never_closed", "a\n\n{{% details %}}\nb", "a\n\n\nb", "'details' is never closed", 7}),
    RowName<WarningCase>);

TEST(Shortcodes, FloodsAreLinear) {
  for (const std::string piece : {"x{{<", "{{</*", "{{<`", "{{< x title=a >}}", "{{% /x %}}"}) {
    std::string text;
    for (int i = 0; i < 50'000; ++i) text += piece;
    std::vector<Warning> warnings;
    const TemplateText read = ReadShortcodes(text, {"a.md", 1}, &warnings);
    EXPECT_LE(read.markdown.size(), text.size());
    EXPECT_LE(warnings.size(), 10U);
  }
}

}  // namespace
}  // namespace sou::indexer
