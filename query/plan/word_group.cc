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

template <typename Match>
std::vector<Query> MatchOwnOrOthers(const WordGroup& group, const UnitFields& fields, const Match& match) {
  std::vector<Query> own = MatchEach(group.units, match);
  if (group.others.empty()) return own;
  std::vector<Query> ways = {Query(Query::OP_AND, own.begin(), own.end())};
  for (const OtherWords& other : group.others) {
    const std::vector<Query> words =
        MatchEach(other.units, [&](const QueryUnit& unit) { return MatchWords(unit, fields); });
    ways.emplace_back(Query::OP_AND, words.begin(), words.end());
  }
  return {Query(Query::OP_OR, ways.begin(), ways.end())};
}

void ScoreUnits(const std::vector<QueryUnit>& units, std::vector<Query>* terms) {
  for (const QueryUnit& unit : units) {
    if (unit.prefix) {
      ScorePrefix(unit, terms);
    } else {
      ScoreUnit(unit, terms);
    }
  }
}

}  // namespace

bool WordGroup::stop() const {
  return std::all_of(units.begin(), units.end(), [](const QueryUnit& unit) { return unit.stop; });
}

std::vector<Query> MatchWords(const WordGroup& group, const UnitFields& fields) {
  return MatchOwnOrOthers(group, fields, [&](const QueryUnit& unit) {
    return unit.prefix ? std::vector{MatchPrefix(unit, fields)} : MatchWords(unit, fields);
  });
}

std::vector<Query> MatchLoosely(const WordGroup& group, const UnitFields& fields) {
  return MatchOwnOrOthers(group, fields, [&](const QueryUnit& unit) {
    return unit.prefix ? std::vector{MatchPrefix(unit, fields)} : MatchLoosely(unit, fields);
  });
}

void ScoreGroup(const WordGroup& group, std::vector<Query>* terms) {
  if (group.others.empty()) return ScoreUnits(group.units, terms);
  std::vector<Query> ways;
  const auto add = [&](const std::vector<QueryUnit>& units, double weight) {
    std::vector<Query> way;
    ScoreUnits(units, &way);
    if (!way.empty()) ways.push_back(Query(Query::OP_OR, way.begin(), way.end()) * weight);
  };
  add(group.units, 1);
  for (const OtherWords& other : group.others) add(other.units, other.weight);
  // A page with both 容器 and container is not twice about it.
  if (!ways.empty()) terms->emplace_back(Query::OP_MAX, ways.begin(), ways.end());
}

}  // namespace sou::query
