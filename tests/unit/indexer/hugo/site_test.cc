// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hugo/site.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;

class HugoSiteTest : public testing::Test {
 protected:
  HugoSiteTest() { options_.now = *ParseTimestamp("2026-11-01"); }

  // Reads everything: pages by path, reasons by path.
  void Read() {
    const Result<std::unique_ptr<SiteSource>> site = OpenHugoSite(folder_.path(), options_);
    ASSERT_TRUE(site.ok()) << site.error().ToString();
    EXPECT_EQ((*site)->Kind(), "hugo");
    const Result<Listing> listing = (*site)->List();
    ASSERT_TRUE(listing.ok());
    for (const LeftOut& left_out : listing->left_out) left_out_[left_out.path] = left_out.reason;
    for (const SourceFile& file : listing->files) {
      ReadOutcome outcome = (*site)->Read(file);
      EXPECT_EQ(outcome.page.has_value() + outcome.skipped.has_value() + outcome.left_out.has_value(), 1);
      if (outcome.page) pages_[file.path] = *outcome.page;
      if (outcome.left_out) left_out_[file.path] = *outcome.left_out;
      if (outcome.skipped) skipped_[file.path] = outcome.skipped->ToString();
    }
  }

  std::map<std::string, std::string> Urls() const {
    std::map<std::string, std::string> urls;
    for (const auto& [path, page] : pages_) urls[path] = page.url;
    return urls;
  }

  testing_support::TestFolder folder_;
  SourceOptions options_;
  std::map<std::string, Page> pages_;
  std::map<std::string, std::string> left_out_;
  std::map<std::string, std::string> skipped_;
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
  const std::string reason = "a resource of the page in content/posts/b/";
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
                                              Pair("a/b/README.md", "a resource of the page in a/")));
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

}  // namespace
}  // namespace sou::indexer
