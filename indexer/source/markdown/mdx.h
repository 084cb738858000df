// SPDX-License-Identifier: GPL-3.0-or-later
//
// MDX (mdxjs.com, Docusaurus) reduced to Markdown: `import` and `export` statements, JSX tags and `{expressions}`
// vanish, what stands between tags stays. Thread-safe.
#pragma once

#include <string_view>
#include <vector>

#include "indexer/source/template_text.h"
#include "indexer/source/value.h"

namespace sou::indexer {

// Code blocks and code spans stay as they are, and so do `{#id}` at a heading's end and HTML tags without braces. A
// tag's `title`, `label` and `summary` stay in its place, its `alt` goes to image_alts. A text in braces, `{'so'}`,
// stays. A brace or tag that is never closed stays as text, with a warning in the file's lines. The containers of
// containers.h are read too.
[[nodiscard]] TemplateText ReadMdx(std::string_view text, const DocumentPlace& place, std::vector<Warning>* warnings);

}  // namespace sou::indexer
