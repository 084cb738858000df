// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hexo/dependencies.h"

namespace sou::indexer {

HexoDependencies::HexoDependencies(const SourceOptions& options, const Publishing& publishing,
                                   const HexoConfig& config) {
  // Every field of the configuration is named here, so that a new one does not compile until somebody has thought of
  // it. `source_dir` shows in the paths below it, skip_render and those after it decide what is listed, the two of
  // publishing are in `publishing`.
  [[maybe_unused]] const auto& [base_path, source_dir, permalink, permalink_defaults, trailing_index, trailing_html,
                                new_post_name, i18n_dir, languages, zone, default_category, category_map, filename_case,
                                render_drafts, future, post_asset_folder, skip_render, include, exclude, ignore,
                                heading_ids, nunjucks, updated_is_date] = config;
  of_pages = HashOf(std::string_view("hexo"), HashOfOptions(options, publishing), base_path, trailing_index,
                    trailing_html, i18n_dir, languages, zone.Name(), heading_ids, nunjucks, updated_is_date);
  of_posts = HashOf(of_pages, permalink, permalink_defaults, new_post_name, default_category, category_map,
                    filename_case, post_asset_folder);
}

}  // namespace sou::indexer
