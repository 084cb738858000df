// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hexo/site.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "tests/unit/indexer/site_fixture.h"

namespace sou::indexer {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;
using testing::UnorderedElementsAre;

class HexoSiteTest : public SiteFixture {
 protected:
  HexoSiteTest() : SiteFixture("hexo", OpenHexoSite) {}

  void ReadWith(const std::string& config = "title: x\n") {
    folder_.Write("_config.yml", config);
    Read();
  }
};

constexpr const char* kPage = "---\ntitle: T\ndate: 2026-01-02\n---\ntext\n";

TEST_F(HexoSiteTest, PostsAndPages) {
  folder_.Write("source/_posts/sub/A b.md", kPage);
  folder_.Write("source/_posts/own.md", "---\npermalink: here.html\n---\nx");
  folder_.Write("source/about/index.markdown", "x");
  folder_.Write("source/raw.html", "<p>x");
  folder_.Write("themes/x/README.md", "x");
  folder_.Write("README.md", "x");
  ReadWith("url: https://example.org/blog\n");
  EXPECT_THAT(Urls(), UnorderedElementsAre(Pair("source/_posts/sub/A b.md", "/blog/2026/01/02/sub/A%20b/"),
                                           Pair("source/_posts/own.md", "/blog/here.html"),
                                           Pair("source/about/index.markdown", "/blog/about/index.html"),
                                           Pair("source/raw.html", "/blog/raw.html")));
  EXPECT_EQ(pages_["source/_posts/sub/A b.md"].section, "sub");
  EXPECT_THAT(warnings_, IsEmpty());
}

TEST_F(HexoSiteTest, WhatIsLeftOut) {
  folder_.Write("source/_posts/off.md", "---\npublished: false\n---\nx");
  folder_.Write("source/_posts/_hidden.md", kPage);
  folder_.Write("source/_posts/part.html", "x");
  folder_.Write("source/_posts/draft-is-no-field.md", "---\ndraft: true\ndate: 2026-01-02\n---\nx");
  folder_.Write("source/_drafts/d.md", kPage);
  folder_.Write("source/_data/x.md", kPage);
  folder_.Write("source/skipped/a.md", kPage);
  folder_.Write("source/excluded/a.md", kPage);
  folder_.Write("source/ignored.md", kPage);
  folder_.Write("source/template.njk", "x");
  folder_.Write("source/X.MD", kPage);
  folder_.Write("source/a.md~", kPage);
  folder_.Write("source/page-off.md", "---\npublished: false\n---\nx");  // only posts can be
  ReadWith(
      "post_asset_folder: true\nskip_render: [skipped/**]\nexclude: ['excluded/*']\nignore: '**/ignored.md'\n"
      "pretty_urls: {trailing_html: false}\n");
  EXPECT_THAT(Urls(), UnorderedElementsAre(Pair("source/_posts/draft-is-no-field.md", "/2026/01/02/draft-is-no-field/"),
                                           Pair("source/page-off.md", "/page-off")));
  EXPECT_THAT(left_out_,
              UnorderedElementsAre(Pair("source/_posts/off.md", "published is false"),
                                   Pair("source/_posts/_hidden.md", "a name that begins with _ or ."),
                                   Pair("source/_posts/part.html", "an asset of a post (post_asset_folder)"),
                                   Pair("source/_drafts/d.md", "draft"),
                                   Pair("source/_data/x.md", "a name that begins with _ or ."),
                                   Pair("source/skipped/a.md", "copied as it is (skip_render in _config.yml)"),
                                   Pair("source/excluded/a.md", "named by exclude in _config.yml"),
                                   Pair("source/ignored.md", "named by ignore in _config.yml"),
                                   Pair("source/template.njk", "this format is not read"),
                                   Pair("source/X.MD", "Hexo knows the extension in lower case only")));
}

TEST_F(HexoSiteTest, DraftsWhenAskedFor) {
  folder_.Write("source/_drafts/d.md", kPage);
  folder_.Write("source/_posts/off.md", "---\npublished: false\ndate: 2026-01-02\n---\nx");
  options_.drafts = true;
  ReadWith();
  EXPECT_THAT(Urls(), UnorderedElementsAre(Pair("source/_drafts/d.md", "/2026/01/02/d/"),
                                           Pair("source/_posts/off.md", "/2026/01/02/off/")));
  EXPECT_TRUE(pages_["source/_drafts/d.md"].draft);
}

TEST_F(HexoSiteTest, FutureIsPublishedUnlessTheSiteSaysNo) {
  folder_.Write("source/_posts/later.md", "---\ndate: 2099-01-02\n---\nx");
  ReadWith();
  EXPECT_THAT(pages_, SizeIs(1));
  pages_.clear();
  ReadWith("future: false\n");
  EXPECT_THAT(pages_, IsEmpty());
  EXPECT_THAT(left_out_, ElementsAre(Pair("source/_posts/later.md", "in the future (2099-01-02)")));
}

TEST_F(HexoSiteTest, APostWithoutDateHasItsFilesTime) {
  folder_.Write("source/_posts/a.md", "x");
  ReadWith("permalink: ':year/:title/'\n");
  EXPECT_THAT(warnings_, ElementsAre(testing::Field(&Warning::message, HasSubstr("Add a date"))));
  EXPECT_FALSE(pages_["source/_posts/a.md"].date.has_value());
  warnings_.clear();
  ReadWith("permalink: ':title/'\n");
  EXPECT_THAT(warnings_, IsEmpty());
}

TEST_F(HexoSiteTest, FileNamesGiveDateAndLanguage) {
  folder_.Write("source/_posts/ja/2026-02-03-tea.md", "お茶の話。");
  ReadWith(
      "new_post_name: ':lang/:year-:month-:day-:title.md'\npermalink: ':lang/:year/:month/:title/'\nlanguage: en\n");
  const Page& page = pages_["source/_posts/ja/2026-02-03-tea.md"];
  EXPECT_EQ(page.url, "/ja/2026/02/tea/");
  EXPECT_EQ(page.language, "ja");
  EXPECT_EQ(FormatRfc3339(*page.date), "2026-02-03T00:00:00Z");
}

TEST_F(HexoSiteTest, Languages) {
  folder_.Write("source/a.md", "x");
  folder_.Write("source/zh-tw/docs/a.md", "x");
  folder_.Write("source/ja/a.md", "---\nlang: ko\n---\nx");
  folder_.Write("source/tea/a.md", "x");
  folder_.Write("source/nb/a.md", "x");
  ReadWith("language: [en, nb]\n");
  EXPECT_EQ(pages_["source/a.md"].language_tag, "en");
  EXPECT_EQ(pages_["source/zh-tw/docs/a.md"].language_tag, "zh-tw");
  EXPECT_EQ(pages_["source/zh-tw/docs/a.md"].section, "docs");
  EXPECT_EQ(pages_["source/zh-tw/docs/a.md"].translation_key, "docs/a");
  EXPECT_EQ(pages_["source/ja/a.md"].language_tag, "ko");
  EXPECT_EQ(pages_["source/ja/a.md"].language_from, LanguageFrom::kPage);
  EXPECT_EQ(pages_["source/tea/a.md"].language_tag, "en");
  EXPECT_EQ(pages_["source/nb/a.md"].language_tag, "nb");
}

TEST_F(HexoSiteTest, CategoriesTagsAndAliases) {
  folder_.Write("source/_posts/a.md",
                "---\ntitle: A\ndate: 2026-01-02\ncategories: [[Tea, Green], [Tea, Black]]\ntags: oolong, pu'er\n"
                "alias: old/a.html\nupdated: 2026-03-04\n---\nx");
  ReadWith("permalink: ':category/:title/'\nroot: /b/\n");
  const Page& page = pages_["source/_posts/a.md"];
  EXPECT_EQ(page.url, "/b/Tea/Black/a/");
  EXPECT_THAT(page.categories, ElementsAre("Tea", "Green", "Black"));
  EXPECT_THAT(page.tags, ElementsAre("oolong, pu'er"));
  EXPECT_THAT(page.aliases, ElementsAre("/b/old/a.html"));
  EXPECT_EQ(FormatRfc3339(*page.lastmod), "2026-03-04T00:00:00Z");
  EXPECT_THAT(warnings_, IsEmpty());
}

TEST_F(HexoSiteTest, TagsAreTextWhereNunjucksIsOff) {
  folder_.Write("source/a.md", "{% youtube x %} text");
  folder_.Write("source/b.md", "---\ndisableNunjucks: true\n---\n{% youtube x %} text");
  ReadWith();
  EXPECT_EQ(pages_["source/a.md"].body, "text");
  EXPECT_EQ(pages_["source/b.md"].body, "{% youtube x %} text");
}

TEST_F(HexoSiteTest, BrokenPagesAreSkipped) {
  folder_.Write("source/a.md", "---\ntitle: a: b\n---\nx");
  folder_.Write("source/b.md", "");
  ReadWith();
  EXPECT_THAT(skipped_, UnorderedElementsAre(Pair("source/a.md", HasSubstr("source/a.md:2")),
                                             Pair("source/b.md", HasSubstr("empty"))));
}

}  // namespace
}  // namespace sou::indexer
