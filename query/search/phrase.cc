// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/phrase.h"

#include "common/text/word_parts.h"

namespace sou::query {
namespace {

using text::SegmentKind;

bool IsRun(SegmentKind kind) { return kind == SegmentKind::kRun || kind == SegmentKind::kHangul; }

}  // namespace

PhraseMatcher::PhraseMatcher(std::string_view phrase) {
  Split(text::Fold(phrase), &pieces_);
  for (const Piece& piece : pieces_) {
    if (piece.text.size() > longest_.size()) longest_ = piece.text;
  }
}

void PhraseMatcher::Split(std::string_view folded, std::vector<Piece>* pieces) {
  std::vector<text::Segment> segments;
  text::SplitSegments(folded, &segments);
  text::WordParts parts;
  bool after_line = false;
  for (const text::Segment& segment : segments) {
    const std::string_view piece = folded.substr(segment.range.begin, segment.range.end - segment.range.begin);
    if (segment.kind == SegmentKind::kGap) {
      after_line |= piece.find('\n') != std::string_view::npos;
      continue;
    }
    parts.parts.clear();
    if (segment.kind == SegmentKind::kWord) text::SplitWord(piece, "", &parts);
    if (parts.version) parts.parts.clear();
    if (parts.parts.empty()) pieces->push_back({segment.kind, std::string(piece), after_line});
    for (const text::ByteRange part : parts.parts) {
      pieces->push_back({segment.kind, std::string(piece.substr(part.begin, part.end - part.begin)), after_line});
      after_line = false;
    }
    after_line = false;
  }
}

bool PhraseMatcher::IsIn(std::string_view text) {
  if (pieces_.empty()) return false;
  text::Fold(text, &folded_);
  if (folded_.text().find(longest_) == std::string_view::npos) return false;
  std::vector<Piece> pieces;
  Split(folded_.text(), &pieces);
  for (size_t i = 0; i + pieces_.size() <= pieces.size(); ++i) {
    if (MatchesAt(pieces, i)) return true;
  }
  return false;
}

bool PhraseMatcher::MatchesAt(const std::vector<Piece>& text, size_t position) const {
  const size_t last = pieces_.size() - 1;
  for (size_t i = 0; i <= last; ++i) {
    const Piece& wanted = pieces_[i];
    const Piece& piece = text[position + i];
    if (i > 0 && piece.after_line) return false;
    if (!IsRun(wanted.kind)) {
      if (piece.text != wanted.text) return false;
    } else if (i == 0 && i == last) {
      if (piece.text.find(wanted.text) == std::string::npos) return false;
    } else if (i == 0) {
      if (!piece.text.ends_with(wanted.text)) return false;
    } else if (i == last) {
      if (!piece.text.starts_with(wanted.text)) return false;
    } else if (piece.text != wanted.text) {
      return false;
    }
  }
  return true;
}

}  // namespace sou::query
