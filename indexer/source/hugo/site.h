// SPDX-License-Identifier: GPL-3.0-or-later
//
// A Hugo site's content folders: which files are pages, in which language, at which address.
#pragma once

#include <filesystem>
#include <memory>

#include "indexer/source/site_source.h"

namespace sou::indexer {

// Whether the folder holds a Hugo site, or the content of one (config_files.h).
[[nodiscard]] Result<bool> IsHugoSite(const std::filesystem::path& root);

// Fails if the configuration is broken. The site's Read is thread-safe.
//   pages     .md, .markdown, .mdown; .html and .htm with front matter (without it Hugo copies them)
//   left out  resources of a leaf bundle (all files beside and below its index file), drafts, future and expired pages,
//             headless bundles, `build: {render: never}` or `{list: never}`, `_index` files without title and text
[[nodiscard]] Result<std::unique_ptr<SiteSource>> OpenHugoSite(const std::filesystem::path& root,
                                                               const SourceOptions& options);

}  // namespace sou::indexer
