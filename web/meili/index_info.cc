// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/meili/index_info.h"

#include "web/meili/attributes.h"

namespace sou::web::meili {

OrderedJson IndexJson(const std::string& uid, const query::IndexSummary& summary) {
  const std::string built_at = FormatRfc3339(summary.built_at);
  return {{"uid", uid}, {"createdAt", built_at}, {"updatedAt", built_at}, {"primaryKey", "id"}};
}

OrderedJson IndexListJson(const std::string& uid, const query::IndexSummary& summary) {
  OrderedJson results = OrderedJson::array();
  results.push_back(IndexJson(uid, summary));
  return {{"results", std::move(results)}, {"offset", 0}, {"limit", 20}, {"total", 1}};
}

OrderedJson IndexStatsJson(const query::IndexSummary& summary) {
  OrderedJson fields = OrderedJson::object();
  for (const std::string_view field : kDocumentFields) fields[std::string(field)] = summary.pages;
  return {{"numberOfDocuments", summary.pages}, {"isIndexing", false}, {"fieldDistribution", std::move(fields)}};
}

OrderedJson StatsJson(const std::string& uid, const query::IndexSummary& summary) {
  OrderedJson indexes = OrderedJson::object();
  indexes[uid] = IndexStatsJson(summary);
  return {{"databaseSize", summary.bytes},
          {"usedDatabaseSize", summary.bytes},
          {"lastUpdate", FormatRfc3339(summary.built_at)},
          {"indexes", std::move(indexes)}};
}

OrderedJson VersionJson() { return {{"commitSha", "unknown"}, {"commitDate", "unknown"}, {"pkgVersion", SOU_VERSION}}; }

}  // namespace sou::web::meili
