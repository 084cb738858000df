// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/site_source.h"

#include <system_error>
#include <utility>

#include "indexer/source/hugo_site.h"
#include "indexer/source/markdown_site.h"

namespace sou::indexer {
namespace {

namespace fs = std::filesystem;

// "markdown" unless the folder is recognised as another kind.
Result<std::string> RecogniseKind(const fs::path& root) {
  Result<bool> is_hugo = IsHugoSite(root);
  if (!is_hugo.ok()) return is_hugo.error();
  return std::string(*is_hugo ? "hugo" : "markdown");
}

Result<std::unique_ptr<SiteSource>> OpenKind(const std::string& kind, const fs::path& root,
                                             const SourceOptions& options) {
  if (kind == "hugo") return OpenHugoSite(root, options);
  if (kind == "markdown") return std::unique_ptr<SiteSource>(std::make_unique<MarkdownSite>(root, options));
  return Error{ErrorCode::kInvalidArgument, "unknown kind of site '" + kind + "'; the kinds are: hugo, markdown"};
}

}  // namespace

Result<std::unique_ptr<SiteSource>> OpenSite(const fs::path& root, const SourceOptions& options) {
  std::error_code code;
  if (!fs::exists(root, code)) return Error{ErrorCode::kNotFound, "there is no such folder", {root.string()}};
  if (!fs::is_directory(root, code)) return Error{ErrorCode::kInvalidArgument, "not a folder", {root.string()}};

  std::string kind = options.kind;
  if (kind.empty()) {
    Result<std::string> recognised = RecogniseKind(root);
    if (!recognised.ok()) return recognised.error();
    kind = std::move(*recognised);
  }
  Result<std::unique_ptr<SiteSource>> site = OpenKind(kind, root, options);
  if (!site.ok()) return site;
  const Result<Listing> listing = (*site)->List();
  if (!listing.ok()) return listing.error();
  if (listing->files.empty() && listing->skipped.empty()) {
    return Error{ErrorCode::kNotFound, "no content found in " + root.string()};
  }
  return site;
}

}  // namespace sou::indexer
