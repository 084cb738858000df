// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cuts front matter from a content file: YAML between `---` lines, TOML between `+++` lines, or a JSON object, each at
// the very beginning (blank lines before it are fine, as for Hugo). Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "indexer/source/value.h"

namespace sou::indexer {

struct FrontMatter {
  bool present = false;
  Value fields;            // a map; kNull if there is none
  std::string_view body;   // what follows, within the text that was given
  uint32_t body_line = 1;  // the file line of the body's first byte
};

// `text` is valid UTF-8 without a byte order mark. Fences may be followed by blanks; line ends are LF, CRLF or both. A
// text that starts with `---` as a line across the page has no front matter: nothing like `key:` follows, and the next
// such line is missing or stands beyond a blank line. Fails if front matter is never closed or cannot be parsed:
// kInvalidInput with the place in the file.
[[nodiscard]] Result<FrontMatter> ReadFrontMatter(std::string_view text, const std::string& path,
                                                  std::vector<Warning>* warnings);

}  // namespace sou::indexer
