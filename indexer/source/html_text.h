// SPDX-License-Identifier: GPL-3.0-or-later
//
// The text of HTML: whole pages, and the blocks and tags that stand in Markdown. Thread-safe.
#pragma once

#include <string_view>

#include "indexer/source/body_builder.h"

namespace sou::indexer {

// Adds the text of a fragment or page: block elements begin a line, table cells share one, <pre> is code, <h1> to <h6>
// are headings with their id as anchor, an image gives its alt and title. Scripts, styles, comments, <svg> and <head>
// are left out. HTML with hundreds of elements open at once (no author writes that, and gumbo's time and stack grow
// with it) is reduced to its text by cutting the tags out.
void AddHtml(std::string_view html, BodyBuilder* body);

// The element's name in lower case, of a single tag such as `<BR/>` or `</td>`; empty for a comment.
[[nodiscard]] std::string TagName(std::string_view tag);

}  // namespace sou::indexer
