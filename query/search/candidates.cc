// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/candidates.h"

#include <algorithm>

#include "common/store/record.h"
#include "common/store/schema.h"
#include "query/plan/ranking.h"
#include "query/search/text_check.h"

namespace sou::query {
namespace {

using store::Slot;

// As many candidates of a phrase are read; beyond them totals are estimates.
constexpr Xapian::doccount kMaxChecked = 500;

void SetOrder(Sort sort, Xapian::Enquire* enquire) {
  enquire->set_weighting_scheme(
      Xapian::BM25Weight(ranking::kK1, 0, ranking::kK3, ranking::kB, ranking::kMinNormLength));
  constexpr bool kNewestFirst = true;
  if (sort == Sort::kDate)
    enquire->set_sort_by_value_then_relevance(static_cast<Xapian::valueno>(Slot::kDate), kNewestFirst);
}

}  // namespace

CandidateFinder::CandidateFinder(const Xapian::Database& database, const Plan& plan, const Boosts& boosts,
                                 const TitleScorer* scorer, FacetCounter* facets)
    : database_(database), plan_(plan), boosts_(boosts), scorer_(scorer), facets_(facets) {}

CandidateList CandidateFinder::Find(Sort sort, size_t wanted) {
  if (plan_.everything) sort = Sort::kDate;  // nothing to rank by: newest first
  const size_t asked = std::max<size_t>(wanted, ranking::kCandidates);
  Stage all = Run(plan_.all, sort, asked);
  CandidateList list{std::move(all.candidates), all.total, all.total, all.exact};
  if (list.total_all >= ranking::kEnoughPages || plan_.some.empty()) return list;
  if (sort == Sort::kDate && list.total_all > 0) return list;  // one list, one order

  Stage some = Run(Xapian::Query(Xapian::Query::OP_AND_NOT, plan_.some, plan_.all), sort, asked);
  // Scores go down the list: a page that has all words is above one that lacks some.
  if (!list.candidates.empty() && !some.candidates.empty() && sort == Sort::kRelevance) {
    const double floor = list.candidates.back().score;
    const double top = some.candidates.front().score;
    const double factor = top > 0 ? std::min(1.0, 0.99 * floor / top) : 1.0;
    for (Candidate& candidate : some.candidates) candidate.score *= factor;
  }
  for (Candidate& candidate : some.candidates) {
    candidate.all = false;
    list.candidates.push_back(candidate);
  }
  list.total += some.total;
  list.exact = list.exact && some.exact;
  return list;
}

CandidateFinder::Stage CandidateFinder::Run(const Xapian::Query& query, Sort sort, size_t wanted) {
  Stage stage;
  if (query.empty()) return stage;
  Xapian::Enquire enquire(database_);
  SetOrder(sort, &enquire);
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
  if (sort == Sort::kRelevance && scorer_ != nullptr) Rescore(&stage);
  return stage;
}

CandidateFinder::Stage CandidateFinder::RunChecked(Xapian::Enquire* enquire, size_t wanted) {
  Stage stage;
  TextChecker checker(plan_.check, database_);
  const Xapian::MSet found = enquire->get_mset(0, kMaxChecked, kMaxChecked);
  size_t looked = 0;
  for (auto hit = found.begin(); hit != found.end(); ++hit) {
    // Facets count every page; without them reading on would only make the total exact.
    if (!facets_->wanted() && stage.candidates.size() >= wanted) break;
    ++looked;
    const Xapian::Document document = hit.get_document();
    const Result<Page> page = store::DecodePage(document.get_data());
    if (!page.ok()) throw Xapian::DatabaseCorruptError(page.error().message);
    if (!checker.Holds(*page)) continue;
    facets_->Add(document);
    stage.candidates.push_back({.id = *hit, .score = hit.get_weight(), .matched = hit.get_weight()});
  }
  stage.exact = looked == found.size() && found.get_matches_upper_bound() <= kMaxChecked;
  stage.total = stage.candidates.size();
  if (!stage.exact && looked > 0) stage.total = stage.total * found.get_matches_estimated() / looked;
  return stage;
}

void CandidateFinder::Rescore(Stage* stage) const {
  if (stage->candidates.empty()) return;
  const size_t count = std::min<size_t>(stage->candidates.size(), ranking::kCandidates);
  std::vector<Xapian::docid> pages;
  for (size_t i = 0; i < count; ++i) pages.push_back(stage->candidates[i].id);
  const std::vector<double> factors = boosts_.FactorsOf(pages, database_);
  // Before boosts: they multiply both phases, and a boosted page's score gives the others no more for their titles.
  double best = 0;
  for (size_t i = 0; i < count; ++i) best = std::max(best, stage->candidates[i].matched / factors[i]);
  for (size_t i = 0; i < count; ++i) {
    Candidate& candidate = stage->candidates[i];
    const std::string title =
        database_.get_document(candidate.id).get_value(static_cast<Xapian::valueno>(Slot::kTitle));
    candidate.title = scorer_->Score(title);
    candidate.boost = factors[i];
    candidate.score = candidate.matched + best * factors[i] * candidate.title.total();
  }
  const auto end = stage->candidates.begin() + static_cast<std::ptrdiff_t>(count);
  std::stable_sort(stage->candidates.begin(), end,
                   [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
}

}  // namespace sou::query
