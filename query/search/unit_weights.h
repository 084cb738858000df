// SPDX-License-Identifier: GPL-3.0-or-later
//
// How much each word of a query says: its rarity in the index. One mechanism for choosing fragments and for the second
// phase of ranking.
#pragma once

#include <vector>

#include <xapian.h>

#include "query/plan/query_unit.h"

namespace sou::query {

struct UnitWeights {
  std::vector<double> units;               // by unit of the plan
  std::vector<std::vector<double>> words;  // by unit; within a run without spaces by word, else one
};

// Throws Xapian::Error if the database cannot be read.
[[nodiscard]] UnitWeights WeighUnits(const std::vector<QueryUnit>& units, const Xapian::Database& database);

}  // namespace sou::query
