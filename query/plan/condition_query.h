// SPDX-License-Identifier: GPL-3.0-or-later
//
// A condition as a Xapian query that counts nothing in ranking.
#pragma once

#include <xapian.h>

#include "query/plan/condition.h"

namespace sou::query {

// Pages that the condition holds for. Requires CheckLimits: it recurses as deep as the condition.
[[nodiscard]] Xapian::Query MatchCondition(const Condition& condition, const Xapian::Database& database);

}  // namespace sou::query
