// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/jamo.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "common/text/utf8.h"

namespace sou::text {
namespace {

// Unicode 15, 3.12: syllable = kFirstSyllable + (initial * kMedials + medial) * kFinals + final.
constexpr char32_t kFirstSyllable = 0xAC00;
constexpr char32_t kLastSyllable = 0xD7A3;
constexpr char32_t kMedials = 21;
constexpr char32_t kFinals = 28;  // the first is none
// Conjoining letters, as NFKC makes them of compatibility letters.
constexpr char32_t kFirstInitial = 0x1100;
constexpr char32_t kFirstMedial = 0x1161;
constexpr char32_t kFirstFinal = 0x11A8;
// Compatibility letters: consonants, then vowels.
constexpr char32_t kFirstCompatibility = 0x3131;
constexpr char32_t kFirstVowel = 0x314F;
constexpr char32_t kLastCompatibility = 0x3163;

constexpr std::u32string_view kInitials = U"ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
constexpr std::array<std::u32string_view, kMedials> kMedialKeys = {
    U"ㅏ",   U"ㅐ", U"ㅑ", U"ㅒ",   U"ㅓ",   U"ㅔ",   U"ㅕ", U"ㅖ", U"ㅗ",   U"ㅗㅏ", U"ㅗㅐ",
    U"ㅗㅣ", U"ㅛ", U"ㅜ", U"ㅜㅓ", U"ㅜㅔ", U"ㅜㅣ", U"ㅠ", U"ㅡ", U"ㅡㅣ", U"ㅣ"};
constexpr std::array<std::u32string_view, kFinals - 1> kFinalKeys = {
    U"ㄱ",   U"ㄲ",   U"ㄱㅅ", U"ㄴ",   U"ㄴㅈ", U"ㄴㅎ", U"ㄷ", U"ㄹ", U"ㄹㄱ",
    U"ㄹㅁ", U"ㄹㅂ", U"ㄹㅅ", U"ㄹㅌ", U"ㄹㅍ", U"ㄹㅎ", U"ㅁ", U"ㅂ", U"ㅂㅅ",
    U"ㅅ",   U"ㅆ",   U"ㅇ",   U"ㅈ",   U"ㅊ",   U"ㅋ",   U"ㅌ", U"ㅍ", U"ㅎ"};
constexpr std::u32string_view kConsonants = U"ㄱㄲㄳㄴㄵㄶㄷㄸㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅃㅄㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
constexpr std::u32string_view kFinalLetters = U"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
static_assert(kInitials.size() == 19 && kFinalLetters.size() == kFinalKeys.size());
static_assert(kConsonants.size() == kFirstVowel - kFirstCompatibility);

void Append(std::u32string_view letters, std::string* out) {
  for (const char32_t letter : letters) AppendCodePoint(letter, out);
}

bool AppendCompatibility(char32_t letter, std::string* out) {
  if (letter >= kFirstVowel) {
    Append(kMedialKeys[letter - kFirstVowel], out);
    return true;
  }
  const size_t place = kFinalLetters.find(letter);
  if (place == std::u32string_view::npos) {
    AppendCodePoint(letter, out);  // ㄸ, ㅃ, ㅉ end no syllable
  } else {
    Append(kFinalKeys[place], out);
  }
  return true;
}

}  // namespace

bool AppendJamo(char32_t c, std::string* out) {
  if (c >= kFirstSyllable && c <= kLastSyllable) {
    const char32_t number = c - kFirstSyllable;
    AppendCodePoint(kInitials[number / kFinals / kMedials], out);
    Append(kMedialKeys[number / kFinals % kMedials], out);
    if (const char32_t last = number % kFinals; last > 0) Append(kFinalKeys[last - 1], out);
    return true;
  }
  if (c >= kFirstCompatibility && c <= kLastCompatibility) return AppendCompatibility(c, out);
  if (c >= kFirstInitial && c < kFirstInitial + kInitials.size()) {
    AppendCodePoint(kInitials[c - kFirstInitial], out);
    return true;
  }
  if (c >= kFirstMedial && c < kFirstMedial + kMedials) {
    Append(kMedialKeys[c - kFirstMedial], out);
    return true;
  }
  if (c >= kFirstFinal && c < kFirstFinal + kFinalKeys.size()) {
    Append(kFinalKeys[c - kFirstFinal], out);
    return true;
  }
  return false;
}

std::string ToJamo(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = NextCodePoint(text, &at);
    if (!AppendJamo(c, &out)) AppendCodePoint(c, &out);
  }
  return out;
}

char32_t InitialJamo(char32_t c) {
  if (c >= kFirstSyllable && c <= kLastSyllable) return kInitials[(c - kFirstSyllable) / kFinals / kMedials];
  if (c >= kFirstInitial && c < kFirstInitial + kInitials.size()) return kInitials[c - kFirstInitial];
  return c >= kFirstCompatibility && kInitials.find(c) != std::u32string_view::npos ? c : 0;
}

}  // namespace sou::text
