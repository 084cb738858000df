// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/ui/link.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sou::web {
namespace {

using testing::ElementsAre;

TEST(Link, KeepsWebAddressesAndPaths) {
  EXPECT_EQ(SafeHref("", "/posts/a/#b"), "/posts/a/#b");
  EXPECT_EQ(SafeHref("https://example.org/", "/posts/a/"), "https://example.org/posts/a/");
  EXPECT_EQ(SafeHref("https://example.org", "posts/a/"), "https://example.org/posts/a/");
  EXPECT_EQ(SafeHref("https://example.org", "HTTPS://other.org/x"), "HTTPS://other.org/x");
  EXPECT_EQ(SafeHref("", "/a:b/c"), "/a:b/c");
  EXPECT_EQ(SafeHref("", "a/b:c"), "/a/b:c");
}

TEST(Link, RefusesEverythingThatCouldRunOrLeadElsewhere) {
  for (const char* url :
       {"", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "\x01javascript:alert(1)",
        " javascript:alert(1)", "data:text/html,<script>", "vbscript:x", "file:///etc/passwd", "mailto:a@b",
        "//evil.org/", "/\\evil.org/", "\\\\evil.org", "/a\nb", "http:evil", "https:", "blob:x", "javascript:/x"}) {
    EXPECT_EQ(SafeHref("", url), std::nullopt) << url;
    EXPECT_EQ(SafeHref("https://example.org", url), std::nullopt) << url;
  }
}

TEST(Link, ShowsWhereAPageLies) {
  EXPECT_THAT(Breadcrumb("https://example.org", "/posts/%E4%BA%91/?a=1#b"), ElementsAre("example.org", "posts", "云"));
  EXPECT_THAT(Breadcrumb("https://example.org", "http://docs.org/x"), ElementsAre("docs.org", "x"));
  EXPECT_THAT(Breadcrumb("", "/"), ElementsAre());
}

TEST(Link, KnowsLanguageTags) {
  EXPECT_TRUE(IsLanguageTag("zh"));
  EXPECT_TRUE(IsLanguageTag("zh-Hant-TW"));
  EXPECT_FALSE(IsLanguageTag(""));
  EXPECT_FALSE(IsLanguageTag("zh\" onclick"));
  EXPECT_FALSE(IsLanguageTag("-zh"));
}

}  // namespace
}  // namespace sou::web
