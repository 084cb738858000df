// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/jekyll/site.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "indexer/source/ascii.h"
#include "indexer/source/clean_text.h"
#include "indexer/source/config_file.h"
#include "indexer/source/content_file.h"
#include "indexer/source/file_walk.h"
#include "indexer/source/jekyll/config.h"
#include "indexer/source/jekyll/permalink.h"
#include "indexer/source/jekyll/place.h"
#include "indexer/source/jekyll/slug.h"
#include "indexer/source/language.h"
#include "indexer/source/unique_texts.h"

namespace sou::indexer {
namespace {

namespace fs = std::filesystem;

constexpr int64_t kNanoseconds = 1'000'000'000;

std::string_view NameOf(std::string_view path) { return path.substr(path.rfind('/') + 1); }  // npos + 1 is 0

std::string_view ExtensionOf(std::string_view path) {
  const std::string_view name = NameOf(path);
  const size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? std::string_view() : name.substr(dot);
}

std::string_view StemOf(std::string_view path) {
  const std::string_view name = NameOf(path);
  return name.substr(0, name.size() - ExtensionOf(path).size());
}

bool IsHtmlExtension(std::string_view extension) {
  return extension == ".html" || extension == ".htm" || extension == ".xhtml";
}

// Jekyll wants "---" and nothing else on the very first line.
bool HasYamlHeader(std::string_view text) {
  return text.starts_with("---") && TrimSpace(text.substr(3, text.find('\n') - 3)).empty() &&
         text.find('\n') != std::string_view::npos;
}

bool IsFalse(const Value& value) {
  return value.IsScalar() && !value.quoted &&
         (EqualsIgnoringCase(value.text, "false") || EqualsIgnoringCase(value.text, "no") ||
          EqualsIgnoringCase(value.text, "off"));
}

// The texts of a list; a string is divided at blanks unless it is taken whole.
std::vector<std::string> Names(const Value* value, bool divided) {
  if (value == nullptr || !value->IsScalar() || !divided) return ListOf(value);
  std::vector<std::string> names;
  std::string_view rest = value->text;
  while (!(rest = TrimSpace(rest)).empty()) {
    const size_t end = std::min(rest.find_first_of(" \t\r\n"), rest.size());
    names.emplace_back(rest.substr(0, end));
    rest.remove_prefix(end);
  }
  return names;
}

// For readers: "a, b" was meant as two names, though Jekyll sees "a," and "b".
std::vector<std::string> ForReaders(const std::vector<std::string>& names) {
  UniqueTexts out;
  for (std::string name : names) {
    while (name.ends_with(',')) name.pop_back();
    out.Add(CleanLine(name));
  }
  return out.Take();
}

// Jekyll's plugin leaves a repository's own files alone.
bool IsOfRepository(std::string_view path) {
  constexpr std::array<std::string_view, 9> kNames = {"README",    "LICENSE",         "LICENCE",
                                                      "COPYING",   "CODE_OF_CONDUCT", "CONTRIBUTING",
                                                      "CHANGELOG", "ISSUE_TEMPLATE",  "PULL_REQUEST_TEMPLATE"};
  return std::any_of(kNames.begin(), kNames.end(),
                     [&](std::string_view name) { return EqualsIgnoringCase(StemOf(path), name); });
}

// A file being read.
struct Draft {
  JekyllPlace place;
  Value own;       // its front matter
  Value defaults;  // what the configuration adds
  Content content;
  std::optional<Timestamp> date;
  Timestamp address_date;  // what the permalink's tokens take
  std::vector<std::string> categories;
};

class JekyllSite : public SiteSource {
 public:
  JekyllSite(fs::path root, SourceOptions options, JekyllConfig config, std::vector<Warning> warnings)
      : root_(std::move(root)),
        options_(std::move(options)),
        publishing_(options_),
        config_(std::move(config)),
        warnings_(std::move(warnings)) {
    publishing_.drafts = publishing_.drafts || config_.show_drafts;
    publishing_.future = publishing_.future || config_.future;
  }

  [[nodiscard]] std::string_view Kind() const override { return "jekyll"; }
  [[nodiscard]] const std::vector<Warning>& SiteWarnings() const override { return warnings_; }

  [[nodiscard]] Result<Listing> List() const override {
    Listing found;
    WalkFiles(root_, config_.source,
              {options_, [this](const std::string& path) { return IsContent(path); },
               [this](const std::string& path) { return WhyNoJekyllFolder(path, config_); }},
              &found);
    Listing listing;
    listing.left_out = std::move(found.left_out);
    listing.skipped = std::move(found.skipped);
    for (SourceFile& file : found.files) {
      JekyllPlace place = PlaceOfFile(file.path, config_);
      if (place.kind == JekyllKind::kDraft && !publishing_.drafts) place.why_not = "draft";
      if (place.why_not.empty()) {
        listing.files.push_back(std::move(file));
      } else {
        listing.left_out.push_back({std::move(file.path), std::move(place.why_not)});
      }
    }
    SortListing(&listing);
    return listing;
  }

  [[nodiscard]] ReadOutcome Read(const SourceFile& file) const override {
    ReadOutcome outcome;
    const Result<std::string> text = ReadTextFile(root_, file.path, options_.max_file_bytes);
    if (!text.ok()) {
      outcome.skipped = text.error();
      return outcome;
    }
    Draft draft;
    draft.place = PlaceOfFile(file.path, config_);
    const bool has_header = HasYamlHeader(*text);
    if (!has_header && !NeedsNoFrontMatter(draft.place)) {
      outcome.left_out = "without front matter it is copied as it is";
      return outcome;
    }
    if (Status status = ReadInto(*text, file, has_header, &draft, &outcome.warnings); !status.ok()) {
      outcome.skipped = status.error();
      return outcome;
    }
    const std::string url = Url(draft);
    outcome.left_out = WhyLeftOut(draft, url);
    if (!outcome.left_out) outcome.page = MakePage(file.path, url, std::move(draft));
    return outcome;
  }

 private:
  [[nodiscard]] bool IsMarkdown(std::string_view path) const {
    const std::string extension = AsciiLower(ExtensionOf(path));
    return std::any_of(config_.markdown_extensions.begin(), config_.markdown_extensions.end(),
                       [&](const std::string& known) { return extension == "." + known; });
  }

  [[nodiscard]] bool IsContent(const std::string& path) const {
    return IsMarkdown(path) || IsHtmlExtension(AsciiLower(ExtensionOf(path)));
  }

  // Posts need none; pages with a plugin.
  [[nodiscard]] bool NeedsNoFrontMatter(const JekyllPlace& place) const {
    if (place.kind == JekyllKind::kPost || place.kind == JekyllKind::kDraft) return true;
    return place.kind == JekyllKind::kPage && config_.optional_front_matter && IsMarkdown(place.path) &&
           !IsOfRepository(place.path);
  }

  Status ReadInto(std::string_view text, const SourceFile& file, bool has_header, Draft* draft,
                  std::vector<Warning>* warnings) const {
    FrontMatter matter;
    matter.body = text;
    if (has_header) {
      Result<FrontMatter> read = ReadFrontMatter(text, file.path, warnings);
      if (!read.ok()) return read.error();
      matter = std::move(*read);
    }
    const bool is_page = draft->place.kind == JekyllKind::kPage;
    // For a document a field without a value is as good as none; for a page it hides the default.
    if (!is_page) std::erase_if(matter.fields.items, [](const Value& item) { return item.kind == Value::Kind::kNull; });
    const size_t source = config_.source.empty() ? 0 : config_.source.size() + 1;
    draft->defaults = DefaultsOf(draft->place, std::string_view(file.path).substr(source), config_);
    draft->own = matter.fields;
    ContentOptions options = OptionsFor(file.path, *draft);
    draft->content = ReadContent(
        std::move(matter), options, [&](const Value&) { return draft->defaults; }, warnings);
    draft->categories = Categories(*draft);
    SetPublishing(draft);
    return SetDates(file, draft, warnings);
  }

  [[nodiscard]] ContentOptions OptionsFor(const std::string& path, const Draft& draft) const {
    ContentOptions options;
    options.meta.path = path;
    options.meta.date_keys.clear();  // read here: Jekyll has zones of its own
    options.meta.lastmod_keys = {"last_modified_at", "lastmod", "updated", "modified"};
    options.meta.publish_keys.clear();
    options.meta.expiry_keys.clear();
    const Value* liquid = Field(draft, "render_with_liquid");
    const bool with_liquid = liquid == nullptr || !IsFalse(*liquid);
    options.tags = with_liquid ? TemplateTags::kLiquid : TemplateTags::kNone;
    if (config_.is_kramdown) options.tags = with_liquid ? TemplateTags::kLiquidAndKramdown : TemplateTags::kKramdown;
    options.heading_ids = config_.heading_ids;
    options.heading_id_prefix = config_.heading_id_prefix;
    options.max_table_cells = options_.max_table_cells;
    return options;
  }

  static const Value* Field(const Draft& draft, std::string_view key) {
    const Value* own = draft.own.Find(key);
    return own != nullptr ? own : draft.defaults.Find(key);
  }

  // Jekyll adds up what the folders, the defaults and the front matter say.
  static std::vector<std::string> Categories(const Draft& draft) {
    std::vector<std::string> all = draft.place.categories;
    const auto add = [&](const std::vector<std::string>& more) {
      for (const std::string& name : more) {
        if (std::find(all.begin(), all.end(), name) == all.end()) all.push_back(name);
      }
    };
    add(Names(draft.defaults.Find("categories"), true));
    add(Names(draft.own.Find("categories"), true));
    add(Names(Field(draft, "category"), false));
    return all;
  }

  void SetPublishing(Draft* draft) const {
    PageMeta& meta = draft->content.meta;
    meta.draft = draft->place.kind == JekyllKind::kDraft;
    // Jekyll asks a page's own front matter only.
    const Value* published =
        draft->place.kind == JekyllKind::kPage ? draft->own.Find("published") : Field(*draft, "published");
    const bool is_hidden = published != nullptr && (IsFalse(*published) || published->kind == Value::Kind::kNull);
    meta.unpublished = is_hidden && !config_.unpublished;
    meta.unrendered = false;
    meta.unlisted = false;
    const Value* tag = Field(*draft, "tag");
    meta.tags = ForReaders(tag != nullptr ? Names(tag, false) : Names(Field(*draft, "tags"), true));
    meta.categories = ForReaders(draft->categories);
  }

  Status SetDates(const SourceFile& file, Draft* draft, std::vector<Warning>* warnings) const {
    const bool is_page = draft->place.kind == JekyllKind::kPage;
    const Value* field = Field(*draft, "date");
    if (field != nullptr && field->kind != Value::Kind::kNull) {
      draft->date = ReadJekyllDate(*field, config_.time_zone);
      if (!draft->date) warnings->push_back({{file.path, field->line, 0}, "date is no date; it is ignored"});
    }
    const JekyllName name = ReadJekyllName(file.path);
    if (!is_page && !draft->date && !name.date.empty()) {
      draft->date = ReadNameDate(name.date, config_.time_zone);
      if (!draft->date) {
        return Error{ErrorCode::kInvalidInput,
                     "there is no such day as " + std::string(name.date) + ", the date in its name",
                     {file.path}};
      }
    }
    if (draft->place.kind == JekyllKind::kDraft && !draft->date) {
      draft->date = config_.time_zone.Localize(file.mtime_ns / kNanoseconds);
    }
    draft->address_date = draft->date ? *draft->date : config_.time_zone.Localize(options_.now.unix_seconds);
    draft->content.meta.date = draft->date;
    if (!is_page) draft->content.meta.publish_date = draft->date;
    return {};
  }

  // What the published file's name ends with.
  [[nodiscard]] std::string OutputExtension(const Draft& draft) const {
    const std::string_view of_permalink = PermalinkExtension(draft.content.meta.permalink);
    if (!of_permalink.empty()) return std::string(of_permalink);
    return IsMarkdown(draft.place.path) ? ".html" : std::string(ExtensionOf(draft.place.path));
  }

  [[nodiscard]] std::string Url(const Draft& draft) const {
    const std::string& permalink = draft.content.meta.permalink;
    const std::string extension = OutputExtension(draft);
    const std::string& path = draft.place.path;
    if (draft.place.kind != JekyllKind::kPage) {
      const std::string& pattern = permalink.empty() ? draft.place.collection->permalink : permalink;
      return config_.base_path + JekyllUrl(ExpandDocumentPermalink(pattern, Facts(draft, extension)));
    }
    const std::string_view folder = std::string_view(path).substr(0, path.size() - NameOf(path).size());
    std::string_view stem = StemOf(path);
    while (stem.ends_with('.')) stem.remove_suffix(1);
    std::string pattern = config_.page_permalink;
    if (stem == "index") pattern = "/:path/";
    if (!IsHtmlExtension(extension)) pattern = "/:path/:basename:output_ext";
    if (!permalink.empty()) pattern = permalink;
    return config_.base_path + JekyllUrl(ExpandPagePermalink(pattern, folder, stem, extension));
  }

  static JekyllDocumentFacts Facts(const Draft& draft, const std::string& extension) {
    const std::string& path = draft.place.path;
    const Value* slug = Field(draft, "slug");
    JekyllDocumentFacts facts;
    facts.collection = draft.place.collection->label;
    facts.basename = StemOf(path);
    facts.slug = slug != nullptr && slug->IsScalar() ? slug->text : std::string(ReadJekyllName(path).slug);
    facts.categories = draft.categories;
    facts.date = draft.address_date;
    facts.output_ext = extension;
    std::string below = path.substr(0, path.size() - ExtensionOf(path).size());
    const std::string area = "_" + facts.collection;
    if (const size_t at = below.find(area); at != std::string::npos) below.erase(at, area.size());
    while (below.ends_with('.')) below.pop_back();
    facts.path = below;
    return facts;
  }

  [[nodiscard]] std::optional<std::string> WhyLeftOut(const Draft& draft, const std::string& url) const {
    const Content& content = draft.content;
    if (std::optional<std::string> reason = WhyUnpublished(content.meta, publishing_)) return reason;
    const Value* target = Field(draft, "redirect_to");
    if (target != nullptr && target->kind != Value::Kind::kNull) return "it redirects (redirect_to)";
    const Value* layout = Field(draft, "layout");
    if (layout != nullptr && layout->text == "redirect") return "it redirects (layout: redirect)";
    const std::string_view page = std::string_view(url).substr(config_.base_path.size());
    if (page == "/404.html" || page == "/404" || page == "/404/") return "the page for addresses that do not exist";
    const std::string extension = OutputExtension(draft);
    if (!IsHtmlExtension(AsciiLower(extension))) return "published as " + extension + ", which is no HTML";
    if (content.meta.title.empty() && content.body.text.empty()) return "a page without title and text";
    return std::nullopt;
  }

  [[nodiscard]] Page MakePage(const std::string& path, const std::string& url, Draft draft) const {
    Page page;
    page.id = PageId(path);
    page.path = path;
    page.url = url;
    const JekyllPlace& place = draft.place;
    const bool is_page = place.kind == JekyllKind::kPage;
    const size_t slash = place.path.find('/');
    if (is_page && slash != std::string::npos) page.section = place.path.substr(0, slash);
    if (!is_page) page.section = place.collection->label;
    const std::string written = draft.content.meta.language;
    const std::string title = is_page ? std::string(StemOf(path)) : TitleOfSlug(ReadJekyllName(path).slug);
    FillPage(std::move(draft.content), title, &page);
    // The site's word is a default for all its pages; the page's own is more particular, and what themes publish.
    const bool page_says = !PrimaryLanguage(written).empty();
    SetLanguage(page_says ? "" : config_.language, written, options_.language, &page);
    return page;
  }

  // Constant after construction.
  fs::path root_;
  SourceOptions options_;
  Publishing publishing_;
  JekyllConfig config_;
  std::vector<Warning> warnings_;
};

}  // namespace

Result<bool> IsJekyllSite(const fs::path& root) { return IsJekyllFolder(root); }

Result<std::unique_ptr<SiteSource>> OpenJekyllSite(const fs::path& root, const SourceOptions& options) {
  std::vector<Warning> warnings;
  Result<JekyllConfig> config = ReadJekyllConfig(root, options.base_url, &warnings);
  if (!config.ok()) return config.error();
  return std::unique_ptr<SiteSource>(
      std::make_unique<JekyllSite>(root, options, std::move(*config), std::move(warnings)));
}

}  // namespace sou::indexer
