// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hugo/site.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "indexer/source/ascii.h"
#include "indexer/source/byte_hash.h"
#include "indexer/source/config_file.h"
#include "indexer/source/content_file.h"
#include "indexer/source/file_walk.h"
#include "indexer/source/front_matter.h"
#include "indexer/source/hugo/config.h"
#include "indexer/source/hugo/config_files.h"
#include "indexer/source/hugo/date.h"
#include "indexer/source/hugo/dependencies.h"
#include "indexer/source/hugo/locator.h"
#include "indexer/source/hugo/path.h"
#include "indexer/source/hugo/sections.h"
#include "indexer/source/language.h"
#include "indexer/source/path_name.h"
#include "indexer/source/unique_texts.h"

namespace sou::indexer {
namespace {

namespace fs = std::filesystem;

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

bool IsListFile(const std::string& path) { return IsContent(path) && NameOf(path).starts_with("_index."); }

constexpr const char* kFileTime = ":filemodtime";

// "2024-05-06-my-post": a date and what follows it, as `:filename` reads it.
struct DatedName {
  std::string date;
  std::string rest;
};

std::optional<DatedName> ReadDatedName(std::string_view name) {
  constexpr size_t kDateLength = 10;
  if (name.size() < kDateLength || name[4] != '-' || !ParseTimestamp(name.substr(0, kDateLength))) return std::nullopt;
  DatedName dated = {std::string(name.substr(0, kDateLength)), {}};
  std::string_view rest = name.substr(kDateLength);
  const size_t begin = rest.find_first_not_of(" -_");
  if (begin != std::string_view::npos) dated.rest = rest.substr(begin, rest.find_last_not_of(" -_") + 1 - begin);
  return dated;
}

void AddField(const char* key, std::string text, Value* map) {
  Value field;
  field.kind = Value::Kind::kScalar;
  field.key = key;
  field.text = std::move(text);
  map->items.push_back(std::move(field));
}

class HugoSite : public SiteSource {
 public:
  HugoSite(fs::path root, SourceOptions options, HugoConfig config, std::vector<Warning> warnings)
      : root_(std::move(root)),
        options_(std::move(options)),
        publishing_(options_),
        config_(std::move(config)),
        locator_(config_),
        warnings_(std::move(warnings)) {
    publishing_.drafts = publishing_.drafts || config_.build_drafts;
    publishing_.future = publishing_.future || config_.build_future;
    publishing_.expired = publishing_.expired || config_.build_expired;
    ReadSections();
    dependencies_.emplace(options_, publishing_, config_, sections_);
    for (const auto* keys : {&config_.date_keys, &config_.lastmod_keys, &config_.publish_keys, &config_.expiry_keys}) {
      dates_by_file_ = dates_by_file_ || std::find(keys->begin(), keys->end(), kFileTime) != keys->end();
    }
  }

  [[nodiscard]] std::string_view Kind() const override { return "hugo"; }
  [[nodiscard]] const std::vector<Warning>& SiteWarnings() const override { return warnings_; }

  [[nodiscard]] Result<Listing> List() const override { return Divide(Walk(IsContent)); }

  [[nodiscard]] ReadOutcome Read(const SourceFile& source) const override {
    ReadOutcome outcome;
    outcome.looks_at = dates_by_file_ ? kLooksAtTime : 0;
    const Result<std::string> text = ReadTextFile(root_, source.path, options_.max_file_bytes);
    if (!text.ok()) {
      outcome.skipped = text.error();
      return outcome;
    }
    const HugoPlace place = locator_.Locate(source.path);
    const HugoPageId id = MakeHugoPageId(place.file, place.below, place.language->key);
    const DefaultsFor defaults_for = [&](const Value& fields) { return Defaults(source, place.file, id, fields); };
    Result<Content> content = ReadContent(*text, MakeContentOptions(source.path), defaults_for, &outcome.warnings);
    if (!content.ok()) {
      outcome.skipped = content.error();
      return outcome;
    }
    outcome.left_out = WhyLeftOut(source.path, place.file, *content);
    outcome.valid_until = HoldsUntil(content->meta, publishing_);
    if (HasSectionsInUrl(place.file, id, content->meta)) outcome.looks_at |= kLooksAtOtherFiles;
    if (!outcome.left_out) outcome.page = MakePage(source.path, place, id, std::move(*content));
    return outcome;
  }

  [[nodiscard]] uint64_t DependencyHash(const SourceFile& file, uint8_t looks_at) const override {
    return HashOf(dependencies_->HashFor(locator_.Locate(file.path), looks_at), LimitOn(file, options_),
                  TimeOf(file, looks_at));
  }

  [[nodiscard]] Result<uint64_t> HashOfBytes(const SourceFile& file) const override {
    return HashOfFile(root_, file, options_.max_file_bytes);
  }

 private:
  // The files that is_content admits, below all mounts.
  [[nodiscard]] Listing Walk(bool (*is_content)(const std::string&)) const {
    Listing found;
    std::set<std::string> folders;
    for (const HugoMount& mount : config_.mounts) folders.insert(mount.folder);
    for (const std::string& folder : folders) {
      if (!IsFolder(root_ / folder)) continue;
      WalkFiles(root_, folder, {options_, is_content, [this](const std::string& path) { return WhyNotFolder(path); }},
                &found);
    }
    SortListing(&found);
    return found;
  }

  // `_index` files count for the pages below them even if they are left out themselves. A broken one hands nothing
  // down; it is reported when it is read as a page.
  void ReadSections() {
    const Listing found = Walk(IsListFile);
    std::set<std::string> paths;
    for (const SourceFile& file : found.files) paths.insert(file.path);
    for (const LeftOut& left_out : found.left_out) {
      if (IsListFile(left_out.path)) paths.insert(left_out.path);
    }
    for (const std::string& path : paths) {
      std::vector<Warning> ignored;
      const Result<std::string> text = ReadTextFile(root_, path, options_.max_file_bytes);
      if (!text.ok()) continue;
      const Result<FrontMatter> matter = ReadFrontMatter(*text, path, &ignored);
      if (!matter.ok()) continue;
      const HugoPlace place = locator_.Locate(path);
      if (!sections_.Add(place.language->key, place.file, matter->fields)) {
        warnings_.push_back({{path, 1, 0}, "all cascades together are too large; this one is ignored"});
      }
    }
  }

  [[nodiscard]] ContentOptions MakeContentOptions(const std::string& path) const {
    ContentOptions options;
    const auto set = [](const std::vector<std::string>& from, std::vector<std::string>* keys) {
      if (!from.empty()) *keys = from;
    };
    options.meta.path = path;
    options.meta.tags_key = config_.tags_key;
    options.meta.categories_key = config_.categories_key;
    set(config_.date_keys, &options.meta.date_keys);
    set(config_.lastmod_keys, &options.meta.lastmod_keys);
    set(config_.publish_keys, &options.meta.publish_keys);
    set(config_.expiry_keys, &options.meta.expiry_keys);
    options.meta.offset_minutes = config_.offset_minutes;
    options.meta.cleans_steps = true;
    options.tags = TemplateTags::kHugo;
    options.summary_dividers = {"<!--more-->"};
    options.heading_ids = config_.heading_ids;
    options.heading_attributes = config_.heading_attributes;
    options.max_table_cells = options_.max_table_cells;
    return options;
  }

  // What cascades down to the page, and what its file tells under the names that [frontmatter] uses.
  [[nodiscard]] Value Defaults(const SourceFile& source, const HugoFile& file, const HugoPageId& id,
                               const Value& fields) const {
    Value defaults = sections_.FieldsFor(file, id, config_.cascade);
    const auto& keys = config_.date_keys;
    if (keys.empty() && config_.lastmod_keys.empty() && config_.publish_keys.empty()) return defaults;
    AddField(kFileTime, FormatRfc3339({source.mtime_ns / kNanosecondsPerSecond, 0}), &defaults);
    const std::optional<DatedName> dated = ReadDatedName(HugoBaseName(file));
    if (!dated) return defaults;
    AddField(":filename", dated->date, &defaults);
    // The rest of the name is the slug, if the date is really taken from there.
    const auto says_date = [&](const std::string& key) {
      const Value* value = fields.Find(key) != nullptr ? fields.Find(key) : defaults.Find(key);
      return value != nullptr && value->IsScalar() && ParseTimestamp(value->text).has_value();
    };
    const auto first = std::find_if(keys.begin(), keys.end(), says_date);
    const bool taken = first != keys.end() && *first == ":filename";
    if (taken && !dated->rest.empty() && defaults.Find("slug") == nullptr) AddField("slug", dated->rest, &defaults);
    return defaults;
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
      const HugoPlace located = locator_.Locate(file.path);
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
    const std::map<std::string, std::string> winners = FindWinners(found);
    return Sieve(std::move(found), [&](const SourceFile& file) {
      std::string reason = WhyNoPage(file.path, bundles);
      const std::string& winner = winners.at(TranslationName(file.path));
      if (reason.empty() && winner != file.path) reason = winner + " is the same page in the same language";
      return reason;
    });
  }

  // Two files with the same name here are one page of one language: a.md and a.en.md, or a.md of two mounts.
  [[nodiscard]] std::string TranslationName(const std::string& path) const {
    const HugoPlace place = locator_.Locate(path);
    return place.language->key + ":" + TranslationKey(place.file) + path.substr(path.rfind('.'));
  }

  // The file that Hugo takes for each page: one with a language suffix, else the one of the earlier mount.
  [[nodiscard]] std::map<std::string, std::string> FindWinners(const Listing& found) const {
    const auto rank = [this](const std::string& path) {
      const HugoPlace place = locator_.Locate(path);
      return std::pair(place.file.language.empty(), place.mount);  // mounts lie in one array
    };
    std::map<std::string, std::string> winners;
    for (const SourceFile& file : found.files) {
      const auto [winner, is_new] = winners.try_emplace(TranslationName(file.path), file.path);
      if (!is_new && rank(file.path) < rank(winner->second)) winner->second = file.path;
    }
    return winners;
  }

  // What the path alone tells.
  [[nodiscard]] std::string WhyNoPage(const std::string& path,
                                      const std::set<std::string, std::less<>>& bundles) const {
    const HugoPlace located = locator_.Locate(path);
    const std::string_view bundle = BundleOf(path, bundles);
    const bool is_its_index = located.file.kind == HugoKind::kBundle && FolderOf(path) == bundle;
    if (!bundle.empty() && !is_its_index) return "a resource of a page (" + std::string(bundle) + "/)";
    if (located.mount != nullptr && !IsMounted(*located.mount, path)) return "module.mounts keeps it out";
    if (located.language->disabled) return "its language, " + located.language->key + ", is disabled";
    if (IsOtherFormat(path)) return "this format is not read";
    const std::string_view extension = std::string_view(path).substr(path.rfind('.') + 1);
    if (AsciiLower(extension) != extension) return "Hugo knows the extension in lower case only";
    return {};
  }

  // Whether includeFiles and excludeFiles let the file in.
  static bool IsMounted(const HugoMount& mount, const std::string& path) {
    const std::string inside = path.substr(mount.folder.empty() ? 0 : mount.folder.size() + 1);
    const auto matches = [&](const std::string& glob) { return MatchesHugoGlob(glob, inside); };
    if (std::any_of(mount.exclude.begin(), mount.exclude.end(), matches)) return false;
    return mount.include.empty() || std::any_of(mount.include.begin(), mount.include.end(), matches);
  }

  [[nodiscard]] std::optional<std::string> WhyLeftOut(const std::string& path, const HugoFile& file,
                                                      const Content& content) const {
    if (!content.has_front_matter && IsHtmlPath(path)) return "HTML without front matter is copied as it is";
    if (config_.is_section && !content.has_front_matter && IsOfRepository(path)) return "the repository's own " + path;
    if (std::optional<std::string> reason = WhyUnpublished(content.meta, publishing_)) return reason;
    if (file.kind == HugoKind::kBundle && content.meta.headless) return "a headless bundle";
    const std::string kind(HugoKindName(file.kind));
    if (std::find(config_.disabled_kinds.begin(), config_.disabled_kinds.end(), kind) != config_.disabled_kinds.end()) {
      return "the site's disableKinds names " + kind;
    }
    if (IsHugoList(file.kind) && content.meta.title.empty() && content.body.text.empty())
      return "a list page without title and text";
    return std::nullopt;
  }

  static bool IsOfRepository(std::string_view path) {
    return EqualsIgnoringCase(path, "README.md") || EqualsIgnoringCase(path, "SUMMARY.md");
  }

  [[nodiscard]] Page MakePage(const std::string& path, const HugoPlace& place, const HugoPageId& id,
                              Content content) const {
    const HugoFile& file = place.file;
    const std::optional<Timestamp> date = DateOfHugo(content.fields);
    if (!content.meta.date) content.meta.date = date;
    HugoPageFacts facts{content.meta.title, content.meta.slug, content.meta.url, date, {}, {}, id};
    sections_.FindSections(place.language->key, file, &facts);
    Page page;
    page.id = PageId(path);
    page.path = path;
    page.url = HugoUrl(file, facts, *place.language, config_);
    page.aliases = Aliases(content, page.url, *place.language);
    page.section = file.folders.empty() ? "" : file.folders[0];
    const std::string written_language = content.meta.language;
    const std::string name = HugoBaseName(file);
    FillPage(std::move(content), name.empty() ? file.name : name, &page);
    if (page.translation_key.empty()) page.translation_key = TranslationKey(file);
    SetLanguage(place.language->tag, written_language, options_.language, &page);
    return page;
  }

  // Whether other files decide the page's address: `:sections` and `:sectionslug` tell which folders above it are
  // sections, or what these are called.
  [[nodiscard]] bool HasSectionsInUrl(const HugoFile& file, const HugoPageId& id, const PageMeta& meta) const {
    const std::string* pattern = meta.url.empty() ? FindHugoPermalink(file, id, config_) : &meta.url;
    return pattern != nullptr && pattern->find(":sections") != std::string::npos;
  }

  // The first of the date fields that Hugo can read.
  [[nodiscard]] std::optional<Timestamp> DateOfHugo(const Value& fields) const {
    const std::vector<std::string> by_default = MetaOptions().date_keys;
    for (const std::string& key : config_.date_keys.empty() ? by_default : config_.date_keys) {
      const Value* value = fields.Find(key);
      if (value == nullptr) continue;
      if (std::optional<Timestamp> date = ReadHugoDate(*value, config_.offset_minutes)) return date;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::vector<std::string> Aliases(const Content& content, const std::string& url,
                                                 const HugoLanguage& language) const {
    UniqueTexts aliases;
    for (const std::string& alias : ListOf(content.fields.Find("aliases"))) {
      if (alias.empty() || alias.find("://") != std::string::npos) continue;
      aliases.Add(HugoAlias(alias, url, !content.meta.url.empty(), language, config_));
    }
    return aliases.Take();
  }

  static std::string TranslationKey(const HugoFile& file) {
    std::string key;
    for (const std::string& folder : file.folders) key += folder + "/";
    return key + file.name;
  }

  // Constant after construction.
  fs::path root_;
  SourceOptions options_;
  Publishing publishing_;
  HugoConfig config_;
  HugoLocator locator_;
  HugoSections sections_;
  std::vector<Warning> warnings_;
  std::optional<HugoDependencies> dependencies_;  // of all of these
  bool dates_by_file_ = false;                    // [frontmatter] names the file's time
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
