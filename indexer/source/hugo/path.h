// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where Hugo publishes a page (its RelPermalink), tried against Hugo 0.111.3. Pure functions, thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/timestamp.h"
#include "indexer/source/hugo/config.h"
#include "indexer/source/hugo/matcher.h"

namespace sou::indexer {

// Hugo's common/paths Sanitize: letters, digits, marks, "%XX" and "./\_#+~-@" stay; a run of white space becomes one
// '-'; anything else is dropped.
[[nodiscard]] std::string SanitizeHugoPath(std::string_view path);

// kTaxonomy is the list of all terms ("tags/_index.md"), kTerm the list of one term's pages ("tags/tea/_index.md").
enum class HugoKind : uint8_t { kHome, kSection, kTaxonomy, kTerm, kBundle, kSingle };

// Whether the file is an `_index` file, which stands for a list.
[[nodiscard]] constexpr bool IsHugoList(HugoKind kind) {
  return kind != HugoKind::kBundle && kind != HugoKind::kSingle;
}

// "home", "section", "taxonomy", "term" or "page".
[[nodiscard]] std::string_view HugoKindName(HugoKind kind);

// A content file's place, from its path below the content folder.
struct HugoFile {
  HugoKind kind = HugoKind::kSingle;
  std::vector<std::string> folders;  // above the file; a bundle's own folder is the last one
  std::string name;                  // without language suffix and extension: "my-post", "index", "_index"
  std::string language;              // key of the suffix; empty if it has none
};

// `languages` are the keys that a suffix can name, `taxonomies` the folders of their lists (HugoConfig::taxonomies).
[[nodiscard]] HugoFile ReadHugoPath(std::string_view path, const std::vector<std::string>& languages,
                                    const std::vector<std::string>& taxonomies = {});

// The file's name, a bundle's or list's folder; empty for the home page.
[[nodiscard]] std::string HugoBaseName(const HugoFile& file);

// What matchers look at; `path` is the one given to ReadHugoPath.
[[nodiscard]] HugoPageId MakeHugoPageId(const HugoFile& file, std::string_view path, const std::string& language);

struct HugoPageFacts {
  std::string title;
  std::string slug;
  std::string url;
  std::optional<Timestamp> date;
  std::vector<std::string> sections;       // for :sections, outermost first
  std::vector<std::string> section_slugs;  // for :sectionslugs, the slug or title of each
  HugoPageId id;
};

// The rule of [permalinks] for the page; nullptr if there is none.
[[nodiscard]] const std::string* FindHugoPermalink(const HugoFile& file, const HugoPageId& id,
                                                   const HugoConfig& config);

// The published path from the host's root, percent-encoded.
[[nodiscard]] std::string HugoUrl(const HugoFile& file, const HugoPageFacts& facts, const HugoLanguage& language,
                                  const HugoConfig& config);

// The address of an alias of a page published at `url`: relative to the folder that holds the page, or with a slash at
// its beginning to the site's root. `of_url_field` says that the front matter's `url` was used. Empty if the alias
// names the page itself or the site's root.
[[nodiscard]] std::string HugoAlias(std::string_view alias, std::string_view url, bool of_url_field,
                                    const HugoLanguage& language, const HugoConfig& config);

}  // namespace sou::indexer
