// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs a plan on a database: the pages it finds, best first, checked on their text where the plan asks for it, the best
// of them scored again by what their titles and texts show. One object per query and thread; Xapian::Error passes
// through.
#pragma once

#include <algorithm>
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
  size_t checked = 0;    // pages that were read for phrases
  bool cut = false;      // there may be more, but no more pages were read for their text (kMaxChecks)
};

// What candidates are scored by.
struct Scoring {
  const Ranking& ranking;
  const Boosts& boosts;
  EvidenceReader* evidence;
  Highlighter* highlighter;
};
// So many times a page's text is read for one of the query's phrases, if too few pages have them; but so many pages are
// always read. A second of work, whatever is asked of however large a site.
inline constexpr size_t kMaxChecks = 5'000;
inline constexpr size_t kMinChecked = 200;

class CandidateFinder {
 public:
  // All outlive the finder.
  CandidateFinder(const IndexReader& index, const Plan& plan, const Scoring& scoring, FacetCounter* facets)
      : index_(index),
        database_(index.database()),
        plan_(plan),
        scoring_(scoring),
        max_checked_(std::max(kMinChecked, kMaxChecks / std::max<size_t>(1, PhrasesIn(plan.check)))),
        facets_(facets) {}

  [[nodiscard]] CandidateList Find(Sort sort, size_t wanted);

 private:
  struct Stage {
    std::vector<Candidate> candidates;
    size_t total = 0;
    bool exact = true;
    size_t checked = 0;
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
  const size_t max_checked_;
  FacetCounter* facets_;
};

}  // namespace sou::query
