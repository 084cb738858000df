// SPDX-License-Identifier: GPL-3.0-or-later
//
// The stretch of a text that shows best why it was found. Counted in code points, begun and ended at sentence marks of
// any script where they are near, never inside a word of an alphabet or a grapheme. Pure functions, thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "query/search/highlight.h"

namespace sou::query {

// The stretch of at most `max_code_points` around the best matches within `range`; the beginning of it if there are
// none. `unit_weights`: how much each unit of the query says.
[[nodiscard]] text::ByteRange ChooseFragment(std::string_view text, text::ByteRange range,
                                             const std::vector<TextMatch>& matches,
                                             const std::vector<double>& unit_weights, size_t max_code_points);

}  // namespace sou::query
