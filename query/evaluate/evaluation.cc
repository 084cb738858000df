// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/evaluate/evaluation.h"

#include <algorithm>
#include <cmath>

namespace sou::query {
namespace {

std::string TextOf(const Parts& parts) {
  std::string text;
  for (const Part& part : parts) text += part.text;
  return text;
}

Measures MeanOf(const std::vector<QueryScore>& scores) {
  constexpr double Measures::*kAll[] = {&Measures::reciprocal_rank, &Measures::ndcg, &Measures::precision_at_1,
                                        &Measures::recall, &Measures::success};
  Measures mean;
  for (const auto measure : kAll) {
    for (const QueryScore& score : scores) mean.*measure += score.measures.*measure;
    mean.*measure /= static_cast<double>(scores.size());
  }
  return mean;
}

Error NoSuchPage(const Judgment& judgment, const PageNames& names, const std::string& path) {
  std::string message = "the index has no page \"" + judgment.page + "\"";
  if (const auto nearest = names.Nearest(judgment.page)) message += "; did you mean \"" + *nearest + "\"?";
  return {ErrorCode::kInvalidInput, std::move(message), {path, judgment.line}};
}

}  // namespace

size_t QueryScore::rank() const {
  return measures.reciprocal_rank == 0 ? 0 : static_cast<size_t>(std::lround(1 / measures.reciprocal_rank));
}

Evaluator::Evaluator(std::span<const Judgment> judgments, const PageNames& names, const std::string& path) {
  for (const Judgment& judgment : judgments) {
    const std::string* page = names.Find(judgment.page);
    if (page == nullptr) result_.warnings.push_back(NoSuchPage(judgment, names, path));
    if (judgment.relevance <= 0) continue;
    relevant_[judgment.qid][page == nullptr ? judgment.page : *page] = judgment.relevance;
  }
}

void Evaluator::Add(std::string_view qid, std::string_view query, const SearchResponse& response) {
  milliseconds_.push_back(response.took_ms);
  const auto judged = relevant_.find(qid);
  if (judged == relevant_.end()) {
    ++result_.unjudged;
    return;
  }
  asked_[judged->first] = true;
  if (!response.hits.empty()) ++result_.answered;
  std::vector<int> gains;
  for (const Hit& hit : response.hits) {
    const auto page = judged->second.find(hit.path);
    gains.push_back(page == judged->second.end() ? 0 : page->second);
  }
  std::vector<std::pair<int, std::string>> wanted;
  std::vector<int> relevances;
  for (const auto& [page, relevance] : judged->second) {
    wanted.emplace_back(relevance, page);
    relevances.push_back(relevance);
  }
  std::stable_sort(wanted.begin(), wanted.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  QueryScore score{std::string(qid), std::string(query), Measure(gains, std::move(relevances)), {}, {}, {}};
  for (auto& [relevance, page] : wanted) score.wanted.push_back(std::move(page));
  if (!response.hits.empty()) {
    score.first_path = response.hits.front().path;
    score.first_title = TextOf(response.hits.front().title);
  }
  scores_.push_back(std::move(score));
}

Result<Evaluation> Evaluator::Finish(size_t worst) {
  if (scores_.empty()) return Error{ErrorCode::kInvalidInput, "none of the queries is judged: do their ids agree?"};
  Evaluation evaluation = std::move(result_);
  evaluation.queries = scores_.size();
  evaluation.not_asked = relevant_.size() - asked_.size();
  evaluation.mean = MeanOf(scores_);
  evaluation.p50 = Percentile(milliseconds_, 0.5);
  evaluation.p95 = Percentile(milliseconds_, 0.95);
  evaluation.p99 = Percentile(milliseconds_, 0.99);
  evaluation.slowest = Percentile(milliseconds_, 1);
  std::erase_if(scores_, [](const QueryScore& score) { return score.measures.reciprocal_rank == 1; });
  std::stable_sort(scores_.begin(), scores_.end(), [](const QueryScore& a, const QueryScore& b) {
    return a.measures.reciprocal_rank < b.measures.reciprocal_rank;
  });
  scores_.resize(std::min(scores_.size(), worst));
  evaluation.worst = std::move(scores_);
  return evaluation;
}

}  // namespace sou::query
