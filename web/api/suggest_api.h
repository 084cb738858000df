// SPDX-License-Identifier: GPL-3.0-or-later
//
// GET /api/suggest: what may be meant by what has been typed, as docs/API.md has it.
#pragma once

#include "web/api/search_source.h"
#include "web/server/http.h"

namespace sou::web {

// Thread-safe if the source is.
[[nodiscard]] Handler SuggestHandler(SearchSource source);

}  // namespace sou::web
