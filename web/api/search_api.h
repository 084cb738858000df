// SPDX-License-Identifier: GPL-3.0-or-later
//
// GET /api/search: the response of docs/API.md.
#pragma once

#include "common/base/result.h"
#include "web/api/search_source.h"
#include "web/server/http.h"

namespace sou::web {

// Thread-safe if the source is.
[[nodiscard]] Handler SearchHandler(SearchSource source);

// What the access log and the metrics tell of a search; whether its query was still being typed is for the caller to
// say.
[[nodiscard]] Trace TraceOf(const query::SearchResponse& found);

// The error as a client may see it: what is wrong with the request is told; what is wrong with the
// index is 503 and its details go to the log only.
[[nodiscard]] Response ToErrorResponse(const Error& error);

}  // namespace sou::web
