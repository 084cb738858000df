// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/group_weights.h"

#include <algorithm>

namespace sou::query {

GroupWeights::GroupWeights(const std::vector<QueryUnit>& units, const UnitWeights& weights) {
  std::vector<double> group_weight;
  std::vector<uint32_t> wording_of;    // by unit
  std::vector<uint32_t> wording_size;  // in units
  for (size_t i = 0; i < units.size(); ++i) {
    const QueryUnit& unit = units[i];
    if (unit.group >= group_weight.size()) group_weight.resize(unit.group + 1);
    if (!unit.other) group_weight[unit.group] += weights.units[i];
    // The words of one wording stand in one text, one behind the other.
    const bool same = i > 0 && units[i - 1].group == unit.group && units[i - 1].other == unit.other &&
                      (!unit.other || units[i - 1].typed.begin < unit.typed.begin);
    if (!same) wording_size.push_back(0);
    ++wording_size.back();
    wording_of.push_back(static_cast<uint32_t>(wording_size.size() - 1));
  }
  groups_ = group_weight.size();
  wordings_ = wording_size.size();
  for (size_t i = 0; i < units.size(); ++i) {
    const double other_weight = group_weight[units[i].group] / wording_size[wording_of[i]];
    first_word_.push_back(words_.size());
    AddWords(units[i], wording_of[i], units[i].other ? other_weight : weights.units[i], weights.words[i]);
  }
  first_word_.push_back(words_.size());
}

// A unit's weight is shared among its words.
void GroupWeights::AddWords(const QueryUnit& unit, uint32_t wording, double weight,
                            const std::vector<double>& word_weights) {
  if (word_weights.size() < 2) {
    words_.push_back({unit.group, wording, weight, unit.stop});
    return;
  }
  double sum = 0;
  for (const double word : word_weights) sum += word;
  for (size_t i = 0; i < word_weights.size(); ++i)
    words_.push_back({unit.group, wording, weight * word_weights[i] / sum, unit.stop || unit.words[i].stop});
}

GroupWeights::Words GroupWeights::WordsOf(const TextMatch& match) const {
  const size_t begin = first_word_[match.unit];
  const size_t end = first_word_[match.unit + 1];
  if (end - begin == 1) return {begin, end};
  return {std::min(begin + match.first_word, end), std::min(begin + match.last_word, end)};
}

double GroupsShown::Add(const TextMatch& match, double factor) {
  double gain = 0;
  const GroupWeights::Words words = weights_->WordsOf(match);
  for (size_t i = words.first; i < words.last; ++i) gain += AddWord(i, factor);
  return gain;
}

double GroupsShown::AddWord(size_t number, double factor) {
  if (factor <= word_[number]) return 0;
  const GroupWeights::Word& word = weights_->word(number);
  double& wording = wording_[word.wording];
  wording += word.share * (factor - word_[number]);
  word_[number] = factor;
  double& group = group_[word.group];
  const double gain = std::max(0.0, wording - group);
  group += gain;
  total_ += gain;
  return gain;
}

void GroupsShown::Clear() {
  std::fill(word_.begin(), word_.end(), 0.0);
  std::fill(wording_.begin(), wording_.end(), 0.0);
  std::fill(group_.begin(), group_.end(), 0.0);
  total_ = 0;
}

}  // namespace sou::query
