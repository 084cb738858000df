// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ids of headings as hexo-renderer-marked 7.0.1 makes them. Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "indexer/source/hexo/slug.h"

// A node of cmark's tree, declared as cmark-gfm.h does.
typedef struct cmark_node cmark_node;

namespace sou::indexer {

// The inside of a heading as the renderer sees it: HTML whose entities are read, with the typographer's quotes, dashes
// and dots outside of code. `source` is the heading's line (HeadingSource::text): it tells entities from the
// characters they stand for, since "&nbsp;" gives "nbsp".
[[nodiscard]] std::string HexoHeadingHtml(cmark_node* heading, std::string_view source);

// The id of that, before it is made unique: without tags (and what a `<` without an end begins), then a slug.
[[nodiscard]] std::string HexoHeadingSlug(std::string_view html, LetterCase letter_case);

// Whether an object of JavaScript has a member of that name: the renderer takes its first heading for a second one and
// gives it the id "constructor-NaN".
[[nodiscard]] bool IsScriptObjectMember(std::string_view name);

}  // namespace sou::indexer
