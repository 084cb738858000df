// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/correct/hangul.h"

#include <array>
#include <optional>

#include "common/text/utf8.h"

namespace sou::query {
namespace {

constexpr char32_t kFirstSyllable = 0xAC00;
constexpr char32_t kLastSyllable = 0xD7A3;
constexpr char32_t kFirstInitial = 0x1100;
constexpr char32_t kInitials = 19;
constexpr char32_t kVowels = 21;
constexpr char32_t kFinals = 28;  // with none
constexpr char32_t kPerInitial = kVowels * kFinals;

// A final consonant taken apart: what stays with the syllable, and the initial that its last sign is. Signs that begin
// no syllable have none (ㄳ is ㄱ and ㅅ; the double ㄲ and ㅆ are initials themselves).
struct FinalParts {
  char32_t stays;
  int initial;
};
constexpr std::array<FinalParts, kFinals> kFinalParts = {{
    {0, -1}, {0, 0},  {0, 1},  {1, 9},  {0, 2},  {4, 12}, {4, 18}, {0, 3},  {0, 5},  {8, 0},
    {8, 6},  {8, 7},  {8, 9},  {8, 16}, {8, 17}, {8, 18}, {0, 6},  {0, 7},  {17, 9}, {0, 9},
    {0, 10}, {0, 11}, {0, 12}, {0, 14}, {0, 15}, {0, 16}, {0, 17}, {0, 18},
}};

std::string Text(char32_t c) {
  std::string text;
  text::AppendCodePoint(c, &text);
  return text;
}

// Words that begin with `before` and a syllable from `first` to `last`.
store::Vocabulary::Range Syllables(const std::string& before, char32_t first, char32_t last) {
  return {before + Text(first), before + Text(last + 1)};
}

store::Vocabulary::Range BeginningWithInitial(const std::string& before, char32_t initial) {
  const char32_t first = kFirstSyllable + initial * kPerInitial;
  return Syllables(before, first, first + kPerInitial - 1);
}

}  // namespace

bool IsHangulSyllable(char32_t c) { return c >= kFirstSyllable && c <= kLastSyllable; }

std::vector<store::Vocabulary::Range> HangulContinuations(std::string_view folded) {
  if (folded.empty()) return {};
  size_t position = folded.size();
  const char32_t last = text::PreviousCodePoint(folded, &position);
  const std::string before(folded.substr(0, position));
  if (last >= kFirstInitial && last < kFirstInitial + kInitials)
    return {BeginningWithInitial(before, last - kFirstInitial)};
  if (!IsHangulSyllable(last)) return {};
  const char32_t final = (last - kFirstSyllable) % kFinals;
  if (final == 0) return {Syllables(before, last, last + kFinals - 1)};
  std::vector<store::Vocabulary::Range> ranges = {store::Vocabulary::BeginningWith(folded)};
  const FinalParts parts = kFinalParts[final];
  const std::string open = before + Text(last - final + parts.stays);
  ranges.push_back(BeginningWithInitial(open, static_cast<char32_t>(parts.initial)));
  return ranges;
}

int JamoDifference(char32_t a, char32_t b) {
  constexpr int kJamo = 3;
  if (!IsHangulSyllable(a) || !IsHangulSyllable(b)) return a == b ? 0 : kJamo;
  const char32_t x = a - kFirstSyllable;
  const char32_t y = b - kFirstSyllable;
  return static_cast<int>(x / kPerInitial != y / kPerInitial) +
         static_cast<int>(x / kFinals % kVowels != y / kFinals % kVowels) +
         static_cast<int>(x % kFinals != y % kFinals);
}

}  // namespace sou::query
