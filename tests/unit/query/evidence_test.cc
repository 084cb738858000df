// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/evidence.h"

#include <gtest/gtest.h>

#include <cmath>

#include "query/parse/parser.h"
#include "query/plan/planner.h"
#include "tests/unit/query/small_index.h"
#include "tests/unit/table.h"

namespace sou::query {
namespace {

UnitWeights EqualWeights(const std::vector<QueryUnit>& units) {
  UnitWeights weights;
  for (const QueryUnit& unit : units) {
    weights.units.push_back(1);
    weights.words.emplace_back(unit.kind == text::SegmentKind::kRun ? unit.words.size() : 1, 1.0);
  }
  return weights;
}

// A line that begins with '#' is a heading.
Page PageOf(const std::string& body) {
  Page page;
  page.body = body;
  for (size_t at = 0; at < body.size(); at = std::min(body.find('\n', at), body.size() - 1) + 1) {
    if (body[at] == '#') page.headings.push_back({2, "", "", static_cast<uint32_t>(at)});
  }
  return page;
}

Evidence EvidenceOf(const std::string& query, const std::string& titles, const std::string& body) {
  text::Analyzer analyzer;
  const std::vector<std::string> languages = {"en"};
  const StopWords stop_words;
  const Xapian::Database database;
  const UnitReading reading{languages, stop_words, &analyzer};
  const store::Vocabulary vocabulary;
  const Plan plan =
      Planner({reading, Synonyms(), Boosts(), vocabulary, Ranking(), database}).MakePlan(Parse(query).root, {}, query);
  Highlighter highlighter(plan.units, &analyzer);
  const UnitWeights weights = EqualWeights(plan.units);
  EvidenceReader reader(plan.units, weights, {}, &highlighter);
  Evidence evidence;
  const Page page = PageOf(body);
  reader.ReadTitle(titles, &evidence);
  reader.ReadText(page, highlighter.Find(page.body, "en"), &evidence);
  return evidence;
}

class EvidenceTable : public testing::TestWithParam<TableRow> {};

TEST_P(EvidenceTable, IsWhatThePageShows) {
  const std::vector<std::string>& fields = GetParam().fields;
  ASSERT_EQ(fields.size(), 10U);
  const Evidence evidence = EvidenceOf(fields[0], fields[1], fields[2]);
  const double found[] = {evidence.exact_title, evidence.phrase_in_title, evidence.title_coverage, evidence.adjacent,
                          evidence.near,        evidence.block,           evidence.section};
  for (size_t i = 0; i < std::size(found); ++i) {
    EXPECT_EQ(std::lround(found[i] * 100), std::stol(fields[i + 3])) << "the evidence of column " << i + 4;
  }
}
INSTANTIATE_TEST_SUITE_P(Evidence, EvidenceTable, testing::ValuesIn(ReadTable("evidence.tsv")), RowName);

TEST(Evidence, AgeHalvesFreshness) {
  constexpr int64_t kDay = 86'400;
  const std::vector<QueryUnit> units;
  const UnitWeights weights;
  const EvidenceReader reader(units, weights, {.half_life_seconds = 10 * kDay, .now = 100 * kDay}, nullptr);
  const auto freshness = [&](int64_t date) {
    Evidence evidence;
    reader.ReadDate(date, &evidence);
    return evidence.freshness;
  };
  EXPECT_DOUBLE_EQ(freshness(100 * kDay), 1);
  EXPECT_DOUBLE_EQ(freshness(90 * kDay), 0.5);
  EXPECT_DOUBLE_EQ(freshness(80 * kDay), 0.25);
  EXPECT_DOUBLE_EQ(freshness(200 * kDay), 1) << "a page of the future is no fresher than one of now";
}

TEST(Evidence, NothingIsAddedWithoutIt) {
  EXPECT_EQ(Bonus(Evidence(), Ranking()), 0);
  EXPECT_GT(MaxTextBonus(Ranking()), 0);
}

std::vector<Page> SamePages() {
  std::vector<Page> pages = {MakePage("old", "Reload nginx", "how to reload nginx", "en"),
                             MakePage("new", "Reload nginx", "how to reload nginx", "en")};
  pages[0].date = ParseTimestamp("2015-01-01");
  pages[1].date = ParseTimestamp("2024-01-01");
  return pages;
}

TEST(Ranking, NewerPagesComeFirstOnlyIfAskedFor) {
  SmallIndex index(SamePages());
  EXPECT_EQ(index.Search("reload nginx").hits.front().path, "old") << "equal pages keep the order of the site";
  SearchSettings settings;
  settings.half_life_days = 365;
  index.Use(std::move(settings));
  EXPECT_EQ(index.Search("reload nginx").hits.front().path, "new");
}

// Words of a synonym stand for those that were typed: one of several words at the end of the query was taken for the
// word behind the last.
TEST(Ranking, SynonymsOfSeveralWordsStandForTheTypedOnes) {
  SmallIndex index({MakePage("apart", "a", "kitex\nis made\nto be\ncloud native", "en"),
                    MakePage("beside", "b", "is made\nto be\ncloud native kitex cloud native", "en")});
  index.Use(*SettingsOf("search:\n  synonyms:\n  - 云原生 = cloud native\n"));
  const SearchResponse response = index.Search("kitex 云原生");
  ASSERT_EQ(response.hits.size(), 2U);
  EXPECT_EQ(response.hits.front().path, "beside");
  const SmallIndex both({MakePage("both", "a", "Cloud native 云原生, and 云原生 cloud native.", "en")});
  EXPECT_EQ(both.Search("云原生").hits.size(), 1U);  // wrote behind the pairs of words, and crashed
}

TEST(Ranking, AdjacentWordsWinOverScatteredOnes) {
  const SmallIndex index({MakePage("apart", "a", "cloud of dust\nthe native tongue\nfoo", "en"),
                          MakePage("beside", "b", "the dust of a cloud native tongue\nfoo", "en")});
  EXPECT_EQ(index.Search("cloud native").hits.front().path, "beside");
}

// The parts that --explain names are the score; one was left out for pages that lack words.
TEST(Ranking, ExplanationAddsUpToTheScore) {
  const SmallIndex index(SamePages());
  const SearchResponse response = index.Search(SearchRequest{.text = "reload nginx", .explain = true});
  ASSERT_EQ(response.hits.size(), 2U);
  for (const Hit& hit : response.hits) {
    double sum = 0;
    const std::string parts = hit.explanation.substr(0, hit.explanation.find(';'));
    for (size_t at = 0; (at = parts.find_first_of("0123456789", at)) != std::string::npos;) {
      size_t size = 0;
      sum += std::stod(parts.substr(at), &size);
      at += size;
    }
    EXPECT_NEAR(sum, hit.score, 0.01) << hit.explanation;
  }
}

}  // namespace
}  // namespace sou::query
