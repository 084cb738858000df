// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/render/evaluation.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "query/render/terminal.h"

namespace sou::query {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kShownPages = 3;

double Round(double value) { return std::round(value * 1e4) / 1e4; }

std::string WorstLines(const QueryScore& score) {
  const std::string came = score.rank() == 0 ? fmt::format("none of the first {} is right", kDepth)
                                             : fmt::format("right at rank {}", score.rank());
  std::string out = fmt::format("\n{}  {}   ({})\n", HarmlessLine(score.qid), HarmlessLine(score.query), came);
  for (size_t i = 0; i < std::min(score.wanted.size(), kShownPages); ++i) {
    out += fmt::format("  {}  {}\n", i == 0 ? "wanted" : "      ", HarmlessLine(score.wanted[i]));
  }
  if (score.wanted.size() > kShownPages)
    out += fmt::format("          and {} more\n", score.wanted.size() - kShownPages);
  if (score.first_path.empty()) return out + "  first   nothing was found\n";
  return out + fmt::format("  first   {}  {}\n", HarmlessLine(score.first_path), HarmlessLine(score.first_title));
}

Json WorstJson(const QueryScore& score) {
  const bool found = !score.first_path.empty();
  return {{"qid", score.qid},
          {"query", score.query},
          {"rank", score.rank() == 0 ? Json() : Json(score.rank())},
          {"wanted", score.wanted},
          {"first", found ? Json{{"path", score.first_path}, {"title", score.first_title}} : Json()}};
}

}  // namespace

std::string ToTable(const Evaluation& evaluation) {
  const Measures& mean = evaluation.mean;
  std::string out = fmt::format("{:<12}{} judged, {} answered\n", "queries", evaluation.queries, evaluation.answered);
  if (evaluation.unjudged > 0)
    out += fmt::format("{:<12}{} without a right page, not counted\n", "", evaluation.unjudged);
  if (evaluation.not_asked > 0)
    out += fmt::format("{:<12}{} judged but not asked, not counted\n", "", evaluation.not_asked);
  out += fmt::format("{:<12}{:.4f}\n", "MRR@10", mean.reciprocal_rank);
  out += fmt::format("{:<12}{:.4f}\n", "nDCG@10", mean.ndcg);
  out += fmt::format("{:<12}{:.4f}\n", "P@1", mean.precision_at_1);
  out += fmt::format("{:<12}{:.4f}\n", "recall@10", mean.recall);
  out += fmt::format("{:<12}{:.4f}\n", "success@10", mean.success);
  out += fmt::format("{:<12}p50 {:.2f}   p95 {:.2f}   p99 {:.2f}   slowest {:.2f}\n", "ms", evaluation.p50,
                     evaluation.p95, evaluation.p99, evaluation.slowest);
  for (const QueryScore& score : evaluation.worst) out += WorstLines(score);
  return out;
}

std::string ToJson(const Evaluation& evaluation) {
  const Measures& mean = evaluation.mean;
  Json worst = Json::array();
  for (const QueryScore& score : evaluation.worst) worst.push_back(WorstJson(score));
  Json warnings = Json::array();
  for (const Error& warning : evaluation.warnings) {
    warnings.push_back({{"path", warning.place.path}, {"line", warning.place.line}, {"message", warning.message}});
  }
  const Json json = {{"queries", evaluation.queries},
                     {"answered", evaluation.answered},
                     {"unjudged", evaluation.unjudged},
                     {"not_asked", evaluation.not_asked},
                     {"mrr@10", Round(mean.reciprocal_rank)},
                     {"ndcg@10", Round(mean.ndcg)},
                     {"p@1", Round(mean.precision_at_1)},
                     {"recall@10", Round(mean.recall)},
                     {"success@10", Round(mean.success)},
                     {"ms",
                      {{"p50", Round(evaluation.p50)},
                       {"p95", Round(evaluation.p95)},
                       {"p99", Round(evaluation.p99)},
                       {"slowest", Round(evaluation.slowest)}}},
                     {"worst", std::move(worst)},
                     {"warnings", std::move(warnings)}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace sou::query
