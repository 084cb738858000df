// SPDX-License-Identifier: GPL-3.0-or-later
//
// The text of HTML: whole pages, and the blocks and tags that stand in Markdown. Thread-safe.
#pragma once

#include <string_view>

#include "common/base/function_ref.h"
#include "indexer/source/body_builder.h"
#include "indexer/source/html_tree.h"

namespace sou::indexer {

// Adds the text of a fragment or page: block elements begin a line, table cells share one, <pre> is code, <h1> to <h6>
// are headings with their id as anchor, an image gives its alt and title. Scripts, styles, comments, <svg> and <head>
// are left out, and so are the line numbers of highlighted code (chroma, Rouge, hexo, Pygments, Prism) and the links of
// a heading to itself ("¶", "#"). HTML that is too deep for HtmlTree is reduced to its text by cutting the tags out.
void AddHtml(std::string_view html, BodyBuilder* body);

// The same of a node and all below, without the elements for which `is_left_out` says so.
void AddHtmlNode(const GumboNode& root, FunctionRef<bool(const GumboNode& element)> is_left_out, BodyBuilder* body);

}  // namespace sou::indexer
