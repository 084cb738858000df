// SPDX-License-Identifier: GPL-3.0-or-later
//
// A Hexo site's source folder: posts and pages, their addresses and languages, as Hexo 8.1 with hexo-renderer-marked 7
// publishes them.
#pragma once

#include <filesystem>
#include <memory>

#include "indexer/source/site_source.h"

namespace sou::indexer {

// Whether the folder holds a Hexo site (config.h).
[[nodiscard]] Result<bool> IsHexoSite(const std::filesystem::path& root);

// Fails if the configuration is broken. The site's Read is thread-safe.
//   pages     .md, .markdown, .mkd, .mkdn, .mdwn, .mdtxt, .mdtext, .html and .htm in the source folder; those below
//             _posts, and with drafts below _drafts, are posts
//   left out  what skip_render, exclude or ignore name, names that begin with '_' or '.' unless include names them,
//             posts with `published: false`, future pages if the site says `future: false`
//   language  lang or language of the front matter (or of the file's name), the folder that i18n_dir names, the first
//             of the site's languages
// Sou does not know when a file was made: a post without a date has its time of change.
[[nodiscard]] Result<std::unique_ptr<SiteSource>> OpenHexoSite(const std::filesystem::path& root,
                                                               const SourceOptions& options);

}  // namespace sou::indexer
