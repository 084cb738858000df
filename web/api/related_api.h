// SPDX-License-Identifier: GPL-3.0-or-later
//
// GET /api/related: pages like a page (docs/API.md).
#pragma once

#include "web/api/search_source.h"
#include "web/server/http.h"

namespace sou::web {

// Thread-safe if the source is.
[[nodiscard]] Handler RelatedHandler(SearchSource source);

}  // namespace sou::web
