// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/group_weights.h"

#include <algorithm>

namespace sou::query {

GroupWeights::GroupWeights(const std::vector<QueryUnit>& units, const std::vector<double>& unit_weights) {
  std::vector<double> group_weight;
  std::vector<uint32_t> wording_units;
  for (size_t i = 0; i < units.size(); ++i) {
    const QueryUnit& unit = units[i];
    if (unit.group >= group_weight.size()) group_weight.resize(unit.group + 1);
    if (!unit.other) group_weight[unit.group] += unit_weights[i];
    // The words of one wording stand in one text, one behind the other.
    const bool same = i > 0 && units[i - 1].group == unit.group && units[i - 1].other == unit.other &&
                      (!unit.other || units[i - 1].typed.begin < unit.typed.begin);
    if (!same) wording_units.push_back(0);
    ++wording_units.back();
    roles_.push_back({unit.group, static_cast<uint32_t>(wording_units.size() - 1), unit_weights[i], unit.stop});
  }
  for (size_t i = 0; i < units.size(); ++i) {
    if (units[i].other) roles_[i].share = group_weight[units[i].group] / wording_units[roles_[i].wording];
  }
  groups_ = static_cast<uint32_t>(group_weight.size());
  wordings_ = static_cast<uint32_t>(wording_units.size());
}

double GroupsShown::Add(uint32_t unit, double factor) {
  if (factor <= unit_[unit]) return 0;
  const GroupWeights::UnitRole& role = weights_->RoleOf(unit);
  double& wording = wording_[role.wording];
  wording += role.share * (factor - unit_[unit]);
  unit_[unit] = factor;
  double& group = group_[role.group];
  const double gain = std::max(0.0, wording - group);
  group += gain;
  total_ += gain;
  return gain;
}

void GroupsShown::Clear() {
  std::fill(unit_.begin(), unit_.end(), 0.0);
  std::fill(wording_.begin(), wording_.end(), 0.0);
  std::fill(group_.begin(), group_.end(), 0.0);
  total_ = 0;
}

}  // namespace sou::query
