// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/jekyll/liquid.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "tests/unit/indexer/text_case.h"

namespace sou::indexer {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing_support::RowName;

class LiquidTags : public testing::TestWithParam<TextCase> {};

TEST_P(LiquidTags, Vanish) {
  std::vector<Warning> warnings;
  EXPECT_EQ(ReadLiquid(GetParam().text, false, {"a.md", 1}, &warnings).markdown, GetParam().markdown);
  EXPECT_THAT(warnings, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Rows, LiquidTags,
    testing::Values(TextCase{"none", "plain {text} 100%", "plain {text} 100%"}, TextCase{"brace_at_end", "a {", "a {"},
                    TextCase{"output", "a {{ page.title }} b", "a  b"}, TextCase{"filter", "{{ 'x' | upcase }}", ""},
                    TextCase{"literal", "{{ \"{% raw %}\" }}", "{% raw %}"},
                    TextCase{"plain_literal", "use {{ 'braces' }}", "use braces"},
                    TextCase{"tag", "a{% link x.md %}b", "ab"},
                    TextCase{"lines", "a\n{% include\n  x.html\n%}\nb", "a\n\nb"},
                    TextCase{"branches", "{% if a %}one{% else %}two{% endif %}", "onetwo"},
                    TextCase{"loop", "{% for a in b %}- {{ a }} item\n{% endfor %}", "-  item\n"},
                    TextCase{"trimmed", "a \n {%- if x -%} \n b {{- y -}} c {%- endif %} d", "abc d"},
                    TextCase{"comment", "a{% comment %} secret {{ x }} {% endcomment %}b", "ab"},
                    TextCase{"trimmed_comment", "a {%- comment -%} x {%- endcomment -%} b", "ab"},
                    TextCase{"raw", "{% raw %}{{ shown }} {% tag %}{% endraw %}", "{{ shown }} {% tag %}"},
                    TextCase{"raw_with_word", "{% raw %}endraw {% endraw%}x", "endraw x"},
                    TextCase{"highlight", "{% highlight ruby linenos %}\nputs 1\n{% endhighlight %}\n",
                             "~~~~~~~~ruby\nputs 1\n~~~~~~~~\n"},
                    TextCase{"inline_highlight", "see {% highlight c %}x{% endhighlight %} there",
                             "see \n~~~~~~~~c\nx\n~~~~~~~~\n there"},
                    TextCase{"link", "[a]({% post_url 2020-01-01-x %})", "[a]()"}),
    RowName<TextCase>);

TEST(LiquidTags, OfHtmlKeepCodeAsText) {
  std::vector<Warning> warnings;
  const TemplateText text =
      ReadLiquid("<p>{% highlight c++ %}a<b> & {{ x }}{% endhighlight %}</p>", true, {"a.html", 1}, &warnings);
  EXPECT_EQ(text.markdown, "<p><pre><code class=\"language-c++\">a&lt;b> &amp; </code></pre></p>");
}

TEST(LiquidTags, GiveAltTexts) {
  std::vector<Warning> warnings;
  const TemplateText text = ReadLiquid(
      "{% include f.html alt=\"A  heron\" %}{% include g.html my-alt='no' alt='鷺' %}"
      "{% include h.html alt=x %}{% include i.html alt=",
      false, {"a.md", 1}, &warnings);
  EXPECT_THAT(text.image_alts, ElementsAre("A heron", "鷺"));
}

struct BrokenCase {
  const char* name;
  const char* text;
  const char* markdown;
  uint32_t line;
  const char* warning;
};

void PrintTo(const BrokenCase& row, std::ostream* out) { *out << row.name; }

class BrokenLiquid : public testing::TestWithParam<BrokenCase> {};

TEST_P(BrokenLiquid, StaysReadable) {
  std::vector<Warning> warnings;
  EXPECT_EQ(ReadLiquid(GetParam().text, false, {"a.md", 5}, &warnings).markdown, GetParam().markdown);
  const Warning expected = {{"a.md", GetParam().line, 0}, GetParam().warning};
  EXPECT_THAT(warnings, ElementsAre(expected));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, BrokenLiquid,
    testing::Values(BrokenCase{"output", "a\n{{ b", "a\n{{ b", 6, "a Liquid tag is never finished; it is left as text"},
                    BrokenCase{"tag", "{% b", "{% b", 5, "a Liquid tag is never finished; it is left as text"},
                    BrokenCase{"block", "\n{% if x %}a", "\na", 6, "the Liquid tag 'if' is never closed"},
                    BrokenCase{"raw", "{% raw %}a", "a", 5, "the Liquid tag 'raw' is never closed"},
                    BrokenCase{"comment", "{% comment %}a", "a", 5, "the Liquid tag 'comment' is never closed"},
                    BrokenCase{"end", "a\n\n{% endfor %}b", "a\n\nb", 7,
                               "the Liquid tag 'for' ends here but never begins"}),
    RowName<BrokenCase>);

TEST(BrokenLiquid, IsReadInLinearTime) {
  for (const std::string piece :
       {"{{ ", "{% ", "{% raw %}", "{% comment %}", "{% if x %}", "{% endraw", "{%- -", "endraw"}) {
    std::string text = "{% raw %}";
    while (text.size() < 400'000) text += piece;
    std::vector<Warning> warnings;
    const auto begin = std::chrono::steady_clock::now();
    (void)ReadLiquid(text, false, {"a.md", 1}, &warnings);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(3)) << piece;
    EXPECT_LE(warnings.size(), 10U);
  }
}

}  // namespace
}  // namespace sou::indexer
