// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/jekyll/site.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <utility>

#include "indexer/source/ascii.h"
#include "indexer/source/byte_hash.h"
#include "indexer/source/clean_text.h"
#include "indexer/source/config_file.h"
#include "indexer/source/content_file.h"
#include "indexer/source/file_walk.h"
#include "indexer/source/jekyll/config.h"
#include "indexer/source/jekyll/dependencies.h"
#include "indexer/source/jekyll/permalink.h"
#include "indexer/source/jekyll/place.h"
#include "indexer/source/jekyll/slug.h"
#include "indexer/source/language.h"
#include "indexer/source/path_name.h"
#include "indexer/source/unique_texts.h"
#include "indexer/source/url_path.h"

namespace sou::indexer {
namespace {

namespace fs = std::filesystem;

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

// Of posts Jekyll drops it; of other files it sees no front matter then.
bool HasByteOrderMark(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::array<char, 3> bytes = {};
  return file.read(bytes.data(), bytes.size()) && std::string_view(bytes.data(), bytes.size()) == "\xEF\xBB\xBF";
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
struct Item {
  JekyllPlace place;
  Value own;       // its front matter
  Value defaults;  // what the configuration adds
  Content content;
  std::optional<Timestamp> date;
  bool is_dated_by_file = false;
  Timestamp address_date;  // what the permalink's tokens take: now, if there is no date
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
    dependencies_.emplace(options_, publishing_, config_);
  }

  [[nodiscard]] std::string_view Kind() const override { return "jekyll"; }
  [[nodiscard]] const std::vector<Warning>& SiteWarnings() const override { return warnings_; }

  [[nodiscard]] Result<Listing> List() const override {
    Listing found;
    WalkFiles(root_, config_.source,
              {options_, [this](const std::string& path) { return IsContent(path); },
               [this](const std::string& path) { return WhyNoJekyllFolder(path, config_); }},
              &found);
    return Sieve(std::move(found), [this](const SourceFile& file) {
      JekyllPlace place = PlaceOfFile(file.path, config_);
      const bool is_draft = place.kind == JekyllKind::kDraft && !publishing_.drafts;
      return is_draft ? "draft" : std::move(place.why_not);
    });
  }

  [[nodiscard]] ReadOutcome Read(const SourceFile& file) const override {
    ReadOutcome outcome;
    outcome.looks_at = 0;
    const Result<std::string> text = ReadTextFile(root_, file.path, options_.max_file_bytes);
    if (!text.ok()) {
      outcome.skipped = text.error();
      return outcome;
    }
    Item item;
    item.place = PlaceOfFile(file.path, config_);
    const bool has_header = HasYamlHeader(*text);
    if (!NeedsNoFrontMatter(item.place)) {
      if (!has_header) outcome.left_out = "without front matter it is copied as it is";
      if (HasByteOrderMark(root_ / file.path)) {
        outcome.left_out = "with a byte order mark before its front matter it is copied as it is; save it without one";
      }
      if (outcome.left_out) return outcome;
    }
    if (Status status = ReadInto(*text, file, has_header, &item, &outcome.warnings); !status.ok()) {
      outcome.skipped = status.error();
      return outcome;
    }
    if (item.is_dated_by_file) outcome.looks_at = kLooksAtTime;
    const std::string url = Url(item);
    outcome.left_out = WhyLeftOut(item, url);
    outcome.valid_until = Earlier(HoldsUntil(item.content.meta, publishing_), AddressHoldsUntil(item));
    if (!outcome.left_out) outcome.page = MakePage(file.path, url, std::move(item));
    return outcome;
  }

  [[nodiscard]] uint64_t DependencyHash(const SourceFile& file, uint8_t looks_at) const override {
    return HashOf(dependencies_->HashFor(file.path), LimitOn(file, options_), TimeOf(file, looks_at));
  }

  [[nodiscard]] Result<uint64_t> HashOfBytes(const SourceFile& file) const override {
    return HashOfFile(root_, file, options_.max_file_bytes);
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

  Status ReadInto(std::string_view text, const SourceFile& file, bool has_header, Item* item,
                  std::vector<Warning>* warnings) const {
    FrontMatter matter;
    matter.body = text;
    if (has_header) {
      Result<FrontMatter> read = ReadFrontMatter(text, file.path, warnings);
      if (!read.ok()) return read.error();
      matter = std::move(*read);
    }
    const bool is_page = item->place.kind == JekyllKind::kPage;
    // A field without a value is as good as none, but for a post's too `published`, for a page's `permalink`.
    std::erase_if(matter.fields.items, [&](const Value& field) {
      const bool counts = field.key == "published" || (is_page && field.key == "permalink");
      return field.kind == Value::Kind::kNull && !counts;
    });
    const size_t source = config_.source.empty() ? 0 : config_.source.size() + 1;
    item->defaults = DefaultsOf(item->place, std::string_view(file.path).substr(source), config_);
    item->own = matter.fields;
    ContentOptions options = OptionsFor(file.path, *item);
    item->content = ReadContent(
        std::move(matter), options, [&](const Value&) { return item->defaults; }, warnings);
    item->categories = Categories(*item);
    SetPublishing(item);
    return SetDates(file, item, warnings);
  }

  [[nodiscard]] ContentOptions OptionsFor(const std::string& path, const Item& item) const {
    ContentOptions options;
    options.meta.path = path;
    options.meta.date_keys.clear();  // read here: Jekyll has zones of its own
    options.meta.lastmod_keys = {"last_modified_at", "lastmod", "updated", "modified"};
    options.meta.publish_keys.clear();
    options.meta.expiry_keys.clear();
    const Value* liquid = Field(item, "render_with_liquid");
    const bool with_liquid = liquid == nullptr || !IsFalse(*liquid);
    options.tags = with_liquid ? TemplateTags::kLiquid : TemplateTags::kNone;
    if (config_.is_kramdown) options.tags = with_liquid ? TemplateTags::kLiquidAndKramdown : TemplateTags::kKramdown;
    const Value* separator = Field(item, "excerpt_separator");
    options.summary_dividers = kCommonDividers;
    options.summary_dividers.push_back(separator == nullptr ? config_.excerpt_separator : separator->text);
    // Blank lines, Jekyll's default: the first paragraph says nothing that the text does not.
    if (TrimSpace(options.summary_dividers.back()).empty()) options.summary_dividers.pop_back();
    options.heading_ids = config_.heading_ids;
    options.heading_id_prefix = config_.heading_id_prefix;
    options.max_table_cells = options_.max_table_cells;
    return options;
  }

  static const Value* Field(const Item& item, std::string_view key) {
    const Value* own = item.own.Find(key);
    return own != nullptr ? own : item.defaults.Find(key);
  }

  // Jekyll adds up what the folders, the defaults and the front matter say.
  static std::vector<std::string> Categories(const Item& item) {
    std::vector<std::string> all = item.place.categories;
    const auto add = [&](const std::vector<std::string>& more) {
      for (const std::string& name : more) {
        if (std::find(all.begin(), all.end(), name) == all.end()) all.push_back(name);
      }
    };
    add(Names(item.defaults.Find("categories"), true));
    add(Names(item.own.Find("categories"), true));
    add(Names(Field(item, "category"), false));
    return all;
  }

  void SetPublishing(Item* item) const {
    PageMeta& meta = item->content.meta;
    meta.draft = item->place.kind == JekyllKind::kDraft;
    // Jekyll asks a page's own front matter only.
    const Value* published = item->own.Find("published");
    const bool is_empty = published == nullptr || published->kind == Value::Kind::kNull;
    const Value* by_default = item->defaults.Find("published");
    if (is_empty && by_default != nullptr && item->place.kind != JekyllKind::kPage) published = by_default;
    const bool is_hidden = published != nullptr && (IsFalse(*published) || published->kind == Value::Kind::kNull);
    meta.unpublished = is_hidden && !config_.unpublished;
    meta.unrendered = false;
    meta.unlisted = false;
    const Value* tag = Field(*item, "tag");
    meta.tags = ForReaders(tag != nullptr ? Names(tag, false) : Names(Field(*item, "tags"), true));
    meta.categories = ForReaders(item->categories);
  }

  Status SetDates(const SourceFile& file, Item* item, std::vector<Warning>* warnings) const {
    const bool is_page = item->place.kind == JekyllKind::kPage;
    const Value* field = Field(*item, "date");
    if (field != nullptr && field->kind != Value::Kind::kNull) {
      item->date = ReadJekyllDate(*field, config_.time_zone);
      if (!item->date) warnings->push_back({{file.path, field->line, 0}, "date is no date; it is ignored"});
    }
    const JekyllName name = ReadJekyllName(file.path);
    if (!is_page && !item->date && !name.date.empty()) {
      item->date = ReadNameDate(name.date, config_.time_zone);
      if (!item->date) {
        return Error{ErrorCode::kInvalidInput,
                     "there is no such day as " + std::string(name.date) + ", the date in its name",
                     {file.path}};
      }
    }
    if (item->place.kind == JekyllKind::kDraft && !item->date) {
      item->is_dated_by_file = true;
      item->date = config_.time_zone.Localize(file.mtime_ns / kNanosecondsPerSecond);
    }
    item->address_date = item->date ? *item->date : config_.time_zone.Localize(options_.now.unix_seconds);
    item->content.meta.date = item->date;
    if (!is_page) item->content.meta.publish_date = item->date;
    return {};
  }

  // What the published file's name ends with.
  [[nodiscard]] std::string OutputExtension(const Item& item) const {
    const std::string_view of_permalink = PermalinkExtension(item.content.meta.permalink);
    if (!of_permalink.empty()) return std::string(of_permalink);
    return IsMarkdown(item.place.path) ? ".html" : std::string(ExtensionOf(item.place.path));
  }

  [[nodiscard]] std::string Url(const Item& item) const {
    const std::string& permalink = item.content.meta.permalink;
    const std::string extension = OutputExtension(item);
    const std::string& path = item.place.path;
    if (item.place.kind != JekyllKind::kPage) {
      return config_.base_path + JekyllUrl(ExpandDocumentPermalink(DocumentPermalink(item), Facts(item, extension)));
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

  // A document without a date has the moment of publishing in its address. The first moment at which that is another.
  [[nodiscard]] std::optional<Timestamp> AddressHoldsUntil(const Item& item) const {
    if (item.place.kind == JekyllKind::kPage || item.date) return std::nullopt;
    const Timestamp& now = item.address_date;
    switch (DatePartsOf(DocumentPermalink(item), Facts(item, OutputExtension(item)))) {
      case DateParts::kNone:
        return std::nullopt;
      case DateParts::kTime:
        return Timestamp{now.unix_seconds + 1, 0};
      case DateParts::kDay:
        break;
    }
    constexpr int64_t kDay = 86'400;
    const int64_t clock = now.unix_seconds + int64_t{now.offset_minutes} * 60;
    return Timestamp{config_.time_zone.FromClock((clock / kDay + 1) * kDay).unix_seconds, 0};
  }

  static std::optional<Timestamp> Earlier(const std::optional<Timestamp>& a, const std::optional<Timestamp>& b) {
    if (!a || !b) return a ? a : b;
    return a->unix_seconds <= b->unix_seconds ? a : b;
  }

  static const std::string& DocumentPermalink(const Item& item) {
    const std::string& own = item.content.meta.permalink;
    return own.empty() ? item.place.collection->permalink : own;
  }

  static JekyllDocumentFacts Facts(const Item& item, const std::string& extension) {
    const std::string& path = item.place.path;
    const Value* slug = Field(item, "slug");
    JekyllDocumentFacts facts;
    facts.collection = item.place.collection->label;
    facts.basename = StemOf(path);
    facts.slug = slug != nullptr && slug->IsScalar() ? slug->text : std::string(ReadJekyllName(path).slug);
    facts.categories = item.categories;
    facts.date = item.address_date;
    facts.output_ext = extension;
    std::string below = path.substr(0, path.size() - ExtensionOf(path).size());
    const std::string area = "_" + facts.collection;
    if (const size_t at = below.find(area); at != std::string::npos) below.erase(at, area.size());
    while (below.ends_with('.')) below.pop_back();
    facts.path = below;
    return facts;
  }

  [[nodiscard]] std::optional<std::string> WhyLeftOut(const Item& item, const std::string& url) const {
    const Content& content = item.content;
    if (std::optional<std::string> reason = WhyUnpublished(content.meta, publishing_)) return reason;
    const Value* target = Field(item, "redirect_to");
    if (target != nullptr && target->kind != Value::Kind::kNull) return "it redirects (redirect_to)";
    const Value* layout = Field(item, "layout");
    if (layout != nullptr && layout->text == "redirect") return "it redirects (layout: redirect)";
    const std::string_view page = std::string_view(url).substr(config_.base_path.size());
    if (page == "/404.html" || page == "/404" || page == "/404/") return "the page for addresses that do not exist";
    const std::string extension = OutputExtension(item);
    if (!IsHtmlExtension(AsciiLower(extension))) return "published as " + extension + ", which is no HTML";
    if (content.meta.title.empty() && content.body.text.empty()) return "a page without title and text";
    return std::nullopt;
  }

  [[nodiscard]] Page MakePage(const std::string& path, const std::string& url, Item item) const {
    Page page;
    page.id = PageId(path);
    page.path = path;
    page.url = url;
    for (const std::string& alias : item.content.meta.aliases) {
      page.aliases.push_back(config_.base_path + EncodeUrlPath(CleanUrlPath("/" + alias)));
    }
    const JekyllPlace& place = item.place;
    const bool is_page = place.kind == JekyllKind::kPage;
    const size_t slash = place.path.find('/');
    if (is_page && slash != std::string::npos) page.section = place.path.substr(0, slash);
    if (!is_page) page.section = place.collection->label;
    const std::string written = item.content.meta.language;
    const std::string title = is_page ? std::string(StemOf(path)) : TitleOfSlug(ReadJekyllName(path).slug);
    FillPage(std::move(item.content), title, &page);
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
  std::optional<JekyllDependencies> dependencies_;  // of all of these
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
