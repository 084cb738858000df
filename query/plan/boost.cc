// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/plan/boost.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace sou::query {
namespace {

using Xapian::Query;

constexpr size_t kMaxClasses = 32;

bool AnyPage(const Query& query, const Xapian::Database& database) {
  Xapian::Enquire enquire(database);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_query(query);
  return !enquire.get_mset(0, 1).empty();
}

}  // namespace

Boosts::Boosts(std::vector<BoostRule> rules, const Xapian::Database& database) {
  classes_.emplace_back();
  for (BoostRule& rule : rules) {
    if (!database.term_exists(rule.term)) continue;
    const Query pages(rule.term);
    std::vector<Class> split;
    for (const Class& old : classes_) {
      Class inside = old;
      inside.in.push_back(pages);
      inside.factor *= rule.factor;
      Class outside = old;
      outside.out.push_back(pages);
      const Query everything((std::string()));
      for (Class& half : {std::ref(inside), std::ref(outside)}) {
        if (AnyPage(Within(everything, half), database)) split.push_back(std::move(half));
      }
    }
    if (split.size() > kMaxClasses) {
      ++left_out_;
      continue;
    }
    classes_ = std::move(split);
    rules_.push_back(std::move(rule));
  }
}

Query Boosts::Within(const Query& query, const Class& pages) {
  Query within = query;
  if (!pages.in.empty())
    within = Query(Query::OP_FILTER, within, Query(Query::OP_AND, pages.in.begin(), pages.in.end()));
  if (!pages.out.empty())
    within = Query(Query::OP_AND_NOT, within, Query(Query::OP_OR, pages.out.begin(), pages.out.end()));
  return within;
}

Query Boosts::Apply(const Query& score) const {
  if (rules_.empty()) return score;
  // All pages at the least factor, then what the classes have more: weights cannot be taken away.
  const double least = std::min_element(classes_.begin(), classes_.end(), [](const Class& a, const Class& b) {
                         return a.factor < b.factor;
                       })->factor;
  std::vector<Query> parts = {score * least};
  for (const Class& pages : classes_) {
    if (pages.factor > least) parts.push_back(Within(score, pages) * (pages.factor - least));
  }
  return {Query::OP_OR, parts.begin(), parts.end()};
}

std::vector<double> Boosts::FactorsOf(const std::vector<Xapian::docid>& pages, const Xapian::Database& database) const {
  std::vector<double> factors(pages.size(), 1.0);
  std::vector<size_t> order(pages.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return pages[a] < pages[b]; });
  for (const BoostRule& rule : rules_) {
    auto posting = database.postlist_begin(rule.term);
    const auto end = database.postlist_end(rule.term);
    for (const size_t i : order) {
      if (posting == end) break;
      posting.skip_to(pages[i]);
      if (posting != end && *posting == pages[i]) factors[i] *= rule.factor;
    }
  }
  return factors;
}

}  // namespace sou::query
