// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/evaluate/evaluation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "query/render/evaluation.h"

namespace sou::query {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::vector<Judgment> Judged(std::string_view content) {
  const auto judgments = ParseJudgments(content, "qrels.tsv");
  EXPECT_TRUE(judgments.ok());
  return judgments.ok() ? *judgments : std::vector<Judgment>();
}

SearchResponse Response(const std::vector<std::string>& paths, double took_ms = 1) {
  SearchResponse response;
  for (const std::string& path : paths) {
    Hit hit;
    hit.path = path;
    hit.title = {{"Title of ", false}, {path, true}};
    response.hits.push_back(std::move(hit));
  }
  response.took_ms = took_ms;
  return response;
}

PageNames Names() {
  PageNames names;
  names.Add("content/a.md", "/a/");
  names.Add("content/b.md", "/posts/%E8%8C%B6/");
  names.Add("content/zh/c.md", "/zh/c/");
  return names;
}

// ---- measures

TEST(MeasuresTest, ARightPageAtEachRank) {
  const auto at_rank = [](size_t rank) {
    std::vector<int> gains(12, 0);
    gains[rank - 1] = 1;
    return Measure(gains, {1});
  };
  EXPECT_DOUBLE_EQ(at_rank(1).reciprocal_rank, 1);
  EXPECT_DOUBLE_EQ(at_rank(1).precision_at_1, 1);
  EXPECT_DOUBLE_EQ(at_rank(1).ndcg, 1);
  EXPECT_DOUBLE_EQ(at_rank(4).reciprocal_rank, 0.25);
  EXPECT_DOUBLE_EQ(at_rank(4).precision_at_1, 0);
  EXPECT_DOUBLE_EQ(at_rank(3).ndcg, 0.5);  // 1 / log2(4)
  EXPECT_DOUBLE_EQ(at_rank(10).reciprocal_rank, 0.1);
  EXPECT_DOUBLE_EQ(at_rank(10).success, 1);
  EXPECT_DOUBLE_EQ(at_rank(11).reciprocal_rank, 0) << "beyond the tenth nothing counts";
  EXPECT_DOUBLE_EQ(at_rank(11).recall, 0);
  EXPECT_DOUBLE_EQ(at_rank(11).success, 0);
}

TEST(MeasuresTest, SeveralRightPages) {
  // By hand: gains 2^3-1 = 7, 2^2-1 = 3, 2^1-1 = 1.
  // DCG of 1, 0, 3 = 1/log2(2) + 7/log2(4) = 1 + 3.5 = 4.5; ideal 3, 2, 1 = 7 + 3/log2(3) + 1/2 = 9.392789
  const std::vector<int> gains = {1, 0, 3};
  const Measures measures = Measure(gains, {2, 1, 3});
  EXPECT_DOUBLE_EQ(measures.reciprocal_rank, 1) << "any right page counts";
  EXPECT_NEAR(measures.ndcg, 4.5 / 9.392789, 1e-6);
  EXPECT_DOUBLE_EQ(measures.recall, 2.0 / 3);
}

TEST(MeasuresTest, RecallIsOfTheTenThatCouldBeFound) {
  EXPECT_DOUBLE_EQ(Measure(std::vector<int>(10, 1), std::vector<int>(25, 1)).recall, 1);
  EXPECT_DOUBLE_EQ(Measure(std::vector<int>(5, 1), std::vector<int>(25, 1)).recall, 0.5);
}

TEST(MeasuresTest, NoHit) {
  const Measures measures = Measure({}, {1});
  EXPECT_DOUBLE_EQ(
      measures.reciprocal_rank + measures.ndcg + measures.precision_at_1 + measures.recall + measures.success, 0);
}

TEST(MeasuresTest, PercentilesAreByNearestRank) {
  const std::vector<double> values = {5, 1, 4, 2, 3};
  EXPECT_DOUBLE_EQ(Percentile(values, 0.5), 3);
  EXPECT_DOUBLE_EQ(Percentile(values, 0.6), 3);
  EXPECT_DOUBLE_EQ(Percentile(values, 0.61), 4);
  EXPECT_DOUBLE_EQ(Percentile(values, 0), 1);
  EXPECT_DOUBLE_EQ(Percentile(values, 1), 5);
  EXPECT_DOUBLE_EQ(Percentile({}, 0.5), 0);
}

// ---- judgments

TEST(JudgmentsTest, OwnAndTrecLines) {
  const auto judgments = Judged(
      "\xEF\xBB\xBFq1\tcontent/a.md\t2\r\n"
      "\n"
      "q1\tcontent/a page.md\t0\n"
      "q2\t0\tcontent/a page.md\t1\n"
      "q3 0 content/a page.md 3\n"
      "q4  0  /posts/x/  -1\n");
  ASSERT_EQ(judgments.size(), 5U);
  EXPECT_EQ(judgments[0].qid, "q1") << "without the byte order mark";
  EXPECT_EQ(judgments[0].relevance, 2);
  EXPECT_EQ(judgments[1].page, "content/a page.md");
  EXPECT_EQ(judgments[1].line, 3U);
  EXPECT_EQ(judgments[2].page, "content/a page.md");
  EXPECT_EQ(judgments[3].page, "content/a page.md");
  EXPECT_EQ(judgments[3].relevance, 3);
  EXPECT_EQ(judgments[4].qid, "q4");
  EXPECT_EQ(judgments[4].page, "/posts/x/");
  EXPECT_EQ(judgments[4].relevance, -1);
}

TEST(JudgmentsTest, NamesTheLineThatIsMalformed) {
  for (const std::string line :
       {"q1", "q1\tpage", "q1 page 1", "q1\tpage\tgood", "q1\tpage\t1.5", "q1\tpage\t11", "\tpage\t1", "q1\t\t1",
        "q1\tpage\t", "q1\t0\tpage\t1\tmore", "q1\tpage\t99999999999"}) {
    const auto judgments = ParseJudgments("q0\ta\t1\n" + line + "\n", "dir/qrels.tsv");
    ASSERT_FALSE(judgments.ok()) << line;
    EXPECT_THAT(judgments.error().ToString(), testing::StartsWith("dir/qrels.tsv:2: ")) << line;
  }
}

// ---- names

TEST(PageNamesTest, PathsAndAddresses) {
  const PageNames names = Names();
  const auto path_of = [&](std::string_view name) {
    const std::string* path = names.Find(name);
    return path == nullptr ? std::string() : *path;
  };
  for (const std::string_view name :
       {"content/a.md", "a.md", "content/a", "a", "/a/", "/a", "https://example.org/a/#b"})
    EXPECT_EQ(path_of(name), "content/a.md") << name;
  for (const std::string_view name :
       {"/posts/茶/", "/posts/茶", "/posts/%E8%8C%B6", "http://[::1]:80/posts/%e8%8c%b6/"})
    EXPECT_EQ(path_of(name), "content/b.md") << name;
  for (const std::string_view name : {"", "/", "c", "content/", "A.md", "https://example.org", "posts/茶"})
    EXPECT_EQ(path_of(name), "") << name;
}

TEST(PageNamesTest, WhatCouldBeSeveralPagesIsNone) {
  PageNames names;
  names.Add("content/a.md", "/1/");
  names.Add("content/a.html", "/2/");
  names.Add("a.md", "/3/");
  EXPECT_EQ(names.Find("a"), nullptr);
  ASSERT_NE(names.Find("a.md"), nullptr);
  EXPECT_EQ(*names.Find("a.md"), "a.md");
  EXPECT_EQ(*names.Find("content/a.html"), "content/a.html");
}

TEST(PageNamesTest, Nearest) {
  EXPECT_EQ(Names().Nearest("content/zh/cc.md"), "content/zh/c.md");
  EXPECT_EQ(Names().Nearest("/zh/cc/"), "/zh/c");
  EXPECT_EQ(Names().Nearest("something quite different"), std::nullopt);
}

// ---- evaluation

TEST(EvaluationTest, MeansOverJudgedQueriesThatWereAsked) {
  const auto judgments = Judged("q1\ta\t1\nq2\t/zh/c/\t2\nq2\ta.md\t1\nq3\tb\t1\nq4\tb\t0\nq9\tb\t1\n");
  Evaluator evaluator(judgments, Names(), "qrels.tsv");
  evaluator.Add("q1", "one", Response({"content/b.md", "content/a.md"}, 3));  // right at rank 2
  evaluator.Add("q2", "two", Response({"content/zh/c.md"}, 1));               // rank 1, one of two
  evaluator.Add("q3", "three", Response({}, 2));                              // no hit
  evaluator.Add("q4", "four", Response({"content/b.md"}, 4));                 // judged, but nothing is right
  evaluator.Add("q5", "five", Response({"content/b.md"}, 5));                 // not judged
  const auto evaluation = evaluator.Finish(10);
  ASSERT_TRUE(evaluation.ok());
  EXPECT_EQ(evaluation->queries, 3U);
  EXPECT_EQ(evaluation->answered, 2U);
  EXPECT_EQ(evaluation->unjudged, 2U);
  EXPECT_EQ(evaluation->not_asked, 1U);
  EXPECT_DOUBLE_EQ(evaluation->mean.reciprocal_rank, (0.5 + 1 + 0) / 3);
  EXPECT_DOUBLE_EQ(evaluation->mean.precision_at_1, 1.0 / 3);
  EXPECT_DOUBLE_EQ(evaluation->mean.recall, (1 + 0.5 + 0) / 3);
  EXPECT_DOUBLE_EQ(evaluation->mean.success, 2.0 / 3);
  const double found = 1 / std::log2(3);             // q1: 1 at rank 2
  const double half = 3 / (3 + 1 / std::log2(3.0));  // q2: 2 at rank 1; ideal 2, 1
  EXPECT_NEAR(evaluation->mean.ndcg, (found + half) / 3, 1e-12);
  EXPECT_DOUBLE_EQ(evaluation->p50, 3) << "of all that were asked";
  EXPECT_DOUBLE_EQ(evaluation->slowest, 5);
  EXPECT_THAT(evaluation->warnings, IsEmpty());
}

TEST(EvaluationTest, TheWorstQueriesSayWhatCameInstead) {
  const auto judgments = Judged("q1\ta\t1\nq1\tb\t3\nq2\ta\t1\nq3\ta\t1\n");
  Evaluator evaluator(judgments, Names(), "qrels.tsv");
  evaluator.Add("q3", "first is right", Response({"content/a.md"}));
  evaluator.Add("q2", "second is right", Response({"content/b.md", "content/a.md"}));
  evaluator.Add("q1", "none \x1b[31m is right", Response({"content/zh/c.md"}));
  const auto evaluation = evaluator.Finish(10);
  ASSERT_TRUE(evaluation.ok());
  ASSERT_EQ(evaluation->worst.size(), 2U);
  EXPECT_EQ(evaluation->worst[0].qid, "q1");
  EXPECT_EQ(evaluation->worst[0].rank(), 0U);
  EXPECT_THAT(evaluation->worst[0].wanted, ElementsAre("content/b.md", "content/a.md")) << "the best first";
  EXPECT_EQ(evaluation->worst[0].first_title, "Title of content/zh/c.md");
  EXPECT_EQ(evaluation->worst[1].rank(), 2U);
  const std::string table = ToTable(*evaluation);
  EXPECT_THAT(table, HasSubstr("MRR@10      0.5000\n"));
  EXPECT_THAT(table, HasSubstr("first   content/zh/c.md  Title of content/zh/c.md"));
  EXPECT_THAT(table, Not(HasSubstr("\x1b")));
  const auto json = nlohmann::json::parse(ToJson(*evaluation));
  EXPECT_EQ(json["mrr@10"], 0.5);
  EXPECT_TRUE(json["worst"][0]["rank"].is_null());
  EXPECT_EQ(json["worst"][1]["rank"], 2);
}

TEST(EvaluationTest, TheWorstAreAtMostAsManyAsAskedFor) {
  const auto judgments = Judged("q1\ta\t1\nq2\ta\t1\n");
  Evaluator evaluator(judgments, Names(), "qrels.tsv");
  evaluator.Add("q1", "x", Response({}));
  evaluator.Add("q2", "y", Response({}));
  const auto evaluation = evaluator.Finish(1);
  ASSERT_TRUE(evaluation.ok());
  ASSERT_EQ(evaluation->worst.size(), 1U);
  EXPECT_EQ(evaluation->worst[0].qid, "q1");
  EXPECT_THAT(ToTable(*evaluation), HasSubstr("nothing was found"));
}

TEST(EvaluationTest, AMisspeltPageIsNamedAndCountsAsNotFound) {
  const auto judgments = Judged("q1\tcontent/zh/cc.md\t1\n");
  Evaluator evaluator(judgments, Names(), "qrels.tsv");
  evaluator.Add("q1", "x", Response({"content/zh/c.md"}));
  const auto evaluation = evaluator.Finish(0);
  ASSERT_TRUE(evaluation.ok());
  EXPECT_DOUBLE_EQ(evaluation->mean.reciprocal_rank, 0);
  ASSERT_EQ(evaluation->warnings.size(), 1U);
  EXPECT_EQ(evaluation->warnings[0].ToString(),
            "qrels.tsv:1: the index has no page \"content/zh/cc.md\"; did you mean \"content/zh/c.md\"?");
}

TEST(EvaluationTest, IdsThatDoNotAgreeAreAnError) {
  Evaluator evaluator(Judged("q1\ta\t1\n"), Names(), "qrels.tsv");
  evaluator.Add("Q1", "x", Response({"content/a.md"}));
  EXPECT_FALSE(evaluator.Finish(0).ok());
}

}  // namespace
}  // namespace sou::query
