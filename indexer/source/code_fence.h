// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tells which lines of Markdown lie in a fenced code block (CommonMark 0.30, section 4.5), for what is cut out of a
// text before it is parsed. Thread-compatible.
#pragma once

#include <algorithm>
#include <string_view>

#include "indexer/source/ascii.h"

namespace sou::indexer {

class CodeFence {
 public:
  // Takes the next line; whether it belongs to a code block, its fences included.
  bool Contains(std::string_view line) {
    line = TrimSpace(line);
    while (length_ == 0 && (line.starts_with('>') || line.starts_with("- ") || line.starts_with("* "))) {
      line = TrimSpace(line.substr(1));
    }
    const char mark = line.empty() ? ' ' : line.front();
    const size_t run = std::min(line.find_first_not_of(mark), line.size());
    const bool is_fence = (mark == '`' || mark == '~') && run >= 3;
    if (length_ == 0) {
      // An info string in backticks has none: that is a code span.
      if (!is_fence || (mark == '`' && line.find('`', run) != std::string_view::npos)) return false;
      mark_ = mark;
      length_ = run;
    } else if (is_fence && mark == mark_ && run >= length_ && run == line.size()) {
      length_ = 0;
    }
    return true;
  }

  [[nodiscard]] bool is_open() const { return length_ > 0; }

 private:
  char mark_ = ' ';
  size_t length_ = 0;  // of the opening fence; 0: in no code block
};

}  // namespace sou::indexer
