// SPDX-License-Identifier: GPL-3.0-or-later
//
// How much of a query a stretch of text shows. A group of the query is one thing, whichever of its words stand there:
// those typed, a synonym, a correction. Immutable; GroupsShown is for one thread.
#pragma once

#include <cstdint>
#include <vector>

#include "query/plan/query_unit.h"
#include "query/search/highlight.h"

namespace sou::query {

class GroupWeights {
 public:
  // `unit_weights`: how much each unit says.
  GroupWeights(const std::vector<QueryUnit>& units, const std::vector<double>& unit_weights);

  struct UnitRole {
    uint32_t group = 0;
    uint32_t wording = 0;  // the typed words of a group, or one of its others
    double share = 0;      // of the query's weight; the shares of a wording add up to the group's weight
    bool stop = false;     // says nothing about a page
  };
  [[nodiscard]] const UnitRole& RoleOf(uint32_t unit) const { return roles_[unit]; }

  [[nodiscard]] uint32_t groups() const { return groups_; }
  [[nodiscard]] uint32_t wordings() const { return wordings_; }
  [[nodiscard]] size_t units() const { return roles_.size(); }

 private:
  std::vector<UnitRole> roles_;  // by unit
  uint32_t groups_ = 0;
  uint32_t wordings_ = 0;
};

// What has been shown so far.
class GroupsShown {
 public:
  explicit GroupsShown(const GroupWeights& weights)
      : weights_(&weights), unit_(weights.units()), wording_(weights.wordings()), group_(weights.groups()) {}

  // Adds a match that counts for `factor` of its unit's share. Returns what the groups' weight grows by: 0 if another
  // wording says it already.
  double Add(uint32_t unit, double factor);

  // Weight of all groups as far as they are shown.
  [[nodiscard]] double total() const { return total_; }
  [[nodiscard]] bool Has(uint32_t unit) const { return unit_[unit] > 0; }
  [[nodiscard]] bool HasGroup(uint32_t group) const { return group_[group] > 0; }
  void Clear();

 private:
  const GroupWeights* weights_;
  std::vector<double> unit_;     // the best factor of each unit
  std::vector<double> wording_;  // the sum of its units
  std::vector<double> group_;    // the best wording of each
  double total_ = 0;
};

}  // namespace sou::query
