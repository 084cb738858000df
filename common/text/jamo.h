// SPDX-License-Identifier: GPL-3.0-or-later
//
// Hangul as it is typed: letter by letter. A syllable under way takes the next one's initial for its final consonant
// (쿠 → 쿱 → 쿠버), so that typed text is a prefix of what is meant by its letters only. Pure functions, thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace sou::text {

// The letters of a Hangul syllable, or of a single letter in any of its forms (conjoining, as folding makes them, or
// compatibility), as compatibility letters in the order of their keys: 쿱 → ㅋㅜㅂ, 과 → ㄱㅗㅏ, 값 → ㄱㅏㅂㅅ. Double
// consonants that are one key stay: 까 → ㄲㅏ. False, and nothing appended, if the code point is no modern Hangul.
bool AppendJamo(char32_t code_point, std::string* out);

// The letters of every Hangul character of the text; what is not Hangul stays. Both `쿱` and `쿠ㅂ`, folded or not,
// give a prefix of what `쿠버네티스` gives.
[[nodiscard]] std::string ToJamo(std::string_view text);

// The initial consonant of a syllable, or a single consonant itself, as a compatibility letter: 쿠 → ㅋ. 0 for anything
// else.
[[nodiscard]] char32_t InitialJamo(char32_t code_point);

}  // namespace sou::text
