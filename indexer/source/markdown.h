// SPDX-License-Identifier: GPL-3.0-or-later
//
// The text of Markdown as GitHub and Hugo read it (cmark-gfm with tables, strikethrough, autolinks, task lists and
// footnotes). Thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/source/body_builder.h"
#include "indexer/source/heading_ids.h"
#include "indexer/source/value.h"

namespace sou::indexer {

struct MarkdownOptions {
  std::string path;         // for the places of warnings
  uint32_t first_line = 1;  // the file line of the text's first line
  // A ragged table makes columns x rows cells out of a few bytes. If all tables together could have more cells than
  // that, they are read as text, with a warning.
  uint64_t max_table_cells = 200'000;
  HeadingIdStyle heading_ids = HeadingIdStyle::kHugo;
  std::string heading_id_prefix;  // before every id that is made
};

// One line per block (paragraph, heading, list item, table row, footnote), the cells of a row two blanks apart.
// Emphasis, links and HTML are reduced to their text; an image's alt and title go to image_alts; code keeps its lines.
[[nodiscard]] Body ReadMarkdown(std::string_view text, const MarkdownOptions& options, std::vector<Warning>* warnings);

// An upper bound of the cells of all tables in the text.
[[nodiscard]] uint64_t CountTableCells(std::string_view text);

}  // namespace sou::indexer
