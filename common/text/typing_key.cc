// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/typing_key.h"

#include <algorithm>

#include "common/text/segment.h"
#include "common/text/utf8.h"

namespace sou::text {
namespace {

bool IsAsciiAlnum(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
bool IsAscii(char c) { return static_cast<unsigned char>(c) < 0x80; }

}  // namespace

TypingKey::TypingKey(std::string_view text) : original_(text) {
  Fold(original_, &folded_);
  const std::string_view folded = folded_.text();
  std::vector<Segment> segments;
  SplitSegments(folded, &segments);
  bool after_word = false;
  bool gap = false;
  for (const Segment& segment : segments) {
    if (segment.kind == SegmentKind::kGap) {
      gap = true;
      continue;
    }
    const bool word = segment.kind == SegmentKind::kWord;
    if (gap && word && after_word) key_ += ' ';
    gap = false;
    after_word = word;
    const auto at = static_cast<uint32_t>(key_.size());
    Piece piece{at, segment.range, segment.kind == SegmentKind::kRun, {}};
    if (piece.run) piece.original = folded_.ToOriginal(segment.range.begin, segment.range.end);
    pieces_.push_back(piece);
    if (at > 0) starts_.push_back(at);
    key_ += folded.substr(segment.range.begin, segment.range.end - segment.range.begin);
    for (size_t position = at; position < key_.size();) {
      const auto begin = static_cast<uint32_t>(position);
      NextCodePoint(key_, &position);
      if (begin == at) continue;
      const bool part = IsAsciiAlnum(key_[begin]) && IsAscii(key_[begin - 1]) && !IsAsciiAlnum(key_[begin - 1]);
      if (word ? part : true) starts_.push_back(begin);
    }
  }
}

std::vector<uint32_t> TypingKey::WordStarts(RunWords* dictionary) const {
  std::vector<uint32_t> words;
  size_t next = 0;
  for (const Piece& piece : pieces_) {
    const auto size = piece.folded.end - piece.folded.begin;
    const auto end = piece.key + size;
    if (!piece.run) {
      for (; next < starts_.size() && starts_[next] < end; ++next) words.push_back(starts_[next]);
      continue;
    }
    while (next < starts_.size() && starts_[next] < end) ++next;
    const std::string_view run = std::string_view(key_).substr(piece.key, size);
    std::string_view spelled =
        std::string_view(original_).substr(piece.original.begin, piece.original.end - piece.original.begin);
    if (CountCodePoints(spelled) != CountCodePoints(run)) spelled = run;
    for (const ByteRange word : dictionary->Words(run, spelled)) {
      if (piece.key + word.begin > 0) words.push_back(piece.key + word.begin);
    }
  }
  return words;
}

ByteRange TypingKey::ToOriginal(uint32_t begin, uint32_t end) const {
  // The piece that holds a place of the key; a blank between two words belongs to the first.
  const auto folded_at = [&](uint32_t place) {
    auto piece = std::upper_bound(pieces_.begin(), pieces_.end(), place,
                                  [](uint32_t at, const Piece& row) { return at < row.key; });
    --piece;
    return std::min(piece->folded.begin + (place - piece->key), piece->folded.end);
  };
  const uint32_t first = folded_at(begin);
  const uint32_t last = folded_at(end - 1) + 1;
  return folded_.ToOriginal(
      first, std::max(first + 1, std::min<uint32_t>(last, static_cast<uint32_t>(folded_.text().size()))));
}

}  // namespace sou::text
