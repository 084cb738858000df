// SPDX-License-Identifier: GPL-3.0-or-later
//
// The search in a browser's address bar (OpenSearch 1.1): what the browser reads about it, and suggestions in the form
// that it understands (OpenSearch Suggestions 1.1).
#pragma once

#include <string_view>

#include "web/api/search_source.h"
#include "web/server/http.h"
#include "web/ui/page_model.h"

namespace sou::web {

inline constexpr std::string_view kOpenSearchType = "application/opensearchdescription+xml";

// GET /opensearch.xml. The addresses in it are whole: below PageOptions::public_url, or without that below the host
// that was asked, by the scheme it was asked by; 400 if that is no host's name. Thread-safe.
[[nodiscard]] Handler OpenSearchHandler(PageOptions options);

// GET /opensearch/suggest: parameters of /api/suggest; [typed, [text…], ["", …], [address…]]. An address is where the
// text leads, "" if that is a path and the site's own address is not known, or a search for the text. Addresses and 400
// as above. Thread-safe if the source is.
[[nodiscard]] Handler OpenSearchSuggestHandler(SearchSource source, PageOptions options);

}  // namespace sou::web
