// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pieces of a text that the analyzer sees as it sees them within the whole, so that who looks for something need not
// have all of it folded and segmented. Pure functions, thread-safe.
#pragma once

#include <cstddef>
#include <string_view>

#include "common/text/fold.h"

namespace sou::text {

// The stretch around the byte `place`, from `floor` on, that ends at blanks and signs which are part of no word and let
// none be seen across them (tests/unit/text/piece_test.cc): its tokens are those that the whole text has there. Broken
// UTF-8 is taken as it is. Requires floor <= place < text.size(), and floor to be 0 or the end of a piece.
[[nodiscard]] ByteRange PieceAround(std::string_view text, size_t place, size_t floor);

}  // namespace sou::text
