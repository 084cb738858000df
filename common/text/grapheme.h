// SPDX-License-Identifier: GPL-3.0-or-later
//
// What readers take for one character (Unicode's extended grapheme clusters, UAX #29, by ICU): a letter with its marks,
// an emoji with its modifiers and joiners, a flag, a Hangul syllable of jamo. Thread-safe.
#pragma once

#include <cstddef>
#include <string_view>

namespace sou::text {

// Whether the text may be cut at `position` (bytes, between two code points, at most text.size()).
[[nodiscard]] bool IsGraphemeBorder(std::string_view text, size_t position);

}  // namespace sou::text
