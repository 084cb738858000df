// SPDX-License-Identifier: GPL-3.0-or-later
//
// kramdown's own syntax, rewritten as the Markdown that ReadMarkdown knows, so that texts and heading ids are those of
// kramdown 2.4.0. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace sou::indexer {

//   {: #id .class}      a block's attributes vanish; an id before or after a heading becomes `# Title {#id}`
//   *text*{:.class}     vanishes after an element, stays after plain text, as in kramdown
//   {::comment}…{:/}    vanishes; other extensions vanish without what they hold
//   {:toc}              vanishes with the list above it
//   Term / : meaning    a definition becomes a list item
//   *[HTML]: …          abbreviations vanish
//   headings            what kramdown reads as none (in an HTML block, indented, underlined below several lines) is
//                       escaped; `--`, `<<` and the like are the signs that kramdown makes of them
// `is_gfm`: the parser is kramdown-parser-gfm, Jekyll's default; else headings need a blank line before them, but no
// blank after `#`.
[[nodiscard]] std::string ReadKramdown(std::string_view text, bool is_gfm);

}  // namespace sou::indexer
