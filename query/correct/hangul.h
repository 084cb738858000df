// SPDX-License-Identifier: GPL-3.0-or-later
//
// Hangul syllables by their jamo, as far as correcting and completing words needs them (The Unicode Standard, 3.12).
// Pure functions, thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/store/vocabulary.h"

namespace sou::query {

[[nodiscard]] bool IsHangulSyllable(char32_t c);

// Where the words lie that an unfinished word may become, its last syllable still being typed: 쿠 is followed by any
// final consonant (쿤), 쿱 is 쿱… or 쿠 and a syllable that begins with ㅂ (쿠버…), a consonant alone is any syllable
// that begins with it. Empty if the folded text does not end in Hangul.
[[nodiscard]] std::vector<store::Vocabulary::Range> HangulContinuations(std::string_view folded);

// How many of the three jamo of two syllables differ; 3 if either is none.
[[nodiscard]] int JamoDifference(char32_t a, char32_t b);

}  // namespace sou::query
