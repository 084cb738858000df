// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/phrase.h"

#include <algorithm>

namespace sou::query {
namespace {

using text::SegmentKind;

bool IsRun(SegmentKind kind) { return kind == SegmentKind::kRun || kind == SegmentKind::kHangul; }

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// How many blanks there are does not matter, but whether there is anything does.
bool SameSigns(std::string_view a, std::string_view b) {
  if (a.empty() != b.empty()) return false;
  size_t i = 0;
  size_t j = 0;
  while (true) {
    while (i < a.size() && IsBlank(a[i])) ++i;
    while (j < b.size() && IsBlank(b[j])) ++j;
    if (i == a.size() || j == b.size()) return i == a.size() && j == b.size();
    if (a[i++] != b[j++]) return false;
  }
}

// The line around text[at].
std::string_view LineAt(std::string_view text, size_t at) {
  const size_t before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  const size_t begin = before == std::string_view::npos ? 0 : before + 1;
  return text.substr(begin, text.find('\n', at) - begin);
}

}  // namespace

PhraseMatcher::PhraseMatcher(std::string_view phrase) : phrase_(text::Fold(phrase)) {
  Split(phrase_, &pieces_);
  if (pieces_.empty()) return;
  const Piece& longest = std::ranges::max(pieces_, {}, [](const Piece& piece) { return piece.text.size(); });
  IsRun(longest.kind) ? finder_.AddRun(longest.text) : finder_.AddLetters(longest.text);
}

void PhraseMatcher::Split(std::string_view folded, std::vector<Piece>* pieces) {
  pieces->clear();
  text::SplitSegments(folded, &segments_);
  std::string_view gap;
  for (const text::Segment& segment : segments_) {
    const std::string_view piece = folded.substr(segment.range.begin, segment.range.end - segment.range.begin);
    if (segment.kind == SegmentKind::kGap) {
      gap = piece;
      continue;
    }
    parts_.parts.clear();
    if (segment.kind == SegmentKind::kWord) text::SplitWord(piece, "", &parts_);
    if (parts_.version || parts_.parts.empty()) {
      pieces->push_back({segment.kind, piece, gap});
    } else {
      for (const text::ByteRange part : parts_.parts)
        pieces->push_back({segment.kind, piece.substr(part.begin, part.end - part.begin), gap});
    }
    parts_.version = false;
    gap = {};
  }
}

bool PhraseMatcher::IsIn(std::string_view text) {
  if (pieces_.empty()) return false;
  for (size_t at = finder_.Next(text, 0); at != std::string_view::npos;) {
    const std::string_view line = LineAt(text, at);
    text::Fold(line, &folded_);
    if (IsInLine(folded_.text())) return true;
    at = finder_.Next(text, static_cast<size_t>(line.data() - text.data()) + line.size());
  }
  return false;
}

bool PhraseMatcher::IsInLine(std::string_view folded) {
  const bool all = std::ranges::all_of(
      pieces_, [&](const Piece& piece) { return folded.find(piece.text) != std::string_view::npos; });
  if (!all) return false;
  Split(folded, &line_);
  for (size_t i = 0; i + pieces_.size() <= line_.size(); ++i) {
    if (MatchesAt(line_, i)) return true;
  }
  return false;
}

bool PhraseMatcher::MatchesAt(const std::vector<Piece>& text, size_t position) const {
  const size_t last = pieces_.size() - 1;
  for (size_t i = 0; i <= last; ++i) {
    const Piece& wanted = pieces_[i];
    const Piece& piece = text[position + i];
    if (!IsRun(wanted.kind)) {
      if (piece.text != wanted.text) return false;
    } else if (i == 0 && i == last) {
      if (piece.text.find(wanted.text) == std::string_view::npos) return false;
    } else if (i == 0) {
      if (!piece.text.ends_with(wanted.text)) return false;
    } else if (i == last) {
      if (!piece.text.starts_with(wanted.text)) return false;
    } else if (piece.text != wanted.text) {
      return false;
    }
    const bool between_runs = i > 0 && IsRun(wanted.kind) && IsRun(pieces_[i - 1].kind);
    if (between_runs && !SameSigns(wanted.gap, piece.gap)) return false;
  }
  return true;
}

}  // namespace sou::query
