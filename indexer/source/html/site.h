// SPDX-License-Identifier: GPL-3.0-or-later
//
// The folder that a site's generator has built, whichever it was. What the author published is what is read: no drafts,
// no redirects, no error page, nothing that asks robots away.
//   url       by the path: a/index.html → /a/, a.html → /a.html; if a canonical link names the same page in another way
//             ("/a"), as that says. The base path is that of --base-url, else what canonical links have more than the
//             path. A page whose canonical link names another page of the site, but for the home page, is left out.
//   content   main_content.h
//   title     page_reader.h, without the site's name (og:site_name, or the title of the home page)
//   language  <html lang>; without it a language folder, else the text's script
//   section   article:section, else the first folder (after a language's, and no year) of a page below one
//   translation_key  the smallest address among the page's own and its hreflang alternates
// Thread-safe.
#pragma once

#include <filesystem>
#include <memory>

#include "common/base/result.h"
#include "indexer/source/site_source.h"

namespace sou::indexer {

// Whether the folder has an index.html and more HTML than Markdown, or HTML alone.
[[nodiscard]] Result<bool> IsHtmlSite(const std::filesystem::path& root);

[[nodiscard]] Result<std::unique_ptr<SiteSource>> OpenHtmlSite(const std::filesystem::path& root,
                                                               const SourceOptions& options);

}  // namespace sou::indexer
