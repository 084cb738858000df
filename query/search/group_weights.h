// SPDX-License-Identifier: GPL-3.0-or-later
//
// How much of a query a stretch of text shows. A group of the query is one thing, whichever of its words stand there:
// those typed, a synonym, a correction. Immutable; GroupsShown is for one thread.
#pragma once

#include <cstdint>
#include <vector>

#include "query/plan/query_unit.h"
#include "query/search/highlight.h"
#include "query/search/unit_weights.h"

namespace sou::query {

class GroupWeights {
 public:
  GroupWeights(const std::vector<QueryUnit>& units, const UnitWeights& weights);

  // A unit, or of a unit without spaces one word: 云原生 and 部署 of 云原生部署.
  struct Word {
    uint32_t group = 0;
    uint32_t wording = 0;  // the typed words of a group, or one of its others
    double share = 0;      // of the query's weight; the shares of a wording add up to the group's weight
    bool stop = false;     // says nothing about a page
  };
  // The words of a match: [first, last).
  struct Words {
    size_t first = 0;
    size_t last = 0;
  };
  [[nodiscard]] Words WordsOf(const TextMatch& match) const;
  [[nodiscard]] const Word& word(size_t number) const { return words_[number]; }
  [[nodiscard]] uint32_t GroupOf(const TextMatch& match) const { return words_[first_word_[match.unit]].group; }

  [[nodiscard]] size_t groups() const { return groups_; }
  [[nodiscard]] size_t wordings() const { return wordings_; }
  [[nodiscard]] size_t words() const { return words_.size(); }
  [[nodiscard]] size_t units() const { return first_word_.size() - 1; }

 private:
  void AddWords(const QueryUnit& unit, uint32_t wording, double weight, const std::vector<double>& word_weights);

  std::vector<Word> words_;
  std::vector<size_t> first_word_;  // by unit; and the number of all
  size_t groups_ = 0;
  size_t wordings_ = 0;
};

// What has been shown so far.
class GroupsShown {
 public:
  explicit GroupsShown(const GroupWeights& weights)
      : weights_(&weights), word_(weights.words()), wording_(weights.wordings()), group_(weights.groups()) {}

  // Adds a match that counts for `factor` of its share. Returns what the groups' weight grows by: 0 if another wording
  // says it already.
  double Add(const TextMatch& match, double factor);

  // Weight of all groups as far as they are shown.
  [[nodiscard]] double total() const { return total_; }
  void Clear();

 private:
  double AddWord(size_t number, double factor);

  const GroupWeights* weights_;
  std::vector<double> word_;     // the best factor of each word
  std::vector<double> wording_;  // the sum of its words
  std::vector<double> group_;    // the best wording of each
  double total_ = 0;
};

}  // namespace sou::query
