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
#include "indexer/source/value.h"

namespace sou::indexer {

struct HugoLanguage {
  std::string key;          // lower case, as file names carry it: "zh-cn"
  std::string tag;          // languageCode, else the key as authored; empty if the site says nothing
  std::string language;     // the tag's primary subtag, lower case; empty if unknown
  std::string base_path;    // before all URLs, percent-encoded, without a slash at the end: "/blog"
  std::string url_prefix;   // "zh-cn" if the language's pages lie below it, else ""
  std::string content_dir;  // relative to the site's root, '/' between folders, "" for the root itself
  bool disabled = false;
};

struct HugoConfig {
  std::vector<HugoLanguage> languages;                              // the default one first, never empty
  std::map<std::string, std::string, std::less<>> page_permalinks;  // section → pattern
  std::map<std::string, std::string, std::less<>> section_permalinks;
  std::map<std::string, bool, std::less<>> ugly_sections;
  bool ugly_urls = false;
  bool lower_paths = true;
  bool remove_path_accents = false;
  bool build_drafts = false;
  bool build_future = false;
  bool build_expired = false;
  std::string tags_key = "tags";
  std::string categories_key = "categories";
  bool is_section = false;  // a content folder without a configuration: see IsHugoSection
};

// Whether the folder has a Hugo configuration: hugo.* or config/_default/, or a config.* with a field of Hugo's (other
// generators, such as Zola, have a config.toml too). Fails if a config.* beside content/ cannot be parsed.
[[nodiscard]] Result<bool> HasHugoConfig(const std::filesystem::path& root);

// Whether the folder is the content of a Hugo site without its configuration: `_index.md` at its root and a leaf bundle
// (x/index.md) right below or deeper.
[[nodiscard]] bool IsHugoSection(const std::filesystem::path& root);

// Reads hugo.{toml,yaml,yml,json}, else config.*, then config/_default/*: a file there named after a key
// (permalinks.toml, languages.yaml, params.zh.toml) holds that key's map. `base_url` overrides the site's own. Without
// any of them: defaults over the root itself. Fails if a file cannot be parsed or a value cannot be used.
[[nodiscard]] Result<HugoConfig> ReadHugoConfig(const std::filesystem::path& root, const std::string& base_url,
                                                std::vector<Warning>* warnings);

}  // namespace sou::indexer
