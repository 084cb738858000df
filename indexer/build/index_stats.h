// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a generation holds, counted from the index itself: for --stats.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/base/result.h"
#include "common/base/timestamp.h"
#include "common/store/generation.h"

namespace sou::indexer {

struct DatedPage {
  Timestamp date;  // its day in UTC
  std::string path;
};

struct IndexStats {
  uint64_t pages = 0;
  uint64_t in_delta = 0;                      // of these
  std::map<std::string, uint64_t> languages;  // pages by full tag; "" without one
  std::map<std::string, uint64_t> sections;   // likewise
  std::optional<DatedPage> oldest;
  std::optional<DatedPage> newest;
  uint64_t undated = 0;
  uint64_t terms = 0;
  uint64_t words = 0;  // of the vocabulary
  uint64_t suggestions = 0;
  std::vector<std::pair<std::string, uint64_t>> bytes;  // by part: "postings", "stored pages", …
};

// kCorrupt or kIo if the generation cannot be read.
[[nodiscard]] Result<IndexStats> CountIndex(const store::Generation& generation);

// A few lines for people.
[[nodiscard]] std::string StatsToText(const IndexStats& stats, const store::Manifest& manifest);

}  // namespace sou::indexer
