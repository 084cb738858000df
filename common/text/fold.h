// SPDX-License-Identifier: GPL-3.0-or-later
//
// Folding makes spellings that readers take for the same be the same, and remembers where every byte came from:
//   NFKC with case folding (Unicode's NFKC_Casefold: ＡＰＩ → api, ｶﾞ → ガ, ﬁ → fi; soft hyphens and joiners vanish),
//   Traditional → Simplified Han by character (ICU's Traditional-Simplified: 雲 → 云),
//   accents off Latin, Greek, Hebrew and Arabic letters (é → e, ø → o, ß → ss),
//   dashes typed for a prolonged sound mark between Katakana (デ－タ → データ), and ’ for an apostrophe.
// Hiragana and Katakana stay apart. Folding twice is folding once. Pure functions, thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sou::text {

// A stretch [begin, end) of bytes.
struct ByteRange {
  uint32_t begin = 0;
  uint32_t end = 0;

  bool operator==(const ByteRange&) const = default;
};

// Folded text with the map back to the text it was made from. Reusable: Fold() keeps its buffers. One thread at a time:
// the map remembers where it was asked last.
class FoldedText {
 public:
  [[nodiscard]] std::string_view text() const { return {buffer_.data(), size_}; }

  // The stretch of the original that became the folded stretch [begin, end): the smallest one on normalisation borders,
  // so it never cuts a code point. Requires begin < end <= text().size(), both between code points.
  [[nodiscard]] ByteRange ToOriginal(uint32_t begin, uint32_t end) const;

  // Where the stretch begins in the original if each of its code points came from one of as many bytes, so that it and
  // every stretch within it is as long there.
  [[nodiscard]] std::optional<uint32_t> PlainSource(uint32_t begin, uint32_t end) const {
    const Span& span = SpanOf(begin);
    if (!span.plain || end > span.out + span.out_size) return std::nullopt;
    return span.source + (begin - span.out);
  }

 private:
  friend class Folder;
  // Folded [out, out + out_size) came from original [source, source + source_size). In a plain span both advance
  // together, code point by code point of equal size; in any other the whole became the whole.
  struct Span {
    uint32_t out = 0;
    uint32_t out_size = 0;
    uint32_t source = 0;
    uint32_t source_size = 0;
    bool plain = false;
  };
  [[nodiscard]] const Span& SpanOf(uint32_t position) const {
    const Span& last = spans_[last_span_];
    return position >= last.out && position - last.out < last.out_size ? last : FindSpan(position);
  }
  [[nodiscard]] const Span& FindSpan(uint32_t position) const;

  std::string buffer_;  // the text, and room behind it
  size_t size_ = 0;
  std::vector<Span> spans_;
  mutable size_t last_span_ = 0;  // where SpanOf looked last; texts are asked about from front to back
};

// Folds `original` (any bytes: broken UTF-8 becomes U+FFFD; at most 4 GB) into *out, replacing what it held.
void Fold(std::string_view original, FoldedText* out);

// The same without the shortcut for characters that fold alone: what tests hold Fold() against.
void FoldByGroups(std::string_view original, FoldedText* out);

// The folded text alone.
[[nodiscard]] std::string Fold(std::string_view original);

// Folds width and case but keeps accents and Traditional characters: the form that stemmers want.
[[nodiscard]] std::string FoldCase(std::string_view original);

// What becomes of a character of the BMP whatever stands around it, if that is one character of no more bytes; none if
// it is not so easy, and for ASCII.
[[nodiscard]] std::optional<char32_t> FoldAlone(char32_t code_point);

// Whether a character never changes or joins what stands before it: it is no mark, no vowel of a Hangul syllable.
[[nodiscard]] bool FoldsApart(char32_t code_point);

// The code point's simplified form; itself if it has none.
[[nodiscard]] char32_t Simplified(char32_t code_point);

}  // namespace sou::text
