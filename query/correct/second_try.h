// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a query that found nothing may have been meant to be. Each way of guessing is a function of its own, and the
// searcher tries the texts in order until one finds something. Pure functions, thread-safe.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/store/suggestions.h"
#include "common/store/vocabulary.h"
#include "query/plan/query_unit.h"

namespace sou::query {

// Other texts for `query`, the likeliest first; `units` are those of its plan. What stands in quotes or behind a minus
// is never changed. A forgotten blank comes before other Han that sound or look alike, among titles, headings and tags
// (han_correction.h).
[[nodiscard]] std::vector<std::string> SecondTries(std::string_view query, std::span<const QueryUnit> units,
                                                   const store::Vocabulary& vocabulary,
                                                   const store::Suggestions& suggestions);

}  // namespace sou::query
