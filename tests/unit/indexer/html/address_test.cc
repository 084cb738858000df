// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/html/address.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

using testing::ElementsAre;
using testing_support::RowName;

TEST(PathOfFile, IsWhatAServerShows) {
  EXPECT_EQ(PathOfFile("index.html"), "/");
  EXPECT_EQ(PathOfFile("茶/index.html"), "/茶/");
  EXPECT_EQ(PathOfFile("a/index.htm"), "/a/");
  EXPECT_EQ(PathOfFile("a/b c.html"), "/a/b c.html");
  EXPECT_EQ(PathOfFile("a/myindex.html"), "/a/myindex.html");
}

TEST(OtherPathsOfFile, AreTheShortAndTheLongForm) {
  EXPECT_THAT(OtherPathsOfFile("a/index.html"), ElementsAre("/a", "/a/index.html"));
  EXPECT_THAT(OtherPathsOfFile("a/b.html"), ElementsAre("/a/b", "/a/b/"));
}

TEST(FilesOfPath, AreWhatAServerWouldLookFor) {
  EXPECT_THAT(FilesOfPath("/"), ElementsAre("index.html", "index.htm", ".html"));
  EXPECT_THAT(FilesOfPath("/a/"), ElementsAre("a/index.html", "a/index.htm", "a.html"));
  EXPECT_THAT(FilesOfPath("/a"), ElementsAre("a", "a.html", "a/index.html", "a/index.htm"));
}

struct NameCase {
  const char* name;
  const char* file;
  const char* reason;  // nullptr: a page
};

void PrintTo(const NameCase& row, std::ostream* out) { *out << row.name; }

class NoPage : public testing::TestWithParam<NameCase> {};

TEST_P(NoPage, IsKnownByItsName) {
  const std::optional<std::string> reason = WhyNoPage(GetParam().file);
  if (GetParam().reason == nullptr) {
    EXPECT_EQ(reason, std::nullopt);
  } else {
    EXPECT_EQ(reason, GetParam().reason);
  }
}

INSTANTIATE_TEST_SUITE_P(Rows, NoPage,
                         testing::Values(NameCase{"error", "404.html", "the error page"},
                                         NameCase{"error_folder", "404/index.html", "the error page"},
                                         NameCase{"error_of_a_language", "ja/404.html", "the error page"},
                                         NameCase{"post_about_404", "posts/404/index.html", nullptr},
                                         NameCase{"second_part", "page/2/index.html", "a further part of a list"},
                                         NameCase{"of_a_tag", "tags/茶/page/12/index.html", "a further part of a list"},
                                         NameCase{"as_file", "blog/page/3.html", "a further part of a list"},
                                         NameCase{"jekyll", "blog/page2/index.html", "a further part of a list"},
                                         NameCase{"page_in_words", "page/two/index.html", nullptr},
                                         NameCase{"page_alone", "page/index.html", nullptr},
                                         NameCase{"page_as_name", "docs/page2.html", nullptr},
                                         NameCase{"number", "2048/index.html", nullptr},
                                         NameCase{"home", "index.html", nullptr}),
                         RowName<NameCase>);

struct LinkCase {
  const char* name;
  const char* link;
  const char* host;  // nullptr: leads nowhere
  const char* path;
};

void PrintTo(const LinkCase& row, std::ostream* out) { *out << row.name; }

class Link : public testing::TestWithParam<LinkCase> {};

TEST_P(Link, IsResolved) {
  const std::optional<HtmlAddress> address = ResolveLink(GetParam().link, "/blog/a/");
  ASSERT_EQ(address.has_value(), GetParam().host != nullptr);
  if (!address) return;
  EXPECT_EQ(address->host, GetParam().host);
  EXPECT_EQ(address->path, GetParam().path);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Link,
    testing::Values(LinkCase{"whole", "https://Example.org/blog/a/?x=1#top", "example.org", "/blog/a/"},
                    LinkCase{"host_alone", "http://example.org", "example.org", "/"},
                    LinkCase{"without_scheme", "//example.org/b", "example.org", "/b"},
                    LinkCase{"from_root", "/茶/%E6%B0%B4/", "", "/茶/水/"},
                    LinkCase{"beside", "b.html", "", "/blog/a/b.html"}, LinkCase{"up", "../../../b/", "", "/b/"},
                    LinkCase{"here", "#top", "", "/blog/a/"},
                    LinkCase{"script", "javascript:alert(1)", nullptr, nullptr},
                    LinkCase{"mail", "mailto:a@example.org", nullptr, nullptr},
                    LinkCase{"https_without_host", "https:b", nullptr, nullptr}),
    RowName<LinkCase>);

}  // namespace
}  // namespace sou::indexer
