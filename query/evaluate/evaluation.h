// SPDX-License-Identifier: GPL-3.0-or-later
//
// How well an index answers judged queries, and which it answers worst (docs/EVALUATION.md). Every judged query that
// was asked counts, also those without a hit; judged queries that were not asked and queries without a right page
// don't.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "query/evaluate/judgments.h"
#include "query/evaluate/measures.h"
#include "query/evaluate/page_names.h"
#include "query/search/request.h"

namespace sou::query {

// One query: what should have come, and what came.
struct QueryScore {
  std::string qid;
  std::string query;
  Measures measures;
  std::vector<std::string> wanted;  // paths of the right pages, the best first; as judged if there is no such page
  std::string first_path;           // of the first hit; empty if there is none
  std::string first_title;

  // Of the first right page; 0: it is not among the first ten.
  [[nodiscard]] size_t rank() const;
};

struct Evaluation {
  size_t queries = 0;    // judged and asked: over these the means are taken
  size_t answered = 0;   // of them, with hits
  size_t unjudged = 0;   // asked, without a right page in the judgments
  size_t not_asked = 0;  // judged queries
  Measures mean;
  double p50 = 0;  // milliseconds per query that was asked, snippets included
  double p95 = 0;
  double p99 = 0;
  double slowest = 0;
  std::vector<QueryScore> worst;  // without those whose first hit is right; the worst first
  std::vector<Error> warnings;    // judged pages that the index has not
};

class Evaluator {
 public:
  // `path`: of the judgments, for warnings.
  Evaluator(std::span<const Judgment> judgments, const PageNames& names, const std::string& path);

  // One query and its first ten hits.
  void Add(std::string_view qid, std::string_view query, const SearchResponse& response);

  // With the `worst` worst queries. kInvalidInput if no query that was asked is judged.
  [[nodiscard]] Result<Evaluation> Finish(size_t worst);

 private:
  using Relevant = std::map<std::string, int, std::less<>>;  // path → relevance above 0
  std::map<std::string, Relevant, std::less<>> relevant_;    // by qid
  std::vector<QueryScore> scores_;
  std::vector<double> milliseconds_;
  std::map<std::string_view, bool> asked_;  // keys are those of relevant_
  Evaluation result_;
};

}  // namespace sou::query
