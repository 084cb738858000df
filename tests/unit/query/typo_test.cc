// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/correct/typo.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "query/correct/completion.h"
#include "query/correct/hangul.h"
#include "query/correct/near_words.h"
#include "tests/unit/store/vocabulary_fixture.h"
#include "tests/unit/table.h"

namespace sou::query {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const store::Vocabulary& TableVocabulary() {
  static const store::Vocabulary vocabulary = [] {
    std::map<std::string, std::pair<uint32_t, uint32_t>> words;
    for (const TableRow& row : ReadTable("typo.tsv")) {
      const bool word = row.fields.size() == 3;
      if (word) words[row.fields[0]] = {std::stoul(row.fields[1]), std::stoul(row.fields[2])};
    }
    return store::MakeVocabulary(words);
  }();
  return vocabulary;
}

std::vector<TableRow> TypedRows() {
  std::vector<TableRow> rows = ReadTable("typo.tsv");
  std::erase_if(rows, [](const TableRow& row) { return row.fields.size() != 2; });
  return rows;
}

class TypoTable : public testing::TestWithParam<TableRow> {};

TEST_P(TypoTable, LikeliestWord) {
  const std::vector<NearWord> near = FindNearWords(TableVocabulary(), GetParam().fields[0], 5);
  EXPECT_EQ(near.empty() ? "-" : near[0].text, GetParam().fields[1]);
}
INSTANTIATE_TEST_SUITE_P(Typo, TypoTable, testing::ValuesIn(TypedRows()), RowName);

TEST(TypoCost, FingersSlipInFewWays) {
  EXPECT_EQ(TypoCost("kitex", "kitex"), 0);
  EXPECT_LT(TypoCost("kietx", "kitex"), TypoCost("kiaex", "kitex")) << "changed round";
  EXPECT_LT(TypoCost("kirex", "kitex"), TypoCost("kipex", "kitex")) << "the key beside";
  EXPECT_LT(TypoCost("kittex", "kitex"), TypoCost("kiotex", "kitex")) << "doubled";
  EXPECT_LT(TypoCost("kites", "kitex"), TypoCost("sitex", "kitex")) << "the first letter is seldom wrong";
  EXPECT_LT(TypoCost("쿠버네티즈", "쿠버네티스"), TypoCost("쿠버네티마", "쿠버네티스")) << "one jamo";
  EXPECT_GE(TypoCost("greece", "greener"), 1.8);
}

store::Vocabulary Korean() {
  return store::MakeVocabulary(
      {{"쿠", {1, 0}}, {"쿠버네티스", {9, 3}}, {"쿠번", {1, 0}}, {"쿱", {2, 0}}, {"쿡북", {4, 1}}, {"파드", {8, 2}}});
}

TEST(Completion, HangulGoesOnBySyllableAndByJamo) {
  const store::Vocabulary vocabulary = Korean();
  EXPECT_THAT(Complete(vocabulary, "쿠버").words, ElementsAre("쿠버네티스", "쿠번")) << "버 may become 번";
  EXPECT_THAT(Complete(vocabulary, "쿱").words, ElementsAre("쿱", "쿠버네티스", "쿠번"))
      << "ㅂ may begin the next syllable";
  EXPECT_THAT(Complete(vocabulary, "쿠\u1107").words, ElementsAre("쿠버네티스", "쿠번")) << "쿠ㅂ, folded";
  EXPECT_THAT(Complete(vocabulary, "\u1111").words, ElementsAre("파드")) << "ㅍ";
  EXPECT_THAT(Complete(vocabulary, "쿠").words, ElementsAre("쿠", "쿠버네티스", "쿡북", "쿱", "쿠번"))
      << "the word itself, then by pages";
  EXPECT_THAT(Complete(vocabulary, "허").words, IsEmpty());
}

TEST(Completion, IsBoundedAndSaysOfHowMany) {
  std::map<std::string, std::pair<uint32_t, uint32_t>> words;
  for (uint32_t i = 0; i < 1000; ++i) words["kube" + std::to_string(i)] = {i, i % 2};
  const Completions many = Complete(store::MakeVocabulary(words), "kube");
  EXPECT_EQ(many.all, 1000U);
  EXPECT_LT(many.words.size(), 300U);
  EXPECT_EQ(many.words[0], "kube999") << "the most frequent first";
  EXPECT_EQ(many.title_words.size(), many.words.empty() ? 0U : 200U);
}

TEST(JamoDifference, CountsInitialVowelAndFinal) {
  EXPECT_EQ(JamoDifference(U'각', U'각'), 0);
  EXPECT_EQ(JamoDifference(U'각', U'간'), 1);
  EXPECT_EQ(JamoDifference(U'각', U'단'), 2);
  EXPECT_EQ(JamoDifference(U'각', U'돈'), 3);
  EXPECT_EQ(JamoDifference(U'각', U'a'), 3);
}

}  // namespace
}  // namespace sou::query
