// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the pages of a Jekyll site rest on beside their own files. Thread-safe.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "indexer/source/dependency_hash.h"
#include "indexer/source/jekyll/config.h"

namespace sou::indexer {

// Refers to the config, which must stay. Exact in the entries of `defaults`, which count for the files of their scope,
// and in a collection's permalink. All other settings count for every page.
class JekyllDependencies {
 public:
  JekyllDependencies(const SourceOptions& options, const Publishing& publishing, const JekyllConfig& config);

  // Of a listed file by its path relative to the site's root.
  [[nodiscard]] uint64_t HashFor(std::string_view path) const;

 private:
  const JekyllConfig& config_;
  uint64_t of_site_ = 0;
  std::vector<uint64_t> of_scopes_;  // as config_.defaults
};

}  // namespace sou::indexer
