// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where a text may be cut, by ICU. A grapheme is what readers take for one character (Unicode's extended grapheme
// clusters, UAX #29): a letter with its marks, an emoji with its modifiers and joiners, a flag, a Hangul syllable of
// jamo. Thread-safe.
#pragma once

#include <cstddef>
#include <string_view>

#include "common/text/fold.h"

namespace sou::text {

// Whether the text may be cut at `position` (bytes, between two code points, at most text.size()).
[[nodiscard]] bool IsGraphemeBorder(std::string_view text, size_t position);

// The stretch with the whole of the graphemes that it begins and ends in. Requires it to lie between code points.
[[nodiscard]] ByteRange WholeGraphemes(std::string_view text, ByteRange range);

// The last border of two words at or before `position`, where that lies within a run of a script without blanks; ICU's
// dictionary is asked about the few dozen characters around it. `position` itself anywhere else.
[[nodiscard]] size_t WordBorderBefore(std::string_view text, size_t position);
// The first one at or behind it.
[[nodiscard]] size_t WordBorderBehind(std::string_view text, size_t position);

}  // namespace sou::text
