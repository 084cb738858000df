// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hugo/locator.h"

namespace sou::indexer {

HugoLocator::HugoLocator(const HugoConfig& config) : config_(config) {
  for (const HugoLanguage& language : config_.languages) language_keys_.push_back(language.key);
}

HugoPlace HugoLocator::Locate(const std::string& path) const {
  HugoPlace place;
  for (const HugoMount& mount : config_.mounts) {
    const bool holds = mount.folder.empty() || path.starts_with(mount.folder + "/");
    if (holds && (place.mount == nullptr || mount.folder.size() > place.mount->folder.size())) place.mount = &mount;
  }
  place.below = path;
  if (place.mount != nullptr) {
    const std::string inside = path.substr(place.mount->folder.empty() ? 0 : place.mount->folder.size() + 1);
    place.below = place.mount->target.empty() ? inside : place.mount->target + "/" + inside;
  }
  place.file = ReadHugoPath(place.below, language_keys_, config_.taxonomies);
  std::string key = place.file.language;
  if (key.empty() && place.mount != nullptr) key = place.mount->language;
  place.language = &config_.languages[0];
  for (const HugoLanguage& language : config_.languages) {
    if (language.key == key) place.language = &language;
  }
  return place;
}

}  // namespace sou::indexer
