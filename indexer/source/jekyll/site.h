// SPDX-License-Identifier: GPL-3.0-or-later
//
// A Jekyll site: posts, drafts, collections and pages, as Jekyll 4.3.1 publishes them.
#pragma once

#include <filesystem>
#include <memory>

#include "indexer/source/site_source.h"

namespace sou::indexer {

// Whether the folder holds a Jekyll site (jekyll/config.h).
[[nodiscard]] Result<bool> IsJekyllSite(const std::filesystem::path& root);

// Fails if the configuration is broken. The site's Read is thread-safe.
//   pages     Markdown (`markdown_ext`) and HTML: posts; documents of collections with `output: true` and any other
//             file, if they begin with front matter
//   url       `baseurl` and the permalink; "/about" where Jekyll writes /about.html but names it so
//   language  front matter (and `defaults`), else the site's `lang` or `locale`
//   left out  what Jekyll does not publish; the 404 page; pages that redirect (`redirect_to`, `layout: redirect`); what
//             is no HTML when published (feed.xml); pages with neither title nor text. Neither `draft: true`, which
//             Jekyll does not know, nor `sitemap: false` hides a page.
// Where Jekyll would not build the site at all (a bad date in a name, broken front matter) the page is skipped.
[[nodiscard]] Result<std::unique_ptr<SiteSource>> OpenJekyllSite(const std::filesystem::path& root,
                                                                 const SourceOptions& options);

}  // namespace sou::indexer
