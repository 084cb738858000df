// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/page_meta.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "indexer/source/ascii.h"
#include "indexer/source/clean_text.h"
#include "indexer/source/config_file.h"
#include "indexer/source/extra_text.h"
#include "indexer/source/unique_texts.h"

namespace sou::indexer {
namespace {

// Fields with a place of their own in PageMeta; all others may be extra text.
constexpr std::array<std::string_view, 37> kKnown = {
    "noindex",     "search",      "alias",   "redirect_from", "robots",         "title",   "subtitle",
    "description", "summary",     "author",  "authors",       "date",           "lastmod", "modified",
    "updated",     "publishdate", "pubdate", "published",     "expirydate",     "draft",   "unpublishdate",
    "headless",    "build",       "_build",  "slug",          "translationkey", "lang",    "language",
    "locale",      "url",         "tags",    "categories",    "iscjklanguage",  "weight",  "permalink",
    "tag",         "category"};

// "javascript:…", "https:…", "//host/…".
bool HasSchemeOrHost(std::string_view text) {
  if (text.starts_with("//") || text.starts_with("\\")) return true;
  const size_t end = text.find_first_of(":/?#");
  if (end == std::string_view::npos || text[end] != ':' || end == 0) return false;
  return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end),
                     [](char c) { return IsAsciiLetter(c) || IsAsciiDigit(c) || c == '+' || c == '-' || c == '.'; });
}

bool StepsUp(std::string_view text) {
  for (size_t begin = 0; begin <= text.size();) {
    const size_t slash = std::min(text.find('/', begin), text.size());
    if (text.substr(begin, slash - begin) == "..") return true;
    begin = slash + 1;
  }
  return false;
}

class Reader {
 public:
  Reader(const Value& fields, const MetaOptions& options, std::vector<Warning>* warnings)
      : fields_(fields), options_(options), warnings_(warnings) {}

  PageMeta Read() {
    PageMeta meta;
    meta.title = Text("title");
    meta.subtitle = Text("subtitle");
    meta.description = Text("description");
    meta.summary = Text("summary");
    meta.translation_key = Text("translationKey");
    ReadLists(&meta);
    ReadDates(&meta);
    ReadPublishing(&meta);
    ReadAddress(&meta);
    meta.language = FirstText({"lang", "language", "locale"});
    ReadExtra(&meta);
    return meta;
  }

 private:
  void Warn(const Value& at, std::string message) {
    warnings_->push_back({{options_.path, at.line, 0}, std::move(message)});
  }

  std::string Text(std::string_view key) {
    const Value* value = fields_.Find(key);
    if (value == nullptr || value->kind == Value::Kind::kNull) return {};
    if (value->IsScalar()) return CleanLine(value->text);
    Warn(*value, std::string(key) + " is a " + (value->IsList() ? "list" : "map") + ", not a text; it is ignored");
    return {};
  }

  std::string FirstText(std::initializer_list<std::string_view> keys) {
    for (const std::string_view key : keys) {
      const Value* value = fields_.Find(key);
      if (value != nullptr && value->IsScalar() && !value->text.empty()) return CleanLine(value->text);
    }
    return {};
  }

  void ReadLists(PageMeta* meta) {
    meta->tags = List(options_.tags_key);
    meta->categories = List(options_.categories_key);
    if (meta->tags.empty()) meta->tags = List("tag");
    if (meta->categories.empty()) meta->categories = List("category");
    meta->authors = Authors();
  }

  // A list of scalars; one string is a list divided by commas.
  std::vector<std::string> List(std::string_view key) {
    const Value* value = fields_.Find(key);
    UniqueTexts out;
    if (value == nullptr || value->kind == Value::Kind::kNull) return {};
    if (value->IsMap()) {
      Warn(*value, std::string(key) + " is a map, not a list; it is ignored");
    } else if (value->IsScalar()) {
      SplitAtCommas(value->text, &out);
    } else {
      AddItems(key, *value, &out);
    }
    return out.Take();
  }

  // One warning for all that is left out, none for empty texts: templates leave many of those behind.
  void AddItems(std::string_view key, const Value& list, UniqueTexts* out) {
    const Value* bad = nullptr;
    for (const Value& item : list.items) {
      if (item.IsScalar()) {
        out->Add(CleanLine(item.text));
      } else if (bad == nullptr) {
        bad = &item;
      }
    }
    if (bad != nullptr) Warn(*bad, std::string(key) + " has items that are no text; they are ignored");
  }

  static void SplitAtCommas(std::string_view text, UniqueTexts* out) {
    constexpr std::string_view kWideComma = "，";
    while (!text.empty()) {
      const size_t comma = std::min(text.find(','), text.find(kWideComma));
      out->Add(CleanLine(text.substr(0, comma)));
      if (comma == std::string_view::npos) return;
      text.remove_prefix(comma + (text[comma] == ',' ? 1 : kWideComma.size()));
    }
  }

  // A name, a list of names, a map with `name`, or a list of such maps.
  std::vector<std::string> Authors() {
    UniqueTexts out;
    for (const std::string_view key : {"author", "authors"}) {
      const Value* value = fields_.Find(key);
      if (value == nullptr) continue;
      if (!value->IsList()) AddAuthor(*value, &out);
      if (value->IsList()) {
        for (const Value& item : value->items) AddAuthor(item, &out);
      }
    }
    return out.Take();
  }

  void AddAuthor(const Value& value, UniqueTexts* out) {
    const Value* name = value.IsMap() ? value.Find("name") : &value;
    if (name != nullptr && name->IsScalar()) {
      out->Add(CleanLine(name->text));
    } else if (value.kind != Value::Kind::kNull) {
      Warn(value, "an author without a name is ignored");
    }
  }

  void ReadDates(PageMeta* meta) {
    meta->date = FirstDate(options_.date_keys);
    meta->lastmod = FirstDate(options_.lastmod_keys);
    meta->publish_date = FirstDate(options_.publish_keys);
    meta->expiry_date = FirstDate(options_.expiry_keys);
  }

  std::optional<Timestamp> FirstDate(const std::vector<std::string>& keys) {
    for (const std::string& key : keys) {
      if (std::optional<Timestamp> date = Date(key)) return date;
    }
    return std::nullopt;
  }

  // Every field is looked at once, so that it warns once.
  std::optional<Timestamp> Date(std::string_view key) {
    const auto [entry, is_new] = dates_.try_emplace(key);
    if (!is_new) return entry->second;
    const Value* value = fields_.Find(key);
    if (value == nullptr || value->kind == Value::Kind::kNull) return std::nullopt;
    if (value->IsScalar()) {
      if (TrimSpace(value->text).empty() || IsTruth(value->text)) return std::nullopt;  // Jekyll's `published: false`
      entry->second = ParseTimestamp(value->text, options_.offset_minutes);
    }
    if (!entry->second) Warn(*value, std::string(key) + " is no date; it is ignored");
    return entry->second;
  }

  static bool IsTruth(std::string_view text) {
    return EqualsIgnoringCase(text, "true") || EqualsIgnoringCase(text, "false");
  }

  void ReadPublishing(PageMeta* meta) {
    meta->draft = Flag("draft");
    meta->headless = Flag("headless");
    meta->unpublished = IsNo("published");
    meta->unsearchable = Flag("noindex") || IsNo("search") || NamesNoIndex();
    for (const std::string_view key : {"build", "_build"}) {
      meta->unrendered = meta->unrendered || SaysNever(fields_.Find(key, "render"));
      meta->unlisted = meta->unlisted || SaysNever(fields_.Find(key, "list"));
    }
  }

  bool Flag(std::string_view key) {
    const Value* value = fields_.Find(key);
    if (value == nullptr || value->kind == Value::Kind::kNull) return false;
    const std::string word = value->IsScalar() ? AsciiLower(TrimSpace(value->text)) : "[]";
    for (const std::string_view yes : {"true", "yes", "on", "1", "y", "t"}) {
      if (word == yes) return true;
    }
    for (const std::string_view no : {"false", "no", "off", "0", "n", "f", ""}) {
      if (word == no) return false;
    }
    Warn(*value, std::string(key) + " is neither true nor false; it is taken for false");
    return false;
  }

  // Whether the field says "false": it may hold something else altogether, as a date in `published`.
  [[nodiscard]] bool IsNo(std::string_view key) const {
    const Value* value = fields_.Find(key);
    if (value == nullptr || !value->IsScalar()) return false;
    const std::string word = AsciiLower(TrimSpace(value->text));
    return word == "false" || word == "no" || word == "off";
  }

  // `robots: noindex, follow`
  [[nodiscard]] bool NamesNoIndex() const {
    const Value* value = fields_.Find("robots");
    return value != nullptr && value->IsScalar() && AsciiLower(value->text).find("noindex") != std::string::npos;
  }

  // Hugo takes `false` for "never" (its older form); a page that is only a `link` to others is not rendered either.
  static bool SaysNever(const Value* value) {
    return value != nullptr && value->IsScalar() &&
           (EqualsIgnoringCase(value->text, "never") || EqualsIgnoringCase(value->text, "false") ||
            EqualsIgnoringCase(value->text, "link"));
  }

  void ReadAddress(PageMeta* meta) {
    meta->url = Address("url", options_.cleans_steps);
    meta->permalink = Address("permalink", false);
    meta->slug = Text("slug");
    if (StepsUp(meta->slug) && !options_.cleans_steps) Ignore("slug", &meta->slug);
    for (const std::string_view key : {"aliases", "alias", "redirect_from"}) {
      for (std::string& alias : ListOf(fields_.Find(key))) {
        if (!HasSchemeOrHost(alias)) meta->aliases.push_back(CleanLine(alias));
      }
    }
  }

  std::string Address(std::string_view key, bool may_step_up) {
    const Value* value = fields_.Find(key);
    if (value == nullptr || !value->IsScalar() || IsTruth(value->text)) return {};
    std::string address = CleanLine(value->text);
    if (HasSchemeOrHost(address) || (!may_step_up && StepsUp(address))) Ignore(key, &address);
    return address;
  }

  void Ignore(std::string_view key, std::string* address) {
    Warn(*fields_.Find(key), std::string(key) + " leaves the site; it is ignored");
    address->clear();
  }

  void ReadExtra(PageMeta* meta) {
    std::vector<std::string_view> known(kKnown.begin(), kKnown.end());
    const std::string tags = AsciiLower(options_.tags_key);
    const std::string categories = AsciiLower(options_.categories_key);
    known.push_back(tags);
    known.push_back(categories);
    meta->extra = CollectExtraText(fields_, known);
    // The one list of pictures that a widely used theme (Beautiful Hugo) knows.
    if (const Value* bigimg = fields_.Find("bigimg"); bigimg != nullptr && bigimg->IsScalar()) {
      Warn(*bigimg, "bigimg is a text, not a list of pictures; it is ignored");
    }
  }

  const Value& fields_;
  const MetaOptions& options_;
  std::vector<Warning>* warnings_;
  std::map<std::string_view, std::optional<Timestamp>> dates_;
};

}  // namespace

PageMeta ReadPageMeta(const Value& fields, const MetaOptions& options, std::vector<Warning>* warnings) {
  return Reader(fields, options, warnings).Read();
}

bool LeavesSite(std::string_view address) { return HasSchemeOrHost(address) || StepsUp(address); }

void FillPage(PageMeta meta, Page* page) {
  page->title = std::move(meta.title);
  page->subtitle = std::move(meta.subtitle);
  page->description = std::move(meta.description);
  page->summary = std::move(meta.summary);
  page->date = meta.date;
  page->lastmod = meta.lastmod;
  page->translation_key = std::move(meta.translation_key);
  page->tags = std::move(meta.tags);
  page->categories = std::move(meta.categories);
  page->authors = std::move(meta.authors);
  page->extra = std::move(meta.extra);
  page->draft = meta.draft;
}

}  // namespace sou::indexer
