// SPDX-License-Identifier: GPL-3.0-or-later
//
// A page as a line of JSON: what `sou-index --print-pages` writes and `--source jsonl` reads. docs/JSONL.md describes
// every field for people, docs/page.schema.json for programs. Pure functions, thread-safe.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "common/store/page.h"
#include "indexer/source/page_meta.h"
#include "indexer/source/value.h"

namespace sou::indexer {

// One line without a line end; empty fields are left out. Offsets count bytes of `body`.
[[nodiscard]] std::string PageToJson(const Page& page);

// The fields that PageFromJson knows.
[[nodiscard]] std::span<const std::string_view> PageJsonFields();

// Which page a line is: `path`, else `id` (with a `url`), else the path of `url`. Fails with the place if the line has
// none, or is no JSON object.
[[nodiscard]] Result<std::string> PageJsonPath(const Value& fields, const Place& place);

struct PageJsonOptions {
  Place place;            // of the line
  std::string base_path;  // "/blog": put before a url without '/' or a scheme at its beginning
  std::string language;   // of pages that say none
  uint64_t max_table_cells = 200'000;
};

struct JsonPage {
  Page page;
  PageMeta meta;  // whether it is published
};

// The page of a line that ParseJson has read. A field of the wrong type is a warning and ignored. `body` (or `content`)
// is text as Page::body; `markdown` or `html` may stand instead and give headings and code, too. Headings whose offset
// is not where they stand are looked for in the body; those that are not there, and code that is not within it, are
// left out with a warning. All places are the line's.
[[nodiscard]] Result<JsonPage> PageFromJson(const Value& fields, const PageJsonOptions& options,
                                            std::vector<Warning>* warnings);

}  // namespace sou::indexer
