// SPDX-License-Identifier: GPL-3.0-or-later
//
// A Hexo site's _config.yml, as far as it decides which pages there are, what their addresses, anchors and languages
// are. Names and defaults are those of Hexo 8.1. Thread-safe.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "common/base/result.h"
#include "indexer/source/heading_ids.h"
#include "indexer/source/hexo/date.h"
#include "indexer/source/hexo/slug.h"
#include "indexer/source/value.h"

namespace sou::indexer {

struct HexoConfig {
  std::string base_path;  // before all URLs, percent-encoded, without a slash at the end: "/blog"
  std::string source_dir = "source";
  std::string permalink = ":year/:month/:day/:title/";
  Value permalink_defaults;
  bool trailing_index = true;  // pretty_urls: whether "index.html" and ".html" stay in addresses
  bool trailing_html = true;
  std::string new_post_name = ":title.md";
  std::string i18n_dir = ":lang";
  std::vector<std::string> languages;  // the first is that of pages that say nothing; empty if the site says nothing
  HexoZone zone;
  std::string default_category = "uncategorized";
  Value category_map;
  LetterCase filename_case = LetterCase::kKeep;
  bool render_drafts = false;
  bool future = true;
  bool post_asset_folder = false;
  std::vector<std::string> skip_render;  // globs (glob.h) over paths below source_dir, as the next two
  std::vector<std::string> include;
  std::vector<std::string> exclude;
  std::vector<std::string> ignore;  // globs over whole paths
  HeadingIdStyle heading_ids = HeadingIdStyle::kHexo;
  bool nunjucks = true;          // whether `{% %}` is a tag
  bool updated_is_date = false;  // updated_option: date
};

// Whether the folder holds a Hexo site: a _config.yml, .yaml or .json beside a source folder, with posts in it or a
// field of Hexo's (or package.json names Hexo). A folder with _posts of its own is Jekyll's unless package.json says
// otherwise. A configuration that cannot be parsed is no reason to say no.
[[nodiscard]] bool HasHexoConfig(const std::filesystem::path& root);

// `base_url` overrides the site's own. Fails if there is no configuration, it cannot be parsed, or source_dir lies
// outside of the site. What cannot be used else is a warning.
[[nodiscard]] Result<HexoConfig> ReadHexoConfig(const std::filesystem::path& root, const std::string& base_url,
                                                std::vector<Warning>* warnings);

}  // namespace sou::indexer
