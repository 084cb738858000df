// SPDX-License-Identifier: GPL-3.0-or-later
//
// Hugo's shortcodes, taken out of a page before its Markdown is read: `{{< name args >}}`, `{{% name args %}}`, their
// closing and self-closing forms, over several lines, with arguments in "…" and `…`. Thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/source/template_text.h"
#include "indexer/source/value.h"

namespace sou::indexer {

// Tags vanish, what stands between a pair of them stays, in code too, as in Hugo. An argument named `caption` or
// `title` stays in the tag's place. `highlight` becomes a code block; `{{</* name */>}}`, which shows a tag to readers,
// becomes `{{< name >}}`; an argument named `alt` goes to image_alts. A tag that is never finished stays as text, an
// end without a beginning vanishes, both with a warning in the file's lines.
[[nodiscard]] TemplateText ReadShortcodes(std::string_view text, const DocumentPlace& place,
                                          std::vector<Warning>* warnings);

}  // namespace sou::indexer
