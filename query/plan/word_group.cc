// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/plan/word_group.h"

#include <algorithm>

namespace sou::query {
namespace {

using Xapian::Query;

template <typename Match>
std::vector<Query> MatchEach(const std::vector<QueryUnit>& units, const Match& match) {
  std::vector<Query> words;
  for (const QueryUnit& unit : units) {
    for (Query& word : match(unit)) words.push_back(std::move(word));
  }
  return words;
}

// Pages with all of one of the others, for each of them.
std::vector<Query> MatchOthers(const WordGroup& group, const UnitFields& fields) {
  std::vector<Query> ways;
  for (const OtherWords& other : group.others) {
    const std::vector<Query> words =
        MatchEach(other.units, [&](const QueryUnit& unit) { return MatchWords(unit, fields); });
    ways.emplace_back(Query::OP_AND, words.begin(), words.end());
  }
  return ways;
}

void ScoreUnits(const std::vector<QueryUnit>& units, const Ranking& ranking, std::vector<Query>* terms) {
  for (const QueryUnit& unit : units) {
    if (unit.prefix) {
      ScorePrefix(unit, ranking, terms);
    } else {
      ScoreUnit(unit, ranking, terms);
    }
  }
}

}  // namespace

bool WordGroup::stop() const {
  return std::all_of(units.begin(), units.end(), [](const QueryUnit& unit) { return unit.stop; });
}

std::vector<Query> MatchWords(const WordGroup& group, const UnitFields& fields) {
  std::vector<Query> own = MatchEach(group.units, [&](const QueryUnit& unit) {
    return unit.prefix ? std::vector{MatchPrefix(unit, fields)} : MatchWords(unit, fields);
  });
  if (group.others.empty()) return own;
  std::vector<Query> ways = MatchOthers(group, fields);
  ways.emplace_back(Query::OP_AND, own.begin(), own.end());
  return {Query(Query::OP_OR, ways.begin(), ways.end())};
}

std::vector<Query> MatchLoosely(const WordGroup& group, const UnitFields& fields) {
  std::vector<Query> words = MatchEach(group.units, [&](const QueryUnit& unit) {
    return unit.prefix ? std::vector{MatchPrefix(unit, fields)} : MatchLoosely(unit, fields);
  });
  for (Query& way : MatchOthers(group, fields)) words.push_back(std::move(way));
  return words;
}

void ScoreGroup(const WordGroup& group, const Ranking& ranking, std::vector<Query>* terms) {
  if (group.others.empty()) return ScoreUnits(group.units, ranking, terms);
  std::vector<Query> ways;
  const auto add = [&](const std::vector<QueryUnit>& units, double weight) {
    std::vector<Query> way;
    ScoreUnits(units, ranking, &way);
    if (!way.empty()) ways.push_back(Query(Query::OP_OR, way.begin(), way.end()) * weight);
  };
  add(group.units, 1);
  for (const OtherWords& other : group.others) add(other.units, other.weight);
  // A page with both 容器 and container is not twice about it.
  if (!ways.empty()) terms->emplace_back(Query::OP_MAX, ways.begin(), ways.end());
}

}  // namespace sou::query
