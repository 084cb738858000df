// SPDX-License-Identifier: GPL-3.0-or-later
//
// Query text → tree → which pages are looked for, as a table, and docs/QUERY_SYNTAX.md against what is read.
#include "query/plan/planner.h"

#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <string>
#include <vector>

#include "query/parse/parser.h"
#include "tests/unit/query/plan_dump.h"
#include "tests/unit/table.h"

namespace sou::query {
namespace {

class PlanTable : public testing::TestWithParam<TableRow> {};

// An index that knows no words: nothing is corrected, nothing stands for something else.
TEST_P(PlanTable, TreeAndPages) {
  ASSERT_EQ(GetParam().fields.size(), 4U);
  const std::vector<std::string>& row = GetParam().fields;
  const ParsedQuery parsed = Parse(row[0]);
  EXPECT_EQ(Dump(parsed.root), row[1]);
  text::Analyzer analyzer;
  const std::vector<std::string> languages = {"en"};
  const StopWords stop_words;
  const Xapian::Database database;
  const UnitReading reading{languages, stop_words, &analyzer};
  const store::Vocabulary vocabulary;
  const Plan plan =
      Planner({reading, Synonyms(), Boosts(), vocabulary, Ranking(), database}).MakePlan(parsed.root, {}, row[0]);
  EXPECT_EQ(PlanDumper::Dump(plan), row[2]);
  std::string said;
  for (const auto* list : {&parsed.diagnostics, &plan.diagnostics}) {
    for (const Diagnostic& diagnostic : *list) {
      said += "\n  " + diagnostic.message;
      EXPECT_LE(diagnostic.at, row[0].size());
    }
  }
  EXPECT_EQ(std::to_string(parsed.diagnostics.size() + plan.diagnostics.size()), row[3]) << said;
}
INSTANTIATE_TEST_SUITE_P(Plan, PlanTable, testing::ValuesIn(ReadTable("query_plan.tsv")), RowName);

struct Example {
  std::string query;
  std::string tree;
};

// The rows "| `query` | `tree` | …" of the document; a bar inside a cell is written \|.
std::vector<Example> Examples() {
  std::vector<Example> examples;
  std::ifstream file(std::string(SOU_TEST_TABLES) + "/../../docs/QUERY_SYNTAX.md");
  const std::regex row(R"(^\| `` ?(.*?) ?`` \| `` ?(.*?) ?`` \|.*)");
  const std::regex plain(R"(^\| `([^`]+)` \| `([^`]+)` \|.*)");
  std::string line;
  while (std::getline(file, line)) {
    std::smatch found;
    if (!std::regex_match(line, found, row) && !std::regex_match(line, found, plain)) continue;
    const std::regex bar(R"(\\\|)");
    examples.push_back({std::regex_replace(found[1].str(), bar, "|"), std::regex_replace(found[2].str(), bar, "|")});
  }
  return examples;
}

TEST(QuerySyntaxDocument, ExamplesAreReadAsItSays) {
  const std::vector<Example> examples = Examples();
  EXPECT_GE(examples.size(), 60U);
  for (const Example& example : examples) EXPECT_EQ(Dump(Parse(example.query).root), example.tree) << example.query;
}

}  // namespace
}  // namespace sou::query
