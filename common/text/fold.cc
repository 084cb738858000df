// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstring>

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

namespace {

// Folds groups of characters, by ICU.
class GroupFolder {
 public:
  GroupFolder() {
    UErrorCode error = U_ZERO_ERROR;
    nfkc_ = icu::Normalizer2::getNFKCCasefoldInstance(error);
    nfd_ = icu::Normalizer2::getNFDInstance(error);
  }

  // Whether a code point that is not ASCII never joins what is before it.
  [[nodiscard]] bool StartsGroup(char32_t c) const {
    return IsInert(c) || nfkc_->hasBoundaryBefore(static_cast<UChar32>(c));
  }

  // Whether folding it makes Katakana of it.
  [[nodiscard]] bool BecomesKatakana(char32_t c) const {
    if (IsKatakana(c)) return true;
    UErrorCode error = U_ZERO_ERROR;  // ㌀ is アパート
    const icu::UnicodeString folded = nfkc_->normalize(icu::UnicodeString(static_cast<UChar32>(c)), error);
    return IsKatakana(static_cast<char32_t>(folded.char32At(0)));
  }

  void Append(std::string_view group, std::string* out) const {
    UErrorCode error = U_ZERO_ERROR;
    const auto size = static_cast<int32_t>(group.size());
    const icu::UnicodeString folded = nfkc_->normalize(icu::UnicodeString::fromUTF8({group.data(), size}), error);
    // Marks come off in decomposed form; what keeps its marks is composed again by leaving it as it was.
    bool strip = false;
    for (int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
      const auto c = static_cast<char32_t>(folded.char32At(i));
      if (!IsMark(c)) strip = LosesMarks(c);
      if (strip) {
        AppendWithoutMarks(c, out);
      } else {
        AppendWithoutStroke(c, out);
      }
    }
  }

 private:
  void AppendWithoutMarks(char32_t c, std::string* out) const {
    if (c < 0x80) {
      *out += static_cast<char>(c);
      return;
    }
    UErrorCode error = U_ZERO_ERROR;
    const icu::UnicodeString parts = nfd_->normalize(icu::UnicodeString(static_cast<UChar32>(c)), error);
    for (int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
      const auto part = static_cast<char32_t>(parts.char32At(i));
      if (!IsMark(part)) AppendWithoutStroke(part, out);
    }
  }

  const icu::Normalizer2* nfkc_ = nullptr;  // shared by ICU, never freed
  const icu::Normalizer2* nfd_ = nullptr;
};

size_t SizeInUtf8(char32_t c) { return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4; }

// Most characters fold alone, whatever is around them, to one character of no more bytes. What they become is looked up
// in Unicode's data once per process: 0 not yet, kNotSimple if it is not so easy.
constexpr uint16_t kNotSimple = 0xFFFF;
std::array<std::atomic<uint16_t>, 0x10000> simple_folds;

uint16_t ComputeSimpleFold(char32_t c, const GroupFolder& folder) {
  const bool surrogate = c >= 0xD800 && c <= 0xDFFF;
  if (surrogate || IsDash(c) || !folder.StartsGroup(c)) return kNotSimple;
  std::string original;
  AppendCodePoint(c, &original);
  std::string folded;
  if (IsInert(c)) {
    AppendCodePoint(Simplified(c), &folded);
  } else {
    folder.Append(original, &folded);
  }
  if (folded.empty() || folded.size() > original.size() || CountCodePoints(folded) != 1) return kNotSimple;
  size_t position = 0;
  const char32_t to = NextCodePoint(folded, &position);
  return to == 0 || to >= kNotSimple ? kNotSimple : static_cast<uint16_t>(to);
}

// `c` is of the BMP and not ASCII. Threads that look up the same at once find the same.
uint16_t SimpleFold(char32_t c, const GroupFolder& folder) {
  std::atomic<uint16_t>& fold = simple_folds[c];
  uint16_t to = fold.load(std::memory_order_relaxed);
  if (to == 0) {
    to = ComputeSimpleFold(c, folder);
    fold.store(to, std::memory_order_relaxed);
  }
  return to;
}

// Of the characters that CopyPlain takes.
constexpr size_t kPlainBytes = 3;

char LowerAscii(char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); }

// Eight bytes at once. Capitals are the bytes below 0x80 for which adding up to 'A' carries into the high bit and
// adding up to behind 'Z' does not.
constexpr uint64_t kEachByte = 0x0101010101010101;
constexpr uint64_t kHighBits = 0x80 * kEachByte;

uint64_t LowerAscii(uint64_t eight) {
  const uint64_t low = eight & ~kHighBits;
  const uint64_t from_a = low + (0x80 - 'A') * kEachByte;
  const uint64_t behind_z = low + (0x80 - 'Z' - 1) * kEachByte;
  const uint64_t capital = (from_a ^ behind_z) & ~eight & kHighBits;
  return eight | capital >> 2;
}

// Where in memory the first byte is whose high bit is set.
size_t FirstByteOf(uint64_t high) {
  if constexpr (std::endian::native == std::endian::little) return static_cast<size_t>(std::countr_zero(high)) / 8;
  return static_cast<size_t>(std::countl_zero(high)) / 8;
}

}  // namespace

// One pass over a text. Works in groups that normalise independently of their neighbours; characters that fold alone
// take a shortcut.
class Folder {
 public:
  Folder(std::string_view source, FoldedText* out) : source_(source), out_(out) {
    out_->size_ = 0;
    out_->spans_.clear();
    out_->last_span_ = 0;
    MakeRoom(0, 0);
  }

  void Run() {
    for (size_t position = 0; position < source_.size();) {
      position = FoldSimple(position);
      if (position < source_.size()) position = FoldGroup(position);
    }
  }

  void RunByGroups() {
    for (size_t position = 0; position < source_.size();) position = FoldGroup(position);
  }

 private:
  // A character that folds alone; of no bytes where there is none.
  struct Simple {
    uint16_t to = 0;
    uint8_t size = 0;  // of the original
  };

  [[nodiscard]] unsigned char At(size_t position) const { return static_cast<unsigned char>(source_[position]); }

  [[nodiscard]] Simple SimpleAt(size_t position) const {
    const unsigned char lead = At(position);
    if (lead < 0x80) return {static_cast<unsigned char>(LowerAscii(static_cast<char>(lead))), 1};
    if (lead >= 0xF0) return {};
    size_t behind = position;
    const char32_t c = NextCodePoint(source_, &behind);
    if (c == kReplacement) return {};  // maybe of broken bytes
    const uint16_t to = SimpleFold(c, groups_);
    if (to == kNotSimple) return {};
    return {to, static_cast<uint8_t>(behind - position)};
  }

  // Folds characters as long as they fold alone. Returns where they end: the last one before any other character is
  // left, that may stand on it.
  size_t FoldSimple(size_t begin) {
    size_t position = begin;
    plain_ = {begin, out_->size_};
    Simple here = SimpleAt(position);
    while (here.size > 0 && position < source_.size()) {
      if (At(position) < 0x80) {
        position = CopyAscii(position);
        if (position == source_.size()) break;
        here = SimpleAt(position);
        if (here.size > 0) continue;
        --position;
        --out_->size_;
        break;
      }
      if (const size_t end = CopyPlain(position); end > position) {
        position = end;
        if (position == source_.size()) break;
        here = SimpleAt(position);
        if (here.size > 0) continue;
        position -= kPlainBytes;
        out_->size_ -= kPlainBytes;
        break;
      }
      const size_t next = position + here.size;
      const Simple after = next < source_.size() ? SimpleAt(next) : here;
      if (after.size == 0) break;
      Put(here, position);
      position = next;
      here = after;
    }
    EndPlain(position);
    return position;
  }

  // Copies a stretch of ASCII; returns its end.
  size_t CopyAscii(size_t begin) {
    const char* from = source_.data();
    char* to = out_->buffer_.data() + out_->size_ - begin;
    size_t position = begin;
    uint64_t high = 0;
    while (high == 0 && position + sizeof high <= source_.size()) {
      uint64_t eight = 0;
      std::memcpy(&eight, from + position, sizeof eight);
      high = eight & kHighBits;
      eight = LowerAscii(eight);
      std::memcpy(to + position, &eight, sizeof eight);  // what is not ASCII is written over
      position += high == 0 ? sizeof eight : FirstByteOf(high);
    }
    if (high == 0) {
      for (; position < source_.size() && At(position) < 0x80; ++position) to[position] = LowerAscii(from[position]);
    }
    out_->size_ += position - begin;
    return position;
  }

  // Folds a stretch of characters of three bytes that stay so: Han, Kana, Hangul. Returns its end.
  size_t CopyPlain(size_t position) {
    const auto* from = reinterpret_cast<const unsigned char*>(source_.data());
    char* to = out_->buffer_.data() + out_->size_ - position;
    const size_t begin = position;
    while (position + kPlainBytes <= source_.size() && (from[position] & 0xF0) == 0xE0) {
      const bool continued = (from[position + 1] & 0xC0) == 0x80 && (from[position + 2] & 0xC0) == 0x80;
      const uint32_t c = static_cast<uint32_t>(from[position] & 0x0F) << 12 |
                         static_cast<uint32_t>(from[position + 1] & 0x3F) << 6 | (from[position + 2] & 0x3FU);
      // What is not looked up yet is 0; kNotSimple and broken bytes have nothing here.
      const uint32_t folded = simple_folds[c].load(std::memory_order_relaxed);
      if (!continued || c < 0x800 || folded < 0x800 || folded == kNotSimple) break;
      to[position] = static_cast<char>(0xE0 | folded >> 12);
      to[position + 1] = static_cast<char>(0x80 | (folded >> 6 & 0x3F));
      to[position + 2] = static_cast<char>(0x80 | (folded & 0x3F));
      position += kPlainBytes;
    }
    out_->size_ += position - begin;
    return position;
  }

  void Put(Simple character, size_t position) {
    const size_t size = SizeInUtf8(character.to);
    const bool plain = size == character.size;
    if (!plain) EndPlain(position);
    const size_t out_begin = out_->size_;
    char* to = out_->buffer_.data() + out_begin;
    const uint32_t c = character.to;
    if (size == 1) {
      to[0] = static_cast<char>(c);
    } else if (size == 2) {
      to[0] = static_cast<char>(0xC0 | c >> 6);
      to[1] = static_cast<char>(0x80 | (c & 0x3F));
    } else {
      to[0] = static_cast<char>(0xE0 | c >> 12);
      to[1] = static_cast<char>(0x80 | (c >> 6 & 0x3F));
      to[2] = static_cast<char>(0x80 | (c & 0x3F));
    }
    out_->size_ += size;
    if (plain) return;
    AddSpan(out_begin, position, position + character.size, false);
    plain_ = {position + character.size, out_->size_};
  }

  // Makes a span of the plain characters since the last one.
  void EndPlain(size_t position) { AddSpan(plain_.out, plain_.source, position, true); }

  // Folds the group that starts at `begin`; returns where the next one starts.
  size_t FoldGroup(size_t begin) {
    size_t end = begin;
    const char32_t first = NextCodePoint(source_, &end);
    const size_t next = EndOfGroup(end);
    const bool alone = next == end;
    group_.clear();
    if (alone && first < 0x80) {
      group_ += LowerAscii(static_cast<char>(first));
    } else if (alone && IsInert(first)) {
      AppendCodePoint(Simplified(first), &group_);
    } else {
      groups_.Append(source_.substr(begin, next - begin), &group_);
      if (IsDash(first) && CountCodePoints(group_) == 1 && KatakanaAround(next)) group_ = "ー";
    }
    const size_t out_begin = out_->size_;
    MakeRoom(next, group_.size());
    group_.copy(out_->buffer_.data() + out_begin, group_.size());
    out_->size_ += group_.size();
    AddSpan(out_begin, begin, next, alone && CountCodePoints(group_) == 1);
    return next;
  }

  [[nodiscard]] size_t EndOfGroup(size_t position) const {
    while (position < source_.size() && At(position) >= 0x80) {
      size_t behind = position;
      if (groups_.StartsGroup(NextCodePoint(source_, &behind))) break;
      position = behind;
    }
    return position;
  }

  // Folded text that ends here and original text that goes on at `next`.
  [[nodiscard]] bool KatakanaAround(size_t next) const {
    size_t out_end = out_->size_;
    if (out_end == 0 || next >= source_.size()) return false;
    if (!IsKatakana(PreviousCodePoint(out_->text(), &out_end))) return false;
    return groups_.BecomesKatakana(NextCodePoint(source_, &next));
  }

  // Room for `size` bytes, and for what the source has from `position` on if each of its characters folds alone.
  void MakeRoom(size_t position, size_t size) {
    const size_t needed = out_->size_ + size + (source_.size() - position);
    if (out_->buffer_.size() < needed) out_->buffer_.resize(needed + needed / 8);
  }

  void AddSpan(size_t out_begin, size_t begin, size_t end, bool alone) {
    const auto out_size = static_cast<uint32_t>(out_->size_ - out_begin);
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
    out_->spans_.push_back(
        {static_cast<uint32_t>(out_begin), out_size, static_cast<uint32_t>(begin), source_size, plain});
  }

  // Where the plain characters begin that have no span yet.
  struct Plain {
    size_t source = 0;
    size_t out = 0;
  };

  std::string_view source_;
  FoldedText* out_;
  GroupFolder groups_;
  std::string group_;  // the group being folded
  Plain plain_;
};

const FoldedText::Span& FoldedText::FindSpan(uint32_t position) const {
  const auto holds = [&](size_t number) {
    return number < spans_.size() && spans_[number].out <= position &&
           (number + 1 == spans_.size() || position < spans_[number + 1].out);
  };
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

std::optional<char32_t> FoldAlone(char32_t code_point) {
  if (code_point < 0x80 || code_point > 0xFFFF) return std::nullopt;
  const uint16_t to = SimpleFold(code_point, GroupFolder());
  if (to == kNotSimple) return std::nullopt;
  return to;
}

bool FoldsApart(char32_t code_point) { return code_point < 0x80 || GroupFolder().StartsGroup(code_point); }

void Fold(std::string_view original, FoldedText* out) { Folder(original, out).Run(); }

void FoldByGroups(std::string_view original, FoldedText* out) { Folder(original, out).RunByGroups(); }

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
