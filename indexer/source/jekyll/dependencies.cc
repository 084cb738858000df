// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/jekyll/dependencies.h"

#include "indexer/source/jekyll/place.h"

namespace sou::indexer {
namespace {

// Every field of the configuration is named here, so that a new one does not compile until somebody has thought of it:
// `source`, `collections_dir` and `collections` show in a file's place; `defaults` are hashed by scope; `destination`,
// `include` and `exclude` decide what is listed, not how it is read; the three of publishing are in `publishing`.
uint64_t HashOfSite(const JekyllConfig& config) {
  [[maybe_unused]] const auto& [source, destination, collections_dir, base_path, language, page_permalink, collections,
                                defaults, include, exclude, markdown_extensions, future, unpublished, show_drafts,
                                optional_front_matter, is_kramdown, heading_ids, heading_id_prefix, excerpt_separator,
                                time_zone] = config;
  return HashOf(base_path, language, page_permalink, markdown_extensions, unpublished, optional_front_matter,
                is_kramdown, heading_ids, heading_id_prefix, excerpt_separator, time_zone.Name());
}

}  // namespace

JekyllDependencies::JekyllDependencies(const SourceOptions& options, const Publishing& publishing,
                                       const JekyllConfig& config)
    : config_(config),
      of_site_(HashOf(std::string_view("jekyll"), HashOfOptions(options, publishing), HashOfSite(config))) {
  for (const JekyllScope& scope : config.defaults) {
    const auto& [path, type, has_type, values] = scope;
    of_scopes_.push_back(HashOf(path, type, has_type, values));
  }
}

uint64_t JekyllDependencies::HashFor(std::string_view path) const {
  const JekyllPlace place = PlaceOfListedFile(path, config_);
  DependencyHasher hasher;
  hasher.Add(of_site_);
  hasher.Add(place.kind);
  hasher.Add(place.path);
  hasher.Add(place.categories);
  if (place.collection != nullptr) {
    hasher.Add(place.collection->label);
    hasher.Add(place.collection->permalink);
  }
  for (const size_t scope :
       ScopesFor(place, path.substr(config_.source.empty() ? 0 : config_.source.size() + 1), config_)) {
    hasher.Add(of_scopes_[scope]);
  }
  return hasher.Finish();
}

}  // namespace sou::indexer
