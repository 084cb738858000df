// SPDX-License-Identifier: GPL-3.0-or-later
//
// The expected addresses were printed by Jekyll 4.3.1.
#include "indexer/source/jekyll/permalink.h"

#include <gtest/gtest.h>

#include <ostream>

#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

using testing_support::RowName;

JekyllDocumentFacts Facts() {
  JekyllDocumentFacts facts;
  facts.collection = "posts";
  facts.path = "/2024/2021-01-03-The Heron";
  facts.basename = "2021-01-03-The Heron";
  facts.slug = "The Heron, 100%";
  facts.categories = {"Field Notes", "湖", "field notes"};
  facts.date = *ParseTimestamp("2021-01-03T04:05:06+08:00");
  facts.output_ext = ".html";
  return facts;
}

struct UrlCase {
  const char* name;
  const char* pattern;
  const char* url;
};

void PrintTo(const UrlCase& row, std::ostream* out) { *out << row.pattern; }

class DocumentPermalink : public testing::TestWithParam<UrlCase> {};

TEST_P(DocumentPermalink, IsJekylls) {
  EXPECT_EQ(JekyllUrl(ExpandDocumentPermalink(GetParam().pattern, Facts())), GetParam().url);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, DocumentPermalink,
    testing::Values(UrlCase{"date", "/:year/:month/:day/:title:output_ext", "/2021/01/03/The-Heron,-100.html"},
                    UrlCase{"short_parts", "/:short_year/:i_month/:i_day/:slug/", "/21/1/3/the-heron-100/"},
                    UrlCase{"names", "/:short_month-:long_month/:short_day-:long_day", "/Jan-January/Sun-Sunday"},
                    UrlCase{"weeks", "/:w_year/W:week/:w_day/:y_day", "/2020/W53/7/003"},
                    UrlCase{"time", "/:hour:minute:second", "/040506"},
                    UrlCase{"categories", "/:categories/x", "/field%20notes/%E6%B9%96/x"},
                    UrlCase{"slugified", "/:slugified_categories/x", "/field-notes/%E6%B9%96/x"},
                    UrlCase{"path", "/:collection/:path:output_ext", "/posts/2024/2021-01-03-The%20Heron.html"},
                    UrlCase{"name", "/:name/", "/2021-01-03-the-heron/"},
                    UrlCase{"underscore", "/:month_:day", "/01_03"},
                    UrlCase{"unknown", "/:nothing/:/x", "/:nothing/:/x"},
                    UrlCase{"fixed", "雪/a b", "/%E9%9B%AA/a%20b"}, UrlCase{"steps", "/../a/./b//c", "/a/b/c"},
                    UrlCase{"signs", "/what?/c#", "/what%3F/c%23"}),
    RowName<UrlCase>);

struct PageCase {
  const char* name;
  const char* pattern;
  const char* folder;
  const char* basename;
  const char* url;
};

void PrintTo(const PageCase& row, std::ostream* out) { *out << row.name; }

class PagePermalink : public testing::TestWithParam<PageCase> {};

TEST_P(PagePermalink, IsJekylls) {
  const PageCase& row = GetParam();
  EXPECT_EQ(JekyllUrl(ExpandPagePermalink(row.pattern, row.folder, row.basename, ".html")), row.url);
}

INSTANTIATE_TEST_SUITE_P(Rows, PagePermalink,
                         testing::Values(PageCase{"plain", "/:path/:basename:output_ext", "", "about", "/about.html"},
                                         PageCase{"folder", "/:path/:basename/", "docs/", "a b", "/docs/a%20b/"},
                                         PageCase{"index", "/:path/", "雪/", "index", "/%E9%9B%AA/"},
                                         PageCase{"percent", "/:path/:basename", "", "100%20", "/100%2520"},
                                         PageCase{"other_tokens_stay", "/:year/:basename", "", "a", "/:year/a"}),
                         RowName<PageCase>);

TEST(PermalinkExtension, IsRubysExtname) {
  EXPECT_EQ(PermalinkExtension("/feed.xml"), ".xml");
  EXPECT_EQ(PermalinkExtension("/a.b/c"), "");
  EXPECT_EQ(PermalinkExtension("/a.html/"), "");
  EXPECT_EQ(PermalinkExtension("/.well-known"), "");
  EXPECT_EQ(PermalinkExtension("/v1."), "");
  EXPECT_EQ(PermalinkExtension(""), "");
}

}  // namespace
}  // namespace sou::indexer
