// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/grapheme.h"

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

icu::BreakIterator* Graphemes() {
  thread_local const std::unique_ptr<icu::BreakIterator> graphemes = [] {
    UErrorCode error = U_ZERO_ERROR;
    return std::unique_ptr<icu::BreakIterator>(
        icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), error));
  }();
  return graphemes.get();
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

}  // namespace sou::text
