// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the pages of a Hugo site rest on beside their own files. Thread-safe.
#pragma once

#include <cstdint>
#include <vector>

#include "indexer/source/dependency_hash.h"
#include "indexer/source/hugo/config.h"
#include "indexer/source/hugo/locator.h"
#include "indexer/source/hugo/sections.h"

namespace sou::indexer {

// Refers to config and sections, which must stay. Exact in what a language or a section is alone in: another language's
// name or permalinks, another section's cascade change nothing. All other settings count for every page.
class HugoDependencies {
 public:
  HugoDependencies(const SourceOptions& options, const Publishing& publishing, const HugoConfig& config,
                   const HugoSections& sections);

  // Of the page at `place`; `looks_at` as in SiteSource::DependencyHash, but for the file's time.
  [[nodiscard]] uint64_t HashFor(const HugoPlace& place, uint8_t looks_at) const;

 private:
  const HugoConfig& config_;
  const HugoSections& sections_;
  uint64_t of_site_ = 0;
  std::vector<uint64_t>
      of_languages_;  // as config_.languages: its own settings, and the rules that may be for its pages
};

}  // namespace sou::indexer
