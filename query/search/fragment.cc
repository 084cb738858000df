// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/fragment.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "common/text/borders.h"
#include "common/text/utf8.h"

namespace sou::query {
namespace {

using text::ByteRange;
using text::NextCodePoint;
using text::PreviousCodePoint;

// Share of the room given to what stands in front of the core: more if a sentence or clause begins there.
constexpr size_t kSentenceShare = 2;
constexpr size_t kWordShare = 4;
// A fragment may end early, at a mark, if it is at least this long then (of the most).
constexpr double kLeastAtSentence = 0.5;
constexpr double kLeastAtClause = 0.75;

bool IsHanOrKana(char32_t c) { return (c >= 0x3041 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF); }

bool EndsSentence(char32_t c) {
  if (c < 0x80) return c == '\n' || c == '.' || c == '!' || c == '?';
  if (IsHanOrKana(c) || (c >= 0xAC00 && c <= 0xD7A3)) return false;
  return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_S_TERM);
}

bool EndsClause(char32_t c) {
  constexpr std::u32string_view kMarks = U",;:，、；：،؛—";
  return kMarks.find(c) != std::u32string_view::npos;
}

bool Opens(char32_t c) {
  const int8_t type = u_charType(static_cast<UChar32>(c));
  return type == U_START_PUNCTUATION || type == U_INITIAL_PUNCTUATION;
}

bool Closes(char32_t c) {
  const int8_t type = u_charType(static_cast<UChar32>(c));
  return type == U_END_PUNCTUATION || type == U_FINAL_PUNCTUATION;
}

bool IsBlank(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
  return u_isUWhiteSpace(static_cast<UChar32>(c));
}

bool IsKatakana(char32_t c) { return (c >= 0x30A1 && c <= 0x30FA) || c == 0x30FC; }

// Letters and digits of scripts that put blanks between words, and Katakana, whose runs are words.
bool IsWordLetter(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
  if (IsKatakana(c)) return true;
  if (IsHanOrKana(c)) return false;
  const bool thai_to_myanmar = c >= 0x0E00 && c <= 0x109F;  // and Lao, Tibetan
  const bool khmer = c >= 0x1780 && c <= 0x17FF;
  const bool cjk = (c >= 0x3000 && c <= 0x33FF) || (c >= 0xF900 && c <= 0xFAFF) || c >= 0x20000;
  return !thai_to_myanmar && !khmer && !cjk && u_isalnum(static_cast<UChar32>(c));
}

// Signs that stand inside names: kube-apiserver, node.js, v1.24.5, a/b, it's.
bool IsConnector(char32_t c) {
  constexpr std::u32string_view kSigns = U"-._@&':/+#~\\=%";
  return kSigns.find(c) != std::u32string_view::npos;
}

// Characters that Chinese and Japanese lines do not begin with.
bool NeverBegins(char32_t c) {
  constexpr std::u32string_view kSmall = U"ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶー々・…";
  if (c < 0x80) return c == ',' || c == ';' || c == '.' || c == '!' || c == '?' || c == ')' || c == ']' || c == '}';
  return kSmall.find(c) != std::u32string_view::npos || EndsClause(c) ||
         (!IsHanOrKana(c) && (EndsSentence(c) || Closes(c)));
}

class Grower {
 public:
  Grower(std::string_view text, ByteRange limits) : text_(text), limits_(limits) {}

  ByteRange Grow(ByteRange core, size_t max) const {
    size_t used = text::CountCodePoints(text_.substr(core.begin, core.end - core.begin));
    const auto room = [&] { return max > used ? max - used : 0; };
    const Step begin = WholeWordBefore(core.begin, room());
    used += begin.used;
    const Step end = WholeWordBehind(core.end, room());
    used += end.used;
    const Step front = Backward(begin.position, room());
    used += front.used;
    const uint32_t back = Forward(end.position, used, max);
    return Trim({front.position, back}, core);
  }

 private:
  struct Step {
    uint32_t position = 0;
    size_t used = 0;  // code points on the way
  };

  [[nodiscard]] char32_t At(size_t position) const { return NextCodePoint(text_, &position); }
  [[nodiscard]] char32_t Before(size_t position) const { return PreviousCodePoint(text_, &position); }
  [[nodiscard]] Step Back(Step from) const {
    size_t position = from.position;
    PreviousCodePoint(text_, &position);
    return {static_cast<uint32_t>(position), from.used + 1};
  }
  [[nodiscard]] Step On(Step from) const {
    size_t position = from.position;
    NextCodePoint(text_, &position);
    return {static_cast<uint32_t>(position), from.used + 1};
  }

  // Back to where a fragment may begin, if that is within `room`; else to a grapheme's border, room or not.
  [[nodiscard]] Step WholeWordBefore(uint32_t from, size_t room) const {
    Step step{from, 0};
    while (!CanCut(step.position) && step.used < room) step = Back(step);
    if (CanCut(step.position)) return step;
    step = {from, 0};
    while (step.position > limits_.begin && !text::IsGraphemeBorder(text_, step.position)) step = Back(step);
    return step;
  }
  [[nodiscard]] Step WholeWordBehind(uint32_t from, size_t room) const {
    Step step{from, 0};
    while (!CanCut(step.position) && step.used < room) step = On(step);
    if (CanCut(step.position)) return step;
    step = {from, 0};
    while (step.position < limits_.end && !text::IsGraphemeBorder(text_, step.position)) step = On(step);
    return step;
  }

  // To the beginning of the sentence; if that is too far, of a clause; else of a word.
  [[nodiscard]] Step Backward(uint32_t from, size_t room) const {
    Step clause{from, 0};
    for (Step step{from, 0};;) {
      if (step.position == limits_.begin) return step;
      const char32_t before = Before(step.position);
      if (SentenceEndsAt(step.position, before)) return step;
      if (EndsClause(before) && step.used > 0 && CanCut(step.position)) clause = step;
      if (step.used == room / kSentenceShare) break;
      step = Back(step);
    }
    if (clause.used > 0) return clause;
    Step word{from, 0};
    for (Step step{from, 0}; step.used <= room / kWordShare; step = Back(step)) {
      if (CanCut(step.position)) word = step;
      if (step.position == limits_.begin) break;
    }
    const auto border = static_cast<uint32_t>(text::WordBorderBehind(text_, word.position));
    if (border == word.position || border > from) return word;
    return {border, text::CountCodePoints(text_.substr(border, from - border))};
  }

  // As far as there is room, back to the end of a sentence, a clause or a word.
  [[nodiscard]] uint32_t Forward(uint32_t from, size_t used, size_t max) const {
    uint32_t sentence = 0;
    uint32_t clause = 0;
    const auto least = [&](double share) { return static_cast<size_t>(share * static_cast<double>(max)); };
    const auto look = [&](Step step) {
      if (step.position == limits_.begin) return;
      const char32_t c = Before(step.position);
      if (SentenceEndsAt(step.position, c) && step.used >= least(kLeastAtSentence)) sentence = step.position;
      if (EndsClause(c) && step.used >= least(kLeastAtClause)) clause = step.position;
    };
    Step step{from, used};
    for (look(step); step.used < max && step.position < limits_.end; look(step)) step = On(step);
    if (step.position >= limits_.end) return limits_.end;
    if (sentence > 0) return sentence;
    if (clause > 0 && CanCut(clause)) return clause;
    while (step.position > from && !CanCut(step.position)) step = Back(step);
    const auto border = static_cast<uint32_t>(text::WordBorderBefore(text_, step.position));
    return border > from && CanCut(border) ? border : step.position;
  }

  // Behind a mark or its closing bracket. A dot ends a sentence only before a blank.
  [[nodiscard]] bool SentenceEndsAt(uint32_t position, char32_t before) const {
    if (before == '\n') return true;
    if (IsHanOrKana(before) || (before < 0x80 && IsWordLetter(before))) return false;
    const bool at_end = position >= limits_.end;
    if (!at_end) {
      const char32_t after = At(position);
      if (EndsSentence(after) && after != '\n') return false;  // ……, ?!
      if (NeverBegins(after)) return false;
      if (before < 0x80 && !IsBlank(after)) return false;
    }
    if (EndsSentence(before)) return text::IsGraphemeBorder(text_, position);
    if (!Closes(before) && before != '"') return false;
    size_t inner = position;
    PreviousCodePoint(text_, &inner);
    const bool ends = inner > limits_.begin && EndsSentence(Before(inner)) && Before(inner) != '\n';
    return ends && text::IsGraphemeBorder(text_, position);
  }

  // Between two words, graphemes, and where lines of Chinese and Japanese may break.
  [[nodiscard]] bool CanCut(uint32_t position) const {
    if (position <= limits_.begin || position >= limits_.end) return true;
    const char32_t before = Before(position);
    const char32_t after = At(position);
    if (IsBlank(before) || IsBlank(after)) return text::IsGraphemeBorder(text_, position);
    if (IsWordLetter(before) && IsWordLetter(after)) return IsKatakana(before) != IsKatakana(after);
    if (IsConnector(after) && IsWordLetter(before) && LetterBehind(position)) return false;
    if (IsConnector(before) && IsWordLetter(after) && LetterBefore(position)) return false;
    if (NeverBegins(after) || Opens(before)) return false;
    return text::IsGraphemeBorder(text_, position);
  }

  // Of the sign at `position`.
  [[nodiscard]] bool LetterBehind(size_t position) const {
    NextCodePoint(text_, &position);
    return position < limits_.end && (IsWordLetter(At(position)) || IsConnector(At(position)));
  }
  // Of the sign that ends at `position`.
  [[nodiscard]] bool LetterBefore(size_t position) const {
    PreviousCodePoint(text_, &position);
    return position > limits_.begin && (IsWordLetter(Before(position)) || IsConnector(Before(position)));
  }

  // Without blanks at the ends, and without the marks that end what stood before.
  [[nodiscard]] ByteRange Trim(ByteRange fragment, ByteRange core) const {
    while (fragment.begin < fragment.end) {
      const char32_t c = At(fragment.begin);
      const bool mark = fragment.begin < core.begin && c >= 0x80 && NeverBegins(c) && !IsHanOrKana(c);
      const uint32_t next = On({fragment.begin, 0}).position;
      if (!(IsBlank(c) || mark) || !text::IsGraphemeBorder(text_, next)) break;
      fragment.begin = next;
    }
    while (fragment.end > fragment.begin) {
      const char32_t c = Before(fragment.end);
      const bool mark = fragment.end > core.end && (Opens(c) || IsLoneDash(fragment));
      const uint32_t next = Back({fragment.end, 0}).position;
      if (!(IsBlank(c) || mark) || !text::IsGraphemeBorder(text_, next)) break;
      fragment.end = next;
    }
    return fragment;
  }

  // At the end, behind a blank.
  [[nodiscard]] bool IsLoneDash(ByteRange fragment) const {
    const uint32_t dash = fragment.end - 1;
    return dash > fragment.begin && text_[dash] == '-' && IsBlank(Before(dash));
  }

  std::string_view text_;
  ByteRange limits_;
};

}  // namespace

ByteRange GrowFragment(std::string_view text, ByteRange core, ByteRange limits, size_t max_code_points) {
  return Grower(text, limits).Grow(core, max_code_points);
}

}  // namespace sou::query
