// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/plan/stop_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "query/plan/builtin_stop_words.h"
#include "query/plan/word_key.h"
#include "tests/unit/query/small_index.h"
#include "tests/unit/table.h"

namespace sou::query {
namespace {

using testing::HasSubstr;

// The pages that the questions of tests/tables/questions.tsv are about. None of them has a question's filler words; the
// last page of each language has little else.
std::vector<Page> Answers() {
  return {
      MakePage("zh/container", "容器", "容器把应用和环境打包。"),
      MakePage("zh/mesh", "服务网格", "边车代理网络流量。"),
      MakePage("zh/deploy", "部署", "kubectl apply 部署应用。"),
      MakePage("zh/database", "数据库连接", "数据库连接超时，先看防火墙。"),
      MakePage("zh/filler", "闲聊",
               "请问大家，什么是什么，怎么办？有哪些，为什么，能不能介绍一下，是什么意思，怎么样，如何？"),
      MakePage("ja/container", "コンテナ", "コンテナはアプリを運ぶ箱。", "ja"),
      MakePage("ja/auth", "認証", "認証とトークン。", "ja"),
      MakePage("ja/restart", "サーバー再起動", "サーバー再起動の手順。", "ja"),
      MakePage("ja/filler", "雑談",
               "これは何ですか。どうやって、なぜ、ついて教えてください。ですか、ますか、でしょうか、とは何か。", "ja"),
      MakePage("ko/container", "컨테이너", "컨테이너 격리.", "ko"),
      MakePage("ko/deploy", "쿠버네티스 배포", "쿠버네티스 배포.", "ko"),
      MakePage("ko/filler", "잡담", "무엇인가요 어떻게 하나요 왜 방법 알려주세요 대해서 무엇입니까 뭔가요", "ko"),
      MakePage("en/container", "Containers", "Containers package applications.", "en"),
      MakePage("en/deploy", "Deploy to production", "Deploy production services.", "en"),
      MakePage("en/filler", "Chat", "What is it? How to do that, why, and where does it? Please tell me about them.",
               "en"),
  };
}

class Questions : public testing::TestWithParam<TableRow> {};

// Words that say nothing never keep a good page out: the answer has "all words", and comes first.
TEST_P(Questions, FindThePageWithoutTheirFillers) {
  static const SmallIndex index(Answers());
  const SearchResponse response = index.Search(GetParam().fields.at(0));
  ASSERT_FALSE(response.hits.empty());
  EXPECT_EQ(response.hits.front().path, GetParam().fields.at(1));
  EXPECT_EQ(response.match, Match::kAll);
}

INSTANTIATE_TEST_SUITE_P(Table, Questions, testing::ValuesIn(ReadTable("questions.tsv")), RowName);

TEST(StopWords, ALanguageCountsWhereTheSiteHasPagesInIt) {
  const StopWordRules rules;
  EXPECT_FALSE(rules.For({{"en", 10}}).Contains("die"));
  EXPECT_TRUE(rules.For({{"en", 10}, {"de", 1}}).Contains("die"));
  EXPECT_TRUE(rules.For({{"de", 1}}).Contains("the")) << "English stands everywhere";
  EXPECT_TRUE(rules.For({{"de", 1}}).Contains("fur")) << "folded: für";
  EXPECT_FALSE(StopWords().Contains("container"));
}

TEST(StopWords, SettingsAddAndTakeOut) {
  const auto settings =
      SettingsOf("search:\n  stop_words:\n  - Kafka\n  - -how\n  - zh: 請問你\n  - de: -die\n  - tell us\n");
  ASSERT_TRUE(settings.ok()) << settings.error().ToString();
  const StopWords words = settings->stop_words.For({{"de", 1}});
  EXPECT_TRUE(words.Contains("kafka"));
  EXPECT_TRUE(words.Contains("tell us"));
  EXPECT_FALSE(words.Contains("how"));
  EXPECT_FALSE(words.Contains("die"));
  EXPECT_TRUE(words.Contains("der"));
  EXPECT_TRUE(words.Contains("请问你")) << "Chinese counts everywhere";
}

TEST(StopWords, MistakesAreNamedWithTheirPlace) {
  const auto unknown = SettingsOf("search:\n  stop_words:\n  - -kubernetes\n");
  ASSERT_FALSE(unknown.ok());
  EXPECT_THAT(unknown.error().ToString(), HasSubstr("sou.yaml:3: search.stop_words: \"-kubernetes\": Sou has no such"));
  const auto empty = SettingsOf("search:\n  stop_words: [\"?!\"]\n");
  ASSERT_FALSE(empty.ok());
  EXPECT_THAT(empty.error().ToString(), HasSubstr("it takes a word"));
}

TEST(StopWords, EveryListIsFoldedWords) {
  for (const BuiltinStopWords& list : AllBuiltinStopWords()) {
    const StopWords words = StopWordRules().For({{std::string(list.language), 1}});
    for (std::string_view rest = list.words; !rest.empty();) {
      const size_t end = std::min(rest.find(' '), rest.size());
      std::string word(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      std::replace(word.begin(), word.end(), '_', ' ');
      EXPECT_TRUE(words.Contains(MakeWordKey(word).text)) << word;
    }
  }
}

}  // namespace
}  // namespace sou::query
