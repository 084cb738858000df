// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>

#include "common/text/utf8.h"

namespace sou::text {
namespace {

struct HanPair {
  char32_t traditional;
  char32_t simplified;
};
constexpr HanPair kHanPairs[] = {
#include "common/text/simplified.inc"
};

constexpr char32_t kFirstHan = 0x3400;
constexpr char32_t kLastHan = 0x9FFF;

// Simplified forms of the BMP's Han by offset from kFirstHan, 0 where there is none; the few others by search.
constexpr std::array<char16_t, kLastHan - kFirstHan + 1> MakeHanTable() {
  std::array<char16_t, kLastHan - kFirstHan + 1> table = {};
  for (const HanPair& pair : kHanPairs) {
    const bool in_bmp = pair.traditional >= kFirstHan && pair.traditional <= kLastHan;
    if (in_bmp && pair.simplified <= 0xFFFF)
      table[pair.traditional - kFirstHan] = static_cast<char16_t>(pair.simplified);
  }
  return table;
}
constexpr auto kHanTable = MakeHanTable();

// Letters with strokes and ligatures that have no canonical decomposition.
struct LatinPair {
  char32_t letter;
  std::string_view plain;
};
constexpr LatinPair kLatinLetters[] = {
    {U'æ', "ae"}, {U'ð', "d"}, {U'ø', "o"},  {U'þ', "th"}, {U'đ', "d"}, {U'ħ', "h"},
    {U'ı', "i"},  {U'ł', "l"}, {U'œ', "oe"}, {U'ŧ', "t"},  {U'ƒ', "f"}, {U'ɨ', "i"},
};

bool IsHan(char32_t c) { return c >= kFirstHan && c <= kLastHan; }
bool IsKatakana(char32_t c) { return (c >= 0x30A1 && c <= 0x30FA) || c == 0x30FC || (c >= 0xFF66 && c <= 0xFF9F); }

// Code points that NFKC_Casefold leaves alone and before which a new normalisation group always starts.
bool IsInert(char32_t c) {
  return IsHan(c) || (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA) || c == 0x30FC ||
         (c >= 0xAC00 && c <= 0xD7A3) || c == 0x3001 || c == 0x3002;
}

bool IsDash(char32_t c) { return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFF0D; }

// Scripts whose nonspacing marks readers leave out when they type.
bool LosesMarks(char32_t c) {
  UErrorCode error = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(c), &error)) {
    case USCRIPT_LATIN:
    case USCRIPT_GREEK:
    case USCRIPT_HEBREW:
    case USCRIPT_ARABIC:
      return true;
    default:
      return false;
  }
}

bool IsMark(char32_t c) { return u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK; }

void AppendWithoutStroke(char32_t c, std::string* out) {
  if (c == 0x2019) c = '\'';
  if (c >= 0x80) {
    for (const LatinPair& pair : kLatinLetters) {
      if (pair.letter == c) {
        out->append(pair.plain);
        return;
      }
    }
  }
  AppendCodePoint(Simplified(c), out);
}

}  // namespace

char32_t Simplified(char32_t code_point) {
  if (IsHan(code_point)) {
    const char16_t found = kHanTable[code_point - kFirstHan];
    return found == 0 ? code_point : found;
  }
  if (code_point <= kLastHan) return code_point;
  const auto* pair = std::lower_bound(std::begin(kHanPairs), std::end(kHanPairs), code_point,
                                      [](const HanPair& row, char32_t c) { return row.traditional < c; });
  return pair != std::end(kHanPairs) && pair->traditional == code_point ? pair->simplified : code_point;
}

// One pass over a text. Works in groups that normalise independently of their neighbours.
class Folder {
 public:
  Folder(std::string_view source, FoldedText* out) : source_(source), out_(out) {
    UErrorCode error = U_ZERO_ERROR;
    nfkc_ = icu::Normalizer2::getNFKCCasefoldInstance(error);
    nfd_ = icu::Normalizer2::getNFDInstance(error);
  }

  void Run() {
    out_->text_.clear();
    out_->spans_.clear();
    out_->text_.reserve(source_.size());
    size_t position = 0;
    out_->last_span_ = 0;
    while (position < source_.size()) {
      position = FoldAscii(position);
      if (position < source_.size()) position = FoldGroup(position);
    }
  }

 private:
  // Most text is ASCII or Han; of both, long stretches go without a look at Unicode's data.
  size_t FoldAscii(size_t begin) {
    const auto is_ascii = [&](size_t at) { return static_cast<unsigned char>(source_[at]) < 0x80; };
    const auto out_begin = static_cast<uint32_t>(out_->text_.size());
    size_t end = begin;
    // The last character before other text may have a mark on it.
    while (end < source_.size() && is_ascii(end) && (end + 1 == source_.size() || is_ascii(end + 1))) {
      const char c = source_[end++];
      out_->text_ += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    AddSpan(out_begin, begin, end, true);
    return end;
  }

  // Folds the group that starts at `begin`; returns where the next one starts.
  size_t FoldGroup(size_t begin) {
    size_t end = begin;
    const char32_t first = NextCodePoint(source_, &end);
    const size_t next = EndOfGroup(end);
    const auto out_begin = static_cast<uint32_t>(out_->text_.size());
    const bool alone = next == end;
    if (alone && first < 0x80) {
      out_->text_ += static_cast<char>(first >= 'A' && first <= 'Z' ? first + 32 : first);
    } else if (alone && IsInert(first)) {
      AppendCodePoint(Simplified(first), &out_->text_);
    } else {
      AppendNormalized(source_.substr(begin, next - begin));
      if (IsDash(first) && CodePointsFrom(out_begin) == 1 && KatakanaAround(out_begin, next)) {
        out_->text_.resize(out_begin);
        AppendCodePoint(U'ー', &out_->text_);
      }
    }
    AddSpan(out_begin, begin, next, alone && (IsInert(first) || CodePointsFrom(out_begin) == 1));
    return next;
  }

  [[nodiscard]] size_t EndOfGroup(size_t position) const {
    while (position < source_.size() && static_cast<unsigned char>(source_[position]) >= 0x80) {
      size_t behind = position;
      const char32_t c = NextCodePoint(source_, &behind);
      if (IsInert(c) || nfkc_->hasBoundaryBefore(static_cast<UChar32>(c))) break;
      position = behind;
    }
    return position;
  }

  [[nodiscard]] size_t CodePointsFrom(uint32_t out_begin) const {
    return CountCodePoints(std::string_view(out_->text_).substr(out_begin));
  }

  // Folded text that ends at `out_end` and original text that goes on at `next`.
  [[nodiscard]] bool KatakanaAround(size_t out_end, size_t next) const {
    if (out_end == 0 || next >= source_.size()) return false;
    if (!IsKatakana(PreviousCodePoint(out_->text_, &out_end))) return false;
    const char32_t behind = NextCodePoint(source_, &next);
    if (IsKatakana(behind)) return true;
    UErrorCode error = U_ZERO_ERROR;  // ㌀ is アパート
    const icu::UnicodeString folded = nfkc_->normalize(icu::UnicodeString(static_cast<UChar32>(behind)), error);
    return IsKatakana(static_cast<char32_t>(folded.char32At(0)));
  }

  void AppendNormalized(std::string_view group) {
    UErrorCode error = U_ZERO_ERROR;
    const auto size = static_cast<int32_t>(group.size());
    icu::UnicodeString folded = nfkc_->normalize(icu::UnicodeString::fromUTF8({group.data(), size}), error);
    // Marks come off in decomposed form; what keeps its marks is composed again by leaving it as it was.
    bool strip = false;
    for (int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
      const auto c = static_cast<char32_t>(folded.char32At(i));
      if (!IsMark(c)) strip = LosesMarks(c);
      if (strip) {
        AppendWithoutMarks(c);
      } else {
        AppendWithoutStroke(c, &out_->text_);
      }
    }
  }

  void AppendWithoutMarks(char32_t c) {
    if (c < 0x80) {
      out_->text_ += static_cast<char>(c);
      return;
    }
    UErrorCode error = U_ZERO_ERROR;
    const icu::UnicodeString parts = nfd_->normalize(icu::UnicodeString(static_cast<UChar32>(c)), error);
    for (int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
      const auto part = static_cast<char32_t>(parts.char32At(i));
      if (!IsMark(part)) AppendWithoutStroke(part, &out_->text_);
    }
  }

  void AddSpan(uint32_t out_begin, size_t begin, size_t end, bool alone) {
    const auto out_size = static_cast<uint32_t>(out_->text_.size()) - out_begin;
    const auto source_size = static_cast<uint32_t>(end - begin);
    if (out_size == 0) return;
    const bool plain = alone && out_size == source_size;
    if (plain && !out_->spans_.empty()) {
      FoldedText::Span& last = out_->spans_.back();
      if (last.plain && last.source + last.source_size == begin) {
        last.out_size += out_size;
        last.source_size += source_size;
        return;
      }
    }
    out_->spans_.push_back({out_begin, out_size, static_cast<uint32_t>(begin), source_size, plain});
  }

  std::string_view source_;
  FoldedText* out_;
  const icu::Normalizer2* nfkc_ = nullptr;  // shared by ICU, never freed
  const icu::Normalizer2* nfd_ = nullptr;
};

const FoldedText::Span& FoldedText::SpanOf(uint32_t position) const {
  const auto holds = [&](size_t number) {
    return number < spans_.size() && spans_[number].out <= position &&
           (number + 1 == spans_.size() || position < spans_[number + 1].out);
  };
  if (holds(last_span_)) return spans_[last_span_];
  if (holds(last_span_ + 1)) return spans_[++last_span_];
  const auto after = std::upper_bound(spans_.begin(), spans_.end(), position,
                                      [](uint32_t at, const Span& span) { return at < span.out; });
  last_span_ = static_cast<size_t>(after - spans_.begin()) - 1;
  return spans_[last_span_];
}

ByteRange FoldedText::ToOriginal(uint32_t begin, uint32_t end) const {
  const Span& first = SpanOf(begin);
  const Span& last = SpanOf(end - 1);
  return {first.plain ? first.source + (begin - first.out) : first.source,
          last.plain ? last.source + (end - last.out) : last.source + last.source_size};
}

void Fold(std::string_view original, FoldedText* out) { Folder(original, out).Run(); }

std::string Fold(std::string_view original) {
  FoldedText folded;
  Fold(original, &folded);
  return std::string(folded.text());
}

std::string FoldCase(std::string_view original) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCCasefoldInstance(error);
  const auto size = static_cast<int32_t>(original.size());
  std::string out;
  nfkc->normalize(icu::UnicodeString::fromUTF8({original.data(), size}), error).toUTF8String(out);
  return out;
}

}  // namespace sou::text
