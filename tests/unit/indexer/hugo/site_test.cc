// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hugo/site.h"

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

class HugoSiteTest : public SiteFixture {
 protected:
  HugoSiteTest() : SiteFixture("hugo", OpenHugoSite) {}
};

constexpr const char* kPage = "---\ntitle: T\n---\ntext\n";

TEST_F(HugoSiteTest, BundlesHoldResources) {
  folder_.Write("hugo.toml", "");
  folder_.Write("content/posts/b/index.md", kPage);
  folder_.Write("content/posts/b/index.de.md", kPage);  // no language of the site: a resource
  folder_.Write("content/posts/b/note.md", kPage);
  folder_.Write("content/posts/b/deep/index.md", kPage);
  folder_.Write("content/posts/branch/index.md", kPage);  // with an _index file beside it this is no leaf
  folder_.Write("content/posts/branch/_index.md", kPage);
  folder_.Write("content/posts/branch/c.md", kPage);
  folder_.Write("README.md", kPage);
  Read();
  EXPECT_THAT(Urls(), UnorderedElementsAre(Pair("content/posts/b/index.md", "/posts/b/"),
                                           Pair("content/posts/branch/index.md", "/posts/branch/"),
                                           Pair("content/posts/branch/_index.md", "/posts/branch/"),
                                           Pair("content/posts/branch/c.md", "/posts/branch/c/")));
  const std::string reason = "a resource of a page (content/posts/b/)";
  EXPECT_THAT(left_out_,
              UnorderedElementsAre(Pair("content/posts/b/index.de.md", reason), Pair("content/posts/b/note.md", reason),
                                   Pair("content/posts/b/deep/index.md", reason)));
}

TEST_F(HugoSiteTest, UnpublishedPagesAreLeftOut) {
  folder_.Write("hugo.toml", "");
  folder_.Write("content/draft.md", "---\ndraft: true\n---\nx");
  folder_.Write("content/future.md", "---\ndate: 2099-01-01\n---\nx");
  folder_.Write("content/expired.md", "---\nexpiryDate: 2020-01-01\n---\nx");
  folder_.Write("content/never.md", "---\nbuild: {render: never}\n---\nx");
  folder_.Write("content/unlisted.md", "---\n_build: {list: never}\n---\nx");
  folder_.Write("content/h/index.md", "---\nheadless: true\n---\nx");
  folder_.Write("content/single.md", "---\nheadless: true\n---\nx");  // only bundles can be
  folder_.Write("content/s/_index.md", "---\nweight: 1\n---\n");
  folder_.Write("content/copied.html", "<p>x");
  folder_.Write("content/x.org", "x");
  folder_.Write("content/x.MD", kPage);
  folder_.Write("content/.hidden.md", kPage);
  Read();
  EXPECT_THAT(Urls(), ElementsAre(Pair("content/single.md", "/single/")));
  EXPECT_THAT(left_out_,
              UnorderedElementsAre(
                  Pair("content/draft.md", "draft"), Pair("content/future.md", "in the future (2099-01-01)"),
                  Pair("content/expired.md", "expired (2020-01-01)"), Pair("content/never.md", "build.render is never"),
                  Pair("content/unlisted.md", "build.list is never"), Pair("content/h/index.md", "a headless bundle"),
                  Pair("content/s/_index.md", "a list page without title and text"),
                  Pair("content/copied.html", "HTML without front matter is copied as it is"),
                  Pair("content/x.org", "this format is not read"),
                  Pair("content/x.MD", "Hugo knows the extension in lower case only")));
}

TEST_F(HugoSiteTest, TheSiteMayPublishDrafts) {
  folder_.Write("hugo.toml", "buildDrafts = true\nbuildFuture = true\nbuildExpired = true\n");
  folder_.Write("content/a.md", "---\ndraft: true\ndate: 2099-01-01\nexpiryDate: 2020-01-01\n---\nx");
  Read();
  ASSERT_THAT(pages_, testing::SizeIs(1));
  EXPECT_TRUE(pages_["content/a.md"].draft);
}

TEST_F(HugoSiteTest, LanguagesBySuffix) {
  folder_.Write("hugo.toml",
                "[languages.en]\n[languages.zh-cn]\nlanguageCode = 'zh-Hans'\n[languages.fr]\ndisabled = true\n");
  folder_.Write("content/posts/a.md", kPage);
  folder_.Write("content/posts/a.zh-cn.md", kPage);
  folder_.Write("content/posts/a.fr.md", kPage);
  folder_.Write("content/_index.zh-cn.md", kPage);
  Read();
  EXPECT_THAT(Urls(), UnorderedElementsAre(Pair("content/posts/a.md", "/posts/a/"),
                                           Pair("content/posts/a.zh-cn.md", "/zh-cn/posts/a/"),
                                           Pair("content/_index.zh-cn.md", "/zh-cn/")));
  EXPECT_THAT(left_out_, ElementsAre(Pair("content/posts/a.fr.md", "its language, fr, is disabled")));
  EXPECT_EQ(pages_["content/posts/a.md"].language, "en");
  const Page& chinese = pages_["content/posts/a.zh-cn.md"];
  EXPECT_EQ(chinese.language, "zh");
  EXPECT_EQ(chinese.language_tag, "zh-Hans");
  EXPECT_EQ(chinese.section, "posts");
  EXPECT_EQ(chinese.translation_key, "posts/a");
  EXPECT_EQ(pages_["content/posts/a.md"].translation_key, "posts/a");
}

TEST_F(HugoSiteTest, LanguagesByFolder) {
  folder_.Write(
      "config.toml",
      "baseURL = '/'\ncontentDir = 'content/en'\n[languages.en]\n[languages.ja]\ncontentDir = 'content/ja'\n");
  folder_.Write("content/en/docs/a.md", kPage);
  folder_.Write("content/ja/docs/a.md", kPage);
  folder_.Write("content/other/a.md", kPage);
  Read();
  EXPECT_THAT(Urls(), UnorderedElementsAre(Pair("content/en/docs/a.md", "/docs/a/"),
                                           Pair("content/ja/docs/a.md", "/ja/docs/a/")));
  EXPECT_EQ(pages_["content/ja/docs/a.md"].language, "ja");
  EXPECT_EQ(pages_["content/ja/docs/a.md"].section, "docs");
  EXPECT_EQ(pages_["content/ja/docs/a.md"].translation_key, "docs/a");
}

TEST_F(HugoSiteTest, TitleFallsBackToHeadingAndName) {
  folder_.Write("hugo.toml", "");
  folder_.Write("content/posts/a-name.md", "text");
  folder_.Write("content/posts/b.md", "## H\n");
  folder_.Write("content/posts/c/index.md", "text");
  folder_.Write("content/posts/_index.md", "text");
  Read();
  EXPECT_EQ(pages_["content/posts/a-name.md"].title, "a-name");
  EXPECT_EQ(pages_["content/posts/b.md"].title, "H");
  EXPECT_EQ(pages_["content/posts/c/index.md"].title, "c");
  EXPECT_EQ(pages_["content/posts/_index.md"].title, "posts");
}

TEST_F(HugoSiteTest, ContentWithoutConfigurationIsASection) {
  folder_.Write("_index.md", kPage);
  folder_.Write("a/index.md", "---\ntitle: T\n---\n湖边的茶馆每天早上开门");
  folder_.Write("README.md", "about the repository");
  folder_.Write("summary.md", "* [a](a)");
  folder_.Write("public/x.md", kPage);
  folder_.Write("a/b/README.md", "a resource");
  EXPECT_TRUE(IsHugoSite(folder_.path()).value());
  Read();
  EXPECT_THAT(Urls(), UnorderedElementsAre(Pair("_index.md", "/"), Pair("a/index.md", "/a/")));
  EXPECT_EQ(pages_["a/index.md"].language, "zh");
  EXPECT_THAT(left_out_, UnorderedElementsAre(Pair("README.md", "the repository's own README.md"),
                                              Pair("summary.md", "the repository's own summary.md"),
                                              Pair("public/x.md", "in a folder that is no content"),
                                              Pair("a/b/README.md", "a resource of a page (a/)")));
}

TEST_F(HugoSiteTest, BrokenFilesAreSkippedWithTheirPlace) {
  folder_.Write("hugo.toml", "");
  folder_.Write("content/a.md", "---\ntitle: a: b\n---\n");
  folder_.Write("content/b.md", "x \xFF");
  folder_.Write("content/c.md", kPage);
  Read();
  EXPECT_THAT(Urls(), ElementsAre(Pair("content/c.md", "/c/")));
  EXPECT_THAT(skipped_["content/a.md"], testing::HasSubstr("content/a.md:2:9: not valid YAML"));
  EXPECT_EQ(skipped_["content/b.md"], "content/b.md:1:3: invalid UTF-8");
}

TEST_F(HugoSiteTest, SectionsOfPermalinksNeedListPages) {
  folder_.Write("hugo.toml", "[permalinks]\nnotes = '/n/:sections/:slug/'\n");
  folder_.Write("content/notes/plain/a.md", kPage);
  folder_.Write("content/notes/listed/_index.md", kPage);
  folder_.Write("content/notes/listed/b.md", kPage);
  Read();
  EXPECT_EQ(pages_["content/notes/plain/a.md"].url, "/n/notes/t/");
  EXPECT_EQ(pages_["content/notes/listed/b.md"].url, "/n/notes/listed/t/");
}

TEST_F(HugoSiteTest, CascadesComeFromTheNearestListPageFirst) {
  folder_.Write("hugo.toml", "[[cascade]]\ntags = ['site']\nauthor = 'A'\n[cascade._target]\npath = '/s/**'\n");
  folder_.Write("content/_index.md", "---\ntitle: H\ncascade: {tags: [home], description: D}\n---\n");
  folder_.Write("content/s/_index.md",
                "---\ntitle: S\ncascade:\n- {target: {path: '{/s/x}'}, tags: [x]}\n- {_target: {kind: page}, "
                "tags: [page]}\n---\n");
  folder_.Write("content/s/x.md", kPage);
  folder_.Write("content/s/y/index.md", kPage);
  folder_.Write("content/s/own.md", "---\ntags: [own]\n---\nx");
  folder_.Write("content/t.md", "text without front matter");
  Read();
  EXPECT_THAT(pages_["content/s/x.md"].tags, ElementsAre("x"));
  EXPECT_THAT(pages_["content/s/y/index.md"].tags, ElementsAre("page"));
  EXPECT_THAT(pages_["content/s/own.md"].tags, ElementsAre("own"));
  EXPECT_THAT(pages_["content/s/_index.md"].tags, ElementsAre("home"));
  EXPECT_THAT(pages_["content/t.md"].tags, ElementsAre("home"));
  EXPECT_EQ(pages_["content/t.md"].description, "D");
  EXPECT_THAT(pages_["content/s/x.md"].authors, ElementsAre("A"));
  EXPECT_THAT(pages_["content/t.md"].authors, IsEmpty());
}

TEST_F(HugoSiteTest, CascadesDecideWhatIsPublished) {
  folder_.Write("hugo.toml", "[languages.en]\n[languages.zh]\n");
  folder_.Write("content/d/_index.md", "---\ntitle: D\ncascade: {draft: true}\n---\n");
  folder_.Write("content/d/a.md", kPage);
  folder_.Write("content/d/b.md", "---\ndraft: false\n---\nx");
  folder_.Write("content/d/a.zh.md", kPage);  // the Chinese section has no list page
  folder_.Write("content/n/_index.md", "---\ntitle: N\ncascade: {build: {render: never}}\n---\n");
  folder_.Write("content/n/deep/a.md", kPage);
  Read();
  EXPECT_THAT(Urls(), UnorderedElementsAre(Pair("content/d/b.md", "/d/b/"), Pair("content/d/a.zh.md", "/zh/d/a/")));
  EXPECT_THAT(left_out_, UnorderedElementsAre(Pair("content/d/_index.md", "draft"), Pair("content/d/a.md", "draft"),
                                              Pair("content/n/_index.md", "build.render is never"),
                                              Pair("content/n/deep/a.md", "build.render is never")));
}

TEST_F(HugoSiteTest, ListPageThatIsBrokenOrExcludedDoesNotStopTheSite) {
  options_.exclude = {"content/e/_index.md"};
  folder_.Write("hugo.toml", "");
  folder_.Write("content/b/_index.md", "---\ntitle: a: b\n---\n");
  folder_.Write("content/b/a.md", kPage);
  folder_.Write("content/e/_index.md", "---\ncascade: {tags: [q]}\n---\n");
  folder_.Write("content/e/a.md", kPage);
  Read();
  EXPECT_THAT(skipped_, ElementsAre(Pair("content/b/_index.md", testing::_)));
  EXPECT_EQ(pages_["content/b/a.md"].url, "/b/a/");
  EXPECT_THAT(pages_["content/e/a.md"].tags, ElementsAre("q"));
}

TEST_F(HugoSiteTest, MountsAreContent) {
  folder_.Write("hugo.yaml",
                "languages: {en: {}, zh: {}}\nmodule:\n  mounts:\n  - {source: content, target: content, lang: en}\n"
                "  - {source: 内容, target: content, lang: zh}\n"
                "  - {source: manual, target: content/docs, excludeFiles: 'private/**'}\n");
  folder_.Write("content/a.md", kPage);
  folder_.Write("content/b.zh.md", kPage);
  folder_.Write("内容/a.md", kPage);
  folder_.Write("内容/b.md", kPage);
  folder_.Write("内容/c.en.md", kPage);
  folder_.Write("manual/m.md", kPage);
  folder_.Write("manual/private/m.md", kPage);
  Read();
  EXPECT_THAT(Urls(), UnorderedElementsAre(Pair("content/a.md", "/a/"), Pair("content/b.zh.md", "/zh/b/"),
                                           Pair("内容/a.md", "/zh/a/"), Pair("内容/c.en.md", "/c/"),
                                           Pair("manual/m.md", "/docs/m/")));
  EXPECT_EQ(pages_["manual/m.md"].section, "docs");
  EXPECT_EQ(pages_["内容/a.md"].translation_key, pages_["content/a.md"].translation_key);
  EXPECT_THAT(left_out_,
              UnorderedElementsAre(Pair("内容/b.md", "content/b.zh.md is the same page in the same language"),
                                   Pair("manual/private/m.md", "module.mounts keeps it out")));
}

TEST_F(HugoSiteTest, NamesGiveDatesAndSlugsIfTheSiteSaysSo) {
  folder_.Write("hugo.yaml",
                "timeZone: Asia/Shanghai\npermalinks: {p: '/:year/:month/:day/:slugorfilename/'}\n"
                "frontmatter: {date: [written, ':filename'], lastmod: [':fileModTime']}\n");
  folder_.Write("content/p/2024-05-06_My post.md", kPage);
  folder_.Write("content/p/2024-05-07-bundle/index.md", kPage);
  folder_.Write("content/p/2024-05-08-slug.md", "---\nslug: own\n---\nx");
  folder_.Write("content/p/2024-05-09-written.md", "---\nwritten: 2023-01-02\n---\nx");
  folder_.Write("content/p/2024-13-09-no-date.md", kPage);
  Read();
  EXPECT_THAT(Urls(), UnorderedElementsAre(Pair("content/p/2024-05-06_My post.md", "/2024/05/06/my-post/"),
                                           Pair("content/p/2024-05-07-bundle/index.md", "/2024/05/07/bundle/"),
                                           Pair("content/p/2024-05-08-slug.md", "/2024/05/08/own/"),
                                           Pair("content/p/2024-05-09-written.md", "/2023/01/02/2024-05-09-written/"),
                                           Pair("content/p/2024-13-09-no-date.md", "/1/01/01/2024-13-09-no-date/")));
  const Page& page = pages_["content/p/2024-05-06_My post.md"];
  EXPECT_EQ(FormatRfc3339(*page.date), "2024-05-06T00:00:00+08:00");
  EXPECT_TRUE(page.lastmod.has_value());
  EXPECT_THAT(page.extra, IsEmpty());
}

TEST_F(HugoSiteTest, ListsOfTermsAndDisabledKinds) {
  folder_.Write("hugo.toml",
                "disableKinds = ['section']\n[taxonomies]\ntag = 'tags'\n[permalinks]\ntags = '/t/:slug/'\n");
  folder_.Write("content/tags/_index.md", kPage);
  folder_.Write("content/tags/茶/_index.md", "---\ntitle: Tea\nslug: cha\n---\n");
  folder_.Write("content/posts/_index.md", kPage);
  Read();
  EXPECT_THAT(Urls(), UnorderedElementsAre(Pair("content/tags/_index.md", "/tags/"),
                                           Pair("content/tags/茶/_index.md", "/t/cha/")));
  EXPECT_THAT(left_out_, ElementsAre(Pair("content/posts/_index.md", "the site's disableKinds names section")));
}

TEST_F(HugoSiteTest, SummaryAndAliases) {
  folder_.Write("hugo.toml", "");
  folder_.Write("content/p/a.md",
                "---\naliases: [old, /x.html, old, 'https://example.org/y/', '']\nalias: not-hugos\n---\nfirst\n\n"
                "<!--more-->\n\nsecond\n");
  folder_.Write("content/p/b.md", "---\naliases: one\n---\nx");
  Read();
  EXPECT_THAT(pages_["content/p/a.md"].aliases, ElementsAre("/p/old/", "/x.html"));
  EXPECT_EQ(pages_["content/p/a.md"].summary, "first");
  EXPECT_EQ(pages_["content/p/a.md"].body, "first\nsecond");
  EXPECT_THAT(pages_["content/p/b.md"].aliases, ElementsAre("/p/one/"));
}

TEST_F(HugoSiteTest, HeadingsAreThoseOfTheConfiguredStyle) {
  folder_.Write("hugo.toml", "[markup.goldmark.parser]\nautoHeadingIDType = 'github-ascii'\nattribute.title = false\n");
  folder_.Write("content/a.md", "# Été 夏 {#x}\n");
  Read();
  ASSERT_THAT(pages_["content/a.md"].headings, testing::SizeIs(1));
  EXPECT_EQ(pages_["content/a.md"].headings[0].anchor, "ete--x");
}

}  // namespace
}  // namespace sou::indexer
