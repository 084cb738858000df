// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a site's sou.yaml says of searching, checked once and shared by all searches. Immutable once made, so safe to
// share between threads.
#pragma once

#include <cstddef>

#include "common/base/config.h"
#include "common/base/result.h"
#include "query/plan/ranking.h"
#include "query/plan/stop_words.h"
#include "query/plan/synonyms.h"
#include "query/search/curation.h"

namespace sou::query {

struct SearchSettings {
  size_t snippet_length = 160;  // code points
  size_t max_query_bytes = 2048;
  size_t max_query_words = 64;
  double half_life_days = 0;  // of a page's freshness; 0: its age does not count
  StopWordRules stop_words;
  Synonyms synonyms;
  Curation curation;
  Ranking ranking;
};

// The settings search.*; an error names the setting and the value that is wrong.
[[nodiscard]] Result<SearchSettings> ReadSearchSettings(const Config& config);

}  // namespace sou::query
