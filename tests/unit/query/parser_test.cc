// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/parse/parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/unit/table.h"
#include "tests/unit/text/random_text.h"

namespace sou::query {
namespace {

class ParseTable : public testing::TestWithParam<TableRow> {};

TEST_P(ParseTable, TreeAndDiagnostics) {
  ASSERT_EQ(GetParam().fields.size(), 3U);
  const ParsedQuery parsed = Parse(GetParam().fields[0]);
  EXPECT_EQ(Dump(parsed.root), GetParam().fields[1]);
  std::string said;
  for (const Diagnostic& diagnostic : parsed.diagnostics) said += "\n  " + diagnostic.message;
  EXPECT_EQ(std::to_string(parsed.diagnostics.size()), GetParam().fields[2]) << said;
}
INSTANTIATE_TEST_SUITE_P(Parser, ParseTable, testing::ValuesIn(ReadTable("query_parse.tsv")), RowName);

TEST(Parser, LimitsAreSaid) {
  const ParsedQuery cut = Parse("云原生应用", {.max_bytes = 8});
  EXPECT_EQ(Dump(cut.root), "(and 云原)") << "cut between code points";
  ASSERT_EQ(cut.diagnostics.size(), 1U);
  EXPECT_EQ(cut.diagnostics[0].at, 6U);
  EXPECT_THAT(cut.diagnostics[0].message, testing::HasSubstr("search.max_query_bytes"));

  const ParsedQuery few = Parse("a b c d", {.max_leaves = 2});
  EXPECT_EQ(Dump(few.root), "(and a b)");
  ASSERT_EQ(few.diagnostics.size(), 1U);
  EXPECT_EQ(few.diagnostics[0].at, 4U);

  const ParsedQuery deep = Parse("((((a) b) c) d) e", {.max_depth = 2});
  EXPECT_FALSE(deep.diagnostics.empty());
  EXPECT_THAT(Dump(deep.root), testing::HasSubstr("e"));
}

TEST(Parser, PastedRubbishSaysLittle) {
  EXPECT_LE(Parse(std::string(2000, '(')).diagnostics.size(), 16U);
  EXPECT_LE(Parse(std::string(2000, ')')).diagnostics.size(), 16U);
  EXPECT_LE(Parse(std::string(2000, '"')).diagnostics.size(), 16U);
}

TEST(Parser, DiagnosticsLieInTheQuery) {
  text::RandomText random(3);
  const std::string signs[] = {"(", ")", "\"", "-", " OR ", " AND ", "NOT ", "title:", "tag:", "*", "“", "”", "："};
  for (int i = 0; i < 3000; ++i) {
    std::string query;
    for (int j = 0; j < 4; ++j)
      query += signs[static_cast<size_t>(i * 7 + j * 5) % std::size(signs)] + text::RepairUtf8(random.Next());
    for (const Diagnostic& diagnostic : Parse(query).diagnostics) ASSERT_LE(diagnostic.at, query.size()) << query;
  }
}

// 680 Chinese characters in a row were one word of the 64, and took two seconds to search.
TEST(Parse, ATextWithoutBlanksIsManyWords) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "云原生";
  ParsedQuery parsed = Parse(text, {.max_bytes = 2048, .max_leaves = 10, .max_depth = 16});
  ASSERT_EQ(parsed.root.children.size(), 1U);
  EXPECT_EQ(parsed.root.children[0].text, text.substr(0, 10 * 9));
  ASSERT_EQ(parsed.diagnostics.size(), 1U);
  EXPECT_EQ(parsed.diagnostics[0].at, 90U);
  parsed = Parse("云原生 \"服务网格\" a " + text, {.max_bytes = 2048, .max_leaves = 6, .max_depth = 16});
  ASSERT_EQ(parsed.root.children.size(), 4U);
  EXPECT_EQ(parsed.root.children[1].text, "服务网格");
  EXPECT_EQ(parsed.root.children[3].text, "云原生云原生");
  EXPECT_EQ(parsed.diagnostics.size(), 1U);
}

}  // namespace
}  // namespace sou::query
