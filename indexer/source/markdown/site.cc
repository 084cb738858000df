// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/markdown/site.h"

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

#include "indexer/source/ascii.h"
#include "indexer/source/byte_hash.h"
#include "indexer/source/config_file.h"
#include "indexer/source/content_file.h"
#include "indexer/source/dependency_hash.h"
#include "indexer/source/file_walk.h"
#include "indexer/source/language.h"
#include "indexer/source/url_path.h"

namespace sou::indexer {
namespace {

namespace fs = std::filesystem;

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
  if (path == "archetypes" || path == "scaffolds") return "a template for new pages";
  return {};
}

// A README beside an index file is a page of its own.
bool IsOvershadowed(const fs::path& file) {
  if (!EqualsIgnoringCase(file.stem().string(), "readme")) return false;
  return IsFile(file.parent_path() / "index.md") || IsFile(file.parent_path() / "_index.md");
}

std::string NameAsTitle(const std::string& name) {
  std::string title = name;
  std::replace_if(
      title.begin(), title.end(), [](char c) { return c == '-' || c == '_'; }, ' ');
  return title;
}

bool IsMdxPath(std::string_view path) { return path.ends_with(".mdx"); }

// Zola's front matter: taxonomies in a table of their own, and its word for what searches pass over.
Value ZolaDefaults(const Value& fields) {
  Value defaults;
  defaults.kind = Value::Kind::kMap;
  const Value* taxonomies = fields.Find("taxonomies");
  if (taxonomies != nullptr && taxonomies->IsMap()) defaults.items = taxonomies->items;
  if (const Value* searched = fields.Find("in_search_index"); searched != nullptr) {
    Value search = *searched;
    search.key = "search";
    defaults.items.push_back(std::move(search));
  }
  return defaults;
}

// Every field is named, so that a new one does not compile until somebody has thought of it here. The chapters decide
// what is listed, not how it is read.
uint64_t HashOfFlavor(const FlavorConfig& config) {
  [[maybe_unused]] const auto& [flavor, content_dir, base_path, language, clean_urls, slugify, docs_route, last_version,
                                chapters, languages] = config;
  return HashOf(flavor, content_dir, base_path, language, clean_urls, slugify, docs_route, last_version, languages);
}

}  // namespace

MarkdownSite::MarkdownSite(fs::path root, SourceOptions options, FlavorConfig config, std::vector<Warning> warnings)
    : root_(std::move(root)), options_(std::move(options)), config_(std::move(config)), warnings_(std::move(warnings)) {
  if (!options_.base_url.empty()) config_.base_path = BasePath(options_.base_url);
  site_hash_ = HashOf(Kind(), HashOfOptions(options_, Publishing(options_)), HashOfFlavor(config_));
}

Result<Listing> MarkdownSite::List() const {
  Listing found;
  const auto is_content = [](const std::string& path) { return IsMarkdownPath(path) || IsMdxPath(path); };
  WalkFiles(root_, "", {options_, is_content, WhyNotFolder}, &found);
  return Sieve(std::move(found), [this](const SourceFile& file) { return WhyNoPage(config_, file.path); });
}

ReadOutcome MarkdownSite::Read(const SourceFile& file) const {
  ReadOutcome outcome;
  outcome.looks_at = 0;
  const Result<std::string> text = ReadTextFile(root_, file.path, options_.max_file_bytes);
  if (!text.ok()) {
    outcome.skipped = text.error();
    return outcome;
  }
  const DefaultsFor defaults_for = config_.flavor == Flavor::kZola ? ZolaDefaults : DefaultsFor();
  Result<Content> content = ReadContent(*text, OptionsFor(file.path), defaults_for, &outcome.warnings);
  if (!content.ok()) {
    outcome.skipped = content.error();
    return outcome;
  }
  outcome.left_out = WhyUnpublished(content->meta, Publishing(options_));
  outcome.valid_until = HoldsUntil(content->meta, Publishing(options_));
  if (!outcome.left_out) outcome.page = MakePage(file.path, std::move(*content));
  return outcome;
}

uint64_t MarkdownSite::DependencyHash(const SourceFile& file, uint8_t /*looks_at*/) const {
  const bool is_at_top = file.path.find('/') == std::string::npos;
  return HashOf(site_hash_, LimitOn(file, options_), is_at_top ? FolderName(file.path) : std::string(),
                IsOvershadowed(root_ / file.path));
}

Result<uint64_t> MarkdownSite::HashOfBytes(const SourceFile& file) const {
  return HashOfFile(root_, file, options_.max_file_bytes);
}

std::string MarkdownSite::FolderName(const std::string& path) const {
  return (root_.lexically_normal() / path).parent_path().filename().string();
}

ContentOptions MarkdownSite::OptionsFor(const std::string& path) const {
  ContentOptions options;
  options.meta.path = path;
  options.summary_dividers = kCommonDividers;
  options.heading_ids = HeadingIdsOf(config_.flavor);
  options.max_table_cells = options_.max_table_cells;
  const bool is_mdx = IsMdxPath(path) || config_.flavor == Flavor::kDocusaurus;
  options.tags = is_mdx ? TemplateTags::kMdx : TemplateTags::kContainers;
  // The content of a Hugo site may come without its configuration.
  if (config_.flavor == Flavor::kPlain && !is_mdx) options.tags = TemplateTags::kHugoAndContainers;
  return options;
}

Page MarkdownSite::MakePage(const std::string& path, Content content) const {
  const FlavorPage place = Place(config_, path, content, IsOvershadowed(root_ / path));
  const fs::path file(path);
  Page page;
  page.id = PageId(path);
  page.path = path;
  page.url = place.url;
  page.section = place.section;
  const std::string written_language = content.meta.language;
  for (const std::string& alias : content.meta.aliases) {
    page.aliases.push_back(config_.base_path + EncodeUrlPath(CleanUrlPath("/" + alias)));
  }
  if (!content.meta.date) content.meta.date = place.date;
  FillPage(std::move(content), NameAsTitle(place.is_folder_page ? FolderName(path) : file.stem().string()), &page);
  SetLanguage(place.language, written_language, options_.language, &page);
  // Docusaurus makes the title of a first heading, which gets no id.
  const bool has_title_heading = !page.headings.empty() && page.headings[0].level == 1;
  if (config_.flavor == Flavor::kDocusaurus && has_title_heading) page.headings[0].anchor.clear();
  return page;
}

Result<std::unique_ptr<SiteSource>> OpenMarkdownSite(const fs::path& root, const SourceOptions& options) {
  std::vector<Warning> warnings;
  Result<FlavorConfig> config = RecogniseFlavor(root, &warnings);
  if (!config.ok()) return config.error();
  return std::unique_ptr<SiteSource>(
      std::make_unique<MarkdownSite>(root, options, std::move(*config), std::move(warnings)));
}

}  // namespace sou::indexer
