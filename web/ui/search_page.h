// SPDX-License-Identifier: GPL-3.0-or-later
//
// GET / and GET /search: parameters as for the API, and ui= for the language of the page.
#pragma once

#include "web/api/search_source.h"
#include "web/server/http.h"
#include "web/ui/page_model.h"

namespace sou::web {

// Thread-safe if the source is.
[[nodiscard]] Handler SearchPageHandler(SearchSource source, PageOptions options);

}  // namespace sou::web
