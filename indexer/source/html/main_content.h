// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which part of a page is its own content, and what within it is not: navigation, buttons, what the author marked.
// Thread-safe.
#pragma once

#include <vector>

#include "indexer/source/html_tree.h"

namespace sou::indexer {

// The first of these that the page has, all of its kind in order, none within another:
//   [data-sou-body]        for Sou
//   [data-pagefind-body]   as Pagefind reads it, but each page by itself: one without it is no reason to leave the
//                          page out, even if others have it
//   <main>                 HTML 5: one visible per page
//   <article>
//   [role=main]
//   <body>
[[nodiscard]] std::vector<const GumboNode*> FindMainContent(const GumboNode& root);

// Whether an element is no text of the page: marked with data-sou-ignore or data-pagefind-ignore (any value but
// "false"), hidden (`hidden`, aria-hidden), <nav>, <aside> (unless a note of the text itself), <noscript>, <template>,
// forms and their parts, and <header> or <footer> of the whole page.
[[nodiscard]] bool IsNotContent(const GumboNode& element);

}  // namespace sou::indexer
