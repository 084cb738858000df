// SPDX-License-Identifier: GPL-3.0-or-later
//
// Kana as Latin letters, for finding what somebody types without an input method. Not a transcription to show: long
// vowels and doubled consonants are written once and the spellings of Hepburn and Kunrei become one, so that
// `waakufuroo`, `wa-kufuro-` and `wakufuro` are all ワークフロー, `si` is `shi`, `konpyuuta` is コンピューター. Pure
// functions, thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sou::text {

[[nodiscard]] bool IsKana(char32_t code_point);

// The letters of the mora that begins at text[*position], which must be kana, and moves *position behind it: きゃ →
// "kya", ファ → "fa". Empty for ー and ッ, which nobody types the same way. Hiragana and Katakana alike.
[[nodiscard]] std::string NextMora(std::string_view text, size_t* position);

// Appends lower-case Latin letters, of a mora or typed, to a key in the one spelling: kunrei forms become Hepburn, a
// letter equal to the one before it goes, "ou" becomes "o". Other bytes are appended as they are, hyphens and
// apostrophes not at all. What a longer text gives begins with what its beginning gives, but for a kunrei syllable that
// is half typed.
void AppendRomaji(std::string_view letters, std::string* key);

}  // namespace sou::text
