// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether a text holds a phrase: the same words in a row, folded, whatever signs stand between; in scripts without
// spaces the same characters in a row. Never across a line, which is a block of the page. One object per query and
// thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/text/fold.h"
#include "common/text/segment.h"

namespace sou::query {

class PhraseMatcher {
 public:
  explicit PhraseMatcher(std::string_view phrase);

  [[nodiscard]] bool IsIn(std::string_view text);
  // A phrase without letters or digits is in no text.
  [[nodiscard]] bool empty() const { return pieces_.empty(); }

 private:
  // A word, a part of an identifier, or a run.
  struct Piece {
    text::SegmentKind kind = text::SegmentKind::kWord;
    std::string text;
    bool after_line = false;  // a line ends before it
  };
  static void Split(std::string_view folded, std::vector<Piece>* pieces);
  [[nodiscard]] bool MatchesAt(const std::vector<Piece>& text, size_t position) const;

  std::vector<Piece> pieces_;
  text::FoldedText folded_;  // of the text looked at last; kept for its buffers
  std::string longest_;      // of the pieces: a text without it needs no closer look
};

}  // namespace sou::query
