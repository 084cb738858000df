// SPDX-License-Identifier: GPL-3.0-or-later
//
// Takes Hexo's tag plugins and Nunjucks out of a page's text and keeps what they enclose or say. Thread-safe.
#pragma once

#include <string_view>
#include <vector>

#include "indexer/source/template_text.h"
#include "indexer/source/value.h"

namespace sou::indexer {

// Outside of code and HTML comments:
//   {% codeblock %}, {% code %}       a fenced block of the language lang:…, its title above it
//   {% raw %}                         its inside as it stands
//   {% blockquote %}, {% quote %}     its inside, then the author and title
//   any other tag with an end         its inside, without the indentation that all its lines share
//   {% img %}, {% asset_img %}        title and alt to image_alts
//   {% link %}, {% post_link %}, {% asset_link %}   their text
//   any other tag, {{ … }}, {# … #}   nothing
// A fenced block of code that stands less deep than the list item it begins in is indented: Hexo cuts code out before
// it reads Markdown. What begins like a tag and never ends is text, with a warning. In time proportional to the text.
[[nodiscard]] TemplateText ReadHexoTags(std::string_view text, const DocumentPlace& place,
                                        std::vector<Warning>* warnings);

}  // namespace sou::indexer
