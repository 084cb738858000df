// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs a plan on a database: the pages it finds, best first, checked on their text where the plan asks for it, the best
// of them scored again by what their titles and texts show. One object per query and thread; Xapian::Error passes
// through.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <xapian.h>

#include "common/store/page.h"
#include "query/plan/planner.h"
#include "query/search/evidence.h"
#include "query/search/facet_counter.h"
#include "query/search/highlight.h"
#include "query/search/index_reader.h"
#include "query/search/request.h"

namespace sou::query {

struct Candidate {
  Xapian::docid id = 0;
  double score = 0;
  bool all = true;     // has all words
  double matched = 0;  // first-phase score
  Evidence evidence;
  double whole = 0;     // what a share of 1 of the evidence adds: the best first-phase score
  double factor = 1;    // keeps pages that lack words below those that have all
  double boost = 1;     // search.boost: of both phases
  bool pinned = false;  // comes first, whatever its score
  // What reading the page's text has left, for those who show it.
  std::optional<Page> page;
  std::vector<TextMatch> matches;
};

struct CandidateList {
  std::vector<Candidate> candidates;  // at least as many as wanted, if there are
  size_t total = 0;
  size_t total_all = 0;  // pages with all words
  bool exact = true;     // of both totals
  bool cut = false;      // there may be more, but no more pages were read for their text (kMaxChecked)
};

// What candidates are scored by.
struct Scoring {
  const Ranking& ranking;
  const Boosts& boosts;
  EvidenceReader* evidence;
  Highlighter* highlighter;
};
// As many candidates are read to see whether they hold the query's phrases, if too few do.
inline constexpr size_t kMaxChecked = 20'000;

class CandidateFinder {
 public:
  // All outlive the finder.
  CandidateFinder(const IndexReader& index, const Plan& plan, const Scoring& scoring, FacetCounter* facets)
      : index_(index), database_(index.database()), plan_(plan), scoring_(scoring), facets_(facets) {}

  [[nodiscard]] CandidateList Find(Sort sort, size_t wanted);

 private:
  struct Stage {
    std::vector<Candidate> candidates;
    size_t total = 0;
    bool exact = true;
    bool cut = false;
  };
  [[nodiscard]] Stage RunSorted(const Xapian::Query& query, Sort sort, size_t wanted);
  [[nodiscard]] Stage Run(const Xapian::Query& query, Sort sort, size_t wanted);
  [[nodiscard]] Stage RunChecked(Xapian::Enquire* enquire, size_t wanted);
  [[nodiscard]] bool HasEnough(const Stage& stage, size_t looked, size_t wanted) const;
  void Rescore(size_t wanted, Stage* stage) const;
  [[nodiscard]] double ReadBoosts(std::span<Candidate> candidates) const;
  void ReadValues(Candidate* candidate) const;
  void ReadText(Candidate* candidate) const;

  const IndexReader& index_;
  const Xapian::Database& database_;
  const Plan& plan_;
  const Scoring scoring_;
  FacetCounter* facets_;
};

}  // namespace sou::query
