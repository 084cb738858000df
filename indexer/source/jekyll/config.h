// SPDX-License-Identifier: GPL-3.0-or-later
//
// A Jekyll site's configuration, as far as it decides which pages there are and where they are published; tried against
// Jekyll 4.3.1. Thread-safe.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "indexer/source/heading_ids.h"
#include "indexer/source/jekyll/dates.h"
#include "indexer/source/value.h"

namespace sou::indexer {

struct JekyllCollection {
  std::string label;      // its folder is "_label"
  std::string permalink;  // a template
  bool output = false;    // its documents become pages
};

// An entry of `defaults`.
struct JekyllScope {
  std::string path;
  std::string type;
  bool has_type = false;
  Value values;  // without lines
};

struct JekyllConfig {
  std::string source;           // relative to the site's root, '/' between folders, "" for the root itself
  std::string destination;      // relative to the site's root; "" if it lies outside
  std::string collections_dir;  // relative to `source`; "" if not set
  std::string base_path;        // before all URLs, percent-encoded, without a slash at the end: "/blog"
  std::string language;         // `lang` or `locale`, as authored
  std::string page_permalink;   // template of HTML pages that are no index
  std::vector<JekyllCollection> collections;  // "posts" is always there
  std::vector<JekyllScope> defaults;
  std::vector<std::string> include;
  std::vector<std::string> exclude;              // with Jekyll's own
  std::vector<std::string> markdown_extensions;  // without a dot, lower case
  bool future = false;
  bool unpublished = false;
  bool show_drafts = false;
  bool optional_front_matter = false;  // by the plugin of that name
  bool is_kramdown = true;
  HeadingIdStyle heading_ids = HeadingIdStyle::kKramdownGfm;
  std::string heading_id_prefix;
  std::string excerpt_separator;  // as authored; empty if not set
  TimeZone time_zone;
};

// _config.yml, _config.yaml or _config.toml, the first that is there; "" if none is.
[[nodiscard]] std::string FindJekyllConfig(const std::filesystem::path& root);

// Whether the folder looks like a Jekyll site: a configuration beside Jekyll's folders, with its keys, or with a
// Gemfile that names it; or a `_posts` folder without one. Hexo's configuration has the same name: a package.json that
// names hexo, `source/_posts` or keys of Hexo's say no.
[[nodiscard]] bool IsJekyllFolder(const std::filesystem::path& root);

// `base_url` overrides the site's own `url` and `baseurl`. Without a file: defaults. Fails if the file cannot be parsed
// or a folder it names lies outside of the site.
[[nodiscard]] Result<JekyllConfig> ReadJekyllConfig(const std::filesystem::path& root, const std::string& base_url,
                                                    std::vector<Warning>* warnings);

}  // namespace sou::indexer
