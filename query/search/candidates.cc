// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/candidates.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <utility>

#include "common/store/schema.h"
#include "query/plan/filters.h"
#include "query/plan/weighting.h"
#include "query/search/text_check.h"

namespace sou::query {
namespace {

using store::Slot;

// Candidates that are fetched at once to be checked on their text; each further batch is larger by the factor, since
// finding it costs the whole search again.
constexpr Xapian::doccount kFirstBatch = 200;
constexpr Xapian::doccount kBatchFactor = 5;
// Facets count so many checked pages; with more, totals are estimates.
constexpr size_t kMaxCounted = 1000;

void SetOrder(Sort sort, const Ranking& ranking, Xapian::Enquire* enquire) {
  enquire->set_weighting_scheme(MakeWeight(ranking));
  const bool newest_first = sort == Sort::kDate;
  if (sort != Sort::kRelevance)
    enquire->set_sort_by_value_then_relevance(static_cast<Xapian::valueno>(Slot::kDate), newest_first);
}

}  // namespace

CandidateList CandidateFinder::Find(Sort sort, size_t wanted) {
  if (plan_.everything && sort == Sort::kRelevance) sort = Sort::kDate;  // nothing to rank by: newest first
  const size_t asked = std::max<size_t>(wanted, scoring_.ranking.candidates);
  Stage all = RunSorted(plan_.all, sort, asked);
  CandidateList list{std::move(all.candidates), all.total, all.total, all.exact, all.checked, all.cut};
  if (list.total_all >= scoring_.ranking.enough_pages || plan_.some.empty()) return list;
  if (sort != Sort::kRelevance && list.total_all > 0) return list;  // one list, one order

  Stage some = RunSorted(Xapian::Query(Xapian::Query::OP_AND_NOT, plan_.some, plan_.all), sort, asked);
  // Scores go down the list: a page that has all words is above one that lacks some.
  if (!list.candidates.empty() && !some.candidates.empty() && sort == Sort::kRelevance) {
    const double floor = list.candidates.back().score;
    const double top = some.candidates.front().score;
    const double factor = top > 0 ? std::min(1.0, 0.99 * floor / top) : 1.0;
    for (Candidate& candidate : some.candidates) {
      candidate.factor = factor;
      candidate.score *= factor;
    }
  }
  for (Candidate& candidate : some.candidates) {
    candidate.all = false;
    list.candidates.push_back(std::move(candidate));
  }
  list.total += some.total;
  list.exact = list.exact && some.exact;
  list.cut = list.cut || some.cut;
  list.checked += some.checked;
  return list;
}

// A page without a date sorts before all dates, and Xapian has no other order for it.
CandidateFinder::Stage CandidateFinder::RunSorted(const Xapian::Query& query, Sort sort, size_t wanted) {
  if (sort != Sort::kDateAscending || query.empty()) return Run(query, sort, wanted);
  const Xapian::Query dated = MatchDates(std::nullopt, std::nullopt);
  Stage stage = Run(Xapian::Query(Xapian::Query::OP_FILTER, query, dated), sort, wanted);
  Stage rest = Run(Xapian::Query(Xapian::Query::OP_AND_NOT, query, dated), sort, wanted);
  std::move(rest.candidates.begin(), rest.candidates.end(), std::back_inserter(stage.candidates));
  stage.total += rest.total;
  stage.exact = stage.exact && rest.exact;
  stage.checked += rest.checked;
  stage.cut = stage.cut || rest.cut;
  return stage;
}

CandidateFinder::Stage CandidateFinder::Run(const Xapian::Query& query, Sort sort, size_t wanted) {
  Stage stage;
  if (query.empty()) return stage;
  Xapian::Enquire enquire(database_);
  SetOrder(sort, scoring_.ranking, &enquire);
  enquire.set_query(query);
  if (!plan_.check.children.empty()) {
    stage = RunChecked(&enquire, wanted);
  } else {
    facets_->Attach(&enquire);
    // Looking at every page makes totals and facets exact.
    const Xapian::doccount every = database_.get_doccount();
    const Xapian::MSet found =
        enquire.get_mset(0, static_cast<Xapian::doccount>(std::min<size_t>(wanted, every)), every);
    facets_->Harvest();
    stage.total = found.get_matches_estimated();
    stage.exact = found.get_matches_lower_bound() == found.get_matches_upper_bound();
    for (auto hit = found.begin(); hit != found.end(); ++hit) {
      stage.candidates.push_back({.id = *hit, .score = hit.get_weight(), .matched = hit.get_weight()});
    }
  }
  if (sort == Sort::kRelevance) Rescore(wanted, &stage);
  return stage;
}

// Fetches more candidates as long as too few of them pass.
CandidateFinder::Stage CandidateFinder::RunChecked(Xapian::Enquire* enquire, size_t wanted) {
  Stage stage;
  TextChecker checker(plan_.check, index_);
  size_t looked = 0;
  Xapian::doccount estimated = 0;
  for (Xapian::doccount batch = kFirstBatch;; batch *= kBatchFactor) {
    const Xapian::MSet found = enquire->get_mset(static_cast<Xapian::doccount>(looked), batch);
    estimated = found.get_matches_estimated();
    const size_t end = looked + found.size();
    for (auto hit = found.begin(); hit != found.end() && !HasEnough(stage, looked, wanted); ++hit) {
      ++looked;
      const Xapian::Document document = hit.get_document();
      if (!checker.Holds(*hit, document)) continue;
      facets_->Add(document);
      stage.candidates.push_back({.id = *hit, .score = hit.get_weight(), .matched = hit.get_weight()});
    }
    stage.exact = looked == end && found.size() < batch;
    if (stage.exact || HasEnough(stage, looked, wanted)) break;
  }
  stage.total = stage.candidates.size();
  stage.checked = looked;
  if (stage.exact) return stage;
  stage.cut = looked >= max_checked_;
  const double share = static_cast<double>(stage.total) / static_cast<double>(looked);
  stage.total = std::max(stage.total, static_cast<size_t>(share * static_cast<double>(estimated)));
  return stage;
}

bool CandidateFinder::HasEnough(const Stage& stage, size_t looked, size_t wanted) const {
  if (looked >= max_checked_) return true;
  return stage.candidates.size() >= wanted && (!facets_->wanted() || looked >= kMaxCounted);
}

// Titles first, since they are at hand; texts only as long as they may still bring a page among the `wanted` best.
void CandidateFinder::Rescore(size_t wanted, Stage* stage) const {
  std::vector<Candidate>& candidates = stage->candidates;
  if (candidates.empty() || plan_.units.empty()) return;
  const size_t count = std::min<size_t>(candidates.size(), scoring_.ranking.candidates);
  const auto end = candidates.begin() + static_cast<std::ptrdiff_t>(count);
  // Before boosts: they multiply both phases, and a boosted page's score gives the others no more for what they show.
  const double best = ReadBoosts(std::span(candidates).first(count));
  const auto score = [&](Candidate* candidate) {
    candidate->whole = best * candidate->boost;
    candidate->score = candidate->matched + candidate->whole * Bonus(candidate->evidence, scoring_.ranking);
  };
  const auto better = [](const Candidate& a, const Candidate& b) { return a.score > b.score; };
  for (auto candidate = candidates.begin(); candidate != end; ++candidate) {
    ReadValues(&*candidate);
    score(&*candidate);
  }
  std::stable_sort(candidates.begin(), end, better);

  const double most = best * MaxTextBonus(scoring_.ranking);  // of a page that is not boosted
  const size_t read = std::min<size_t>(count, scoring_.ranking.read_candidates);
  std::vector<double> reached;  // the `wanted` best scores so far, best first
  for (size_t i = 0; i < read && most > 0; ++i) {
    Candidate& candidate = candidates[i];
    if (reached.size() >= wanted && candidate.score + most * candidate.boost <= reached[wanted - 1]) break;
    ReadText(&candidate);
    score(&candidate);
    reached.insert(std::upper_bound(reached.begin(), reached.end(), candidate.score, std::greater<>()),
                   candidate.score);
  }
  std::stable_sort(candidates.begin(), end, better);
}

// The best score without boosts.
double CandidateFinder::ReadBoosts(std::span<Candidate> candidates) const {
  std::vector<Xapian::docid> pages;
  for (const Candidate& candidate : candidates) pages.push_back(candidate.id);
  const std::vector<double> factors = scoring_.boosts.FactorsOf(pages, database_);
  double best = 0;
  for (size_t i = 0; i < candidates.size(); ++i) {
    candidates[i].boost = factors[i];
    best = std::max(best, candidates[i].matched / factors[i]);
  }
  return best;
}

void CandidateFinder::ReadValues(Candidate* candidate) const {
  const Xapian::Document document = database_.get_document(candidate->id);
  scoring_.evidence->ReadTitle(document.get_value(static_cast<Xapian::valueno>(Slot::kTitle)), &candidate->evidence);
  const std::string date = document.get_value(static_cast<Xapian::valueno>(Slot::kDate));
  if (!date.empty())
    scoring_.evidence->ReadDate(static_cast<int64_t>(Xapian::sortable_unserialise(date)), &candidate->evidence);
}

void CandidateFinder::ReadText(Candidate* candidate) const {
  candidate->page = index_.ReadPage(candidate->id);
  const Page& page = *candidate->page;
  candidate->matches = scoring_.highlighter->Find(page.body, page.language);
  scoring_.evidence->ReadText(page, candidate->matches, &candidate->evidence);
}

}  // namespace sou::query
