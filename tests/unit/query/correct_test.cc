// SPDX-License-Identifier: GPL-3.0-or-later
//
// Misspelt and unfinished words, as a search answers them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "query/correct/corrector.h"
#include "query/render/json.h"
#include "query/render/terminal.h"
#include "tests/unit/query/small_index.h"

namespace sou::query {
namespace {

using testing::AnyOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

std::vector<Page> Blog() {
  std::vector<Page> pages = {
      MakePage("kitex", "Kitex release v0.8.0", "Kitex is an RPC framework. Use cloudwego-kitex.", "en"),
      MakePage("hertz", "Hertz quickstart", "Hertz is a framework for HTTP.", "en"),
      MakePage("zh", "用 Kubernetes 部署微服务框架", "字节跳动的实践。如何让利给读者。\nkubectl apply", "zh"),
      MakePage("green", "A greener data center", "greener, kube-apiserver, getPods, snake_case v1.24.5", "en"),
      MakePage("ko", "쿠버네티스 입문", "쿠버네티스에서 컨테이너를 배포한다.", "ko"),
      MakePage("ja", "コンテナのデータベース", "データベースをコンテナで動かす。", "ja"),
  };
  for (int i = 0; i < 12; ++i) {
    pages.push_back(
        MakePage("proxy" + std::to_string(i), "Notes " + std::to_string(i), "the proxy and the container", "en"));
  }
  pages.push_back(MakePage("slip", "A slip", "the conatiner of tea", "en"));
  return pages;
}

class CorrectTest : public testing::Test {
 protected:
  static const SmallIndex& Index() {
    static const SmallIndex index(Blog());
    return index;
  }
  static SearchResponse Search(const std::string& query) { return Index().Search(query); }
  static std::vector<std::string> Find(const std::string& query) { return Paths(Search(query)); }
  static std::string Corrected(const std::string& query) { return Search(query).corrected.value_or("-"); }
  static SearchResponse Type(const std::string& query) {
    SearchRequest request;
    request.text = query;
    request.typing = true;
    return Index().Search(request);
  }
};

TEST_F(CorrectTest, AWordOfNoPageIsSearchedAsWhatItMeant) {
  const SearchResponse response = Search("ktiex frmework");
  EXPECT_THAT(Paths(response), Contains("kitex"));
  EXPECT_EQ(response.hits[0].path, "kitex");
  EXPECT_EQ(response.match, Match::kAll);
  EXPECT_EQ(response.corrected, "kitex framework");
  EXPECT_EQ(response.query, "ktiex frmework");
  EXPECT_EQ(Bracketed(response.hits[0].title), "[Kitex] release v0.8.0") << "highlighted as what was searched";
  EXPECT_EQ(Corrected("kitex framework"), "-");
}

TEST_F(CorrectTest, SpellsAsTyped) {
  EXPECT_EQ(Corrected("Ktiex"), "Kitex");
  EXPECT_EQ(Corrected("KTIEX"), "KITEX");
  EXPECT_EQ(Corrected("Xitex"), "Kitex");
  EXPECT_EQ(Corrected("  hretz，ktiex "), "  hertz，kitex ") << "signs of full width stay where they are";
  EXPECT_EQ(Corrected("用ktiex部署"), "用kitex部署");
  EXPECT_EQ(Corrected("cloudwgeo-Kitex"), "cloudwego-Kitex");
}

TEST_F(CorrectTest, OnlyWhatMayBeATypoIs) {
  for (const char* query : {"greece", "v0.9.0", "v1.24.6", "getPodz", "snake_cases1", "--kubectx", "k9s", "\"ktiex\"",
                            "kitex -hretz", "NOT hretz", "tag:ktiex", "ktiex*", "apa"}) {
    EXPECT_EQ(Corrected(query), "-") << query;
  }
  EXPECT_THAT(Find("greece"), IsEmpty());
  EXPECT_THAT(Find("framework -hretz"), UnorderedElementsAre("kitex", "hertz")) << "what is excluded is meant as typed";
  EXPECT_EQ(Corrected("(ktiex OR hretz)"), "(kitex OR hertz)");
  EXPECT_EQ(Corrected("title:ktiex"), "title:kitex");
  EXPECT_THAT(Find("title:ktiex"), ElementsAre("kitex"));
}

TEST_F(CorrectTest, EndlessTyposAreSaidToBeTooMany) {
  std::string query;
  for (int i = 0; i < 20; ++i) query += "ktie" + std::string(1, static_cast<char>('a' + i)) + " ";
  const SearchResponse response = Search(query);
  ASSERT_EQ(response.diagnostics.size(), 1U);
  EXPECT_THAT(response.diagnostics[0].message, HasSubstr("only the first 16"));
}

TEST_F(CorrectTest, AMisspeltWordThatSaysNothingKeepsNoPageOut) {
  EXPECT_EQ(Search("teh kitex").match, Match::kAll);
  EXPECT_EQ(Search("hwo to kitex").match, Match::kAll);
}

TEST_F(CorrectTest, AWordThatExistsIsOnlySuggested) {
  const SearchResponse response = Search("conatiner");
  EXPECT_THAT(Paths(response), ElementsAre("slip"));
  EXPECT_EQ(response.corrected, std::nullopt);
  EXPECT_EQ(response.suggestion, "container");
  EXPECT_THAT(ToJson(response), HasSubstr("\"suggestion\":\"container\""));
  EXPECT_THAT(ToTerminal(response, {}), HasSubstr("Did you mean: container\n"));
  EXPECT_EQ(Search("container").suggestion, std::nullopt);
  EXPECT_EQ(Search("Conatiner ktiex").suggestion, "Container kitex") << "on top of what was corrected";
  EXPECT_THAT(ToTerminal(Search("ktiex"), {}), HasSubstr("Showing results for: kitex\n"));
}

TEST_F(CorrectTest, HangulAndKatakana) {
  EXPECT_EQ(Corrected("쿠버네티즈"), "쿠버네티스");
  EXPECT_EQ(Corrected("콘테이너를"), "컨테이너를");
  EXPECT_EQ(Corrected("쿠버네티스에게"), "-") << "another particle is no typo";
  EXPECT_EQ(Corrected("데이터베이스"), "-");
  EXPECT_EQ(Corrected("データベス"), "データベース");
  EXPECT_THAT(Find("データベス"), ElementsAre("ja"));
  EXPECT_EQ(Corrected("コンテテ"), "コンテナ");
}

TEST_F(CorrectTest, AForgottenBlankIsTriedWhenNothingIsFound) {
  const SearchResponse response = Search("kitexrelease");
  EXPECT_THAT(Paths(response), Contains("kitex"));
  EXPECT_EQ(response.corrected, "kitex release");
  EXPECT_EQ(response.query, "kitexrelease");
  EXPECT_EQ(Search("\"kitexrelease\"").total, 0U);
}

TEST_F(CorrectTest, TheLastWordMayBeUnfinished) {
  for (const char* query : {"ki", "kit", "quick", "Hertz qui", "kubern", "cloudwego-ki", "v0.", "v0.8"}) {
    EXPECT_GT(Type(query).total, 0U) << query;
    EXPECT_EQ(Type(query).match, Match::kAll) << query;
    EXPECT_EQ(Type(query).corrected, std::nullopt) << query;
  }
  EXPECT_THAT(Paths(Type("Hertz qui")), ElementsAre("hertz"));
  EXPECT_THAT(Paths(Type("pro")), testing::SizeIs(10)) << "proxy";
  EXPECT_THAT(Paths(Type("framework ")), UnorderedElementsAre("kitex", "hertz"));
  EXPECT_THAT(Paths(Type("kit ")), Not(Contains("kitex"))) << "a blank ends the word";
  EXPECT_EQ(Type("ktie").corrected, std::nullopt);
  EXPECT_EQ(Type("hretz").corrected, "hertz") << "nothing begins so";
}

TEST_F(CorrectTest, TypingWritesEveryScript) {
  for (const char* query : {"쿠", "쿱", "쿠ㅂ", "쿠버", "쿠버네", "쿠버네ㅌ", "쿠버네팃"}) {
    EXPECT_THAT(Paths(Type(query)), ElementsAre("ko")) << query;
  }
  for (const char* query : {"微", "微服", "微服务框", "部署微服务框", "如何让", "字节跳", "字节"}) {
    EXPECT_THAT(Paths(Type(query)), ElementsAre("zh")) << query;
  }
  for (const char* query : {"コ", "コン", "コンテ", "データベ"})
    EXPECT_THAT(Paths(Type(query)), ElementsAre("ja")) << query;
  EXPECT_THAT(Bracketed(Type("쿱").hits[0].title), HasSubstr("[쿠버네티스"));
}

TEST_F(CorrectTest, ASearchTakesAWordOfNoPageForABeginningFirst) {
  EXPECT_THAT(Find("Hertz qui"), ElementsAre("hertz"));
  EXPECT_THAT(Find("kubern"), ElementsAre("zh"));
  EXPECT_EQ(Corrected("kubern"), "-");
  EXPECT_THAT(Find("쿱"), ElementsAre("ko"));
  EXPECT_THAT(Find("1.2"), IsEmpty()) << "a number is meant as typed";
  EXPECT_THAT(Paths(Type("1.2")), ElementsAre("green")) << "unless it is being typed";
  EXPECT_THAT(Find("kubern kitex"), AnyOf(ElementsAre("kitex"))) << "only the last word";
  EXPECT_THAT(Find("如何让"), ElementsAre("zh")) << "让 is the beginning of 让利, which the dictionary keeps whole";
}

TEST_F(CorrectTest, PrefixesSayWhenTheyAreCut) {
  std::vector<Page> pages;
  for (int i = 0; i < 300; ++i)
    pages.push_back(MakePage("p" + std::to_string(i), "t", "word" + std::to_string(i), "en"));
  const SmallIndex index(pages);
  const SearchResponse cut = index.Search("word*");
  EXPECT_EQ(cut.total, 200U);
  ASSERT_EQ(cut.diagnostics.size(), 1U);
  EXPECT_THAT(cut.diagnostics[0].message,
              HasSubstr("300 words begin with \"word\"; the 200 on most pages are searched"));
  EXPECT_EQ(index.Search("t -word*").total, 0U) << "what is excluded is excluded whole";
  EXPECT_TRUE(index.Search("word1*").diagnostics.empty());
}

TEST(Rewrite, PutsWordsInTheirPlaces) {
  EXPECT_EQ(Rewrite("a ktiex b", {{{2, 7}, "ktiex", "kitex"}}), "a kitex b");
  EXPECT_EQ(Rewrite("ＫＴＩＥＸ", {{{0, 15}, "ktiex", "kitex"}}), "ＫitＥＸ") << "what is right stays as typed";
  EXPECT_EQ(Rewrite("x", {{{5, 9}, "a", "b"}}), "x") << "no place of the query";
  EXPECT_EQ(Rewrite("b a", {{{2, 3}, "a", "c"}, {{0, 1}, "b", "d"}}), "d c");
}

// Han are corrected where nothing at all was found, by titles, headings and tags.
class OtherHanTest : public testing::Test {
 protected:
  static SearchResponse Search(const std::string& query) {
    static const SmallIndex index({
        MakePage("native", "云原生", "容器与编排。"),
        MakePage("mesh", "服务网格", "代理与流量。"),
        MakePage("ja", "環境構築", "手順です。", "ja"),
        MakePage("tea", "Tea", "A yys of tea and bushu.", "en"),
    });
    return index.Search(query);
  }
};

TEST_F(OtherHanTest, WhatSoundsOrLooksAlikeIsSearchedAndReported) {
  for (const char* query : {"云元生", "yunyuansheng", "Yunyuansheng", "yun yuan sheng", "yun'yuan'sheng"}) {
    const SearchResponse response = Search(query);
    EXPECT_THAT(Paths(response), ElementsAre("native")) << query;
    EXPECT_EQ(response.corrected, "云原生") << query;
    EXPECT_EQ(response.query, query);
  }
  EXPECT_EQ(Search("雲元生").corrected, "雲原生") << "what was right stays as it was typed";
  EXPECT_EQ(Search("fwwg").corrected, "服务网格") << "initials of one title only";
}

TEST_F(OtherHanTest, WhatIsFoundIsLeftAlone) {
  for (const char* query : {"云原生", "yys", "bushu", "原生", "服务"}) {
    EXPECT_EQ(Search(query).corrected, std::nullopt) << query;
    EXPECT_FALSE(Search(query).hits.empty()) << query;
  }
  EXPECT_THAT(Paths(Search("yys")), ElementsAre("tea")) << "pinyin changes nothing that is found";
}

TEST_F(OtherHanTest, QuotesAndWhatIsNotLikeItFindNothing) {
  for (const char* query : {"\"云元生\"", "\"yunyuansheng\"", "鱼肉松", "qqwwee", "huanjinggouzhu"}) {
    const SearchResponse response = Search(query);
    EXPECT_THAT(Paths(response), IsEmpty()) << query;
    EXPECT_EQ(response.corrected, std::nullopt) << query;
  }
}

}  // namespace
}  // namespace sou::query
