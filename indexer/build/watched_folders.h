// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which folders of a site are worth watching: those in which the walk of its kind (source/file_walk.h) may find a page,
// or the site its settings. What is watched too much costs a run that finds nothing changed; what is watched too little
// is missed. So a folder is left out only where it is sure: .git and installed packages, what `.souignore` files and
// index.exclude leave out, and where the site's generator writes. Thread-compatible.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/source/path_rules.h"

namespace sou::indexer {

class WatchedFolders {
 public:
  // `kind` of source/site_source.h's kKinds; empty as long as it is not known. `exclude`: globs (path_rules.h).
  WatchedFolders(std::string_view kind, const std::vector<std::string>& exclude);

  // Reads the `.souignore` of a folder. To be called from the root ("") downwards, before the folder's own are asked
  // for.
  void Enter(const std::filesystem::path& root, const std::string& folder);

  // `folder`: relative to the root, '/' between names, no link. The folders above it are not looked at.
  [[nodiscard]] bool Has(const std::string& folder) const;

 private:
  std::string kind_;
  PathRules rules_;
};

}  // namespace sou::indexer
