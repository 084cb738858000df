// SPDX-License-Identifier: GPL-3.0-or-later
//
// How likely it is that who typed one word meant another. Pure functions, thread-safe.
#pragma once

#include <cstdint>
#include <string_view>

namespace sou::query {

// How a word is corrected depends on how it is written.
enum class WordScript : uint8_t {
  kOther,     // not corrected: Han, digits, signs, scripts mixed with them
  kAlphabet,  // Latin, Cyrillic, Greek, …
  kHangul,
  kKatakana,
};
[[nodiscard]] WordScript ScriptOf(std::string_view folded);

// Edits within which a word is corrected: 1 from 4 letters of an alphabet, 2 from 8; 1 from 3 syllables of Hangul or 4
// Katakana; 0: it is left alone.
[[nodiscard]] uint32_t MaxEdits(std::string_view folded);

// What the edits between two words cost, 1 for an edit out of nowhere: less for those that fingers make (neighbours
// changed round, a letter doubled, the key beside, another jamo of a syllable), more at the first letter, where the eye
// rests.
[[nodiscard]] double TypoCost(std::string_view typed, std::string_view meant);

}  // namespace sou::query
