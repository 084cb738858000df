// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pages that count more or less whatever is searched for: search.boost of sou.yaml. The factor multiplies a page's
// whole score. In the first phase that is done by queries alone, since Xapian's remote backend knows no weights of our
// own (DESIGN.md): pages are sorted once into classes of one factor, and the scoring part of a query is added up per
// class. A factor applied to the best candidates only would never bring up a page that is not among them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <xapian.h>

namespace sou::query {

struct BoostRule {
  std::string term;  // of the pages it is for
  double factor = 1;
};

// One object per thread and database.
class Boosts {
 public:
  Boosts() = default;  // none
  // Factors of several rules for one page are multiplied. Throws Xapian::Error.
  Boosts(std::vector<BoostRule> rules, const Xapian::Database& database);

  // `score` with each page's weight times its factor.
  [[nodiscard]] Xapian::Query Apply(const Xapian::Query& score) const;

  // The factors of pages, in their order. Throws Xapian::Error.
  [[nodiscard]] std::vector<double> FactorsOf(const std::vector<Xapian::docid>& pages,
                                              const Xapian::Database& database) const;

  // Rules beyond the most classes that a query is worth splitting into have no effect; so many.
  [[nodiscard]] size_t left_out() const { return left_out_; }
  [[nodiscard]] bool empty() const { return rules_.empty(); }

 private:
  // The pages that have all of `in` and none of `out`.
  struct Class {
    std::vector<Xapian::Query> in;
    std::vector<Xapian::Query> out;
    double factor = 1;
  };
  [[nodiscard]] static Xapian::Query Within(const Xapian::Query& query, const Class& pages);

  std::vector<BoostRule> rules_;  // whose term is in the index
  std::vector<Class> classes_;    // none empty, no page in two
  size_t left_out_ = 0;
};

}  // namespace sou::query
