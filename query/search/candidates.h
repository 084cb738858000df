// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs a plan on a database: the pages it finds, best first, checked on their text where the plan asks for it, the best
// of them scored again by their titles. One object per query and thread; Xapian::Error passes through.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <xapian.h>

#include "query/plan/planner.h"
#include "query/search/facet_counter.h"
#include "query/search/request.h"
#include "query/search/rescore.h"

namespace sou::query {

struct Candidate {
  Xapian::docid id = 0;
  double score = 0;
  bool all = true;     // has all words
  double matched = 0;  // first-phase score
  TitleScore title = {};
  double boost = 1;     // search.boost: of both phases
  bool pinned = false;  // comes first, whatever its score
};

struct CandidateList {
  std::vector<Candidate> candidates;  // at least as many as wanted, if there are
  size_t total = 0;
  size_t total_all = 0;  // pages with all words
  bool exact = true;     // of both totals
};

class CandidateFinder {
 public:
  // All outlive the finder. `scorer` may be null: no second phase.
  CandidateFinder(const Xapian::Database& database, const Plan& plan, const Boosts& boosts, const TitleScorer* scorer,
                  FacetCounter* facets);

  [[nodiscard]] CandidateList Find(Sort sort, size_t wanted);

 private:
  struct Stage {
    std::vector<Candidate> candidates;
    size_t total = 0;
    bool exact = true;
  };
  [[nodiscard]] Stage Run(const Xapian::Query& query, Sort sort, size_t wanted);
  [[nodiscard]] Stage RunChecked(Xapian::Enquire* enquire, size_t wanted);
  void Rescore(Stage* stage) const;

  const Xapian::Database& database_;
  const Plan& plan_;
  const Boosts& boosts_;
  const TitleScorer* scorer_;
  FacetCounter* facets_;
};

}  // namespace sou::query
