// SPDX-License-Identifier: GPL-3.0-or-later
//
// JSON Lines: a page a line, as any content system can write them (docs/JSONL.md). A line that is broken is skipped
// with its number; of two lines with the same path the last one counts. Thread-safe.
#pragma once

#include <filesystem>
#include <memory>

#include "common/base/result.h"
#include "indexer/source/site_source.h"

namespace sou::indexer {

// Whether the path is standard input ("-"), a pipe, or a file named *.jsonl, *.ndjson or *.json.
[[nodiscard]] Result<bool> IsJsonLines(const std::filesystem::path& path);

// Scans the file once: what is kept of a line is its path and place. Fails if the file cannot be read, or is a JSON
// document over several lines.
[[nodiscard]] Result<std::unique_ptr<SiteSource>> OpenJsonLines(const std::filesystem::path& path,
                                                                const SourceOptions& options);

}  // namespace sou::indexer
