// SPDX-License-Identifier: GPL-3.0-or-later
//
// Liquid, taken out of a page before its Markdown or HTML is read: `{{ output }}` and `{% tag %}` with whitespace
// control. Nothing is evaluated: of an `if`, `case` or `for` every branch's text stays, once, for any of them may be
// what readers see. Thread-safe.
#pragma once

#include <string_view>
#include <vector>

#include "indexer/source/template_text.h"
#include "indexer/source/value.h"

namespace sou::indexer {

//   {{ x }}       vanishes; a literal, `{{ "{%" }}`, stays
//   {% x %}       vanishes, what stands between a pair of tags stays, in code too; an `alt` argument goes to image_alts
//   comment       vanishes with its content
//   raw           its content is shown as it is
//   highlight     becomes a fenced code block, in HTML a <pre>
// A tag that is never finished stays as text, a block that is never closed goes to the end of the page; both with a
// warning in the file's lines, as is an end without a beginning.
[[nodiscard]] TemplateText ReadLiquid(std::string_view text, bool is_html, const DocumentPlace& place,
                                      std::vector<Warning>* warnings);

}  // namespace sou::indexer
