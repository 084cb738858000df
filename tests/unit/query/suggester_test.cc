// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/suggest/suggester.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/store/suggestions_writer.h"
#include "common/text/utf8.h"
#include "tests/unit/query/small_index.h"
#include "tests/unit/table.h"
#include "tests/unit/text/random_text.h"

namespace sou::query {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

store::SuggestionKind KindOf(const std::string& name) {
  if (name == "title") return store::SuggestionKind::kTitle;
  return name == "tag" ? store::SuggestionKind::kTag : store::SuggestionKind::kHeading;
}

// The file of tests/tables/suggest_titles.tsv.
const std::string& TitlesFile() {
  static const std::string file = [] {
    std::vector<store::NewSuggestion> titles;
    for (const TableRow& row : ReadTable("suggest_titles.tsv")) {
      const std::string& url = row.fields[2];
      const size_t sign = std::min(url.find('#'), url.size());
      titles.push_back({row.fields[1], url == "-" ? "" : url.substr(0, sign),
                        url.substr(std::min(sign + 1, url.size())), row.fields[3], row.fields[3], KindOf(row.fields[0]),
                        static_cast<uint32_t>(std::stoul(row.fields[4]))});
    }
    return *store::MakeSuggestions(std::move(titles));
  }();
  return file;
}

store::Suggestions Titles() { return *store::Suggestions::FromBytes(TitlesFile()); }

std::string Line(const SuggestResponse& response) {
  std::string line;
  for (const Suggestion& suggestion : response.suggestions)
    line += (line.empty() ? "" : " | ") + Bracketed(suggestion.text);
  return line;
}

class SuggestTable : public testing::TestWithParam<TableRow> {};

TEST_P(SuggestTable, SuggestsWhatMayBeMeant) {
  ASSERT_EQ(GetParam().fields.size(), 3U);
  SuggestRequest request{GetParam().fields[0], 4, {}};
  if (GetParam().fields[1] != "-") request.langs = {GetParam().fields[1]};
  const std::string found = Line(Suggest(Titles(), nullptr, request));
  EXPECT_EQ(found.empty() ? "-" : found, GetParam().fields[2]);
}
INSTANTIATE_TEST_SUITE_P(Suggest, SuggestTable, testing::ValuesIn(ReadTable("suggest.tsv")), RowName);

TEST(Suggest, NothingTypedNothingSuggested) {
  for (const char* text : {"", " ", "……", "\xFF", "?!"}) {
    EXPECT_THAT(Suggest(Titles(), nullptr, {text}).suggestions, IsEmpty()) << text;
  }
}

TEST(Suggest, SaysWhereItLeads) {
  const auto of = [](const char* text) { return Suggest(Titles(), nullptr, {text, 1}).suggestions.at(0); };
  EXPECT_EQ(of("服务").url, "/zh/mesh/");
  EXPECT_EQ(of("服务").origin, SuggestionOrigin::kTitle);
  EXPECT_EQ(of("설치").url, "/ko/kubernetes/#%EC%84%A4%EC%B9%98");
  EXPECT_EQ(of("简").url, "") << "300 pages have it";
  EXPECT_EQ(of("简").origin, SuggestionOrigin::kHeading);
}

TEST(Suggest, NoTextTwice) {
  const std::string file =
      *store::MakeSuggestions({{"FAQ", "/zh/faq/", "", "zh", "zh", store::SuggestionKind::kTitle, 1},
                               {"FAQ", "/en/faq/", "", "en", "en", store::SuggestionKind::kTitle, 1},
                               {"faq", "", "", "en", "en", store::SuggestionKind::kTag, 3}});
  const store::Suggestions suggestions = *store::Suggestions::FromBytes(file);
  EXPECT_THAT(Suggest(suggestions, nullptr, {"fa"}).suggestions, SizeIs(1));
  EXPECT_EQ(Suggest(suggestions, nullptr, {"fa", 10, {"zh"}}).suggestions.at(0).url, "/zh/faq/");
}

TEST(Suggest, FiltersByLanguageThoughTheBestAreOfOthers) {
  std::vector<store::NewSuggestion> titles;
  for (int i = 0; i < 900; ++i)
    titles.push_back({"common " + std::to_string(i), "/a/", "", "en", "en-US", store::SuggestionKind::kTitle, 9});
  titles.push_back(
      {"common but long and in another language", "/b/", "", "de", "de-CH", store::SuggestionKind::kHeading, 1});
  const std::string file = *store::MakeSuggestions(titles);
  const store::Suggestions suggestions = *store::Suggestions::FromBytes(file);
  for (const char* lang : {"de", "de-ch", "DE-CH"}) {
    EXPECT_THAT(Suggest(suggestions, nullptr, {"com", 10, {lang}}).suggestions, SizeIs(1)) << lang;
  }
  EXPECT_THAT(Suggest(suggestions, nullptr, {"com", 10, {"fr"}}).suggestions, IsEmpty());
}

TEST(Suggest, WhateverIsTypedIsAnsweredInWholeTexts) {
  text::RandomText random(21);
  const store::Suggestions titles = Titles();
  for (int i = 0; i < 1500; ++i) {
    const SuggestResponse response = Suggest(titles, nullptr, {random.Next(), 10, {}});
    ASSERT_FALSE(text::FindInvalidUtf8(response.query));
    for (const Suggestion& suggestion : response.suggestions) {
      bool match = false;
      std::string text;
      for (const Part& part : suggestion.text) {
        match = match || part.match;
        text += part.text;
        ASSERT_FALSE(text::FindInvalidUtf8(part.text));
        ASSERT_FALSE(part.text.empty());
      }
      ASSERT_TRUE(match) << text << " for " << response.query;
    }
  }
}

class QueriesOfReaders : public testing::Test {
 protected:
  QueriesOfReaders() : memory_(*QueryMemory::Open({.min_count = 2})) {}
  void Ask(const char* query, int times) {
    for (int i = 0; i < times; ++i) memory_->Record(query);
  }
  std::string Suggested(const char* text) { return Line(Suggest(Titles(), memory_.get(), {text, 4})); }

  std::unique_ptr<QueryMemory> memory_;
};

TEST_F(QueriesOfReaders, ComeBehindTheWholeTextAndBeforeOtherPages) {
  Ask("云原生 可观测性", 2);
  EXPECT_EQ(Suggested("云原生"), "[云原生] | [云原生] 可观测性 | [云原生]应用入门 | 基于[云原生]的微服务实践");
  EXPECT_EQ(Suggested("yunyuanshengke"), "[云原生 可]观测性");
}

TEST_F(QueriesOfReaders, AreSuggestedOnceAskedOftenEnough) {
  Ask("网关 限流", 1);
  EXPECT_EQ(Suggested("网关"), "");
  Ask("网关  限流", 1);
  EXPECT_EQ(Suggested("网关"), "[网关] 限流");
}

TEST_F(QueriesOfReaders, ATitleOfTheSameWordsIsBetter) {
  Ask("服务 网格", 5);
  const SuggestResponse response = Suggest(Titles(), memory_.get(), {"服务"});
  for (const Suggestion& suggestion : response.suggestions) EXPECT_EQ(suggestion.origin, SuggestionOrigin::kTitle);
  EXPECT_FALSE(response.suggestions.empty());
}

}  // namespace
}  // namespace sou::query
