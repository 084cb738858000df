// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/site_source.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "indexer/source/hexo/site.h"
#include "indexer/source/html/site.h"
#include "indexer/source/hugo/site.h"
#include "indexer/source/jekyll/site.h"
#include "indexer/source/jsonl/site.h"
#include "indexer/source/markdown/site.h"

namespace sou::indexer {
namespace {

namespace fs = std::filesystem;

struct KindOfSite {
  std::string_view name;
  Result<bool> (*is_there)(const fs::path& root);
  Result<std::unique_ptr<SiteSource>> (*open)(const fs::path& root, const SourceOptions& options);
};

// Recognised in this order; Markdown is what anything else is.
constexpr KindOfSite kKindsInOrder[] = {
    {"hugo", IsHugoSite, OpenHugoSite},
    {"jekyll", IsJekyllSite, OpenJekyllSite},
    {"hexo", IsHexoSite, OpenHexoSite},
    {"jsonl", IsJsonLines, OpenJsonLines},
    {"html", IsHtmlSite, OpenHtmlSite},
    {"markdown", [](const fs::path&) -> Result<bool> { return true; }, OpenMarkdownSite},
};

Result<const KindOfSite*> ChooseKind(const fs::path& root, const SourceOptions& options) {
  std::error_code code;
  const bool is_folder = fs::is_directory(root, code);
  for (const KindOfSite& kind : kKindsInOrder) {
    if (!options.kind.empty()) {
      if (kind.name == options.kind) return &kind;
      continue;
    }
    // Only JSON Lines and, for want of anything else, Markdown look at what is no folder.
    if (!is_folder && kind.name != "jsonl" && kind.name != "markdown") continue;
    const Result<bool> is_there = kind.is_there(root);
    if (!is_there.ok()) return is_there.error();
    if (*is_there) return &kind;
  }
  std::string names;
  for (const std::string_view name : kKinds) names.append(names.empty() ? "" : ", ").append(name);
  return Error{ErrorCode::kInvalidArgument, "unknown kind of site '" + options.kind + "'; the kinds are: " + names};
}

}  // namespace

Result<std::unique_ptr<SiteSource>> OpenSite(const fs::path& root, const SourceOptions& options) {
  std::error_code code;
  const bool is_input = root == "-";
  if (!is_input && !fs::exists(root, code)) {
    return Error{ErrorCode::kNotFound, "there is no such folder", {root.string()}};
  }
  const Result<const KindOfSite*> kind = ChooseKind(root, options);
  if (!kind.ok()) return kind.error();
  if ((is_input || !fs::is_directory(root, code)) && (*kind)->name != "jsonl") {
    return Error{ErrorCode::kInvalidArgument, "not a folder, and no file of JSON Lines (.jsonl)", {root.string()}};
  }
  return (*kind)->open(root, options);
}

Result<Listing> ListSite(const SiteSource& site, const fs::path& root) {
  Result<Listing> listing = site.List();
  const bool empty = listing.ok() && listing->files.empty() && listing->skipped.empty();
  if (empty) return Error{ErrorCode::kNotFound, "no content found in " + root.string()};
  return listing;
}

}  // namespace sou::indexer
