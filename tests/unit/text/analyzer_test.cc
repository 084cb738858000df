// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/analyzer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tests/unit/table.h"
#include "tests/unit/text/token_dump.h"

namespace sou::text {
namespace {

class DocumentTable : public testing::TestWithParam<TableRow> {};

TEST_P(DocumentTable, Tokens) {
  ASSERT_EQ(GetParam().fields.size(), 2U);
  EXPECT_EQ(DumpTokens(GetParam().fields[0], Purpose::kDocument, "en"), GetParam().fields[1]);
}
INSTANTIATE_TEST_SUITE_P(Analyzer, DocumentTable, testing::ValuesIn(ReadTable("analyzer_document.tsv")), RowName);

struct StemCase {
  const char* language;
  const char* one;
  const char* other;
};

// Forms of one word share a term in every Snowball language; readers type with accents or without.
TEST(Analyzer, FormsOfAWordShareATerm) {
  const StemCase cases[] = {
      {"en", "deploying", "deployed"},
      {"de", "Häuser", "Haus"},
      {"de", "hausern", "Häuser"},
      {"fr", "répétées", "répété"},
      {"es", "canciones", "canción"},
      {"it", "tabelle", "tabella"},
      {"pt", "configurações", "configuração"},
      {"ru", "кластеры", "кластера"},
      {"tr", "evler", "ev"},
      {"nl", "boeken", "boek"},
      {"sv", "bilarna", "bilar"},
      {"zh", "pods", "pod"},
  };
  Analyzer analyzer;
  const auto terms = [&](const char* text, const char* language) {
    std::set<std::string> found;
    analyzer.Analyze(text, Purpose::kQuery, language, [&](const Token& token) { found.emplace(token.text); });
    return found;
  };
  for (const StemCase& row : cases) {
    const std::set<std::string> one = terms(row.one, row.language);
    const std::set<std::string> other = terms(row.other, row.language);
    std::vector<std::string> shared;
    std::set_intersection(one.begin(), one.end(), other.begin(), other.end(), std::back_inserter(shared));
    EXPECT_FALSE(shared.empty()) << row.language << ": " << row.one << " and " << row.other;
  }
}

TEST(Analyzer, ATypedWordIsAPrefixOnlyAtTheEnd) {
  EXPECT_EQ(DumpTokens("nginx conf", Purpose::kTyping, "en"), "nginx | conf*");
  EXPECT_EQ(DumpTokens("nginx conf ", Purpose::kTyping, "en"), "nginx | conf");
}

TEST(Analyzer, HighlightingGetsRunsWhole) {
  EXPECT_EQ(DumpTokens("用kubectl部署服务", Purpose::kHighlight, "zh"), "#用 | kubectl | #部署服务");
}

TEST(Analyzer, AQueryOfOneCharacterIsAGramOfIt) {
  EXPECT_EQ(DumpTokens("云", Purpose::kQuery, "zh"), "云 '云");
  EXPECT_EQ(DumpTokens("云原", Purpose::kQuery, "zh"), "云 原 '云原");
}

TEST(Analyzer, TraditionalAndSimplifiedAreTheSameTerms) {
  EXPECT_EQ(DumpTokens("雲原生應用的開發", Purpose::kDocument, "zh"),
            DumpTokens("云原生应用的开发", Purpose::kDocument, "zh"));
}

TEST(Analyzer, JapaneseWordsAreCutInTheirOwnCharacters) {
  // The dictionary knows 東京 and 開発, not 东京 and 开発.
  EXPECT_THAT(DumpTokens("東京都の開発環境", Purpose::kQuery, "ja"), testing::StartsWith("东京 都 の 开発 环境"));
}

TEST(Analyzer, RangesAreOfTheOriginalBytes) {
  Analyzer analyzer;
  const std::string text = "x ＡＰＩ ｶﾞｲﾄﾞ e\u0301t\u00e9";
  std::vector<std::string> words;
  analyzer.Analyze(text, Purpose::kDocument, "en", [&](const Token& token) {
    if (token.kind == TokenKind::kWord)
      words.push_back(text.substr(token.range.begin, token.range.end - token.range.begin));
  });
  EXPECT_THAT(words, testing::ElementsAre("x", "ＡＰＩ", "ｶﾞｲﾄﾞ", "e\u0301t\u00e9"));
}

TEST(Analyzer, IdNamesWhatTokensDependOn) {
  EXPECT_THAT(AnalyzerId(), testing::MatchesRegex("sou [0-9]+, ICU [0-9.]+, Unicode [0-9.]+"));
}

}  // namespace
}  // namespace sou::text
