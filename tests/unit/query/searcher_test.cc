// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/searcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include "query/render/json.h"
#include "query/search/search_service.h"
#include "tests/unit/query/small_index.h"
#include "tests/unit/table.h"

namespace sou::query {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

std::vector<Page> Blog() {
  std::vector<Page> pages = {
      MakePage("mesh", "服务网格入门", "服务网格把网络的事交给边车。\n用kubectl部署。"),
      MakePage("native", "云原生是什么", "云原生不只是容器。\nCloud native is not only containers."),
      MakePage("tw", "雲原生隨筆", "雲原生與微服務。"),
      MakePage("nginx", "nginx notes", "How to reload nginx. kube-apiserver v1.24.5 and getPods in C++.", "en"),
      MakePage("ko", "파드 재시작", "쿠버네티스에서 파드를 재시작한다.", "ko"),
      MakePage("ja", "サーバー再起動", "サーバーを再起動する手順。", "ja"),
  };
  pages[0].tags = {"Cloud Native", "Istio"};
  pages[1].tags = {"cloud native"};
  pages[0].categories = {"技术"};
  pages[0].section = "posts";
  pages[1].section = "posts";
  pages[0].date = ParseTimestamp("2018-08-11T11:37:36+08:00");
  pages[1].date = ParseTimestamp("2020-01-02");
  pages[3].date = ParseTimestamp("2019-05-06");
  pages[2].language_tag = "zh-tw";
  pages[3].authors = {"Kevin Hoffman"};
  pages[3].extra = {"West Lake | Hangzhou"};
  pages[3].image_alts = {"架构图"};
  pages[3].headings = {{2, "Reload", "reload", 0}};
  return pages;
}

// Words as they are typed: synonyms have tests of their own.
class SearcherTest : public testing::Test {
 protected:
  SearcherTest() { index_.Use(*SettingsOf("search:\n  builtin_synonyms: false\n")); }
  SmallIndex index_{Blog()};
  std::vector<std::string> Find(const std::string& query) { return Paths(index_.Search(query)); }
};

TEST_F(SearcherTest, FindsAcrossScriptsAndSpellings) {
  EXPECT_THAT(Find("云原生"), UnorderedElementsAre("native", "tw"));
  EXPECT_THAT(Find("雲原生"), UnorderedElementsAre("native", "tw"));
  EXPECT_THAT(Find("ＮＧＩＮＸ"), ElementsAre("nginx"));
  EXPECT_THAT(Find("网格"), ElementsAre("mesh"));
  EXPECT_THAT(Find("格入"), ElementsAre("mesh")) << "any two characters, whatever the dictionary thinks";
  EXPECT_THAT(Find("云"), UnorderedElementsAre("native", "tw"));
  EXPECT_THAT(Find("车"), ElementsAre("mesh")) << "the last character of a run";
  EXPECT_THAT(Find("用kubectl部署"), ElementsAre("mesh"));
  EXPECT_THAT(Find("쿠버네티스"), ElementsAre("ko"));
  EXPECT_THAT(Find("쿠버네티스를"), ElementsAre("ko")) << "another particle";
  EXPECT_THAT(Find("サーバ"), ElementsAre("ja"));
  EXPECT_THAT(Find("container"), ElementsAre("native"));
}

TEST_F(SearcherTest, FindsIdentifiersByTheirParts) {
  for (const char* query : {"kube-apiserver", "apiserver", "kubeapiserver", "kube apiserver", "v1.24.5", "1.24.5",
                            "1.24", "getPods", "pods", "c++"}) {
    EXPECT_THAT(Find(query), ElementsAre("nginx")) << query;
  }
  EXPECT_THAT(Find("1.2"), IsEmpty());
  EXPECT_THAT(Find("c#"), IsEmpty());
}

TEST_F(SearcherTest, FindsWhatStandsOutsideTheBody) {
  EXPECT_THAT(Find("West Lake"), ElementsAre("nginx"));
  EXPECT_THAT(Find("架构图"), ElementsAre("nginx"));
  EXPECT_THAT(Find("kevin hoffman"), ElementsAre("nginx"));
  EXPECT_THAT(Find("istio"), ElementsAre("mesh"));
}

TEST_F(SearcherTest, PhrasesAreExact) {
  EXPECT_THAT(Find("\"reload nginx\""), ElementsAre("nginx"));
  EXPECT_THAT(Find("\"nginx reload\""), IsEmpty());
  EXPECT_THAT(Find("\"云原生\""), UnorderedElementsAre("native", "tw"));
  EXPECT_THAT(Find("\"原生不\""), ElementsAre("native"));
  EXPECT_THAT(Find("\"原生容器\""), IsEmpty());
  EXPECT_THAT(Find("\"cloud native\" OR \"no such\""), UnorderedElementsAre("native", "mesh"));
  EXPECT_THAT(Find("云原生 -\"cloud native\""), ElementsAre("tw"));
  EXPECT_THAT(Find("(\"no such\" OR nginx) -\"reload nginx\""), IsEmpty());
}

TEST_F(SearcherTest, OperatorsAndFields) {
  EXPECT_THAT(Find("nginx OR 网格"), UnorderedElementsAre("nginx", "mesh"));
  EXPECT_THAT(Find("云原生 -container"), ElementsAre("tw"));
  EXPECT_THAT(Find("title:网格"), ElementsAre("mesh"));
  EXPECT_THAT(Find("title:kubectl"), IsEmpty());
  EXPECT_THAT(Find("tag:\"cloud native\""), UnorderedElementsAre("mesh", "native"));
  EXPECT_THAT(Find("tag:ISTIO"), ElementsAre("mesh"));
  EXPECT_THAT(Find("category:技術"), ElementsAre("mesh"));
  EXPECT_THAT(Find("lang:ko"), ElementsAre("ko"));
  EXPECT_THAT(Find("lang:zh"), UnorderedElementsAre("mesh", "native", "tw"));
  EXPECT_THAT(Find("lang:zh-TW"), ElementsAre("tw"));
  EXPECT_THAT(Find("lang:en-GB"), ElementsAre("nginx")) << "the site says only en";
  EXPECT_THAT(Find("section:posts"), ElementsAre("native", "mesh")) << "no words: newest first";
  EXPECT_THAT(Find("path:na"), ElementsAre("native"));
  EXPECT_THAT(Find("author:\"kevin hoffman\""), ElementsAre("nginx"));
  EXPECT_THAT(Find("date:2018"), ElementsAre("mesh"));
  EXPECT_THAT(Find("date:2019..2020"), ElementsAre("native", "nginx"));
  EXPECT_THAT(Find("date:..2018-08-11"), ElementsAre("mesh"));
  EXPECT_THAT(Find("kube*"), UnorderedElementsAre("nginx", "mesh"));
}

// Each path: reads the path of every page below it, so a query of 64 of them took seconds on a large site.
TEST_F(SearcherTest, OnlySomePathFiltersCount) {
  std::string query = "path:na";
  for (int i = 0; i < 7; ++i) query += " OR path:none";
  EXPECT_THAT(index_.Search(query).diagnostics, IsEmpty());
  const SearchResponse response = index_.Search(query + " OR path:ng");
  EXPECT_THAT(Paths(response), ElementsAre("native"));
  ASSERT_EQ(response.diagnostics.size(), 1U);
  EXPECT_EQ(response.diagnostics[0].message, "only the first 8 path: filters count");
}

TEST_F(SearcherTest, AllWordsFirstThenSome) {
  const SearchResponse all = index_.Search("nginx reload");
  EXPECT_EQ(all.match, Match::kAll);
  EXPECT_THAT(Paths(all), ElementsAre("nginx"));
  const SearchResponse some = index_.Search("nginx 网格");
  EXPECT_EQ(some.match, Match::kSome);
  EXPECT_THAT(Paths(some), UnorderedElementsAre("nginx", "mesh"));
  EXPECT_EQ(index_.Search("没有这个词吧").match, Match::kNone);
  EXPECT_EQ(index_.Search("how to reload the nginx").match, Match::kAll) << "words that say nothing keep no page out";
}

TEST_F(SearcherTest, AnEmptyQueryListsEverythingNewestFirst) {
  const SearchResponse response = index_.Search("");
  EXPECT_EQ(response.total, 6U);
  const std::vector<std::string> paths = Paths(response);
  EXPECT_EQ(paths[0], "native");
  EXPECT_EQ(paths[1], "nginx");
  EXPECT_EQ(paths[2], "mesh");
}

TEST_F(SearcherTest, PunctuationAloneIsNotEverything) {
  const SearchResponse response = index_.Search("!?!");
  EXPECT_EQ(response.total, 0U);
  EXPECT_EQ(response.diagnostics.size(), 1U);
}

TEST_F(SearcherTest, FacetsCountEveryMatchAndFoldSpellings) {
  SearchRequest request;
  request.facets = {Facet::kTags, Facet::kLang, Facet::kYear, Facet::kSection, Facet::kCategories};
  request.limit = 1;
  const SearchResponse response = index_.Search(request);
  ASSERT_EQ(response.facets.size(), 5U);
  EXPECT_EQ(response.facets[0].counts[0].count, 2U) << "Cloud Native and cloud native are one tag";
  EXPECT_EQ(response.facets[1].counts[0].value, "zh");
  EXPECT_EQ(response.facets[1].counts[0].count, 3U);
  EXPECT_EQ(response.facets[2].counts.size(), 3U);
  EXPECT_TRUE(response.total_exact);

  request.text = "\"cloud native\"";
  const SearchResponse phrase = index_.Search(request);
  EXPECT_EQ(phrase.facets[0].counts[0].count, phrase.total) << "counted after the text was checked";
}

TEST_F(SearcherTest, SortsAndPages) {
  SearchRequest request;
  request.sort = Sort::kDate;
  request.text = "云原生 OR nginx";
  EXPECT_THAT(Paths(index_.Search(request)), ElementsAre("native", "nginx", "tw"));
  request.offset = 1;
  request.limit = 1;
  EXPECT_THAT(Paths(index_.Search(request)), ElementsAre("nginx"));
  request.offset = 99;
  EXPECT_THAT(Paths(index_.Search(request)), IsEmpty());
}

TEST_F(SearcherTest, ScoresGoDownTheList) {
  for (const char* query : {"云原生 网格 nginx", "服务网格入门", "reload nginx 云"}) {
    double last = 1e9;
    for (const Hit& hit : index_.Search(query).hits) {
      EXPECT_LE(hit.score, last) << query;
      last = hit.score;
    }
  }
}

TEST_F(SearcherTest, HitsHaveSnippetsAndSections) {
  const SearchResponse response = index_.Search("reload");
  ASSERT_EQ(response.hits.size(), 1U);
  const Hit& hit = response.hits[0];
  EXPECT_EQ(Bracketed(hit.title), "nginx notes");
  EXPECT_EQ(Bracketed(hit.snippet), "How to [reload] nginx. kube-apiserver v1.24.5 and getPods in C++.");
  ASSERT_EQ(hit.sections.size(), 1U);
  EXPECT_EQ(hit.sections[0].url, "/nginx/#reload");
  EXPECT_EQ(Bracketed(index_.Search("hangzhou").hits[0].snippet), "West Lake | [Hangzhou]");
}

TEST_F(SearcherTest, NoQueryCrashesOrErrs) {
  std::ifstream file(std::string(SOU_TEST_DATA) + "/odd_queries.txt");
  std::string line;
  size_t count = 0;
  for (; std::getline(file, line); ++count) {
    const SearchResponse response = index_.Search(Unescape(line));
    EXPECT_FALSE(ToJson(response).empty());
  }
  EXPECT_GE(count, 200U);
  for (const char* unit : {"a", "云", "(", "\"", "-", "a ", "云 ", "한", "😀", "\xFF", "a*", "title:", "OR "}) {
    std::string query;
    while (query.size() < 10'000) query += unit;
    EXPECT_FALSE(ToJson(index_.Search(query)).empty());
  }
}

TEST_F(SearcherTest, AnotherAnalyzerIsRefusedByName) {
  const SmallIndex other(Blog());
  const std::filesystem::path manifest = store::ManifestPath(store::GenerationPath(other.folder(), 1));
  Result<store::Manifest> changed = store::ManifestFromJson(ReadFile(manifest, 1 << 20).value());
  ASSERT_TRUE(changed.ok());
  changed->analyzer = "sou 0, ICU 1.0, Unicode 1.0";
  ASSERT_TRUE(WriteFileDurably(manifest, store::ManifestToJson(*changed)).ok());
  const Result<store::Generation> generation = store::FindCurrent(other.folder());
  ASSERT_FALSE(generation.ok());
  EXPECT_EQ(generation.error().code, ErrorCode::kUnsupported);
  EXPECT_THAT(generation.error().message, testing::HasSubstr("rebuild it with sou-index --full"));
}

TEST(SearchService, SwitchesGenerationsUnderRunningSearches) {
  SmallIndex index({MakePage("old", "旧", "云原生")});
  Result<std::unique_ptr<SearchService>> service = SearchService::Open(index.folder());
  ASSERT_TRUE(service.ok()) << service.error().ToString();
  std::atomic<bool> stop = false;
  std::atomic<int> failures = 0;
  std::vector<std::jthread> readers;
  for (int i = 0; i < 4; ++i) {
    readers.emplace_back([&] {
      SearchRequest request;
      request.text = "云原生";
      while (!stop) {
        const Result<SearchResponse> response = (*service)->Search(request);
        const bool good = response.ok() && response->hits.size() == 1 &&
                          response->hits[0].path ==
                              (response->generation == 1 ? "old" : "new" + std::to_string(response->generation));
        if (!good) ++failures;
      }
    });
  }
  for (uint64_t number = 2; number <= 12; ++number) {
    index.Publish(number, {MakePage("new" + std::to_string(number), "新", "云原生")});
    const Result<bool> switched = (*service)->Refresh();
    ASSERT_TRUE(switched.ok()) << switched.error().ToString();
    EXPECT_TRUE(*switched);
    EXPECT_EQ((*service)->generation(), number);
  }
  EXPECT_FALSE(*(*service)->Refresh());
  stop = true;
  readers.clear();
  EXPECT_EQ(failures, 0);
}

}  // namespace
}  // namespace sou::query
