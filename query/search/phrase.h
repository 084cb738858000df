// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether a text holds a phrase, both folded: for alphabets the same words in a row, whatever signs stand between them;
// for Han, Kana, Hangul and other runs the same characters in a row, and between two runs the same signs, however wide
// the blanks. Identifiers count by their parts (kube-apiserver is kube apiserver), not by stems. Never across a line,
// which is a block of the page. One object per query and thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/text/fold.h"
#include "common/text/segment.h"
#include "common/text/word_parts.h"
#include "query/search/word_finder.h"

namespace sou::query {

class PhraseMatcher {
 public:
  explicit PhraseMatcher(std::string_view phrase);
  PhraseMatcher(const PhraseMatcher&) = delete;  // its pieces are stretches of its own text
  PhraseMatcher& operator=(const PhraseMatcher&) = delete;

  [[nodiscard]] bool IsIn(std::string_view text);
  // False only if no text among the bytes holds the phrase; cheaper than reading them.
  [[nodiscard]] bool MayBeAmong(std::string_view bytes) const {
    return finder_.Next(bytes, 0) != std::string_view::npos;
  }
  // A phrase without letters or digits is in no text.
  [[nodiscard]] bool empty() const { return pieces_.empty(); }

 private:
  // A word, a part of an identifier, or a run: a stretch of a folded text.
  struct Piece {
    text::SegmentKind kind = text::SegmentKind::kWord;
    std::string_view text;
    std::string_view gap;  // what stands before it
  };
  void Split(std::string_view folded, std::vector<Piece>* pieces);
  [[nodiscard]] bool IsInLine(std::string_view folded);
  [[nodiscard]] bool MatchesAt(const std::vector<Piece>& text, size_t position) const;

  std::string phrase_;         // folded
  std::vector<Piece> pieces_;  // of phrase_
  WordFinder finder_;          // of the longest piece: a line without it needs no closer look

  // Of the text looked at; kept for their buffers.
  text::FoldedText folded_;
  std::vector<text::Segment> segments_;
  text::WordParts parts_;
  std::vector<Piece> line_;
};

}  // namespace sou::query
