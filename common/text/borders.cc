// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/borders.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

#include "common/text/utf8.h"

namespace sou::text {
namespace {

// A grapheme is looked for in so many bytes before and behind a position; real ones have a few dozen.
constexpr size_t kMaxBefore = 4096;
constexpr size_t kMaxBehind = 64;
constexpr size_t kMaxCodePoints = 64;

// Characters between any two of which is a border: none of them joins a neighbour.
bool IsPlain(char32_t c) {
  if (c < 0x7F) return c >= 0x20 || c == '\n' || c == '\t';
  if (c >= 0x3000 && c <= 0x9FFF) return !(c >= 0x302A && c <= 0x302F) && c != 0x3099 && c != 0x309A;
  return (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xFF01 && c <= 0xFF9D);
}

// Where the characters that may hang together with what is at `position` begin.
size_t BeginOfCluster(std::string_view text, size_t position) {
  const size_t least = position - std::min(position, kMaxBefore);
  while (position > least) {
    if (IsPlain(PreviousCodePoint(text, &position))) break;
  }
  return position;
}

icu::UnicodeString Utf16(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
}

using MakeBreaks = icu::BreakIterator* (*)(const icu::Locale&, UErrorCode&);

std::unique_ptr<icu::BreakIterator> Make(MakeBreaks make) {
  UErrorCode error = U_ZERO_ERROR;
  return std::unique_ptr<icu::BreakIterator>(make(icu::Locale::getRoot(), error));
}

icu::BreakIterator* Graphemes() {
  thread_local const std::unique_ptr<icu::BreakIterator> breaks = Make(icu::BreakIterator::createCharacterInstance);
  return breaks.get();
}

icu::BreakIterator* Words() {
  thread_local const std::unique_ptr<icu::BreakIterator> breaks = Make(icu::BreakIterator::createWordInstance);
  return breaks.get();
}

// Written without blanks; a word of it is found by dictionary.
bool IsRunLetter(char32_t c) {
  const bool han_or_kana = (c >= 0x3041 && c <= 0x30FF && c != 0x30FB) || (c >= 0x3400 && c <= 0x9FFF);
  const bool thai_to_myanmar = c >= 0x0E00 && c <= 0x109F && !(c >= 0x0F00 && c <= 0x0FFF);
  return han_or_kana || thai_to_myanmar || (c >= 0x1780 && c <= 0x17FF);
}

// The letters of one run around a position, and the position in them, in UTF-16 units.
struct RunAround {
  size_t begin = 0;
  std::string_view letters;
  icu::UnicodeString units;
  int32_t position = 0;
};

constexpr size_t kRunReach = 24;  // characters

RunAround RunAt(std::string_view text, size_t position) {
  RunAround run;
  size_t begin = position;
  for (size_t i = 0; i < kRunReach && begin > 0; ++i) {
    size_t before = begin;
    if (!IsRunLetter(PreviousCodePoint(text, &before))) break;
    begin = before;
  }
  size_t end = position;
  for (size_t i = 0; i < kRunReach && end < text.size(); ++i) {
    size_t behind = end;
    if (!IsRunLetter(NextCodePoint(text, &behind))) break;
    end = behind;
  }
  run.begin = begin;
  run.letters = text.substr(begin, end - begin);
  if (begin == position || end == position) run.letters = {};
  return run;
}

size_t BytesOf(const RunAround& run, int32_t units) {
  std::string front;
  run.units.tempSubString(0, units).toUTF8String(front);
  return run.begin + front.size();
}

size_t WordBorder(std::string_view text, size_t position, int32_t direction) {
  RunAround run = RunAt(text, position);
  icu::BreakIterator* words = Words();
  if (run.letters.empty() || words == nullptr) return position;
  run.units = Utf16(run.letters);
  run.position = Utf16(text.substr(run.begin, position - run.begin)).length();
  words->setText(run.units);
  if (words->isBoundary(run.position) != 0) return position;
  const int32_t border = direction < 0 ? words->preceding(run.position) : words->following(run.position);
  return border == icu::BreakIterator::DONE ? position : BytesOf(run, border);
}

}  // namespace

bool IsGraphemeBorder(std::string_view text, size_t position) {
  if (position == 0 || position >= text.size()) return true;
  size_t before = position;
  size_t behind = position;
  if (IsPlain(PreviousCodePoint(text, &before)) && IsPlain(NextCodePoint(text, &behind))) return true;
  const size_t begin = BeginOfCluster(text, position);
  const std::string_view end = TruncateUtf8(text.substr(position), kMaxBehind);
  const icu::UnicodeString front = Utf16(text.substr(begin, position - begin));
  const icu::UnicodeString all = front + Utf16(end);
  icu::BreakIterator* graphemes = Graphemes();
  if (graphemes == nullptr) return true;  // ICU without its data
  graphemes->setText(all);
  return graphemes->isBoundary(front.length()) != 0;
}

ByteRange WholeGraphemes(std::string_view text, ByteRange range) {
  size_t begin = range.begin;
  size_t end = range.end;
  for (size_t i = 0; i < kMaxCodePoints && !IsGraphemeBorder(text, begin); ++i) PreviousCodePoint(text, &begin);
  for (size_t i = 0; i < kMaxCodePoints && !IsGraphemeBorder(text, end); ++i) NextCodePoint(text, &end);
  return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
}

size_t WordBorderBefore(std::string_view text, size_t position) { return WordBorder(text, position, -1); }

size_t WordBorderBehind(std::string_view text, size_t position) { return WordBorder(text, position, 1); }

}  // namespace sou::text
