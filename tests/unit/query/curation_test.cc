// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/curation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "query/render/json.h"
#include "tests/unit/query/small_index.h"

namespace sou::query {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

std::vector<Page> Pages() {
  std::vector<Page> pages = {
      MakePage("posts/a", "Teapots", "A teapot of clay, a teapot of iron.", "en"),
      MakePage("posts/b", "More pots", "A teapot once more.", "en"),
      MakePage("archive/c", "Teapot teapot", "An old teapot. A teapot.", "en"),
      MakePage("archive/old/d", "Rust", "An iron teapot.", "en"),
      MakePage("about", "About", "Nothing of the sort.", "en"),
      MakePage("zh/茶", "茶壶", "茶壶与teapot。"),
  };
  for (Page& page : pages) page.section = page.path.substr(0, page.path.find('/'));
  pages[1].tags = {"Tutorial"};
  pages[4].url = "/about-us/";
  pages[4].aliases = {"/about/"};
  pages[5].url = "/zh/%E8%8C%B6/";
  for (size_t i = 0; i < pages.size(); ++i) pages[i].date = Timestamp{static_cast<int64_t>(i) * 86'400, 0};
  return pages;
}

class CurationTest : public testing::Test {
 protected:
  void Use(const std::string& yaml) {
    const Result<SearchSettings> settings = SettingsOf("search:\n" + yaml);
    ASSERT_TRUE(settings.ok()) << settings.error().ToString();
    index_.Use(*settings);
  }
  std::vector<std::string> Find(const std::string& query) { return Paths(index_.Search(query)); }
  SmallIndex index_{Pages()};
};

TEST_F(CurationTest, PinnedPagesComeFirstInTheirOrder) {
  Use("  pins: [\"Teapot => /about/\", \"teapot => /zh/茶\", \"other => /posts/a/\"]\n");
  const SearchResponse plain = index_.Search("iron");
  EXPECT_FALSE(plain.hits.at(0).pinned);
  for (const char* query : {"teapot", " ＴＥＡＰＯＴ ? ", "teapot!"}) {
    const SearchResponse found = index_.Search(query);
    ASSERT_EQ(found.hits.size(), 6U) << query;
    EXPECT_EQ(found.hits[0].path, "about") << "found by an alias; it does not even match";
    EXPECT_EQ(found.hits[1].path, "zh/茶");
    EXPECT_EQ(found.total, 6U);
    EXPECT_TRUE(found.hits[0].pinned && found.hits[1].pinned && !found.hits[2].pinned);
    for (size_t i = 1; i < found.hits.size(); ++i) EXPECT_GE(found.hits[i - 1].score, found.hits[i].score);
  }
  EXPECT_THAT(ToJson(index_.Search("teapot").hits[0]), HasSubstr("\"pinned\":true"));
  EXPECT_THAT(ToJson(index_.Search("teapot").hits[2]), Not(HasSubstr("pinned")));
  EXPECT_EQ(index_.Search("teapot iron").hits[0].pinned, false) << "another query";
}

// A pinned page that also matches stood on the second page again.
TEST_F(CurationTest, PinnedPagesStandThereOnce) {
  Use("  pins: [\"teapot => /posts/b/\", \"teapot => /posts/b\"]\n");
  SearchRequest request;
  request.text = "teapot";
  request.limit = 2;
  std::vector<std::string> paths;
  for (request.offset = 0; request.offset < 6; request.offset += 2) {
    const SearchResponse page = index_.Search(request);
    EXPECT_EQ(page.total, 5U);
    for (const Hit& hit : page.hits) paths.push_back(hit.path);
  }
  EXPECT_EQ(paths.front(), "posts/b");
  EXPECT_THAT(paths, UnorderedElementsAre("posts/b", "posts/a", "archive/c", "archive/old/d", "zh/茶"));
}

TEST_F(CurationTest, FiltersAndOrderByDateHoldForPins) {
  Use("  pins: [\"teapot => /about/\", \"teapot => /zh/茶/\"]\n");
  SearchRequest request;
  request.text = "teapot";
  request.filters.langs = {"zh"};
  request.facets = {Facet::kLang};
  const SearchResponse chinese = index_.Search(request);
  EXPECT_THAT(Paths(chinese), ElementsAre("zh/茶"));
  EXPECT_EQ(chinese.facets.at(0).counts.at(0).count, 1U);
  request.filters.langs.clear();
  const SearchResponse all = index_.Search(request);
  EXPECT_EQ(all.facets.at(0).counts.at(0).count + all.facets.at(0).counts.at(1).count, all.total);
  request.sort = Sort::kDate;
  EXPECT_THAT(Paths(index_.Search(request)), ElementsAre("zh/茶", "archive/old/d", "archive/c", "posts/b", "posts/a"));
}

TEST_F(CurationTest, HiddenPagesAreNowhere) {
  Use("  hide: [/archive/*, https://example.org/posts/a/]\n  pins: [\"teapot => /archive/c/\"]\n");
  SearchRequest request;
  request.text = "teapot";
  request.facets = {Facet::kSection};
  const SearchResponse found = index_.Search(request);
  EXPECT_THAT(Paths(found), UnorderedElementsAre("posts/b", "zh/茶"));
  EXPECT_EQ(found.total, 2U);
  EXPECT_EQ(found.facets.at(0).counts.size(), 2U);
  EXPECT_THAT(Find("\"iron teapot\""), IsEmpty());
  request.text = "";
  EXPECT_THAT(Paths(index_.Search(request)), UnorderedElementsAre("posts/b", "zh/茶", "about"));
}

TEST(Curation, HidesByAddress) {
  const auto settings = SettingsOf("search:\n  hide: [/drafts/*, /about/, /zh/茶]\n");
  ASSERT_TRUE(settings.ok());
  const Curation& curation = settings->curation;
  for (const char* url : {"/drafts/", "/drafts/a/b/", "/about", "/about/index.html", "/zh/%E8%8C%B6/"})
    EXPECT_TRUE(curation.Hides(url)) << url;
  for (const char* url : {"/drafts", "/", "/draft/", "/about/us/", "/zh/"}) EXPECT_FALSE(curation.Hides(url)) << url;
}

TEST_F(CurationTest, BoostsMoveWholeGroups) {
  Use("  boost: [\"tag:tutorial 10\"]\n");
  EXPECT_EQ(Find("teapot").front(), "posts/b");
  Use("  boost: [\"path:/archive/* 0.1\", \"section:posts 2\"]\n");
  const std::vector<std::string> found = Find("teapot");
  EXPECT_THAT(std::vector(found.begin() + 3, found.end()), UnorderedElementsAre("archive/c", "archive/old/d"))
      << "an exact title does not save it";
  Use("  boost: [\"lang:zh 10\"]\n");
  EXPECT_EQ(Find("teapot").front(), "zh/茶");
}

// Factors of several entries multiply: in the matcher they are classes of pages.
TEST_F(CurationTest, FactorsMultiplyTheWholeScore) {
  SearchRequest request;
  request.text = "teapot";
  std::map<std::string, double> before;
  for (const Hit& hit : index_.Search(request).hits) before[hit.path] = hit.score;
  Use("  boost: [\"section:posts 0.5\", \"tag:tutorial 4\", \"path:/archive/* 3\", \"path:/archive/old/* 0.5\"]\n");
  std::map<std::string, double> after;
  for (const Hit& hit : index_.Search(request).hits) after[hit.path] = hit.score;
  // The second phase adds shares of the best first-phase score, so only what has no bonus is a plain multiple.
  EXPECT_NEAR(after["archive/old/d"] / before["archive/old/d"], 1.5, 0.01);
  EXPECT_NEAR(after["posts/b"] / before["posts/b"], 2.0, 0.01);
  EXPECT_NEAR(after["zh/茶"] / before["zh/茶"], 1.0, 0.01);
}

TEST_F(CurationTest, WhatNamesNoPageIsSaidAndNoError) {
  Use("  pins: [\"teapot => /nowhere/\"]\n  hide: [/gone/*]\n  boost: [\"tag:nobody 2\"]\n");
  SearchRequest request;
  request.text = "teapot";
  request.explain = true;
  const std::string said = index_.Search(request).explanation;
  EXPECT_THAT(said, HasSubstr("sou.yaml:2: search.pins: no page has the address /nowhere/"));
  EXPECT_THAT(said, HasSubstr("sou.yaml:3: search.hide: no page has the address /gone/*"));
  EXPECT_THAT(said, HasSubstr("sou.yaml:4: search.boost: no page is meant by \"tag:nobody 2\""));
  EXPECT_EQ(index_.OpenSearcher().notes().size(), 3U);
}

class BadCuration : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(BadCuration, IsNamedWithItsPlace) {
  const Result<SearchSettings> settings = SettingsOf(std::string("search:\n") + GetParam().first + "\n");
  ASSERT_FALSE(settings.ok()) << GetParam().first;
  EXPECT_THAT(settings.error().ToString(), HasSubstr("sou.yaml:2: search."));
  EXPECT_THAT(settings.error().ToString(), HasSubstr(GetParam().second));
}

INSTANTIATE_TEST_SUITE_P(
    Curation, BadCuration,
    testing::Values(std::pair{"  pins: [\"a /x/\"]", "as in \"云原生 => /posts/x/\""},
                    std::pair{"  pins: [\" => /x/\"]", "it takes a query and a page"},
                    std::pair{"  pins: [\"a => x\"]", "behind \"=>\" stands one page's address"},
                    std::pair{"  pins: [\"a => /x/*\"]", "one page's address"},
                    std::pair{"  hide: [about]", "begins with \"/\""}, std::pair{"  hide: [/a*]", "all of a folder"},
                    std::pair{"  hide: [/*/a]", "all of a folder"},
                    std::pair{"  boost: [section:posts]", "pages and a factor"},
                    std::pair{"  boost: [\"posts 2\"]", "pages and a factor"},
                    std::pair{"  boost: [\"size:big 2\"]", "there are section, tag, category, lang, author and path"},
                    std::pair{"  boost: [\"section: 2\"]", "value is missing"},
                    std::pair{"  boost: [\"section:posts 11\"]", "\"11\" is no factor from 0.1 to 10"},
                    std::pair{"  boost: [\"section:posts nan\"]", "is no factor"},
                    std::pair{"  boost: [\"section:posts 0.01\"]", "is no factor"},
                    std::pair{"  boost: [\"path:posts 2\"]", "begins with \"/\""}));

TEST(PinKeys, AreFoldedWithoutSignsAtTheEnd) {
  EXPECT_EQ(PinKey("  雲原生　是什么？？ "), "云原生 是什么");
  EXPECT_EQ(PinKey("C++"), "c++");
  EXPECT_EQ(PinKey("-a"), "-a");
  EXPECT_EQ(PinKey("?! "), "");
}

}  // namespace
}  // namespace sou::query
