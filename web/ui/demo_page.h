// SPDX-License-Identifier: GPL-3.0-or-later
//
// sou-serve --demo: the indexed site itself, made of the stored pages, so that hits lead somewhere where the site is
// not at hand. The search box on it is embedded as a site's owner would.
#pragma once

#include "web/api/search_source.h"
#include "web/server/http.h"
#include "web/ui/page_model.h"

namespace sou::web {

// GET /: the newest pages and the search box, in the reader's language. Thread-safe if the source is.
[[nodiscard]] Handler DemoHomeHandler(SearchSource source, PageOptions options);

// GET of an address that no route has: the page of the index with that address, compared as /api/related?url= compares
// it; 404 if there is none. Parameters are ignored. Thread-safe if the source is.
[[nodiscard]] Handler DemoPageHandler(SearchSource source, PageOptions options);

}  // namespace sou::web
