// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/snippet.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "common/text/borders.h"
#include "common/text/utf8.h"
#include "query/search/hit_builder.h"
#include "query/search/snippet_parts.h"
#include "tests/unit/query/small_index.h"
#include "tests/unit/query/units_of.h"
#include "tests/unit/table.h"
#include "tests/unit/text/random_text.h"

namespace sou::query {
namespace {

// A page as the table writes it: "= Title" is its title, "# Heading" a heading, "`line" a line of code.
Page PageOf(const std::string& written, const std::string& language) {
  Page page;
  page.url = "/p/";
  page.language = language;
  for (size_t begin = 0; begin <= written.size();) {
    const size_t end = std::min(written.find('\n', begin), written.size());
    std::string line = written.substr(begin, end - begin);
    begin = end + 1;
    if (line.starts_with("= ")) {
      page.title = line.substr(2);
      continue;
    }
    const auto at = static_cast<uint32_t>(page.body.size());
    if (line.starts_with("# ")) {
      line.erase(0, 2);
      page.headings.push_back({2, line, "h" + std::to_string(page.headings.size() + 1), at});
    } else if (line.starts_with("`")) {
      line.erase(0, 1);
      page.code_blocks.push_back({at, at + static_cast<uint32_t>(line.size()), ""});
    }
    page.body += line + (begin <= written.size() ? "\n" : "");
  }
  return page;
}

// "a [match] b `code`": parts as one line.
std::string Shown(const Parts& parts) {
  std::string out;
  bool in_code = false;
  for (const Part& part : parts) {
    if (part.code != in_code) out += '`';
    in_code = part.code;
    out += part.match ? "[" + part.text + "]" : part.text;
  }
  return in_code ? out + '`' : out;
}

Hit BuildHit(const Page& page, const std::string& query, size_t length) {
  text::Analyzer analyzer;
  const std::vector<QueryUnit> units = UnitsOf(query, &analyzer);
  Highlighter highlighter(units, &analyzer);
  const std::vector<TextMatch> body = highlighter.Find(page.body, page.language);
  return HitBuilder(&highlighter, EqualWeights(units), length).Build(page, body);
}

// Columns: page, query, language, length, snippet.
class SnippetTable : public testing::TestWithParam<TableRow> {};

TEST_P(SnippetTable, ShowsTheFragmentThatAnswers) {
  const std::vector<std::string>& fields = GetParam().fields;
  ASSERT_EQ(fields.size(), 5U);
  EXPECT_EQ(Shown(BuildHit(PageOf(fields[0], fields[2]), fields[1], std::stoul(fields[3])).snippet), fields[4]);
}
INSTANTIATE_TEST_SUITE_P(Snippet, SnippetTable, testing::ValuesIn(ReadTable("snippet.tsv")), RowName);

// Columns: page, query, language, sections as "title > snippet | …".
class SectionTable : public testing::TestWithParam<TableRow> {};

TEST_P(SectionTable, ShowsTheHeadingsThatAnswer) {
  const std::vector<std::string>& fields = GetParam().fields;
  ASSERT_EQ(fields.size(), 4U);
  std::string shown;
  for (const SectionHit& section : BuildHit(PageOf(fields[0], fields[2]), fields[1], 160).sections) {
    shown += (shown.empty() ? "" : " | ") + Shown(section.title) + " (" + section.url + ") > " + Shown(section.snippet);
  }
  EXPECT_EQ(shown, fields[3]);
}
INSTANTIATE_TEST_SUITE_P(Snippet, SectionTable, testing::ValuesIn(ReadTable("sections.tsv")), RowName);

QueryUnit OtherUnit(QueryUnit unit, uint32_t group, uint32_t typed_at) {
  unit.group = group;
  unit.other = true;
  unit.typed = {typed_at, typed_at + 1};
  return unit;
}

TEST(GroupsShown, CountsAGroupOnceWhicheverOfItsWordsStandThere) {
  text::Analyzer analyzer;
  // k8s, also said kubernetes or kube cluster; pods
  std::vector<QueryUnit> units = {UnitsOf("k8s", &analyzer)[0], OtherUnit(UnitsOf("kubernetes", &analyzer)[0], 0, 0),
                                  OtherUnit(UnitsOf("kube", &analyzer)[0], 0, 0),
                                  OtherUnit(UnitsOf("cluster", &analyzer)[0], 0, 5), UnitsOf("pods", &analyzer)[0]};
  units[4].group = 1;
  const GroupWeights weights(units, {{2, 9, 9, 9, 3}, {{2}, {9}, {9}, {9}, {3}}});
  GroupsShown shown(weights);
  const auto add = [&](uint32_t unit, double factor) { return shown.Add({{}, unit}, factor); };
  EXPECT_EQ(add(2, 1), 1) << "half of one wording";
  EXPECT_EQ(add(1, 1), 1) << "another wording is whole";
  EXPECT_EQ(add(0, 1), 0) << "the word itself adds nothing to its synonym";
  EXPECT_EQ(add(3, 1), 0);
  EXPECT_EQ(shown.total(), 2);
  EXPECT_EQ(add(4, 0.5), 1.5);
  EXPECT_EQ(add(4, 1), 1.5);
  EXPECT_EQ(add(4, 1), 0);
  EXPECT_EQ(shown.total(), 5);
  shown.Clear();
  EXPECT_EQ(shown.total(), 0);
}

TEST(GroupsShown, CountsTheWordsOfARunByThemselves) {
  text::Analyzer analyzer;
  const std::vector<QueryUnit> units = UnitsOf("服务注册", &analyzer);
  ASSERT_EQ(units.size(), 1U);
  ASSERT_EQ(units[0].words.size(), 2U);
  const GroupWeights weights(units, {{1}, {{1, 3}}});
  GroupsShown shown(weights);
  EXPECT_EQ(shown.Add({{}, 0, 1, 0, 1}, 1), 0.25) << "服务";
  EXPECT_EQ(shown.Add({{}, 0, 1, 0, 2}, 1), 0.75) << "服务注册";
}

TEST(Snippet, ASynonymIsNoSecondWordToShow) {
  text::Analyzer analyzer;
  std::vector<QueryUnit> units = {UnitsOf("k8s", &analyzer)[0], OtherUnit(UnitsOf("kubernetes", &analyzer)[0], 0, 0)};
  Highlighter highlighter(units, &analyzer);
  const std::string far(400, 'x');
  const Page page = PageOf("We run k8s here.\n" + far + "\nIt is called kubernetes.", "en");
  const std::vector<TextMatch> body = highlighter.Find(page.body, page.language);
  EXPECT_EQ(Shown(HitBuilder(&highlighter, EqualWeights(units), 100).Build(page, body).snippet), "We run [k8s] here.");
}

// Laws over random texts: one line, no more than asked for, nothing torn, the words in it.
TEST(Snippet, HoldsTheBestMatchesAndTearsNothing) {
  text::RandomText random(9);
  text::Analyzer analyzer;
  const std::vector<QueryUnit> units = UnitsOf("云原生 kubernetes", &analyzer);
  Highlighter highlighter(units, &analyzer);
  const GroupWeights weights(units, EqualWeights(units));
  for (int i = 0; i < 1000; ++i) {
    std::string text;
    for (int j = 0; j < 6; ++j) text += text::RepairUtf8(random.Next());
    text += " 云原生 kubernetes ";
    for (int j = 0; j < 6; ++j) text += text::RepairUtf8(random.Next());
    const std::vector<TextMatch> matches = highlighter.Find(text, "zh");
    const SnippetSource source{text, {}, {}, {}};
    const text::ByteRange all{0, static_cast<uint32_t>(text.size())};
    const std::vector<text::ByteRange> fragments = SnippetChooser(weights).Choose(source, all, matches, 60, 2);
    ASSERT_EQ(fragments.size(), 1U) << "one fragment has both words";
    const text::ByteRange range = fragments.front();
    ASSERT_LE(text::CountCodePoints(text.substr(range.begin, range.end - range.begin)), 60U);
    ASSERT_TRUE(text::IsGraphemeBorder(text, range.begin)) << text;
    ASSERT_TRUE(text::IsGraphemeBorder(text, range.end)) << text;
    const Parts parts = SnippetParts(text, fragments, matches, {});
    std::string joined;
    for (const Part& part : parts) joined += part.text;
    ASSERT_NE(joined.find("云原生 kubernetes"), std::string::npos) << joined;
    ASSERT_FALSE(text::FindInvalidUtf8(joined));
    ASSERT_EQ(joined.find('\n'), std::string::npos);
  }
}

}  // namespace
}  // namespace sou::query
