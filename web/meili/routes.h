// SPDX-License-Identifier: GPL-3.0-or-later
//
// Meilisearch's read API, for its clients unmodified (docs/MEILISEARCH.md). The index is made by sou-index: what would
// write is refused, and says so.
#pragma once

#include <string>

#include "web/api/search_source.h"
#include "web/server/router.h"

namespace sou::web {

struct MeiliOptions {
  std::string index_uid = "sou";  // the one index
  std::string site_title;         // stands above pages without a section; may be empty
  std::string site_url;           // put before paths; may be empty
};

// Errors have their shape only behind the filter meili::MeiliErrors().
void AddMeiliRoutes(const MeiliOptions& options, const SearchSource& source, Router* router);

}  // namespace sou::web
