// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/ui/html_writer.h"

#include <gtest/gtest.h>

namespace sou::web {
namespace {

TEST(HtmlWriter, EscapesWhatCouldEndTextOrAttribute) {
  EXPECT_EQ(EscapeHtml("a<b>&\"'"), "a&lt;b&gt;&amp;&quot;&#39;");
  EXPECT_EQ(EscapeHtml("&lt;"), "&amp;lt;");
  EXPECT_EQ(EscapeHtml("云原生 😀"), "云原生 😀");
  EXPECT_EQ(EscapeHtml(std::string_view("a\0b\x1b\x7f\tc\n", 8)), "a b  \tc\n");
}

TEST(HtmlWriter, WritesElementsWithEscapedTextAndAttributes) {
  HtmlWriter html;
  html.Open("p", {{"title", "\"><script>"}, {"lang", std::nullopt}, {"hidden", ""}});
  html.Text("1 < 2").Element("b", {}, "x&y").Void("input", {{"value", "'"}});
  EXPECT_EQ(html.Take(),
            "<p title=\"&quot;&gt;&lt;script&gt;\" hidden>1 &lt; 2<b>x&amp;y</b><input "
            "value=\"&#39;\"></p>");
  EXPECT_EQ(html.Take(), "");
}

TEST(HtmlWriter, ClosesInOrderAndNeverTooOften) {
  HtmlWriter html;
  html.Open("ul").Open("li").Close().Close().Close();
  EXPECT_EQ(html.Take(), "<ul><li></li></ul>");
}

}  // namespace
}  // namespace sou::web
