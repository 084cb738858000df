// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where a content file stands in a Hugo site: its mount, its language, its place below the content folder.
#pragma once

#include <string>
#include <vector>

#include "indexer/source/hugo/config.h"
#include "indexer/source/hugo/path.h"

namespace sou::indexer {

struct HugoPlace {
  const HugoLanguage* language = nullptr;
  const HugoMount* mount = nullptr;  // nullptr if none holds the file
  std::string below;                 // the path below the content folder
  HugoFile file;
};

// Refers to the config, which must stay. Thread-safe.
class HugoLocator {
 public:
  explicit HugoLocator(const HugoConfig& config);

  // By the mount with the longest folder that holds the path (relative to the site's root); the language is the name's
  // suffix, else the mount's.
  [[nodiscard]] HugoPlace Locate(const std::string& path) const;

 private:
  const HugoConfig& config_;
  std::vector<std::string> language_keys_;
};

}  // namespace sou::indexer
