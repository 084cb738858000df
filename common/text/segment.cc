// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/segment.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <atomic>

#include "common/text/utf8.h"

namespace sou::text {
namespace {

enum class CharClass : uint8_t { kUnknown, kGap, kAlnum, kRun, kHangul, kSymbol, kMark };

CharClass ClassOfScript(char32_t c) {
  UErrorCode error = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(c), &error)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_BOPOMOFO:
    case USCRIPT_YI:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
      return CharClass::kRun;
    case USCRIPT_HANGUL:
      return CharClass::kHangul;
    default:
      return CharClass::kAlnum;
  }
}

constexpr std::array<bool, 256> MakeAlnumTable() {
  std::array<bool, 256> table = {};
  for (size_t c = 0; c < 0x80; ++c)
    table[c] = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '_';
  return table;
}
constexpr auto kAlnum = MakeAlnumTable();  // of ASCII

constexpr std::array<bool, 256> MakeGapTable() {
  std::array<bool, 256> table = {};
  for (size_t c = 0; c < 0x80; ++c) table[c] = !kAlnum[c];
  return table;
}
constexpr auto kAsciiGap = MakeGapTable();

CharClass ComputeClass(char32_t c) {
  if (c == 0x30FC) return CharClass::kRun;  // the prolonged sound mark has no script of its own
  const auto code_point = static_cast<UChar32>(c);
  const uint32_t category = U_GET_GC_MASK(code_point);
  if ((category & U_GC_M_MASK) != 0) return CharClass::kMark;
  if ((category & (U_GC_L_MASK | U_GC_N_MASK)) != 0) return ClassOfScript(c);
  return u_hasBinaryProperty(code_point, UCHAR_EXTENDED_PICTOGRAPHIC) ? CharClass::kSymbol : CharClass::kGap;
}

// Of the BMP, looked up in Unicode's data once per process; threads that do so at once find the same.
std::array<std::atomic<CharClass>, 0x10000> classes;

inline CharClass ClassOf(char32_t c) {
  if (c < 0x80) return kAlnum[c] ? CharClass::kAlnum : CharClass::kGap;
  if (c >= 0x4E00 && c <= 0x9FFF) return CharClass::kRun;
  if (c >= 0xAC00 && c <= 0xD7A3) return CharClass::kHangul;
  if (c > 0xFFFF) return ComputeClass(c);
  CharClass found = classes[c].load(std::memory_order_relaxed);
  if (found == CharClass::kUnknown) {
    found = ComputeClass(c);
    classes[c].store(found, std::memory_order_relaxed);
  }
  return found;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return c >= 'a' && c <= 'z'; }

class Splitter {
 public:
  Splitter(std::string_view text, std::vector<Segment>* out) : text_(text), out_(out) {}

  void Run() {
    size_t position = 0;
    while (position < text_.size()) {
      const size_t begin = position;
      if (kAsciiGap[static_cast<unsigned char>(text_[position])]) {
        position = EndOfAsciiGap(position);
        Add(SegmentKind::kGap, begin, position);
        continue;
      }
      const CharClass kind = Next(&position);
      switch (kind) {
        case CharClass::kAlnum:
          position = EndOfWord(position);
          Add(SegmentKind::kWord, WithPrefix(begin), position);
          break;
        case CharClass::kRun:
        case CharClass::kHangul:
          position = EndOfClass(position, kind);
          Add(kind == CharClass::kRun ? SegmentKind::kRun : SegmentKind::kHangul, begin, position);
          break;
        case CharClass::kSymbol:
          Add(SegmentKind::kSymbol, begin, position);
          break;
        case CharClass::kUnknown:
        case CharClass::kGap:
        case CharClass::kMark:
          Add(SegmentKind::kGap, begin, position);
          break;
      }
    }
  }

 private:
  CharClass Next(size_t* position) const { return ClassOf(NextCodePoint(text_, position)); }

  // By its first bytes alone: most of Han (U+4E00 to U+9FFF) and of Hangul (U+B000 to U+CFFF). All have three bytes.
  [[nodiscard]] bool IsPlainRun(size_t position) const {
    const auto lead = static_cast<unsigned char>(text_[position]);
    if (lead == 0xE4) return position + 1 < text_.size() && static_cast<unsigned char>(text_[position + 1]) >= 0xB8;
    return lead >= 0xE5 && lead <= 0xE9;
  }
  [[nodiscard]] bool IsPlainHangul(size_t position) const {
    const auto lead = static_cast<unsigned char>(text_[position]);
    return lead == 0xEB || lead == 0xEC;
  }

  // Marks belong to what they stand on.
  size_t EndOfClass(size_t position, CharClass kind) const {
    while (position < text_.size()) {
      if ((kind == CharClass::kRun && IsPlainRun(position)) ||
          (kind == CharClass::kHangul && IsPlainHangul(position))) {
        position = std::min(position + 3, text_.size());
        continue;
      }
      size_t behind = position;
      const CharClass next = Next(&behind);
      if (next != kind && next != CharClass::kMark) break;
      position = behind;
    }
    return position;
  }

  size_t EndOfAsciiGap(size_t position) const {
    while (position < text_.size() && kAsciiGap[static_cast<unsigned char>(text_[position])]) ++position;
    return position;
  }

  size_t EndOfWord(size_t position) const {
    while (true) {
      while (position < text_.size() && kAlnum[static_cast<unsigned char>(text_[position])]) ++position;
      if (position < text_.size() && static_cast<unsigned char>(text_[position]) >= 0x80)
        position = EndOfClass(position, CharClass::kAlnum);
      const size_t connector = ConnectorSize(position);
      if (connector == 0) return position + SuffixSize(position);
      position += connector;
    }
  }

  char At(size_t position) const { return position < text_.size() ? text_[position] : '\0'; }

  bool AlnumAt(size_t position) const {
    if (position >= text_.size()) return false;
    return Next(&position) == CharClass::kAlnum;
  }

  // Bytes of the sign at `position` that joins two parts of one identifier: kube-apiserver, node.js, std::vector, a@b,
  // at&t, it's, 1,700. 0 if the word ends here.
  size_t ConnectorSize(size_t position) const {
    switch (At(position)) {
      case '-':
      case '.':
      case '@':
      case '&':
      case '\'':
        return AlnumAt(position + 1) ? 1 : 0;
      case ':':
        return At(position + 1) == ':' && AlnumAt(position + 2) ? 2 : 0;
      case ',':
        return IsDigit(text_[position - 1]) && IsDigit(At(position + 1)) ? 1 : 0;
      default:
        return 0;
    }
  }

  // c++, g++, c#, f#: signs that end a short name and are followed by no letter.
  size_t SuffixSize(size_t position) const {
    if (At(position) != '+' && At(position) != '#') return 0;
    const std::string_view rest = text_.substr(position);
    const bool after_letter = position > 0 && IsLetter(text_[position - 1]);
    if (!after_letter) return 0;
    if (rest.starts_with("++") && !AlnumAt(position + 2) && At(position + 2) != '+') return 2;
    const bool single_letter = position < 2 || !AlnumAt(position - 2);
    if (rest.starts_with("#") && single_letter && !AlnumAt(position + 1)) return 1;
    return 0;
  }

  // Takes the signs before a word that are part of its name out of the gap just added: --dry-run, .net.
  size_t WithPrefix(size_t begin) {
    const bool may_be = begin > 0 && (text_[begin - 1] == '-' || text_[begin - 1] == '.');
    if (!may_be) return begin;
    if (out_->empty() || out_->back().kind != SegmentKind::kGap || !IsLetter(text_[begin])) return begin;
    ByteRange& gap = out_->back().range;
    const std::string_view before = text_.substr(gap.begin, begin - gap.begin);
    size_t size = 0;
    if (before.ends_with("--") && !before.ends_with("---")) size = 2;
    if (before.ends_with(".") && !before.ends_with("..")) size = 1;
    const bool after_word = out_->size() > 1 && (*out_)[out_->size() - 2].kind == SegmentKind::kWord;
    const bool own_word = before.size() > size ? !before.substr(0, before.size() - size).ends_with(')') : !after_word;
    if (size == 0 || !own_word) return begin;
    gap.end -= static_cast<uint32_t>(size);
    if (gap.begin == gap.end) out_->pop_back();
    return begin - size;
  }

  void Add(SegmentKind kind, size_t begin, size_t end) {
    const ByteRange range{static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
    if (kind == SegmentKind::kGap && !out_->empty() && out_->back().kind == SegmentKind::kGap) {
      out_->back().range.end = range.end;
      return;
    }
    out_->push_back({kind, range});
  }

  std::string_view text_;
  std::vector<Segment>* out_;
};

}  // namespace

void SplitSegments(std::string_view folded, std::vector<Segment>* out) {
  out->clear();
  Splitter(folded, out).Run();
}

}  // namespace sou::text
