// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/jekyll/site.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "tests/unit/indexer/site_fixture.h"

namespace sou::indexer {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;

class JekyllSiteTest : public SiteFixture {
 protected:
  JekyllSiteTest() : SiteFixture("jekyll", OpenJekyllSite) {}
};

constexpr const char* kPage = "---\ntitle: T\n---\ntext\n";

TEST_F(JekyllSiteTest, WhatIsNotPublishedIsLeftOut) {
  folder_.Write("_config.yml", "title: x\ncollections: {wiki: {output: true}}\n");
  folder_.Write("copied.md", "no front matter");
  folder_.Write("blank-first.md", "\n---\ntitle: T\n---\nx");
  folder_.Write("_wiki/copied.md", "no front matter");
  folder_.Write("_drafts/a.md", kPage);
  folder_.Write("hidden.md", "---\npublished: false\n---\nx");
  folder_.Write("_posts/2020-01-02-null.md", "---\npublished:\n---\nx");
  folder_.Write("_posts/2099-01-02-future.md", kPage);
  folder_.Write("_wiki/future.md", "---\ndate: 2099-01-01\n---\nx");
  folder_.Write("404.html", kPage);
  folder_.Write("moved.md", "---\nredirect_to: /x\n---\n");
  folder_.Write("feed.html", "---\npermalink: /feed.xml\n---\nx");
  folder_.Write("empty.html", "---\n---\n{% include list.html %}\n");
  folder_.Write("secret.md", "---\nsearch: false\n---\nx");
  Read();
  const std::string copied = "without front matter it is copied as it is";
  EXPECT_THAT(left_out_, UnorderedElementsAre(Pair("copied.md", copied), Pair("blank-first.md", copied),
                                              Pair("_wiki/copied.md", copied), Pair("_drafts/a.md", "draft"),
                                              Pair("hidden.md", "published is false"),
                                              Pair("_posts/2099-01-02-future.md", "in the future (2099-01-02)"),
                                              Pair("_wiki/future.md", "in the future (2099-01-01)"),
                                              Pair("404.html", "the page for addresses that do not exist"),
                                              Pair("_posts/2020-01-02-null.md", "published is false"),
                                              Pair("moved.md", "it redirects (redirect_to)"),
                                              Pair("feed.html", "published as .xml, which is no HTML"),
                                              Pair("empty.html", "a page without title and text"),
                                              Pair("secret.md", "kept out of searches by its front matter")));
  EXPECT_THAT(pages_, IsEmpty());
}

TEST_F(JekyllSiteTest, WhatIsNoReasonToHideAPage) {
  folder_.Write("_config.yml", "plugins: []\n");
  folder_.Write("_posts/2020-01-02-draft.md", "---\ndraft: true\n---\nx");
  folder_.Write("sitemap.md", "---\nsitemap: false\n---\nx");
  folder_.Write("later.md", "---\ndate: 2099-01-01\n---\nx");
  folder_.Write("word.md", "---\npublished: \"false\"\n---\nx");
  folder_.Write("_posts/2020-01-03-bare.md", "no front matter");
  Read();
  EXPECT_THAT(left_out_, IsEmpty());
  EXPECT_EQ(pages_.size(), 5U);
  EXPECT_FALSE(pages_["_posts/2020-01-02-draft.md"].draft);
}

TEST_F(JekyllSiteTest, OptionsAndConfigurationShowMore) {
  folder_.Write("_config.yml", "unpublished: true\nfuture: true\nplugins: [jekyll-optional-front-matter]\n");
  options_.drafts = true;
  folder_.Write("_drafts/a.md", "---\ndate: 2020-05-06\n---\nx");
  folder_.Write("hidden.md", "---\npublished: false\n---\nx");
  folder_.Write("_posts/2099-01-02-future.md", kPage);
  folder_.Write("bare.md", "# Bare");
  folder_.Write("README.md", "# Readme");
  Read();
  EXPECT_THAT(Urls(),
              UnorderedElementsAre(Pair("_drafts/a.md", "/2020/05/06/a.html"), Pair("hidden.md", "/hidden.html"),
                                   Pair("_posts/2099-01-02-future.md", "/2099/01/02/future.html"),
                                   Pair("bare.md", "/bare.html")));
  EXPECT_TRUE(pages_["_drafts/a.md"].draft);
}

TEST_F(JekyllSiteTest, NamesComeFromFoldersDefaultsAndFrontMatter) {
  folder_.Write(
      "_config.yml",
      "defaults:\n  - scope: {path: \"\"}\n    values: {categories: [site], tags: from-defaults, lang: ko}\n");
  folder_.Write("trip/_posts/2020-01-02-a.md", "---\ncategories: Two Words\ncategory: One Whole\nlang:\n---\nx");
  folder_.Write("_posts/2020-01-03-b.md", "---\ntags: [a b, c]\nlang: zh-TW\n---\nx");
  folder_.Write("_posts/2020-01-04-c.md", "---\ntag: one whole\ntags: two words\n---\nx");
  folder_.Write("_posts/2020-01-05-d.md", "---\ntags: first, second\n---\nx");
  Read();
  EXPECT_THAT(pages_["trip/_posts/2020-01-02-a.md"].categories,
              ElementsAre("trip", "site", "Two", "Words", "One Whole"));
  EXPECT_EQ(pages_["trip/_posts/2020-01-02-a.md"].url, "/trip/site/two/words/one%20whole/2020/01/02/a.html");
  EXPECT_THAT(pages_["trip/_posts/2020-01-02-a.md"].tags, ElementsAre("from-defaults"));
  EXPECT_EQ(pages_["trip/_posts/2020-01-02-a.md"].language, "ko");
  EXPECT_THAT(pages_["_posts/2020-01-03-b.md"].tags, ElementsAre("a b", "c"));
  EXPECT_EQ(pages_["_posts/2020-01-03-b.md"].language_tag, "zh-TW");
  EXPECT_THAT(pages_["_posts/2020-01-04-c.md"].tags, ElementsAre("one whole"));
  EXPECT_THAT(pages_["_posts/2020-01-05-d.md"].tags, ElementsAre("first", "second"));
}

TEST_F(JekyllSiteTest, DefaultsCountWhereAFieldHasNoValue) {
  folder_.Write(
      "_config.yml",
      "defaults:\n  - scope: {path: \"\"}\n    values: {published: false, permalink: \"/all/:basename\", lang: ja}\n");
  folder_.Write("page.md", "---\nlang:\npermalink:\n---\nx");
  folder_.Write("_posts/2020-01-02-a.md", kPage);
  folder_.Write("_posts/2020-01-02-b.md", "---\npublished: true\npermalink: /b\n---\nx");
  Read();
  EXPECT_THAT(Urls(), UnorderedElementsAre(Pair("page.md", "/page.html"), Pair("_posts/2020-01-02-b.md", "/b")));
  EXPECT_THAT(left_out_, ElementsAre(Pair("_posts/2020-01-02-a.md", "published is false")));
  EXPECT_EQ(pages_["page.md"].language, "ja");
}

TEST_F(JekyllSiteTest, AByteOrderMarkHidesAPagesFrontMatter) {
  folder_.Write("_config.yml", "plugins: []\n");
  folder_.Write("a.md", "\xEF\xBB\xBF" + std::string(kPage));
  folder_.Write("_posts/2020-01-02-b.md", "\xEF\xBB\xBF" + std::string(kPage));
  Read();
  EXPECT_EQ(left_out_["a.md"],
            "with a byte order mark before its front matter it is copied as it is; save it without one");
  EXPECT_THAT(Urls(), ElementsAre(Pair("_posts/2020-01-02-b.md", "/2020/01/02/b.html")));
}

TEST_F(JekyllSiteTest, ThePagesOwnLanguageCountsBeforeTheSites) {
  folder_.Write("_config.yml", "lang: en\nplugins: []\n");
  folder_.Write("a.md", "---\nlang: ja\n---\nx");
  folder_.Write("b.md", "---\nlang: not a tag\n---\nx");
  Read();
  EXPECT_EQ(pages_["a.md"].language, "ja");
  EXPECT_EQ(pages_["a.md"].language_from, LanguageFrom::kPage);
  EXPECT_EQ(pages_["b.md"].language, "en");
  EXPECT_EQ(pages_["b.md"].language_from, LanguageFrom::kSite);
}

TEST_F(JekyllSiteTest, TitlesDatesAndSections) {
  folder_.Write("_config.yml", "collections: {wiki: {output: true}}\n");
  folder_.Write("_posts/2020-01-02-lake-notes.md", "---\ndate: 2021-05-06 07:08\n---\ntext");
  folder_.Write("_wiki/heron.md", "---\nlast_modified_at: 2022-02-02\n---\ntext");
  folder_.Write("docs/a.md", "---\n---\n# Heading\n");
  Read();
  EXPECT_EQ(pages_["_posts/2020-01-02-lake-notes.md"].title, "Lake Notes");
  EXPECT_EQ(FormatRfc3339(*pages_["_posts/2020-01-02-lake-notes.md"].date), "2021-05-06T07:08:00Z");
  EXPECT_EQ(pages_["_posts/2020-01-02-lake-notes.md"].section, "posts");
  EXPECT_EQ(pages_["_wiki/heron.md"].title, "Heron");
  EXPECT_EQ(pages_["_wiki/heron.md"].section, "wiki");
  EXPECT_FALSE(pages_["_wiki/heron.md"].date.has_value());
  EXPECT_EQ(FormatRfc3339(*pages_["_wiki/heron.md"].lastmod), "2022-02-02T00:00:00Z");
  EXPECT_EQ(pages_["docs/a.md"].title, "Heading");
  EXPECT_EQ(pages_["docs/a.md"].section, "docs");
}

TEST_F(JekyllSiteTest, LiquidIsLeftAloneWhereThePageSaysSo) {
  folder_.Write("_config.yml", "plugins: []\n");
  folder_.Write("a.md", "---\nrender_with_liquid: false\n---\n{{ shown }}\n\n## T\n{: #own}\n");
  folder_.Write("b.html", "---\ntitle: B\n---\n<p>*a*{:.x} {{ gone }}</p>");
  Read();
  EXPECT_EQ(pages_["a.md"].body, "{{ shown }}\nT");
  EXPECT_EQ(pages_["a.md"].headings.at(0).anchor, "own");
  EXPECT_EQ(pages_["b.html"].body, "*a*{:.x}");
}

TEST_F(JekyllSiteTest, WhatJekyllStumblesOverIsSkippedWithItsReason) {
  folder_.Write("_posts/2024-13-01-a.md", kPage);
  folder_.Write("_posts/2024-12-01-b.md", "---\ntitle: [\n---\nx");
  folder_.Write("_posts/2024-12-02-c.md", "---\ndate: soon\n---\nx");
  Read();
  EXPECT_EQ(skipped_["_posts/2024-13-01-a.md"],
            "_posts/2024-13-01-a.md: there is no such day as 2024-13-01, the date in its name");
  EXPECT_TRUE(skipped_.contains("_posts/2024-12-01-b.md"));
  EXPECT_EQ(pages_["_posts/2024-12-02-c.md"].url, "/2024/12/02/c.html");
  const Warning expected = {{"_posts/2024-12-02-c.md", 2, 0}, "date is no date; it is ignored"};
  EXPECT_THAT(warnings_, ElementsAre(expected));
}

}  // namespace
}  // namespace sou::indexer
