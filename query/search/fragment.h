// SPDX-License-Identifier: GPL-3.0-or-later
//
// Makes a readable stretch of what must be in it: begun and ended at marks of sentences or clauses of any script where
// they are near, else between words, never inside a word of an alphabet or a grapheme. Pure functions, thread-safe.
#pragma once

#include <cstddef>
#include <string_view>

#include "common/text/fold.h"

namespace sou::query {

// The stretch of `text` around `core` that lies in `limits` and has at most `max_code_points`; a longer core is taken
// as it is, and graphemes are taken whole. Blanks at its ends are left out. Requires limits to hold core, all between
// code points.
[[nodiscard]] text::ByteRange GrowFragment(std::string_view text, text::ByteRange core, text::ByteRange limits,
                                           size_t max_code_points);

}  // namespace sou::query
