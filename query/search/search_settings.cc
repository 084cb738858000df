// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/search_settings.h"

namespace sou::query {

Result<SearchSettings> ReadSearchSettings(const Config& config) {
  SearchSettings settings;
  settings.snippet_length = config.Number("search.snippet_length");
  settings.max_query_bytes = config.Number("search.max_query_bytes");
  settings.max_query_words = config.Number("search.max_query_words");
  settings.half_life_days = static_cast<double>(config.Number("search.half_life_days"));
  return settings;
}

}  // namespace sou::query
