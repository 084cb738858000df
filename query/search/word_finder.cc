// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/word_finder.h"

#include <algorithm>
#include <atomic>
#include <string>
#include <vector>

#include "common/text/fold.h"
#include "common/text/segment.h"
#include "common/text/utf8.h"

namespace sou::query {
namespace {

using Byte = unsigned char;

// What a character that is not ASCII may begin, looked up once per process: the one character that it folds to, or
constexpr uint16_t kUnknown = 0;
constexpr uint16_t kNothing = 1;  // it folds to blanks and signs
constexpr uint16_t kAnything = 2;
std::array<std::atomic<uint16_t>, 0x10000> folded_characters;

constexpr char32_t kProlonged = U'ー';

bool IsAlnum(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
bool IsCapital(char c) { return c >= 'A' && c <= 'Z'; }
char Lower(char c) { return static_cast<char>(IsCapital(c) ? c + 32 : c); }
Byte AsByte(char c) { return static_cast<Byte>(c); }

// Two letters or digits, capitals or not, as a place in letter_pairs_. Others may share it.
size_t PlaceOf(char first, char second) { return (AsByte(Lower(first)) & 63U) << 6 | (AsByte(Lower(second)) & 63U); }

uint16_t ComputeFolded(char32_t c) {
  if (const auto alone = text::FoldAlone(c)) return static_cast<uint16_t>(*alone);
  if (!text::FoldsApart(c)) return kAnything;
  std::string character;
  text::AppendCodePoint(c, &character);
  if (text::Fold("ア" + character + "ア") == "アーア") return static_cast<uint16_t>(kProlonged);  // a dash
  const std::string folded = text::Fold(character);
  std::vector<text::Segment> segments;
  text::SplitSegments(folded, &segments);
  const bool signs = !segments.empty() && std::ranges::all_of(segments, [](const text::Segment& segment) {
    return segment.kind == text::SegmentKind::kGap;
  });
  return signs ? kNothing : kAnything;
}

// `c` is of the BMP and not ASCII. Threads that look up the same at once find the same.
inline uint16_t Folded(char32_t c) {
  std::atomic<uint16_t>& known = folded_characters[c];
  uint16_t folded = known.load(std::memory_order_relaxed);
  if (folded == kUnknown) {
    folded = ComputeFolded(c);
    known.store(folded, std::memory_order_relaxed);
  }
  return folded;
}

// Emoji of the blocks that fold to nothing else (U+1F300 to U+1FAFF), by their first bytes.
bool IsEmoji(std::string_view text, size_t position) {
  return text.size() - position > 2 && AsByte(text[position]) == 0xF0 && AsByte(text[position + 1]) == 0x9F &&
         AsByte(text[position + 2]) >= 0x8C && AsByte(text[position + 2]) <= 0xAB;
}

// Whether the text may begin with `letters` when folded; what is not ASCII may become anything, or nothing.
bool MayBegin(std::string_view text, std::string_view letters) {
  for (size_t i = 0; i < letters.size(); ++i) {
    if (i == text.size()) return false;
    if (AsByte(text[i]) >= 0x80) return true;
    if (Lower(text[i]) != letters[i]) return false;
  }
  return true;
}

}  // namespace

// Han and Hangul, as far as their first byte tells, fold to nothing else: they are looked at if the query has any.
WordFinder::WordFinder() {
  actions_.fill(Action::kPass);
  std::fill(actions_.begin() + 0xC2, actions_.begin() + 0xE0, Action::kTwoBytes);
  std::fill(actions_.begin() + 0xE0, actions_.begin() + 0xE4, Action::kThreeBytes);
  for (const size_t lead : {0xEAU, 0xEDU, 0xEEU, 0xEFU}) actions_[lead] = Action::kThreeBytes;
  std::fill(actions_.begin() + 0xF0, actions_.begin() + 0xF5, Action::kFourBytes);
}

// The signs before a name are no beginning that can be told from others: .net is looked for as net.
void WordFinder::AddWord(std::string_view folded) {
  const auto begin = std::ranges::find_if(folded, [](char c) { return IsAlnum(c) || AsByte(c) >= 0x80; });
  if (folded.empty()) return;
  if (begin != folded.end()) folded.remove_prefix(static_cast<size_t>(begin - folded.begin()));  // else it is _
  const char first = folded.front();
  if (AsByte(first) >= 0x80) {
    size_t position = 0;
    return AddCharacter(text::NextCodePoint(folded, &position));
  }
  AddLetter(first);
  has_letter_pairs_ = true;
  // What comes behind a lone letter may be the next part, or an ending that the stem has lost.
  for (size_t second = 0; folded.size() == 1 && second < 64; ++second)
    letter_pairs_.set((AsByte(first) & 63U) << 6 | second);
  if (folded.size() > 1) letter_pairs_.set(PlaceOf(first, folded[1]));
}

void WordFinder::AddLetters(std::string_view folded) {
  const auto end = std::ranges::find_if(folded, [](char c) { return AsByte(c) >= 0x80; });
  size_t position = 0;
  if (end == folded.begin()) return AddCharacter(text::NextCodePoint(folded, &position));
  whole_letters_.emplace_back(folded.begin(), end);
  AddLetter(folded.front());
}

void WordFinder::AddLetter(char first) {
  letters_.set(AsByte(first));
  actions_[AsByte(first)] = Action::kLetter;
  if (first >= 'a' && first <= 'z') actions_[AsByte(first) - ('a' - 'A')] = Action::kLetter;
}

void WordFinder::AddRun(std::string_view folded) {
  size_t position = 0;
  const char32_t first = text::NextCodePoint(folded, &position);
  AddPair(first, position < folded.size() ? text::NextCodePoint(folded, &position) : 0);
}

void WordFinder::AddCharacter(char32_t folded) { AddPair(folded, 0); }

void WordFinder::AddPair(char32_t first, char32_t second) {
  pairs_.insert({first, second});
  beyond_bmp_ |= first > 0xFFFF;
  firsts_.set(first % firsts_.size());
  std::fill(actions_.begin() + 0xE4, actions_.begin() + 0xF0, Action::kThreeBytes);
}

// Most bytes are passed by.
size_t WordFinder::Pass(std::string_view text, size_t from) const {
  const auto action = [&](size_t at) { return static_cast<unsigned>(actions_[AsByte(text[at])]); };
  size_t at = from;
  while (at + 4 <= text.size() && (action(at) | action(at + 1) | action(at + 2) | action(at + 3)) == 0) at += 4;
  while (at < text.size() && action(at) == 0) ++at;
  return at;
}

// A row of characters of three bytes: of Kana and Han most are known to begin no word.
size_t WordFinder::PassWide(std::string_view text, size_t from) const {
  size_t at = from;
  for (; at + 2 < text.size() && AsByte(text[at]) >> 4 == 0xE; at += 3) {
    const bool valid = AsByte(text[at + 1]) >> 6 == 2 && AsByte(text[at + 2]) >> 6 == 2;
    if (!valid) break;
    const size_t c = (AsByte(text[at]) & 15U) << 12 | (AsByte(text[at + 1]) & 63U) << 6 | (AsByte(text[at + 2]) & 63U);
    const uint16_t folded = folded_characters[c].load(std::memory_order_relaxed);
    const bool known = folded >= 0x80 || folded == kNothing;
    if (!known || firsts_[folded % firsts_.size()]) break;
  }
  return at;
}

size_t WordFinder::Next(std::string_view text, size_t from) const {
  for (size_t at = Pass(text, from); at < text.size(); at = Pass(text, at)) {
    switch (actions_[AsByte(text[at])]) {
      case Action::kPass:
        break;
      case Action::kLetter:
        if (MayBeLetter(text, at)) return at;
        ++at;
        break;
      case Action::kTwoBytes:
      case Action::kThreeBytes: {
        const size_t begin = PassWide(text, at);
        const bool passed = begin != at;
        at = begin;
        if (!passed && MayBeWide(text, &at)) return begin;
        break;
      }
      case Action::kFourBytes:
        if (beyond_bmp_ || !IsEmoji(text, at)) return at;
        ++at;
        break;
    }
  }
  return std::string_view::npos;
}

bool WordFinder::MayBeLetter(std::string_view text, size_t position) const {
  const std::string_view rest = text.substr(position);
  if (std::ranges::any_of(whole_letters_, [&](const std::string& letters) { return MayBegin(rest, letters); }))
    return true;
  return has_letter_pairs_ && MayBeginAt(text, position);
}

// Words begin behind signs, and at capitals; numbers of versions behind their v too. Behind or before what is not ASCII
// anything may be.
bool WordFinder::MayBeginAt(std::string_view text, size_t position) const {
  const char c = text[position];
  const char before = position > 0 ? text[position - 1] : ' ';
  if (IsAlnum(before) && !IsCapital(c)) {
    const bool version = (before == 'v' || before == 'V') && (position < 2 || !IsAlnum(text[position - 2]));
    if (!version) return false;
  }
  const bool more = position + 1 < text.size() && IsAlnum(text[position + 1]);
  return !more || letter_pairs_[PlaceOf(c, text[position + 1])];
}

bool WordFinder::MayBeWide(std::string_view text, size_t* position) const {
  const char32_t c = text::NextCodePoint(text, position);
  if (c > 0xFFFF || c < 0x80) return true;
  const uint16_t folded = Folded(c);
  if (folded <= kAnything) return folded == kAnything;
  if (folded < 0x80) return letters_[folded];
  return firsts_[folded % firsts_.size()] && MayFollow(folded, text, *position);
}

bool WordFinder::MayFollow(char32_t first, std::string_view text, size_t behind) const {
  auto pair = pairs_.lower_bound({first, 0});
  if (pair == pairs_.end() || pair->first != first) return false;
  if (pair->second == 0) return true;
  if (behind >= text.size() || AsByte(text[behind]) < 0x80) return false;
  const char32_t second = text::NextCodePoint(text, &behind);
  if (second > 0xFFFF || Folded(second) == kAnything) return true;
  return pairs_.contains({first, Folded(second)});
}

}  // namespace sou::query
