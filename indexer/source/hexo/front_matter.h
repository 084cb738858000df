// SPDX-License-Identifier: GPL-3.0-or-later
//
// Front matter in Hexo's forms, tried against hexo-front-matter 4. Thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/source/front_matter.h"

namespace sou::indexer {

// YAML between two lines that begin with the same number (3 or more) of dashes; the first of them may be missing: then
// everything above the first line of dashes is front matter if it is a map. With semicolons instead of dashes it is the
// inside of a JSON object. Tabs at the begin of a line are two blanks each. `text` as for ReadFrontMatter. Fails with
// kInvalidInput and the place in the file if YAML cannot be parsed, as Hexo then publishes no page; broken JSON is
// text, with a warning.
[[nodiscard]] Result<FrontMatter> ReadHexoFrontMatter(std::string_view text, const std::string& path,
                                                      std::vector<Warning>* warnings);

}  // namespace sou::indexer
