// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/markdown/site.h"

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

#include "indexer/source/ascii.h"
#include "indexer/source/content_file.h"
#include "indexer/source/file_walk.h"
#include "indexer/source/language.h"
#include "indexer/source/url_path.h"

namespace sou::indexer {
namespace {

std::string WhyNotFolder(const std::string& path) {
  constexpr std::array<std::string_view, 4> kPackages = {"node_modules", "bower_components", "__pycache__", "vendor"};
  // Hidden folders of tools. Another hidden folder is somebody's own: what lies there was written to be read.
  constexpr auto kTools = std::to_array<std::string_view>(
      {".cache", ".changeset", ".circleci", ".docusaurus", ".git", ".gitea", ".github", ".gitlab", ".hg", ".husky",
       ".idea", ".obsidian", ".svn", ".tox", ".trash", ".venv", ".vitepress", ".vscode", ".vuepress"});
  const std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);
  const auto is_one_of = [&](const auto& names) { return std::find(names.begin(), names.end(), name) != names.end(); };
  if (is_one_of(kTools)) return "in a tool's hidden folder";
  if (is_one_of(kPackages)) return "in a folder of installed packages";
  return {};
}

struct PathParts {
  std::vector<std::string_view> folders;
  std::string_view stem;  // the file's name without extension
  bool is_index = false;  // it stands for its folder
};

PathParts Divide(std::string_view path) {
  PathParts parts;
  parts.folders = SplitPath(path);
  parts.stem = parts.folders.back().substr(0, parts.folders.back().rfind('.'));
  parts.folders.pop_back();
  parts.is_index =
      EqualsIgnoringCase(parts.stem, "index") || EqualsIgnoringCase(parts.stem, "readme") || parts.stem == "_index";
  return parts;
}

// A README beside an index file is a page of its own.
bool IsOvershadowed(const PathParts& parts, const std::filesystem::path& folder) {
  if (!EqualsIgnoringCase(parts.stem, "readme")) return false;
  std::error_code code;
  return std::filesystem::exists(folder / "index.md", code) || std::filesystem::exists(folder / "_index.md", code);
}

std::string Url(const PathParts& parts) {
  std::string path = "/";
  for (const std::string_view folder : parts.folders) path.append(folder).append("/");
  if (!parts.is_index) path.append(parts.stem).append("/");
  return path;
}

std::string NameAsTitle(std::string_view name) {
  std::string title(name);
  std::replace_if(
      title.begin(), title.end(), [](char c) { return c == '-' || c == '_'; }, ' ');
  return title;
}

// A language folder at the top, or right below a folder that commonly holds the content.
std::string_view LanguageFolder(const PathParts& parts) {
  if (parts.folders.empty()) return {};
  if (IsLanguageFolder(parts.folders[0])) return parts.folders[0];
  constexpr std::array<std::string_view, 4> kContentFolders = {"docs", "content", "src", "source"};
  const bool below =
      std::find(kContentFolders.begin(), kContentFolders.end(), parts.folders[0]) != kContentFolders.end();
  return below && parts.folders.size() > 1 && IsLanguageFolder(parts.folders[1]) ? parts.folders[1]
                                                                                 : std::string_view();
}

}  // namespace

MarkdownSite::MarkdownSite(std::filesystem::path root, SourceOptions options, std::vector<Warning> warnings)
    : root_(std::move(root)), options_(std::move(options)), warnings_(std::move(warnings)) {}

Result<Listing> MarkdownSite::List() const {
  Listing listing;
  WalkFiles(root_, "", {options_, [](const std::string& path) { return IsMarkdownPath(path); }, WhyNotFolder},
            &listing);
  SortListing(&listing);
  return listing;
}

ReadOutcome MarkdownSite::Read(const SourceFile& file) const {
  ReadOutcome outcome;
  const Result<std::string> text = ReadTextFile(root_, file.path, options_.max_file_bytes);
  if (!text.ok()) {
    outcome.skipped = text.error();
    return outcome;
  }
  ContentOptions content_options;
  content_options.meta.path = file.path;
  content_options.tags = TemplateTags::kHugo;
  content_options.max_table_cells = options_.max_table_cells;
  Result<Content> content = ReadContent(*text, content_options, nullptr, &outcome.warnings);
  if (!content.ok()) {
    outcome.skipped = content.error();
    return outcome;
  }
  if (std::optional<std::string> reason = WhyUnpublished(content->meta, Publishing(options_))) {
    outcome.left_out = std::move(reason);
    return outcome;
  }

  PathParts parts = Divide(file.path);
  if (IsOvershadowed(parts, (root_ / file.path).parent_path())) parts.is_index = false;
  const std::string root_name = root_.lexically_normal().filename().string();
  const std::string folder = parts.folders.empty() ? root_name : std::string(parts.folders.back());
  Page page;
  page.id = PageId(file.path);
  page.path = file.path;
  page.url = BasePath(options_.base_url) + EncodeUrlPath(Url(parts));
  page.section = parts.folders.empty() ? "" : parts.folders[0];
  const std::string written_language = content->meta.language;
  FillPage(std::move(*content), NameAsTitle(parts.is_index ? folder : parts.stem), &page);
  SetLanguage(LanguageFolder(parts), written_language, options_.language, &page);
  outcome.page = std::move(page);
  return outcome;
}

Result<std::unique_ptr<SiteSource>> OpenMarkdownSite(const std::filesystem::path& root, const SourceOptions& options) {
  return std::unique_ptr<SiteSource>(std::make_unique<MarkdownSite>(root, options));
}

}  // namespace sou::indexer
