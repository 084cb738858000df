// SPDX-License-Identifier: GPL-3.0-or-later
//
// A Hugo site's configuration, as far as it decides which pages there are and where they are published. Thread-safe.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "indexer/source/heading_ids.h"
#include "indexer/source/hugo/matcher.h"
#include "indexer/source/value.h"

namespace sou::indexer {

struct HugoLanguage {
  std::string key;          // lower case, as file names carry it: "zh-cn"
  std::string tag;          // languageCode, else the key as authored; empty if the site says nothing
  std::string language;     // the tag's primary subtag, lower case; empty if unknown
  std::string base_path;    // before all URLs, percent-encoded, without a slash at the end: "/blog"
  std::string url_prefix;   // "zh-cn" if the language's pages lie below it, else ""
  std::string content_dir;  // relative to the site's root, '/' between folders, "" for the root itself
  int weight = 0;           // 0: none, behind all others
  bool disabled = false;
};

// A folder with content, of a `contentDir` or `module.mounts`.
struct HugoMount {
  std::string folder;                // relative to the site's root, "" for the root itself
  std::string target;                // where its files appear below the content folder: "" or "docs"
  std::string language;              // key; empty: the default one
  std::vector<std::string> include;  // globs (matcher.h) relative to the folder; not empty: only these files
  std::vector<std::string> exclude;
};

struct HugoPermalink {
  HugoMatcher target;
  std::string pattern;
};

// What a cascade gives to the pages that it matches.
struct HugoCascade {
  HugoMatcher target;
  Value fields;  // a map, without lines
};

struct HugoConfig {
  std::vector<HugoLanguage> languages;    // the default one first, then by weight; never empty
  std::vector<HugoMount> mounts;          // never empty
  std::vector<HugoPermalink> permalinks;  // the first match counts
  std::vector<HugoCascade> cascade;       // the first match with a field counts for it
  std::map<std::string, bool, std::less<>> ugly_sections;
  bool ugly_urls = false;
  bool lower_paths = true;
  bool remove_path_accents = false;
  bool build_drafts = false;
  bool build_future = false;
  bool build_expired = false;
  std::string tags_key = "tags";
  std::string categories_key = "categories";
  std::vector<std::string> taxonomies = {"tags", "categories"};  // lower case
  std::vector<std::string> disabled_kinds;                       // lower case
  // In the order of [frontmatter]: fields, ":filename" or ":filemodtime"; empty: Hugo's own order.
  std::vector<std::string> date_keys;
  std::vector<std::string> lastmod_keys;
  std::vector<std::string> publish_keys;
  std::vector<std::string> expiry_keys;
  int16_t offset_minutes = 0;  // of timeZone, without daylight saving time
  HeadingIdStyle heading_ids = HeadingIdStyle::kHugo;
  bool heading_attributes = true;
  bool is_section = false;  // a content folder without a configuration: see IsHugoSection
};

// `cascade` of the configuration or an `_index` file: a map, or a list of maps with a target each, of which the first
// 1000 count (every page is compared with each).
[[nodiscard]] std::vector<HugoCascade> ReadHugoCascade(const Value& cascade);

// Reads the files of config_files.h. `base_url` overrides the site's own. Without any of them: defaults over the root
// itself. Fails if a file cannot be parsed or a value cannot be used.
[[nodiscard]] Result<HugoConfig> ReadHugoConfig(const std::filesystem::path& root, const std::string& base_url,
                                                std::vector<Warning>* warnings);

}  // namespace sou::indexer
