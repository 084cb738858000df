// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hexo/site.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "indexer/source/ascii.h"
#include "indexer/source/byte_hash.h"
#include "indexer/source/content_file.h"
#include "indexer/source/file_walk.h"
#include "indexer/source/hexo/config.h"
#include "indexer/source/hexo/dependencies.h"
#include "indexer/source/hexo/front_matter.h"
#include "indexer/source/hexo/glob.h"
#include "indexer/source/hexo/permalink.h"
#include "indexer/source/language.h"
#include "indexer/source/path_name.h"
#include "indexer/source/url_path.h"

namespace sou::indexer {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPosts = "_posts/";
constexpr std::string_view kDrafts = "_drafts/";

std::string_view ExtensionOf(std::string_view path) {
  const std::string_view name = NameOf(path);
  const size_t dot = name.rfind('.');
  return dot == 0 || dot == name.npos ? std::string_view() : name.substr(dot + 1);
}

// What Hexo renders to HTML; the last two are programs of a kind, not texts.
constexpr std::array<std::string_view, 11> kRendered = {"md",     "markdown", "mkd", "mkdn", "mdwn", "mdtxt",
                                                        "mdtext", "html",     "htm", "njk",  "j2"};

bool IsRendered(std::string_view extension) {
  return std::find(kRendered.begin(), kRendered.end(), extension) != kRendered.end();
}

bool IsContent(const std::string& path) {
  return !path.ends_with('~') && !path.ends_with('%') && IsRendered(AsciiLower(ExtensionOf(path)));
}

// Whether one of its names begins with '_' or '.'.
bool IsHidden(std::string_view path) {
  const std::vector<std::string_view> names = SplitPath(path);
  return std::any_of(names.begin(), names.end(),
                     [](std::string_view name) { return name.starts_with('_') || name.starts_with('.'); });
}

// Where a file stands in the source folder.
struct Located {
  bool is_post = false;  // of _posts or _drafts
  bool is_draft = false;
  std::string_view below;  // the path below the source folder, or below _posts or _drafts
};

Located Locate(std::string_view below_source) {
  Located located = {false, false, below_source};
  located.is_draft = below_source.starts_with(kDrafts);
  located.is_post = located.is_draft || below_source.starts_with(kPosts);
  if (located.is_post) located.below.remove_prefix(located.is_draft ? kDrafts.size() : kPosts.size());
  if (located.is_post && IsHidden(located.below)) return {false, false, below_source};
  return located;
}

bool IsNothing(const Value* value) {
  return value == nullptr || value->kind == Value::Kind::kNull || (value->IsScalar() && value->text.empty());
}

// `published` of a post: what JavaScript does not take for true.
bool IsUnpublished(const Value* value) {
  if (value == nullptr || !value->IsScalar()) return false;
  if (value->quoted) return value->text.empty() || value->text == "false" || value->text == "0";
  return EqualsIgnoringCase(value->text, "false") || value->text == "0";
}

// The category names of all branches, in order: [[a, b], [a, c]] is [a, b, a, c]. One text is one name.
Value Flatten(const Value& list) {
  Value flat;
  flat.kind = Value::Kind::kList;
  flat.line = list.line;
  flat.key = list.key;
  std::vector<const Value*> items;
  if (list.IsScalar()) items.push_back(&list);
  for (const Value& item : list.items) items.push_back(&item);
  for (const Value* item : items) {
    if (item->IsScalar()) flat.items.push_back(*item);
    for (const Value& inner : item->items) flat.items.push_back(inner);
  }
  return flat;
}

class HexoSite : public SiteSource {
 public:
  HexoSite(fs::path root, SourceOptions options, HexoConfig config, std::vector<Warning> warnings)
      : root_(std::move(root)),
        options_(std::move(options)),
        publishing_(options_),
        config_(std::move(config)),
        warnings_(std::move(warnings)) {
    publishing_.drafts = publishing_.drafts || config_.render_drafts;
    publishing_.future = publishing_.future || config_.future;
    source_prefix_ = config_.source_dir.empty() ? "" : config_.source_dir + "/";
    dependencies_ = HexoDependencies(options_, publishing_, config_);
  }

  [[nodiscard]] std::string_view Kind() const override { return "hexo"; }
  [[nodiscard]] const std::vector<Warning>& SiteWarnings() const override { return warnings_; }

  [[nodiscard]] Result<Listing> List() const override {
    Listing found;
    WalkFiles(root_, config_.source_dir, {options_, IsContent, [](const std::string&) { return std::string(); }},
              &found);
    return Sieve(std::move(found), [this](const SourceFile& file) { return WhyNoPage(file.path); });
  }

  [[nodiscard]] ReadOutcome Read(const SourceFile& source) const override {
    ReadOutcome outcome;
    outcome.looks_at = 0;
    const Result<std::string> text = ReadTextFile(root_, source.path, options_.max_file_bytes);
    if (!text.ok()) {
      outcome.skipped = text.error();
      return outcome;
    }
    Result<FrontMatter> matter = ReadHexoFrontMatter(*text, source.path, &outcome.warnings);
    if (!matter.ok()) {
      outcome.skipped = matter.error();
      return outcome;
    }
    ReadMatter(source, std::move(*matter), &outcome);
    return outcome;
  }

  [[nodiscard]] uint64_t DependencyHash(const SourceFile& file, uint8_t looks_at) const override {
    const std::string_view below = BelowSource(file.path);
    return HashOf(Locate(below).is_post ? dependencies_.of_posts : dependencies_.of_pages, below,
                  LimitOn(file, options_), TimeOf(file, looks_at));
  }

  [[nodiscard]] Result<uint64_t> HashOfBytes(const SourceFile& file) const override {
    return HashOfFile(root_, file, options_.max_file_bytes);
  }

 private:
  // What is known of a file beside its text.
  struct Facts {
    Located located;
    HexoFileName name;  // of a post
    Value categories;   // as authored
    Timestamp date;
    bool has_date = false;
    std::map<std::string, std::string> fields;  // scalars of the front matter, as JavaScript writes them
  };

  [[nodiscard]] std::string_view BelowSource(std::string_view path) const { return path.substr(source_prefix_.size()); }

  // What the path alone tells.
  [[nodiscard]] std::string WhyNoPage(const std::string& path) const {
    const std::string_view below = BelowSource(path);
    const Located located = Locate(below);
    if (MatchesAnyGlob(config_.ignore, path)) return "named by ignore in _config.yml";
    if (located.is_draft && !publishing_.drafts) return "draft";
    if (!located.is_post && MatchesAnyGlob(config_.exclude, below)) return "named by exclude in _config.yml";
    if (!located.is_post && IsHidden(below) && !MatchesAnyGlob(config_.include, below)) {
      return "a name that begins with _ or .";
    }
    if (MatchesAnyGlob(config_.skip_render, below)) return "copied as it is (skip_render in _config.yml)";
    const std::string_view extension = ExtensionOf(path);
    if (AsciiLower(extension) != extension) return "Hexo knows the extension in lower case only";
    if (extension == "njk" || extension == "j2") return "this format is not read";
    if (located.is_post && config_.post_asset_folder && extension != ExtensionOf(config_.new_post_name)) {
      return "an asset of a post (post_asset_folder)";
    }
    return {};
  }

  void ReadMatter(const SourceFile& source, FrontMatter matter, ReadOutcome* outcome) const {
    Facts facts;
    facts.located = Locate(BelowSource(source.path));
    if (facts.located.is_post) facts.name = ReadHexoFileName(config_.new_post_name, facts.located.below);
    TakeFields(&matter, &facts);
    TakeDate(source, matter.fields, &facts, outcome);

    ContentOptions content_options;
    content_options.meta.path = source.path;
    content_options.meta.date_keys.clear();
    content_options.meta.publish_keys.clear();
    content_options.meta.expiry_keys.clear();
    content_options.meta.lastmod_keys.clear();
    content_options.tags = HasTags(matter.fields) ? TemplateTags::kHexo : TemplateTags::kNone;
    content_options.summary_dividers = kCommonDividers;
    content_options.heading_ids = config_.heading_ids;
    content_options.max_table_cells = options_.max_table_cells;
    Content content = ReadContent(std::move(matter), content_options, nullptr, &outcome->warnings);
    SetDates(facts, &content);
    content.meta.draft = facts.located.is_draft;
    content.meta.unpublished =
        facts.located.is_post && IsUnpublished(content.fields.Find("published")) && !publishing_.drafts;
    outcome->left_out = WhyUnpublished(content.meta, publishing_);
    outcome->valid_until = HoldsUntil(content.meta, publishing_);
    if (!outcome->left_out) outcome->page = MakePage(source, facts, std::move(content));
  }

  // Brings categories and tags into the form that all sites share, and remembers what addresses are made of.
  static void TakeFields(FrontMatter* matter, Facts* facts) {
    for (const auto& [many, one] : {std::pair("categories", "category"), std::pair("tags", "tag")}) {
      const Value* value = matter->fields.Find(many);
      if (IsNothing(value)) value = matter->fields.Find(one);
      if (value == nullptr || value->IsMap()) continue;
      if (std::string_view(many) == "categories") facts->categories = *value;
      Value flat = Flatten(*value);
      flat.key = many;
      std::erase_if(matter->fields.items, [&, &key = many](const Value& item) { return item.key == key; });
      matter->fields.items.push_back(std::move(flat));
    }
    for (const Value& item : matter->fields.items) {
      if (item.IsScalar()) facts->fields[item.key] = ScriptText(item);
    }
    for (const auto& [key, text] : facts->name.fields) {
      constexpr std::array<std::string_view, 6> kOwn = {"year", "month", "day", "i_month", "i_day", "hash"};
      if (std::find(kOwn.begin(), kOwn.end(), key) == kOwn.end()) facts->fields[key] = text;
    }
  }

  // The front matter's date, that of a post's name, else the file's time.
  void TakeDate(const SourceFile& source, const Value& fields, Facts* facts, ReadOutcome* outcome) const {
    const Value* value = fields.Find("date");
    std::optional<Timestamp> date = value == nullptr ? std::nullopt : ReadHexoDate(*value, config_.zone);
    if (!date && !IsNothing(value)) {
      outcome->warnings.push_back({{source.path, value->line, 0}, "date is no date; it is ignored"});
    }
    if (!date && facts->located.is_post) {
      if (const std::optional<int64_t> day = DayOf(facts->name)) date = config_.zone.AtWallClock(*day);
    }
    facts->has_date = date.has_value();
    facts->date = date ? *date : config_.zone.At(source.mtime_ns / kNanosecondsPerSecond);
    // Shown nowhere but in a post's address; and a page of the future is left out.
    const bool is_shown = facts->located.is_post && PermalinkHasDate();
    if (!date && (is_shown || !publishing_.future)) outcome->looks_at |= kLooksAtTime;
    if (!date && facts->located.is_post && fields.Find("permalink") == nullptr && PermalinkHasDate()) {
      outcome->warnings.push_back(
          {{source.path, 0, 0},
           "no date, so Hexo makes the address by the time at which the file was made; the time "
           "of its last change is taken for it. Add a date"});
    }
  }

  [[nodiscard]] bool PermalinkHasDate() const {
    for (const std::string_view name :
         {":year", ":month", ":i_month", ":day", ":i_day", ":hour", ":minute", ":second", ":timestamp", ":hash"}) {
      if (config_.permalink.find(name) != std::string::npos) return true;
    }
    return false;
  }

  [[nodiscard]] bool HasTags(const Value& fields) const {
    const Value* disabled = fields.Find("disableNunjucks");
    if (disabled == nullptr || !disabled->IsScalar() || disabled->quoted) return config_.nunjucks;
    if (EqualsIgnoringCase(disabled->text, "true")) return false;
    return EqualsIgnoringCase(disabled->text, "false") || config_.nunjucks;
  }

  void SetDates(const Facts& facts, Content* content) const {
    content->meta.publish_date = facts.date;
    if (facts.has_date) content->meta.date = facts.date;
    const Value* updated = content->fields.Find("updated");
    if (updated != nullptr) content->meta.lastmod = ReadHexoDate(*updated, config_.zone);
    if (!content->meta.lastmod && config_.updated_is_date) content->meta.lastmod = content->meta.date;
  }

  [[nodiscard]] std::string PathOf(const Facts& facts, const Content& content) const {
    if (!facts.located.is_post) return HexoPagePath(facts.located.below, content.meta.permalink);
    HexoPostFacts post;
    post.slug = facts.name.slug;
    post.title = TextOfField(facts, "title");
    post.date = facts.date;
    post.category = HexoCategory(&facts.categories, config_);
    post.permalink = content.meta.permalink;
    post.field = [&](const std::string& name) -> std::optional<std::string> {
      const auto found = facts.fields.find(name);
      return found == facts.fields.end() ? std::nullopt : std::optional(found->second);
    };
    return HexoPostPath(post, config_);
  }

  static std::string TextOfField(const Facts& facts, const std::string& name) {
    const auto found = facts.fields.find(name);
    return found == facts.fields.end() ? std::string() : found->second;
  }

  [[nodiscard]] Page MakePage(const SourceFile& source, const Facts& facts, Content content) const {
    const std::string path = PathOf(facts, content);
    Page page;
    page.id = PageId(source.path);
    page.path = source.path;
    page.url = HexoUrl(path, config_);
    for (const std::string& alias : content.meta.aliases) page.aliases.push_back(HexoUrl(alias, config_));
    const std::string folder = LanguageFolder(path);
    std::string written = TextOfField(facts, "lang");
    if (PrimaryLanguage(written).empty()) written = content.meta.language;
    const std::string first = config_.languages.empty() ? "" : config_.languages.front();
    const bool is_written = !PrimaryLanguage(written).empty();
    const std::string_view stem = NameOf(facts.located.is_post ? facts.name.slug : facts.located.below);
    FillPage(std::move(content), stem.substr(0, facts.located.is_post ? stem.npos : stem.rfind('.')), &page);
    SetPlace(facts.located, folder, &page);
    SetLanguage(is_written ? "" : folder.empty() ? first : folder, written, options_.language, &page);
    return page;
  }

  // The first folder below the source folder or the posts, and below that of a language; pages of the same name in
  // other languages' folders are translations.
  void SetPlace(const Located& located, std::string_view language_folder, Page* page) const {
    std::string_view below = located.below;
    if (!language_folder.empty() && below.starts_with(std::string(language_folder) + "/")) {
      below.remove_prefix(language_folder.size() + 1);
    }
    page->section = below.substr(0, below.find('/') == below.npos ? 0 : below.find('/'));
    if (!located.is_post && page->translation_key.empty()) page->translation_key = below.substr(0, below.rfind('.'));
  }

  // What stands for `:lang` of i18n_dir in the path of a published page, if it is a language of the site, or one that
  // folders are named after.
  [[nodiscard]] std::string LanguageFolder(std::string_view path) const {
    const std::vector<std::string_view> pattern = SplitPath(config_.i18n_dir);
    const std::vector<std::string_view> names = SplitPath(path);
    if (names.size() <= pattern.size() && !(path.ends_with('/') && names.size() == pattern.size())) return {};
    std::string_view found;
    for (size_t i = 0; i < pattern.size(); ++i) {
      if (pattern[i] == ":lang") found = names[i];
      if (!pattern[i].starts_with(':') && pattern[i] != names[i]) return {};
    }
    const bool is_known =
        std::find(config_.languages.begin(), config_.languages.end(), found) != config_.languages.end();
    return is_known || IsLanguageFolder(found) ? std::string(found) : std::string();
  }

  // Constant after construction.
  fs::path root_;
  SourceOptions options_;
  Publishing publishing_;
  HexoConfig config_;
  std::vector<Warning> warnings_;
  std::string source_prefix_;
  HexoDependencies dependencies_;  // of all of these
};

}  // namespace

Result<bool> IsHexoSite(const fs::path& root) { return HasHexoConfig(root); }

Result<std::unique_ptr<SiteSource>> OpenHexoSite(const fs::path& root, const SourceOptions& options) {
  std::vector<Warning> warnings;
  Result<HexoConfig> config = ReadHexoConfig(root, options.base_url, &warnings);
  if (!config.ok()) return config.error();
  return std::unique_ptr<SiteSource>(
      std::make_unique<HexoSite>(root, options, std::move(*config), std::move(warnings)));
}

}  // namespace sou::indexer
