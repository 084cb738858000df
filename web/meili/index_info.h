// SPDX-License-Identifier: GPL-3.0-or-later
//
// What Meilisearch's clients ask of an index besides searching it. Pure functions, thread-safe.
#pragma once

#include <string>

#include "query/search/search_service.h"
#include "web/meili/document.h"

namespace sou::web::meili {

// {"uid", "createdAt", "updatedAt", "primaryKey"}
[[nodiscard]] OrderedJson IndexJson(const std::string& uid, const query::IndexSummary& summary);
// {"results": [IndexJson], "offset", "limit", "total"}
[[nodiscard]] OrderedJson IndexListJson(const std::string& uid, const query::IndexSummary& summary);
// {"numberOfDocuments", …}
[[nodiscard]] OrderedJson IndexStatsJson(const query::IndexSummary& summary);
// {"databaseSize", "lastUpdate", "indexes": {uid: IndexStatsJson}}
[[nodiscard]] OrderedJson StatsJson(const std::string& uid, const query::IndexSummary& summary);
// {"commitSha", "commitDate", "pkgVersion"}
[[nodiscard]] OrderedJson VersionJson();

}  // namespace sou::web::meili
