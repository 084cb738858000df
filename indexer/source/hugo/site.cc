// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hugo/site.h"

#include <algorithm>
#include <array>
#include <set>
#include <system_error>
#include <utility>

#include "indexer/source/ascii.h"
#include "indexer/source/content_file.h"
#include "indexer/source/file_walk.h"
#include "indexer/source/hugo/config.h"
#include "indexer/source/hugo/path.h"
#include "indexer/source/language.h"
#include "indexer/source/url_path.h"

namespace sou::indexer {
namespace {

namespace fs = std::filesystem;

std::string_view NameOf(std::string_view path) { return path.substr(path.rfind('/') + 1); }  // npos + 1 is 0
std::string_view FolderOf(std::string_view path) {
  return path.substr(0, path.rfind('/') == path.npos ? 0 : path.rfind('/'));
}

bool IsOtherFormat(std::string_view name) {
  constexpr std::array<std::string_view, 8> kOthers = {"org", "adoc",   "asciidoc", "ad",
                                                       "rst", "pandoc", "pdc",      "mmark"};
  const std::string_view extension = name.substr(std::min(name.rfind('.'), name.size() - 1) + 1);
  return std::find(kOthers.begin(), kOthers.end(), extension) != kOthers.end();
}

// Hugo passes over names that begin with '.' or '#' or end with '~'.
bool IsContent(const std::string& path) {
  const std::string_view name = NameOf(path);
  if (name.starts_with('.') || name.starts_with('#') || name.ends_with('~')) return false;
  return IsMarkdownPath(name) || IsHtmlPath(name) || IsOtherFormat(name);
}

class HugoSite : public SiteSource {
 public:
  HugoSite(fs::path root, SourceOptions options, HugoConfig config, std::vector<Warning> warnings)
      : root_(std::move(root)),
        options_(std::move(options)),
        publishing_(options_),
        config_(std::move(config)),
        warnings_(std::move(warnings)) {
    publishing_.drafts = publishing_.drafts || config_.build_drafts;
    publishing_.future = publishing_.future || config_.build_future;
    publishing_.expired = publishing_.expired || config_.build_expired;
    for (const HugoLanguage& language : config_.languages) language_keys_.push_back(language.key);
  }

  [[nodiscard]] std::string_view Kind() const override { return "hugo"; }
  [[nodiscard]] const std::vector<Warning>& SiteWarnings() const override { return warnings_; }

  [[nodiscard]] Result<Listing> List() const override {
    Listing found;
    std::set<std::string> folders;
    for (const HugoLanguage& language : config_.languages) folders.insert(language.content_dir);
    for (const std::string& folder : folders) {
      std::error_code code;
      if (!fs::is_directory(root_ / folder, code)) continue;
      WalkFiles(root_, folder, {options_, IsContent, [this](const std::string& path) { return WhyNotFolder(path); }},
                &found);
    }
    SortListing(&found);
    return Divide(std::move(found));
  }

  [[nodiscard]] ReadOutcome Read(const SourceFile& source) const override {
    ReadOutcome outcome;
    const Result<std::string> text = ReadTextFile(root_, source.path, options_.max_file_bytes);
    if (!text.ok()) {
      outcome.skipped = text.error();
      return outcome;
    }
    ContentOptions content_options;
    content_options.meta.path = source.path;
    content_options.meta.tags_key = config_.tags_key;
    content_options.meta.categories_key = config_.categories_key;
    content_options.tags = TemplateTags::kHugo;
    content_options.max_table_cells = options_.max_table_cells;
    Result<Content> content = ReadContent(*text, content_options, nullptr, &outcome.warnings);
    if (!content.ok()) {
      outcome.skipped = content.error();
      return outcome;
    }
    const Located located = Locate(source.path);
    outcome.left_out = WhyLeftOut(source.path, located.file, *content);
    if (!outcome.left_out) outcome.page = MakePage(source.path, located, std::move(*content));
    return outcome;
  }

 private:
  struct Located {
    const HugoLanguage* language = nullptr;
    std::string below;  // the path below the content folder
    HugoFile file;
  };

  // By the longest content folder that holds the path, then by the name's suffix.
  [[nodiscard]] Located Locate(const std::string& path) const {
    Located located;
    size_t longest = 0;
    for (const HugoLanguage& language : config_.languages) {
      const std::string& folder = language.content_dir;
      const bool holds = folder.empty() || path.starts_with(folder + "/");
      if (!holds || (located.language != nullptr && folder.size() <= longest)) continue;
      located.language = &language;
      longest = folder.size();
    }
    if (located.language == nullptr) located.language = &config_.languages[0];
    located.below = path.substr(longest == 0 ? 0 : longest + 1);
    located.file = ReadHugoPath(located.below, language_keys_);
    for (const HugoLanguage& language : config_.languages) {
      if (language.key == located.file.language) located.language = &language;
    }
    return located;
  }

  [[nodiscard]] std::string WhyNotFolder(const std::string& path) const {
    constexpr std::array<std::string_view, 8> kNotContent = {"public",     "resources", "themes",  "node_modules",
                                                             "archetypes", "static",    "layouts", "assets"};
    if (NameOf(path).starts_with('.')) return "in a hidden folder";
    // Inside a content folder these names are sections like any other.
    const bool is_other =
        config_.is_section && std::find(kNotContent.begin(), kNotContent.end(), path) != kNotContent.end();
    return is_other ? "in a folder that is no content" : "";
  }

  // The folders of leaf bundles: an index file and no `_index` file.
  [[nodiscard]] std::set<std::string, std::less<>> FindBundles(const Listing& found) const {
    std::set<std::string, std::less<>> bundles;
    std::set<std::string, std::less<>> branches;
    for (const SourceFile& file : found.files) {
      const Located located = Locate(file.path);
      if (located.file.kind == HugoKind::kBundle) bundles.emplace(FolderOf(file.path));
      if (located.file.name == "_index") branches.emplace(FolderOf(file.path));
    }
    for (const std::string& branch : branches) bundles.erase(branch);
    return bundles;
  }

  // The outermost leaf bundle that holds the file; "" if none does.
  static std::string_view BundleOf(std::string_view path, const std::set<std::string, std::less<>>& bundles) {
    for (size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/', slash + 1)) {
      if (bundles.contains(path.substr(0, slash))) return path.substr(0, slash);
    }
    return {};
  }

  [[nodiscard]] Listing Divide(Listing found) const {
    const std::set<std::string, std::less<>> bundles = FindBundles(found);
    Listing listing;
    listing.left_out = std::move(found.left_out);
    listing.skipped = std::move(found.skipped);
    for (SourceFile& file : found.files) {
      std::string reason = WhyNoPage(file.path, bundles);
      if (reason.empty()) {
        listing.files.push_back(std::move(file));
      } else {
        listing.left_out.push_back({std::move(file.path), std::move(reason)});
      }
    }
    SortListing(&listing);
    return listing;
  }

  // What the path alone tells.
  [[nodiscard]] std::string WhyNoPage(const std::string& path,
                                      const std::set<std::string, std::less<>>& bundles) const {
    const Located located = Locate(path);
    const std::string_view bundle = BundleOf(path, bundles);
    const bool is_its_index = located.file.kind == HugoKind::kBundle && FolderOf(path) == bundle;
    if (!bundle.empty() && !is_its_index) return "a resource of the page in " + std::string(bundle) + "/";
    if (located.language->disabled) return "its language, " + located.language->key + ", is disabled";
    if (IsOtherFormat(path)) return "this format is not read";
    const std::string_view extension = std::string_view(path).substr(path.rfind('.') + 1);
    if (AsciiLower(extension) != extension) return "Hugo knows the extension in lower case only";
    return {};
  }

  [[nodiscard]] std::optional<std::string> WhyLeftOut(const std::string& path, const HugoFile& file,
                                                      const Content& content) const {
    if (!content.has_front_matter && IsHtmlPath(path)) return "HTML without front matter is copied as it is";
    if (config_.is_section && !content.has_front_matter && IsOfRepository(path)) return "the repository's own " + path;
    if (std::optional<std::string> reason = WhyUnpublished(content.meta, publishing_)) return reason;
    if (file.kind == HugoKind::kBundle && content.meta.headless) return "a headless bundle";
    const bool is_list = file.kind == HugoKind::kHome || file.kind == HugoKind::kSection;
    if (is_list && content.meta.title.empty() && content.body.text.empty()) return "a list page without title and text";
    return std::nullopt;
  }

  static bool IsOfRepository(std::string_view path) {
    return EqualsIgnoringCase(path, "README.md") || EqualsIgnoringCase(path, "SUMMARY.md");
  }

  [[nodiscard]] Page MakePage(const std::string& path, const Located& located, Content content) const {
    const HugoFile& file = located.file;
    HugoPageFacts facts{content.meta.title, content.meta.slug, content.meta.url, content.meta.date, Sections(located)};
    Page page;
    page.id = PageId(path);
    page.path = path;
    page.url = HugoUrl(file, facts, *located.language, config_);
    page.section = file.folders.empty() ? "" : file.folders[0];
    const std::string written_language = content.meta.language;
    const bool stands_for_folder = file.kind != HugoKind::kSingle && !file.folders.empty();
    FillPage(std::move(content), stands_for_folder ? file.folders.back() : file.name, &page);
    if (page.translation_key.empty()) page.translation_key = TranslationKey(file);
    SetLanguage(located.language->tag, written_language, options_.language, &page);
    return page;
  }

  static std::string TranslationKey(const HugoFile& file) {
    std::string key;
    for (const std::string& folder : file.folders) key += folder + "/";
    return key + file.name;
  }

  // The first folder is always a section, a deeper one only with an `_index` file.
  [[nodiscard]] std::vector<std::string> Sections(const Located& located) const {
    const HugoFile& file = located.file;
    std::vector<std::string> sections;
    const size_t count = file.folders.size() - (file.kind == HugoKind::kBundle && !file.folders.empty() ? 1 : 0);
    fs::path folder = root_ / located.language->content_dir;
    for (size_t i = 0; i < count; ++i) {
      folder /= file.folders[i];
      std::error_code code;
      if (i == 0 || fs::exists(folder / "_index.md", code) ||
          fs::exists(folder / ("_index." + located.language->key + ".md"), code)) {
        sections.push_back(file.folders[i]);
      }
    }
    return sections;
  }

  // Constant after construction.
  fs::path root_;
  SourceOptions options_;
  Publishing publishing_;
  HugoConfig config_;
  std::vector<Warning> warnings_;
  std::vector<std::string> language_keys_;
};

}  // namespace

Result<bool> IsHugoSite(const fs::path& root) {
  Result<bool> has_config = HasHugoConfig(root);
  if (!has_config.ok() || *has_config) return has_config;
  return IsHugoSection(root);
}

Result<std::unique_ptr<SiteSource>> OpenHugoSite(const fs::path& root, const SourceOptions& options) {
  std::vector<Warning> warnings;
  Result<HugoConfig> config = ReadHugoConfig(root, options.base_url, &warnings);
  if (!config.ok()) return config.error();
  return std::unique_ptr<SiteSource>(
      std::make_unique<HugoSite>(root, options, std::move(*config), std::move(warnings)));
}

}  // namespace sou::indexer
