// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the posts and pages of a Hexo site rest on beside their own files: hashes. Posts alone have permalinks.
#pragma once

#include <cstdint>

#include "indexer/source/dependency_hash.h"
#include "indexer/source/hexo/config.h"

namespace sou::indexer {

struct HexoDependencies {
  HexoDependencies() = default;
  HexoDependencies(const SourceOptions& options, const Publishing& publishing, const HexoConfig& config);

  uint64_t of_pages = 0;
  uint64_t of_posts = 0;
};

}  // namespace sou::indexer
