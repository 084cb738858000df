// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/highlight.h"

#include <gtest/gtest.h>

#include <string>

#include "common/text/stemmer.h"
#include "tests/unit/query/small_index.h"
#include "tests/unit/query/units_of.h"
#include "tests/unit/table.h"
#include "tests/unit/text/random_text.h"

namespace sou::query {
namespace {

text::ByteRange All(const std::string& text) { return {0, static_cast<uint32_t>(text.size())}; }

class HighlightTable : public testing::TestWithParam<TableRow> {};

TEST_P(HighlightTable, MarksTheMatchExactly) {
  ASSERT_EQ(GetParam().fields.size(), 4U);
  const std::string& text = GetParam().fields[1];
  text::Analyzer analyzer;
  const std::vector<QueryUnit> units = UnitsOf(GetParam().fields[0], &analyzer);
  Highlighter highlighter(units, &analyzer);
  EXPECT_EQ(Bracketed(MakeParts(text, All(text), highlighter.Find(text, GetParam().fields[2]))), GetParam().fields[3]);
}
INSTANTIATE_TEST_SUITE_P(Highlight, HighlightTable, testing::ValuesIn(ReadTable("highlight.tsv")), RowName);

TEST(Highlight, PartsJoinedAreTheText) {
  text::RandomText random(5);
  text::Analyzer analyzer;
  for (int i = 0; i < 1500; ++i) {
    const std::string query = text::RepairUtf8(random.Next());
    const std::string text = text::RepairUtf8(random.Next()) + query + text::RepairUtf8(random.Next());
    const std::vector<QueryUnit> units = UnitsOf(query, &analyzer);
    Highlighter highlighter(units, &analyzer);
    const Parts parts = MakeParts(text, All(text), highlighter.Find(text, "zh"));
    std::string joined;
    for (size_t j = 0; j < parts.size(); ++j) {
      joined += parts[j].text;
      ASSERT_FALSE(text::FindInvalidUtf8(parts[j].text)) << query;
      ASSERT_TRUE(j == 0 || parts[j].match != parts[j - 1].match) << "touching parts are one";
    }
    ASSERT_EQ(joined, text);
  }
}

// What was found in a text does not depend on what was looked at before.
TEST(Highlight, RememberedWordsAreFoundAsTheFirstTime) {
  text::RandomText random(static_cast<uint32_t>(testing::UnitTest::GetInstance()->random_seed()));
  text::Analyzer analyzer;
  const std::vector<QueryUnit> units =
      UnitsOf("kube-apiserver getPods deploying v1.24 über 云原生 쿠버네티스", &analyzer);
  const char* words[] = {"kube", "apiserver", "KubeApiServer", "kube_apiserver", "get_pods", "GETPODS",      "Deployed",
                         "1.24", "v1.24.5",   "Über",          "uber",           "云原生",   "쿠버네티스는", "gets",
                         "pods", "der"};
  Highlighter reused(units, &analyzer);
  for (size_t i = 0; i < 400; ++i) {
    std::string text;
    for (size_t j = 0; j < 6; ++j) text += std::string(words[(i * 7 + j * 5) % std::size(words)]) + random.Next() + " ";
    const std::string language = i % 3 == 0 ? "de" : "en";
    text::Analyzer other;
    Highlighter fresh(units, &other);
    const std::vector<TextMatch> found = reused.Find(text, language);
    const std::vector<TextMatch> expected = fresh.Find(text, language);
    ASSERT_EQ(found.size(), expected.size()) << text;
    for (size_t j = 0; j < found.size(); ++j) {
      ASSERT_EQ(found[j].range, expected[j].range) << text;
      ASSERT_EQ(found[j].unit, expected[j].unit) << text;
      ASSERT_EQ(found[j].strength, expected[j].strength) << text;
    }
  }
}

// The highlighter passes by words of English pages whose first two letters begin nothing of the query.
TEST(Highlight, EnglishStemsKeepTheFirstTwoLetters) {
  text::Stemmer stemmer("en");
  const char* ends[] = {"", "s", "es", "ies", "ied", "ed", "ing", "ly", "ness", "ation", "izer", "y", "'s", "eed", "e"};
  const std::string letters = "abcdefghijklmnopqrstuvwxyz";
  const auto check = [&](const std::string& word) {
    const std::string stem(stemmer.Stem(word));
    const bool known = word == "dying" || word == "lying" || word == "tying";
    ASSERT_EQ(stem.front(), word.front()) << word;
    ASSERT_TRUE(known || stem.size() == 1 || stem[1] == word[1]) << word << " " << stem;
  };
  for (const char first : letters) {
    for (const char* end : ends) check(first + std::string(end));
    for (const char second : letters) {
      for (const char* end : ends) check(std::string{first, second} + end);
      for (const char third : letters) {
        for (const char* end : ends) check(std::string{first, second, third} + end);
      }
    }
  }
  for (const char* word :
       {"skis",   "skies", "dying", "lying", "tying", "idly",   "gently", "ugly",  "early",  "only",
        "singly", "sky",   "news",  "howe",  "atlas", "cosmos", "bias",   "andes", "inning", "outing"})
    check(word);
}

TEST(Highlight, FindsWordsWhoseStemsBeginOtherwise) {
  text::Analyzer analyzer;
  const std::vector<QueryUnit> units = UnitsOf("die", &analyzer);
  Highlighter highlighter(units, &analyzer);
  EXPECT_EQ(highlighter.Find("a dying star dies", "en").size(), 2U);
}

}  // namespace
}  // namespace sou::query
