// SPDX-License-Identifier: GPL-3.0-or-later
//
// How Han characters are read in Mandarin, without tones, and whether Latin letters can be such readings. ü is written
// v; where letters are read, lu and nu stand for lü and nü, too. The table is ICU's Han-Latin (Unihan's kMandarin), one
// reading a character; polyphones that titles use are added by hand. Pure functions, thread-safe.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace sou::text {

// The readings of a folded (simplified) character, most common first: 云 → {"yun"}, 行 → {"xing", "hang"}. Empty if it
// is no Han character, or one that nobody reads. The letters live as long as the program.
[[nodiscard]] std::span<const std::string_view> PinyinReadings(char32_t folded);

// Whether the lower-case letters are one whole syllable: "yun", "lv", "nue".
[[nodiscard]] bool IsPinyinSyllable(std::string_view letters);

// Whether a syllable begins with the letters; none is the beginning of all.
[[nodiscard]] bool BeginsPinyinSyllable(std::string_view letters);

// What folded text, as somebody types it, can be.
struct PinyinShape {
  bool syllables = false;  // whole syllables: yunyuansheng, xi'an
  bool begun = false;      // whole syllables, and one more that is begun: yunyuansh; also set where `syllables` is
  bool initials = false;   // initials of syllables, two or more: yys
  bool mixed = false;      // Han among syllables, the last perhaps begun: yun原生, 云yuan生
};
[[nodiscard]] PinyinShape PinyinShapeOf(std::string_view folded);

// The ways to cut the letters into whole syllables, at most `most`, fewer syllables first: "xian" → {xian}, {xi, an}.
// Apostrophes are borders: "xi'an" → {xi, an}. Empty if there is none. The parts lie in `letters`.
[[nodiscard]] std::vector<std::vector<std::string_view>> SplitPinyin(std::string_view letters, size_t most);

}  // namespace sou::text
