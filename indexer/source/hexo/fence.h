// SPDX-License-Identifier: GPL-3.0-or-later
//
// Fenced blocks of code as Hexo's filter backtick_code_block cuts them out of a text before any Markdown is read: they
// end at the first line with the same fence, however deep lists and quotes are there. Thread-compatible.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace sou::indexer {

// What is known of one text: from where on a fence is never closed.
struct HexoFences {
  std::map<std::string, size_t, std::less<>> unclosed_with;  // by the fence: bytes left when it was looked for in vain
};

// If a fenced block begins at `text`'s first byte, the begin of a line, and is closed: appends it to *out so that
// CommonMark finds the same block, and returns its length with its last line end. Else 0.
size_t CopyHexoFence(std::string_view text, HexoFences* known, std::string* out);

}  // namespace sou::indexer
