// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where Hugo publishes a page (its RelPermalink), tried against Hugo 0.111.3. Pure functions, thread-safe.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/timestamp.h"
#include "indexer/source/hugo/config.h"

namespace sou::indexer {

// Hugo's common/paths Sanitize: letters, digits, marks, "%XX" and "./\_#+~-@" stay; a run of white space becomes one
// '-'; anything else is dropped.
[[nodiscard]] std::string SanitizeHugoPath(std::string_view path);

enum class HugoKind : uint8_t { kHome, kSection, kBundle, kSingle };

// A content file's place, from its path below the content folder.
struct HugoFile {
  HugoKind kind = HugoKind::kSingle;
  std::vector<std::string> folders;  // above the file; a bundle's own folder is the last one
  std::string name;                  // without language suffix and extension: "my-post", "index", "_index"
  std::string language;              // key of the suffix; empty if it has none
};

// `languages` are the keys that a suffix can name.
[[nodiscard]] HugoFile ReadHugoPath(std::string_view path, const std::vector<std::string>& languages);

struct HugoPageFacts {
  std::string title;
  std::string slug;
  std::string url;
  std::optional<Timestamp> date;
  std::vector<std::string> sections;  // for :sections, outermost first
};

// The published path from the host's root, percent-encoded.
[[nodiscard]] std::string HugoUrl(const HugoFile& file, const HugoPageFacts& facts, const HugoLanguage& language,
                                  const HugoConfig& config);

// A permalink pattern with its tokens replaced; unknown tokens stay.
[[nodiscard]] std::string ExpandPermalink(std::string_view pattern, const HugoFile& file, const HugoPageFacts& facts);

}  // namespace sou::indexer
