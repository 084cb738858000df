// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/report/query_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "query/render/query_report.h"

namespace sou::query {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr auto kBegin = std::chrono::sys_days(std::chrono::year(2026) / 11 / 3) + milliseconds(0);

// A search so many seconds after midnight.
AccessLine At(double seconds, std::string query, uint64_t total = 1) {
  AccessLine line;
  line.time = kBegin + milliseconds(static_cast<int64_t>(seconds * 1000));
  line.method = "GET";
  line.route = "/api/search";
  line.query = std::move(query);
  line.total = total;
  line.ms = 1;
  return line;
}

AccessLine Typing(double seconds, std::string query) {
  AccessLine line = At(seconds, std::move(query));
  line.typing = true;
  return line;
}

QueryReport Report(const std::vector<AccessLine>& lines, const ReportOptions& options = {}) {
  QueryReporter reporter(options);
  for (const AccessLine& line : lines) reporter.Add(line);
  return reporter.Finish();
}

// "3 kubernetes, 1 nginx"
std::string Shown(const std::vector<QueryCount>& queries) {
  std::string out;
  for (const QueryCount& query : queries)
    out += (out.empty() ? "" : ", ") + std::to_string(query.searches) + " " + query.text;
  return out;
}

// ---- what is one search

struct Log {
  std::string_view what;
  std::vector<AccessLine> lines;
  std::string_view asked;
};
void PrintTo(const Log& row, std::ostream* out) { *out << row.what; }

class OneSearchTest : public testing::TestWithParam<Log> {};

TEST_P(OneSearchTest, TheSearchesOfALog) { EXPECT_EQ(Shown(Report(GetParam().lines).most_asked), GetParam().asked); }

INSTANTIATE_TEST_SUITE_P(
    HalfTyped, OneSearchTest,
    testing::Values(
        Log{"letters become a query", {Typing(0, "k"), Typing(0.2, "ku"), Typing(0.4, "kub"), At(1, "kube")}, "1 kube"},
        Log{"also without the search box's word", {At(0, "k"), At(0.2, "ku"), At(0.4, "kube")}, "1 kube"},
        Log{"a letter that is followed too late", {At(0, "ku"), At(10.001, "kube")}, "1 ku, 1 kube"},
        Log{"a letter that is just followed", {At(0, "ku"), At(10, "kube")}, "1 kube"},
        Log{"a pause at every letter", {At(0, "k"), At(9, "ku"), At(18, "kub"), At(27, "kube")}, "1 kube"},
        Log{"nothing follows what is half typed", {Typing(0, "kub")}, "1 kub"},
        Log{"typed, then sent", {Typing(0, "kube"), At(1, "kube")}, "1 kube"},
        Log{"two readers ask the same", {At(0, "kube"), At(1, "kube")}, "2 kube"},
        Log{"letters taken back", {At(0, "kube"), At(1, "kub"), At(2, "kubectl")}, "1 kubectl"},
        Log{"another query", {At(0, "nginx"), At(1, "kube")}, "1 kube, 1 nginx"},
        Log{"two readers type at once",
            {Typing(0, "k"), Typing(0.1, "n"), Typing(0.2, "ku"), Typing(0.3, "ng"), At(1, "kube"), At(1.1, "nginx")},
            "1 kube, 1 nginx"},
        Log{"a word is added",
            {At(0, "docker"), At(2, "docker "), At(3, "docker c"), At(4, "Docker compose")},
            "1 Docker compose"},
        Log{"Chinese", {At(0, "云"), At(1, "云原"), At(2, "雲原生")}, "1 雲原生"},
        Log{"Hangul under way", {At(0, "ㅋ"), At(0.2, "쿠"), At(0.4, "쿱"), At(0.6, "쿠버")}, "1 쿠버"},
        Log{"lines a little out of order", {At(1, "ku"), At(0.9, "k"), At(1.2, "kube")}, "1 kube"},
        Log{"an older log after a newer one", {At(7200, "kube"), At(0, "ku"), At(1, "kube")}, "2 kube"},
        Log{"a log from the day before, whose query begins so", {At(7200, "ku"), At(0, "kube")}, "1 ku, 1 kube"}));

AccessLine With(AccessLine line, std::string route, int status = 200) {
  line.route = std::move(route);
  line.status = status;
  return line;
}

AccessLine WithoutQuery() {
  AccessLine line = At(0, "");
  line.query.reset();
  return line;
}

INSTANTIATE_TEST_SUITE_P(
    Lines, OneSearchTest,
    testing::Values(
        Log{"the search page", {With(At(0, "a"), "/"), With(At(0, "a"), "/search")}, "2 a"},
        Log{"the routes of Meilisearch",
            {With(At(0, "a"), "/indexes/{uid}/search"), With(At(0, "a"), "/multi-search")},
            "2 a"},
        Log{"suggestions are no searches", {With(At(0, "a"), "/api/suggest")}, ""},
        Log{"nor are other addresses", {With(At(0, "a"), ""), With(At(0, "a"), "/metrics")}, ""},
        Log{"nor what was refused or had not changed",
            {With(At(0, "a"), "/api/search", 400), With(At(0, "a"), "/api/search", 304), With(At(0, "a"), "/", 503)},
            ""},
        Log{"nor the page as it is opened", {At(0, ""), At(0, " \t "), At(0, "\u3000"), WithoutQuery()}, ""},
        Log{"spellings of one query, as most wrote it",
            {At(0, "Kubernetes"), At(20, "KUBERNETES"), At(40, " kubernetes "), At(60, "kubernetes"),
             At(80, "ＫＵＢＥＲＮＥＴＥＳ")},
            "5 kubernetes"},
        Log{"blanks between words", {At(0, "a  b"), At(20, "a\tb"), At(40, "a b")}, "3 a b"},
        Log{"words apart and together are two", {At(0, "a b"), At(20, "ab")}, "1 a b, 1 ab"}));

TEST(QueryReportTest, ASpellingThatBecomesCommonIsShown) {
  std::vector<AccessLine> lines;
  double time = 0;
  for (const char* rare : {"KUBE", "KUBe", "KUbe", "Kube", "kUBE"}) lines.push_back(At(time += 20, rare));
  for (int i = 0; i < 9; ++i) lines.push_back(At(time += 20, "kube"));
  EXPECT_EQ(Shown(Report(lines).most_asked), "14 kube");
}

TEST(QueryReportTest, LongQueriesAreCutForPeopleAndForMemory) {
  const QueryReport report = Report({At(0, std::string(5000, 'a')), At(20, std::string(5000, 'a') + "b")});
  ASSERT_EQ(report.most_asked.size(), 1U);
  EXPECT_EQ(report.most_asked[0].searches, 2U);
  EXPECT_EQ(report.most_asked[0].text, std::string(256, 'a') + "…");
}

// ---- counts

TEST(QueryReportTest, WhatFoundNothing) {
  AccessLine unknown = At(80, "c");
  unknown.total.reset();
  const QueryReport report = Report({At(0, "a", 0), At(20, "b", 3), At(40, "a", 0), At(60, "a", 1), unknown});
  EXPECT_EQ(report.searches, 5U);
  EXPECT_EQ(report.without_results, 2U);
  ASSERT_EQ(report.found_nothing.size(), 1U);
  EXPECT_EQ(report.found_nothing[0].text, "a");
  EXPECT_EQ(report.found_nothing[0].without_results, 2U);
}

TEST(QueryReportTest, AHalfTypedQueryThatFindsNothingIsNoMiss) {
  const QueryReport report = Report({At(0, "kubern", 0), At(1, "kubernetes", 7)});
  EXPECT_EQ(report.without_results, 0U);
  EXPECT_EQ(report.half_typed, 1U);
}

TEST(QueryReportTest, AnswersFromTheCacheSayNothingOfSpeed) {
  std::vector<AccessLine> lines;
  for (int i = 0; i < 100; ++i) {
    lines.push_back(At(i * 20, "q" + std::to_string(i)));
    lines.back().ms = i + 1;
    lines.back().cache = "miss";
  }
  for (const char* cache : {"hit", "shared"}) {
    lines.push_back(At(9000, "q99"));
    lines.back().ms = 500;
    lines.back().cache = cache;
  }
  const QueryReport report = Report(lines, {.rows = 2});
  EXPECT_EQ(report.computed, 100U);
  EXPECT_EQ(report.cached, 2U);
  EXPECT_EQ(report.searches, 102U);
  EXPECT_NEAR(report.p50, 50, 0.5);
  EXPECT_NEAR(report.p95, 95, 1);
  EXPECT_NEAR(report.p99, 99, 1);
  ASSERT_EQ(report.slowest.size(), 2U);
  EXPECT_EQ(report.slowest[0].text, "q99");
  EXPECT_EQ(report.slowest[0].ms, 100);
  EXPECT_EQ(report.slowest[1].ms, 99);
}

TEST(QueryReportTest, TheSlowestAreDifferentQueries) {
  std::vector<AccessLine> lines;
  for (const double ms : {5, 9, 7, 3}) {
    lines.push_back(At(20 * ms, "slow"));
    lines.back().ms = ms;
  }
  lines.push_back(At(500, "quick"));
  const QueryReport report = Report(lines, {.rows = 3});
  ASSERT_EQ(report.slowest.size(), 2U);
  EXPECT_EQ(report.slowest[0].ms, 9);
  EXPECT_EQ(report.slowest[1].text, "quick");
}

TEST(QueryReportTest, TimesNarrowIt) {
  const int64_t begin = kBegin.time_since_epoch().count() / 1000;
  ReportOptions options;
  options.after = begin + 100;
  options.before = begin + 200;
  const QueryReport report = Report({At(99.999, "a"), At(100, "b"), At(200.999, "c"), At(201, "d")}, options);
  EXPECT_EQ(Shown(report.most_asked), "1 b, 1 c");
}

TEST(QueryReportTest, SearchesByDayOfUtc) {
  const QueryReport report = Report({At(86399, "a"), At(86400, "b", 0), At(3 * 86400, "c")});
  EXPECT_EQ(report.days.size(), 3U);
  const std::string table = ToTable(report);
  EXPECT_THAT(table, HasSubstr("searches        3 in 4 days, 2026-11-03 to 2026-11-06: 0.8 a day\n"));
  EXPECT_THAT(table, HasSubstr("\nsearches by day (UTC)\n  2026-11-03        1        0 without results\n"
                               "  2026-11-04        1        1 without results\n"));
  EXPECT_THAT(ToTable(Report({At(0, "a"), At(40 * 86400, "b")})), HasSubstr("by month (UTC)\n     2026-11        1"));
  EXPECT_THAT(ToTable(Report({At(0, "a"), At(4000.0 * 86400, "b")})),
              HasSubstr("by year (UTC)\n        2026        1"));
}

// ---- bounds

TEST(QueryReportTest, TooManyDifferentQueriesForgetTheRareAndKeepTheCommon) {
  std::vector<AccessLine> lines;
  for (int i = 0; i < 3000; ++i) {
    lines.push_back(At(i * 30, "rare " + std::to_string(i)));
    if (i % 10 == 0) lines.push_back(At(i * 30 + 11, "common"));
  }
  ReportOptions options;
  options.rows = 1;
  options.max_queries = 100;
  const QueryReport report = Report(lines, options);
  EXPECT_EQ(Shown(report.most_asked), "300 common");
  EXPECT_EQ(report.searches, 3300U);
  EXPECT_LE(report.different, 100U);
  EXPECT_EQ(report.forgotten + report.different, 3001U);
}

TEST(QueryReportTest, ManySearchesInOneMomentAreAllCounted) {
  std::vector<AccessLine> lines;
  for (int i = 0; i < 25'000; ++i) lines.push_back(At(0, "q" + std::to_string(100'000 + i)));
  EXPECT_EQ(Report(lines).searches, 25'000U);
}

// ---- shown

TEST(QueryReportTest, WhatReadersTypedIsHarmlessOnATerminal) {
  const QueryReport report = Report({At(0, "\x1b[31mred\x07\u202e", 0)});
  EXPECT_THAT(ToTable(report), Not(HasSubstr("\x1b")));
  EXPECT_THAT(ToTable(report), Not(HasSubstr("\x07")));
  EXPECT_TRUE(nlohmann::json::accept(ToJson(report)));
}

TEST(QueryReportTest, NothingToReport) {
  const QueryReport report = Report({});
  EXPECT_EQ(ToTable(report),
            "searches        0\nwithout results 0 (0.0 %)\nqueries         0\n"
            "not counted     0 half-typed requests, 0 for all pages\nanswers         0 computed, 0 from the cache\n");
  const auto json = nlohmann::json::parse(ToJson(report));
  EXPECT_EQ(json["searches"], 0);
  EXPECT_EQ(json["days_covered"], 0);
  EXPECT_THAT(json["most_asked"], IsEmpty());
}

TEST(DurationsTest, PercentilesAreWithinOnePercent) {
  Durations durations;
  EXPECT_EQ(durations.Percentile(0.99), 0);
  for (const double ms : {0.0, 0.0004, 0.25, 0.25, 3.0, 1e9, 1e12}) durations.Add(ms);
  EXPECT_NEAR(durations.Percentile(0), 0.001, 0.0001);
  EXPECT_NEAR(durations.Percentile(0.5), 0.25, 0.0025);
  EXPECT_NEAR(durations.Percentile(0.7), 3, 0.03);
  EXPECT_EQ(durations.slowest(), 1e12);
  EXPECT_EQ(durations.count(), 7U);
}

TEST(QueryKeyTest, BlanksFoldingAndLetters) {
  EXPECT_EQ(QueryKey("  Docker \t Compose "), "docker compose");
  EXPECT_EQ(QueryKey("ＡＰＩ　雲"), "api 云");
  EXPECT_EQ(QueryKey("쿱"), "ㅋㅜㅂ");
  EXPECT_EQ(QueryKey(" \n\u3000"), "");
  EXPECT_LE(QueryKey(std::string(3000, 'x')).size(), kMaxQueryBytes);
}

}  // namespace
}  // namespace sou::query
