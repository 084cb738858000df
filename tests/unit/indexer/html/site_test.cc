// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/html/site.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class HtmlSiteTest : public testing::Test {
 protected:
  void Write(const std::string& path, const std::string& head, const std::string& main = "<p>text") {
    folder_.Write(
        path, "<!doctype html><html lang=en><head>" + head + "</head><body><main>" + main + "</main></body></html>");
  }

  // Opens the folder as it is now.
  const std::map<std::string, ReadOutcome>& ReadAll() {
    site_ = std::move(OpenHtmlSite(folder_.path(), options_).value());
    outcomes_.clear();
    const Result<Listing> listing = site_->List();
    for (const SourceFile& file : listing->files) outcomes_[file.path] = site_->Read(file);
    return outcomes_;
  }

  Page PageOf(const std::string& path) {
    const ReadOutcome& outcome = ReadAll().at(path);
    EXPECT_TRUE(outcome.page.has_value()) << path << ": " << outcome.left_out.value_or("");
    return outcome.page.value_or(Page{});
  }

  testing_support::TestFolder folder_;
  SourceOptions options_;
  std::unique_ptr<SiteSource> site_;
  std::map<std::string, ReadOutcome> outcomes_;
};

TEST_F(HtmlSiteTest, IsRecognisedByItsIndexAndWhatPrevails) {
  EXPECT_FALSE(*IsHtmlSite(folder_.path()));
  Write("index.html", "");
  EXPECT_TRUE(*IsHtmlSite(folder_.path()));
  folder_.Write("README.md", "x");  // as many: Docsify's index.html only loads Markdown
  EXPECT_FALSE(*IsHtmlSite(folder_.path()));
  Write("a.html", "");
  EXPECT_TRUE(*IsHtmlSite(folder_.path()));
  EXPECT_EQ(OpenSite(folder_.path(), options_).value()->Kind(), "html");
}

TEST_F(HtmlSiteTest, ListsPagesOnly) {
  for (const char* path :
       {"index.html", "a/index.html", "404.html", "page/2/index.html", ".cache/x.html", "node_modules/p/d.html"}) {
    Write(path, "");
  }
  folder_.Write("style.css", "x");
  ReadAll();
  const Result<Listing> listing = site_->List();
  EXPECT_THAT(outcomes_, SizeIs(2));
  EXPECT_THAT(listing->left_out,
              ElementsAre(LeftOut{".cache/x.html", "in a hidden folder"}, LeftOut{"404.html", "the error page"},
                          LeftOut{"node_modules/p/d.html", "in a folder of installed packages"},
                          LeftOut{"page/2/index.html", "a further part of a list"}));
}

TEST_F(HtmlSiteTest, AddressFollowsThePath) {
  for (const char* path : {"index.html", "茶/index.html", "a b/c.html"}) Write(path, "");
  EXPECT_EQ(PageOf("index.html").url, "/");
  EXPECT_EQ(PageOf("茶/index.html").url, "/%E8%8C%B6/");
  EXPECT_EQ(PageOf("a b/c.html").url, "/a%20b/c.html");
  options_.base_url = "https://example.org/docs/";
  EXPECT_EQ(PageOf("茶/index.html").url, "/docs/%E8%8C%B6/");
}

TEST_F(HtmlSiteTest, CanonicalLinkMaySayItInAnotherWay) {
  Write("index.html", "<link rel=canonical href=https://example.org/>");
  Write("a.html", "<link rel=canonical href=https://example.org/a>");
  Write("b/index.html", "<link rel=canonical href=/b>");
  Write("c/index.html", "<link rel=canonical href=https://elsewhere.example/first/>");
  EXPECT_EQ(PageOf("a.html").url, "/a");
  EXPECT_EQ(PageOf("b/index.html").url, "/b");
  EXPECT_EQ(PageOf("c/index.html").url, "/c/");
}

TEST_F(HtmlSiteTest, CanonicalLinksTellTheBasePath) {
  Write("index.html",
        "<meta http-equiv=refresh content='0; url=en/'><link rel=canonical href=https://example.org/blog/en/>");
  Write("en/index.html", "<link rel=canonical href=https://example.org/blog/en/>");
  Write("en/a/index.html", "");
  EXPECT_EQ(PageOf("en/a/index.html").url, "/blog/en/a/");
  EXPECT_EQ(PageOf("en/index.html").url, "/blog/en/");
  EXPECT_EQ(ReadAll().at("index.html").left_out, "a redirect (to en/)");
}

TEST_F(HtmlSiteTest, WhatIsNotToBeFoundIsLeftOut) {
  Write("index.html", "");
  Write("a.html", "<meta name=robots content=noindex>");
  Write("b.html", "<link rel=canonical href=/e.html>");
  Write("f.html", "<link rel=canonical href=/>");
  Write("c.html", "", "<script>location.href = '/'</script>");
  Write("d.html", "", "");
  Write("e.html", "<link rel=canonical href=/nowhere/>");
  const auto& outcomes = ReadAll();
  EXPECT_EQ(outcomes.at("a.html").left_out, "kept out of searches by its meta tags (noindex)");
  EXPECT_EQ(outcomes.at("b.html").left_out, "its canonical link names another page (e.html)");
  EXPECT_EQ(outcomes.at("c.html").left_out, "a redirect by script");
  EXPECT_EQ(outcomes.at("d.html").left_out, "without title and text");
  EXPECT_EQ(outcomes.at("e.html").page->url, "/e.html");
  EXPECT_THAT(outcomes.at("e.html").warnings.at(0).message, HasSubstr("names no page of this site"));
  EXPECT_EQ(outcomes.at("f.html").page->url, "/f.html") << "a theme that named the home page hid the whole site";
  EXPECT_THAT(outcomes.at("f.html").warnings.at(0).message, HasSubstr("names the home page"));
}

TEST_F(HtmlSiteTest, TitleIsWithoutTheSitesName) {
  Write("index.html", "<title>Lakeside Notes - tea and clusters</title>");
  Write("ja/index.html", "<title>湖畔ノート</title>");
  Write("a.html", "<title>Tea | Lakeside Notes</title>");
  Write("ja/b.html", "<title>お茶 - 湖畔ノート</title>");
  Write("c.html", "<meta property=og:site_name content=Other><title>Tea » Other</title>");
  Write("d.html", "<title>Lakeside Notes</title>", "<h2>Herons</h2>");
  EXPECT_EQ(PageOf("index.html").title, "Lakeside Notes - tea and clusters");
  EXPECT_EQ(PageOf("ja/index.html").title, "湖畔ノート");
  EXPECT_EQ(PageOf("a.html").title, "Tea");
  EXPECT_EQ(PageOf("ja/b.html").title, "お茶");
  EXPECT_EQ(PageOf("c.html").title, "Tea");
  EXPECT_EQ(PageOf("d.html").title, "Herons");
}

TEST_F(HtmlSiteTest, TitleIsNotRepeatedInTheBody) {
  Write("a.html", "", "<h1>Tea</h1><p>Water</p><h1>Tea</h1>");
  const Page page = PageOf("a.html");
  EXPECT_EQ(page.title, "Tea");
  EXPECT_EQ(page.body, "Water\nTea");
}

TEST_F(HtmlSiteTest, TheSitesDescriptionIsNotThePages) {
  Write("index.html", "<meta name=description content=All>");
  Write("a.html", "<meta name=description content=All>");
  Write("b.html", "<meta name=description content=Own>");
  EXPECT_EQ(PageOf("index.html").description, "All");
  EXPECT_EQ(PageOf("a.html").description, "");
  EXPECT_EQ(PageOf("b.html").description, "Own");
}

TEST_F(HtmlSiteTest, SectionIsTheFirstFolder) {
  for (const char* path : {"index.html", "posts/index.html", "posts/a/index.html", "about/index.html",
                           "ja/posts/b.html", "ja/index.html", "2024/04/tea.html"}) {
    Write(path, "");
  }
  Write("c/d.html", "<meta property=article:section content=notes>");
  EXPECT_EQ(PageOf("index.html").section, "");
  EXPECT_EQ(PageOf("posts/index.html").section, "posts");
  EXPECT_EQ(PageOf("posts/a/index.html").section, "posts");
  EXPECT_EQ(PageOf("about/index.html").section, "");
  EXPECT_EQ(PageOf("ja/posts/b.html").section, "posts");
  EXPECT_EQ(PageOf("ja/index.html").section, "");
  EXPECT_EQ(PageOf("2024/04/tea.html").section, "");
  EXPECT_EQ(PageOf("c/d.html").section, "notes");
}

TEST_F(HtmlSiteTest, TranslationsAreTiedByTheirLinks) {
  const std::string links = "<link rel=alternate hreflang=en href=/a/><link rel=alternate hreflang=ja href=/ja/a/>";
  Write("a/index.html", links);
  Write("ja/a/index.html", links);
  Write("b/index.html", "<link rel=alternate hreflang=en href=/b/>");
  EXPECT_EQ(PageOf("a/index.html").translation_key, "/a/");
  EXPECT_EQ(PageOf("ja/a/index.html").translation_key, "/a/");
  EXPECT_EQ(PageOf("b/index.html").translation_key, "");
}

TEST_F(HtmlSiteTest, LanguageIsThePagesElseTheFolders) {
  Write("a.html", "");
  folder_.Write("ja/b.html", "<p>tea and more tea, in English");
  folder_.Write("c.html", "<p>湖边的茶馆每天早上开门");
  EXPECT_EQ(PageOf("a.html").language_from, LanguageFrom::kPage);
  EXPECT_EQ(PageOf("ja/b.html").language, "ja");
  EXPECT_EQ(PageOf("c.html").language, "zh");
}

TEST_F(HtmlSiteTest, CharsetIsNamed) {
  folder_.Write("a.html", "<meta charset=\"gbk\"><title>\xB2\xE8</title>");
  const ReadOutcome& outcome = ReadAll().at("a.html");
  ASSERT_TRUE(outcome.skipped.has_value());
  EXPECT_EQ(outcome.skipped->message, "invalid UTF-8 (the page says gbk); convert it: iconv -f gbk -t UTF-8");
  EXPECT_EQ(outcome.skipped->place.line, 1U);
}

TEST_F(HtmlSiteTest, NestingIsSkippedAndTheRestIsRead) {
  Write("a.html", "");
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<div>";
  Write("b.html", "", deep);
  const auto& outcomes = ReadAll();
  EXPECT_TRUE(outcomes.at("a.html").page.has_value());
  ASSERT_TRUE(outcomes.at("b.html").skipped.has_value());
  EXPECT_EQ(outcomes.at("b.html").skipped->place.path, "b.html");
}

TEST_F(HtmlSiteTest, LargeFilesAreSkipped) {
  Write("a.html", "");
  options_.max_file_bytes = 10;
  EXPECT_THAT(ReadAll().at("a.html").skipped->message, HasSubstr("max_file_bytes"));
}

}  // namespace
}  // namespace sou::indexer
