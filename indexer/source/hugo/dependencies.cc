// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hugo/dependencies.h"

namespace sou::indexer {
namespace {

// Settings that are the whole site's. Every field of the configuration is named here, so that a new one does not
// compile until somebody has thought of it: `languages`, `permalinks` and `cascade` are hashed by language, `mounts`
// and `taxonomies` show in a file's place.
uint64_t HashOfSite(const HugoConfig& config) {
  [[maybe_unused]] const auto& [languages, mounts, permalinks, cascade, ugly_sections, ugly_urls, lower_paths,
                                remove_path_accents, build_drafts, build_future, build_expired, tags_key,
                                categories_key, taxonomies, disabled_kinds, date_keys, lastmod_keys, publish_keys,
                                expiry_keys, offset_minutes, heading_ids, heading_attributes, is_section] = config;
  return HashOf(ugly_sections, ugly_urls, lower_paths, remove_path_accents, tags_key, categories_key, disabled_kinds,
                date_keys, lastmod_keys, publish_keys, expiry_keys, offset_minutes, heading_ids, heading_attributes,
                is_section);
}

void AddMatcher(const HugoMatcher& matcher, DependencyHasher* hasher) {
  const auto& [kind, path, environment, languages] = matcher;
  hasher->Add(HashOf(kind, path, environment, languages));
}

uint64_t HashOfLanguage(const HugoLanguage& language, const HugoConfig& config) {
  // What decides which files are of the language shows in their places.
  [[maybe_unused]] const auto& [key, tag, primary, base_path, url_prefix, content_dir, weight, disabled] = language;
  DependencyHasher hasher;
  hasher.Add(HashOf(key, tag, base_path, url_prefix));
  for (const HugoPermalink& rule : config.permalinks) {
    if (!MatchesLanguage(rule.target, language.key)) continue;
    AddMatcher(rule.target, &hasher);
    hasher.Add(rule.pattern);
  }
  hasher.Add(std::string_view("cascade"));
  for (const HugoCascade& cascade : config.cascade) {
    if (!MatchesLanguage(cascade.target, language.key)) continue;
    AddMatcher(cascade.target, &hasher);
    hasher.Add(cascade.fields);
  }
  return hasher.Finish();
}

}  // namespace

HugoDependencies::HugoDependencies(const SourceOptions& options, const Publishing& publishing, const HugoConfig& config,
                                   const HugoSections& sections)
    : config_(config),
      sections_(sections),
      of_site_(HashOf(std::string_view("hugo"), HashOfOptions(options, publishing), HashOfSite(config))) {
  for (const HugoLanguage& language : config.languages) of_languages_.push_back(HashOfLanguage(language, config));
}

uint64_t HugoDependencies::HashFor(const HugoPlace& place, uint8_t looks_at) const {
  const auto language = static_cast<size_t>(place.language - config_.languages.data());
  // The path is the page's own name; where the mounts, languages and taxonomies put it is not. Folders follow.
  const HugoFile& file = place.file;
  const bool with_names = (looks_at & kLooksAtOtherFiles) != 0;
  return HashOf(of_site_, of_languages_[language], place.below, file.kind, file.name, file.language,
                sections_.HashFor(place.language->key, file, with_names));
}

}  // namespace sou::indexer
