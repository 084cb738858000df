// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/kana.h"

#include <algorithm>
#include <array>

#include "common/text/utf8.h"

namespace sou::text {
namespace {

constexpr char32_t kFirstHiragana = 0x3041;
constexpr char32_t kLastHiragana = 0x3096;
constexpr char32_t kFirstKatakana = 0x30A1;
constexpr char32_t kLastKatakana = 0x30FA;
constexpr char32_t kProlonged = 0x30FC;

// From ぁ (U+3041) on, in Unicode's order; small っ is silent. Small vowels and や row stand for themselves where they
// follow nothing that takes them.
constexpr std::array<std::string_view, kLastHiragana - kFirstHiragana + 1> kMoras = {
    "a",  "a",  "i",  "i",  "u",   "u",  "e",  "e",  "o",  "o",  "ka", "ga", "ki", "gi", "ku",  "gu", "ke", "ge",
    "ko", "go", "sa", "za", "shi", "ji", "su", "zu", "se", "ze", "so", "zo", "ta", "da", "chi", "ji", "",   "tsu",
    "zu", "te", "de", "to", "do",  "na", "ni", "nu", "ne", "no", "ha", "ba", "pa", "hi", "bi",  "pi", "fu", "bu",
    "pu", "he", "be", "pe", "ho",  "bo", "po", "ma", "mi", "mu", "me", "mo", "ya", "ya", "yu",  "yu", "yo", "yo",
    "ra", "ri", "ru", "re", "ro",  "wa", "wa", "i",  "e",  "o",  "n",  "vu", "ka", "ke"};

char32_t ToHiragana(char32_t c) {
  return c >= kFirstKatakana && c <= kFirstKatakana + (kLastHiragana - kFirstHiragana) ? c - 0x60 : c;
}

// ぁぃぅぇぉ: the vowel; ゃゅょ: "ya", "yu", "yo"; else empty.
std::string_view SmallVowel(char32_t c) {
  const char32_t kana = ToHiragana(c);
  switch (kana) {
    case U'ぁ':
    case U'ぃ':
    case U'ぅ':
    case U'ぇ':
    case U'ぉ':
    case U'ゃ':
    case U'ゅ':
    case U'ょ':
      return kMoras[kana - kFirstHiragana];
    default:
      return {};
  }
}

std::string WithSmall(std::string_view mora, std::string_view small) {
  if (mora == "u") return "w" + std::string(small);  // ウィ
  std::string out(mora.substr(0, mora.size() - 1));
  const bool palatal = out.ends_with("sh") || out.ends_with("ch") || out.ends_with("j");
  return out.append(palatal && small.size() == 2 ? small.substr(1) : small);
}

struct Spelling {
  std::string_view kunrei;
  std::string_view hepburn;
};
// The longest that fits is taken, so longer ones come first.
constexpr Spelling kSpellings[] = {
    {"tch", "ch"}, {"sy", "sh"}, {"si", "shi"}, {"ty", "ch"}, {"ti", "chi"}, {"tu", "tsu"}, {"zi", "ji"}, {"zy", "j"},
    {"jy", "j"},   {"dy", "j"},  {"di", "ji"},  {"du", "zu"}, {"hu", "fu"},  {"wo", "o"},   {"mb", "nb"}, {"mp", "np"},
};

// Whether a spelling may begin with it.
constexpr bool BeginsSpelling(char letter) {
  return letter == 't' || letter == 's' || letter == 'z' || letter == 'j' || letter == 'd' || letter == 'h' ||
         letter == 'w' || letter == 'm';
}
static_assert(std::all_of(std::begin(kSpellings), std::end(kSpellings),
                          [](const Spelling& row) { return BeginsSpelling(row.kunrei.front()); }));

void AppendLetter(char letter, std::string* key) {
  if (!key->empty() && key->back() == letter && letter >= 'a' && letter <= 'z') return;
  if (letter == 'u' && !key->empty() && key->back() == 'o') return;
  key->push_back(letter);
}

}  // namespace

bool IsKana(char32_t c) {
  return (c >= kFirstHiragana && c <= kLastHiragana) || (c >= kFirstKatakana && c <= kLastKatakana) || c == kProlonged;
}

std::string NextMora(std::string_view text, size_t* position) {
  const char32_t kana = ToHiragana(NextCodePoint(text, position));
  if (kana < kFirstHiragana || kana > kLastHiragana) return "";  // ー, and ヷ to ヺ, which no modern word has
  const std::string_view mora = kMoras[kana - kFirstHiragana];
  if (*position >= text.size() || mora.empty() || mora == "n") return std::string(mora);
  size_t behind = *position;
  const std::string_view small = SmallVowel(NextCodePoint(text, &behind));
  const bool takes = !small.empty() && (mora.size() > 1 || mora == "u") && SmallVowel(kana).empty();
  if (!takes) return std::string(mora);
  *position = behind;
  return WithSmall(mora, small);
}

void AppendRomaji(std::string_view letters, std::string* key) {
  while (!letters.empty()) {
    if (letters.size() > 1 && letters[0] == letters[1]) {
      letters.remove_prefix(1);
      continue;
    }
    const auto* found = BeginsSpelling(letters.front())
                            ? std::find_if(std::begin(kSpellings), std::end(kSpellings),
                                           [&](const Spelling& row) { return letters.starts_with(row.kunrei); })
                            : std::end(kSpellings);
    if (found != std::end(kSpellings)) {
      for (const char letter : found->hepburn) AppendLetter(letter, key);
      letters.remove_prefix(found->kunrei.size());
      continue;
    }
    if (letters.front() != '-' && letters.front() != '\'') AppendLetter(letters.front(), key);
    letters.remove_prefix(1);
  }
}

}  // namespace sou::text
