// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/plan/synonyms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "query/plan/builtin_synonyms.h"
#include "query/plan/word_key.h"
#include "tests/unit/query/small_index.h"
#include "tests/unit/table.h"

namespace sou::query {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

std::vector<Page> Pages() {
  std::vector<Page> pages = {
      MakePage("k8s", "k8s 笔记", "用 k8s 的第一天。"),
      MakePage("kubernetes", "Kubernetes notes", "The first day with Kubernetes.", "en"),
      MakePage("rongqi", "容器随笔", "容器怎么部署。"),
      MakePage("container", "Container", "A container is a box, and how to deploy it.", "en"),
      MakePage("native", "Far clouds", "Everything here is cloud native.", "en"),
      MakePage("apart", "Birds", "A cloud over the lake. Birds that are native here.", "en"),
      MakePage("yunyuansheng", "云原生", "云原生的事。"),
      MakePage("js", "Scripts", "Some js to try.", "en"),
      MakePage("javascript", "More scripts", "Some javascript to try.", "en"),
      MakePage("busho", "部署の話", "部署は会社の組織です。", "ja"),
      MakePage("huaju", "容器化", "旧系统的容器化改造。"),
  };
  return pages;
}

class SynonymsTest : public testing::Test {
 protected:
  void Use(const std::string& entries) {
    const Result<SearchSettings> settings = SettingsOf("search:\n  builtin_synonyms: false\n  synonyms:\n" + entries);
    ASSERT_TRUE(settings.ok()) << settings.error().ToString();
    index_.Use(*settings);
  }
  // Pages that have all words; others may follow them.
  std::vector<std::string> Find(const std::string& query) {
    SearchRequest request;
    request.text = query;
    request.explain = true;
    std::vector<std::string> paths;
    for (const Hit& hit : index_.Search(request).hits) {
      if (hit.explanation.find("has all words") != std::string::npos) paths.push_back(hit.path);
    }
    return paths;
  }
  // Of the page at `path`; empty if it is not found.
  std::string SnippetOf(const std::string& query, const std::string& path) {
    const SearchResponse found = index_.Search(query);
    const auto hit = std::find_if(found.hits.begin(), found.hits.end(), [&](const Hit& h) { return h.path == path; });
    return hit == found.hits.end() ? "" : Bracketed(hit->snippet);
  }
  SmallIndex index_{Pages()};
};

TEST_F(SynonymsTest, BothWaysTheTypedWordFirst) {
  Use("  - K8S = Kubernetes\n");
  EXPECT_THAT(Find("k8s"), ElementsAre("k8s", "kubernetes"));
  EXPECT_THAT(Find("kubernetes"), ElementsAre("kubernetes", "k8s"));
  EXPECT_THAT(Find("Ｋ８ｓ"), ElementsAre("k8s", "kubernetes")) << "compared by width, too";
}

TEST_F(SynonymsTest, OneWay) {
  Use("  - js => javascript\n");
  EXPECT_THAT(Find("js"), ElementsAre("js", "javascript"));
  EXPECT_THAT(Find("javascript"), ElementsAre("javascript"));
}

TEST_F(SynonymsTest, InARunWithoutSpaces) {
  Use("  - 容器 = container\n  - 部署 = deploy\n");
  EXPECT_THAT(Find("容器部署"), ElementsAre("rongqi", "container")) << "each piece must match";
  EXPECT_THAT(Find("容器怎么部署"), ElementsAre("rongqi", "container"));
  EXPECT_THAT(Find("容器化"), ElementsAre("huaju")) << "a single character belongs to the word before it";
}

TEST_F(SynonymsTest, PhrasesAndTheLongestKey) {
  Use("  - 云原生 = cloud native\n  - cloud = sky\n");
  EXPECT_THAT(Find("雲原生"), Contains("native"));
  EXPECT_EQ(Find("雲原生").front(), "yunyuansheng");
  EXPECT_THAT(Find("cloud native"), UnorderedElementsAre("native", "apart", "yunyuansheng"));
}

// A synonym of several words is marked where they stand in a row, never a stray word of it.
TEST_F(SynonymsTest, AreHighlighted) {
  Use("  - 云原生 = cloud native\n  - k8s = kubernetes\n");
  EXPECT_EQ(SnippetOf("云原生", "native"), "Everything here is [cloud native].");
  EXPECT_EQ(SnippetOf("云原生", "apart"), "A cloud over the lake. Birds that are native here.");
  EXPECT_EQ(Bracketed(index_.Search("k8s").hits.at(1).snippet), "The first day with [Kubernetes].");
}

// "native" was only marked beside "cloud", since the synonym's word hid the typed one.
TEST_F(SynonymsTest, ATypedWordIsHighlightedWhereverItStands) {
  Use("  - 云原生 = cloud native\n");
  EXPECT_EQ(SnippetOf("云原生 OR native", "apart"), "Birds that are [native] here.");
}

TEST_F(SynonymsTest, AreNotFollowedFromOneToTheNext) {
  Use("  - k8s = js\n  - js = javascript\n");
  EXPECT_THAT(Find("k8s"), UnorderedElementsAre("k8s", "js"));
}

TEST_F(SynonymsTest, OfALanguage) {
  Use("  - zh: 部署 = deploy\n  - ko: k8s = kubernetes\n");
  EXPECT_THAT(Find("部署"), Contains("container"));
  SearchRequest request;
  request.text = "部署";
  request.filters.langs = {"ja", "en"};
  EXPECT_THAT(Paths(index_.Search(request)), ElementsAre("busho")) << "the filter says that it is not Chinese";
  EXPECT_THAT(Find("部署の"), Not(Contains("container"))) << "Kana says so, too";
  EXPECT_THAT(Find("k8s"), UnorderedElementsAre("k8s", "kubernetes")) << "an alphabet may be Korean";
}

// nobody expects -k8s to hide pages that never say k8s; what stands in quotes is meant as typed.
TEST_F(SynonymsTest, NotWhereAWordIsMeantAsTyped) {
  Use("  - k8s = kubernetes\n");
  EXPECT_THAT(Find("day -k8s"), ElementsAre("kubernetes"));
  EXPECT_THAT(Find("\"k8s\""), ElementsAre("k8s"));
  EXPECT_THAT(Find("title:k8s"), ElementsAre("k8s", "kubernetes")) << "a field is no reason";
  EXPECT_THAT(Find("k8s OR 容器部署"), Contains("kubernetes"));
}

TEST_F(SynonymsTest, PluralsAndParticles) {
  Use("  - container = 容器\n  - 쿠버네티스 = kubernetes\n");
  EXPECT_THAT(Find("containers"), UnorderedElementsAre("container", "rongqi", "huaju"));
  EXPECT_EQ(Find("containers").front(), "container");
  EXPECT_THAT(Find("쿠버네티스를"), ElementsAre("kubernetes"));
}

TEST_F(SynonymsTest, ExplainSaysWhichWereSearched) {
  Use("  - k8s = kubernetes = javascript = 쿠버네티스\n");
  SearchRequest request;
  request.text = "k8s 笔记";
  request.explain = true;
  EXPECT_THAT(index_.Search(request).explanation, HasSubstr("synonyms of k8s: kubernetes, javascript"));
  EXPECT_THAT(index_.Search(request).explanation, Not(HasSubstr("쿠버네티스"))) << "no page has it";
}

// A rare synonym of a frequent word counted more than the word itself.
TEST(SynonymWeights, ARareSynonymStaysBelow) {
  std::vector<Page> pages;
  for (int i = 0; i < 40; ++i) pages.push_back(MakePage("p" + std::to_string(i), "Notes", "kubernetes here", "en"));
  pages.push_back(MakePage("rare", "Notes", "k8s here", "en"));
  SmallIndex index(pages);
  const auto settings = SettingsOf("search:\n  synonyms:\n  - k8s = kubernetes\n");
  ASSERT_TRUE(settings.ok());
  index.Use(*settings);
  SearchRequest request;
  request.text = "kubernetes";
  request.limit = 100;
  const SearchResponse found = index.Search(request);
  ASSERT_EQ(found.hits.size(), 41U);
  EXPECT_EQ(found.hits.back().path, "rare");
}

class BadSynonym : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(BadSynonym, IsNamedWithItsPlace) {
  const Result<SearchSettings> settings =
      SettingsOf(std::string("search:\n  synonyms:\n  - a1 = b1\n  - ") + GetParam().first + "\n");
  ASSERT_FALSE(settings.ok());
  EXPECT_THAT(settings.error().ToString(), HasSubstr("sou.yaml:4: search.synonyms: "));
  EXPECT_THAT(settings.error().ToString(), HasSubstr(GetParam().second));
}

INSTANTIATE_TEST_SUITE_P(
    Synonyms, BadSynonym,
    testing::Values(std::pair{"k8s kubernetes", "\"k8s = kubernetes\""}, std::pair{"k8s =", "a word is missing"},
                    std::pair{"=> b", "a word is missing"}, std::pair{"a => b => c", "\"=>\" stands once"},
                    std::pair{"a = b => c", "do not go together"}, std::pair{"\"a = ++\"", "\"++\" has no letters"},
                    std::pair{"a = b c d e f g h", "more than 6 words"}));

// Each entry is read, no word of two entries is there by accident, and the list stays small.
TEST(BuiltinSynonyms, AreInOrder) {
  EXPECT_LE(AllBuiltinSynonyms().size(), 120U);
  SmallIndex index(Pages());
  EXPECT_THAT(Paths(index.Search("k8s")), ElementsAre("k8s", "kubernetes"));
  EXPECT_THAT(Paths(index.Search("コンテナ")), Contains("container"));
  EXPECT_THAT(Paths(index.Search("javascript")), ElementsAre("javascript"));
  const auto off = SettingsOf("search:\n  builtin_synonyms: false\n");
  ASSERT_TRUE(off.ok());
  index.Use(*off);
  EXPECT_THAT(Paths(index.Search("k8s")), ElementsAre("k8s"));
}

TEST(WordKeys, AreFolded) {
  EXPECT_EQ(MakeWordKey(" Cloud-Native，雲 ").text, "cloud-native 云");
  EXPECT_EQ(MakeWordKey("Cloud  Native").segments, 2U);
  EXPECT_EQ(MakeWordKey("--").segments, 0U);
}

}  // namespace
}  // namespace sou::query
