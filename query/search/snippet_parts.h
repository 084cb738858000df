// SPDX-License-Identifier: GPL-3.0-or-later
//
// Shows fragments of a text as one line of parts: what matched, what is code, where something was left out. The lines
// of a page's body are its blocks; between two of them stands a blank, or " · " where no mark ends the first. Pure
// functions, thread-safe.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "common/store/page.h"
#include "query/search/highlight.h"
#include "query/search/request.h"

namespace sou::query {

inline constexpr std::string_view kGapText = " … ";
inline constexpr std::string_view kBlockBorder = " · ";

// `fragments` in order of the text, not overlapping; `matches` and `code` in order, of the whole text. A match takes in
// the marks that stand on its last letter, so that no grapheme is torn.
[[nodiscard]] Parts SnippetParts(std::string_view text, std::span<const text::ByteRange> fragments,
                                 std::span<const TextMatch> matches, std::span<const CodeBlock> code);

}  // namespace sou::query
