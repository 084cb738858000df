// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/search_settings.h"

#include <utility>

namespace sou::query {

Result<SearchSettings> ReadSearchSettings(const Config& config) {
  SearchSettings settings;
  settings.snippet_length = config.Number("search.snippet_length");
  settings.max_query_bytes = config.Number("search.max_query_bytes");
  settings.max_query_words = config.Number("search.max_query_words");
  settings.half_life_days = static_cast<double>(config.Number("search.half_life_days"));
  Result<Synonyms> synonyms = Synonyms::Read(config.Items("search.synonyms"), config.Flag("search.builtin_synonyms"));
  if (!synonyms.ok()) return synonyms.error();
  settings.synonyms = std::move(*synonyms);
  Result<StopWordRules> stop_words = StopWordRules::Read(config.Items("search.stop_words"));
  if (!stop_words.ok()) return stop_words.error();
  settings.stop_words = std::move(*stop_words);
  Result<Curation> curation = ReadCuration(config);
  if (!curation.ok()) return curation.error();
  settings.curation = std::move(*curation);
  return settings;
}

}  // namespace sou::query
