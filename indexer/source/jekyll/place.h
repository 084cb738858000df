// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a file is to Jekyll, by its path alone, tried against Jekyll 4.3.1. Pure functions, thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/source/jekyll/config.h"

namespace sou::indexer {

enum class JekyllKind : uint8_t { kNone, kPage, kPost, kDraft, kDocument };

struct JekyllPlace {
  JekyllKind kind = JekyllKind::kNone;
  std::string why_not;                           // why it is kNone
  const JekyllCollection* collection = nullptr;  // of a post, draft or document; the configuration's
  std::string path;                              // pages: below the source; others: below collections_dir
  std::vector<std::string> categories;           // of a post: the folders around `_posts`
};

// `path` is relative to the site's root; so a folder is kNone if no file below it can be a page.
[[nodiscard]] JekyllPlace PlaceOfFile(std::string_view path, const JekyllConfig& config);
// The same of a file that is known to be listed, without looking at what the configuration filters.
[[nodiscard]] JekyllPlace PlaceOfListedFile(std::string_view path, const JekyllConfig& config);
[[nodiscard]] std::string WhyNoJekyllFolder(std::string_view path, const JekyllConfig& config);

// "2024-2-3-name.md" divided; `date` is empty if the name begins with none.
struct JekyllName {
  std::string_view date;
  std::string_view slug;  // without full stops at the end
};
[[nodiscard]] JekyllName ReadJekyllName(std::string_view path);

// The entries of `defaults` whose scope the file is in, as indices of config.defaults. `site_path` is relative to the
// source.
[[nodiscard]] std::vector<size_t> ScopesFor(const JekyllPlace& place, std::string_view site_path,
                                            const JekyllConfig& config);

// The values of `defaults` that count for a file. Of several the longer path wins, then one with a type, then the
// later. Pages look at each value for itself, documents at whole entries, as in Jekyll. `site_path` is relative to the
// source.
[[nodiscard]] Value DefaultsOf(const JekyllPlace& place, std::string_view site_path, const JekyllConfig& config);

}  // namespace sou::indexer
