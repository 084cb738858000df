// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/highlight.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include <string>

#include "query/parse/parser.h"
#include "query/plan/planner.h"
#include "query/search/snippet.h"
#include "tests/unit/query/small_index.h"
#include "tests/unit/table.h"
#include "tests/unit/text/random_text.h"

namespace sou::query {
namespace {

text::ByteRange All(const std::string& text) { return {0, static_cast<uint32_t>(text.size())}; }

std::vector<QueryUnit> UnitsOf(const std::string& query, text::Analyzer* analyzer) {
  const Xapian::Database database;
  const std::vector<std::string> languages = {"en", "de", "fr"};
  const StopWords stop_words;
  static const store::Vocabulary vocabulary;
  const UnitReading reading{languages, stop_words, analyzer};
  return Planner({reading, Synonyms(), Boosts(), vocabulary, Ranking(), database})
      .MakePlan(Parse(query).root, {}, query)
      .units;
}

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

struct FragmentCase {
  const char* name;
  const char* query;
  const char* text;
  size_t max;
  const char* fragment;
};

TEST(Snippet, CutsAtSentenceMarksOfAnyScript) {
  const FragmentCase cases[] = {
      {"all fits", "云", "短文，云。", 80, "短文，[云]。"},
      {"chinese sentence", "部署", "第一句话很长很长很长很长很长。我们部署服务。后面还有很多很多话，说不完的话。", 11,
       "我们[部署]服务。"},
      {"english sentence", "deploy", "Something else here. We deploy it. And more words follow here.", 22,
       "We [deploy] it."},
      {"never inside a word", "beta", "alphabetical beta gammadelta", 10, "[beta]"},
      {"japanese", "再起動", "前の文。Podを再起動する。次の文はとても長い文です。", 12, "Podを[再起動]する。"},
      {"arabic question mark", "كلب", "قطة؟ كلب هنا؟ وغير ذلك كثير جدا", 12, "[كلب] هنا؟"},
      {"no match: the beginning", "x", "One two. Three four five six.", 10, "One two."},
      {"a dot inside a number ends nothing", "pi", "pi is 3.14159 as all know here", 25, "[pi] is 3.14159 as all know"},
  };
  text::Analyzer analyzer;
  for (const FragmentCase& row : cases) {
    const std::vector<QueryUnit> units = UnitsOf(row.query, &analyzer);
    Highlighter highlighter(units, &analyzer);
    const std::string text = row.text;
    const std::vector<TextMatch> matches = highlighter.Find(text, "en");
    const std::vector<double> weights(units.size(), 1.0);
    const text::ByteRange range = ChooseFragment(text, All(text), matches, weights, row.max);
    EXPECT_EQ(Bracketed(MakeParts(text, range, matches)), row.fragment) << row.name;
  }
}

TEST(Snippet, IsCountedInCodePointsAndHoldsTheBestMatches) {
  text::RandomText random(9);
  text::Analyzer analyzer;
  const std::vector<QueryUnit> units = UnitsOf("云原生 kubernetes", &analyzer);
  Highlighter highlighter(units, &analyzer);
  const std::vector<double> weights(units.size(), 1.0);
  for (int i = 0; i < 1000; ++i) {
    std::string text;
    for (int j = 0; j < 6; ++j) text += text::RepairUtf8(random.Next());
    text += " 云原生 kubernetes ";
    for (int j = 0; j < 6; ++j) text += text::RepairUtf8(random.Next());
    const std::vector<TextMatch> matches = highlighter.Find(text, "zh");
    const text::ByteRange range = ChooseFragment(text, All(text), matches, weights, 60);
    const std::string fragment = text.substr(range.begin, range.end - range.begin);
    ASSERT_LE(text::CountCodePoints(fragment), 60U);
    ASSERT_FALSE(text::FindInvalidUtf8(fragment));
    ASSERT_NE(fragment.find("云原生 kubernetes"), std::string::npos) << fragment;
  }
}

}  // namespace
}  // namespace sou::query
