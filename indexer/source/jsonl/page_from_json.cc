// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <unordered_map>
#include <utility>

#include "common/base/percent.h"
#include "indexer/source/ascii.h"
#include "indexer/source/clean_text.h"
#include "indexer/source/content_file.h"
#include "indexer/source/html_text.h"
#include "indexer/source/jsonl/page_json.h"
#include "indexer/source/language.h"
#include "indexer/source/markdown.h"
#include "indexer/source/unique_texts.h"
#include "indexer/source/url_path.h"

namespace sou::indexer {
namespace {

constexpr auto kFields = std::to_array<std::string_view>(
    {"url",        "path",    "id",           "title",       "subtitle", "description", "summary",
     "date",       "lastmod", "publish_date", "expiry_date", "language", "lang",        "translation_key",
     "section",    "tags",    "categories",   "authors",     "author",   "aliases",     "draft",
     "noindex",    "body",    "content",      "markdown",    "html",     "headings",    "code_blocks",
     "image_alts", "extra"});

// These mean what they mean in front matter.
constexpr auto kMetaFields = std::to_array<std::string_view>(
    {"title", "subtitle", "description", "summary", "date", "lastmod", "publish_date", "expiry_date", "language",
     "lang", "tags", "categories", "authors", "author", "draft", "noindex"});

bool IsThere(const Value* value) { return value != nullptr && value->kind != Value::Kind::kNull; }

std::optional<int64_t> WholeNumber(const Value* value) {
  if (value == nullptr || !value->IsScalar() || value->quoted) return std::nullopt;
  int64_t number = 0;
  const char* end = value->text.data() + value->text.size();
  const auto [stop, error] = std::from_chars(value->text.data(), end, number);
  return error == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

// A number as a date counts seconds since 1970, or milliseconds as JavaScript does. A small one is a date's digits:
// 2024, 20240131.
void ReadUnixTime(Value* value) {
  constexpr int64_t kLeastSeconds = 100'000'000;
  constexpr int64_t kLeastMilliseconds = 100'000'000'000;
  const std::optional<int64_t> number = WholeNumber(value);
  if (!number || *number < kLeastSeconds) return;
  value->text = FormatRfc3339({*number >= kLeastMilliseconds ? *number / 1000 : *number, 0});
}

// "/p?id=1" of "https://example.org/p?id=1#top".
std::string_view LocalPart(std::string_view url) {
  url = TrimSpace(url);
  url = url.substr(0, url.find('#'));
  const std::string begin = AsciiLower(url.substr(0, 8));
  for (const std::string_view scheme : {"https://", "http://", "//"}) {
    if (!begin.starts_with(scheme)) continue;
    url.remove_prefix(scheme.size());
    const size_t end = std::min(url.find_first_of("/?"), url.size());
    return end == url.size() ? "/" : url.substr(end);
  }
  return url;
}

std::string EncodeQuery(std::string_view query) {
  constexpr std::string_view kKept = "-._~!$&'()*+,;=:@/?%[]";
  std::string out;
  for (const char c : query) {
    const bool kept = IsAsciiLetter(c) || IsAsciiDigit(c) || kKept.find(c) != std::string_view::npos;
    out += kept ? std::string(1, c) : PercentEncode(std::string_view(&c, 1), PercentSet::kQuery);
  }
  return out;
}

// The address as Page::url; empty if it leaves the site.
std::string MakeUrl(std::string_view written, const std::string& base_path) {
  const std::string local = CleanLine(LocalPart(written));
  if (local.empty() || LeavesSite(local)) return {};
  const size_t query = std::min(local.find('?'), local.size());
  std::string path = local.substr(0, query);
  if (!path.starts_with('/')) path = base_path + "/" + path;
  return EncodeUrlPath(path) + (query == local.size() ? "" : "?" + EncodeQuery(local.substr(query + 1)));
}

// The same of a path, in which '?' and '#' are part of a name.
std::string MakeUrlOfPath(std::string_view path, const std::string& base_path) {
  const bool is_whole = path.starts_with('/');
  while (path.starts_with('/')) path.remove_prefix(1);
  return EncodeUrlPath((is_whole ? "/" : base_path + "/") + CleanLine(path));
}

// Names a page in lists and messages; blanks count, as in names of files.
std::string CleanPath(std::string_view text) {
  std::string path = CleanLines(text);
  std::replace_if(
      path.begin(), path.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
  return path;
}

std::string TextOfField(const Value& fields, std::string_view key) {
  const Value* value = fields.Find(key);
  return value != nullptr && value->IsScalar() ? value->text : std::string();
}

// Where each line of a text begins, for headings that do not say it.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text) {
    for (size_t begin = 0; begin < text.size();) {
      const size_t end = std::min(text.find('\n', begin), text.size());
      begins_[text.substr(begin, end - begin)].push_back(begin);
      begin = end + 1;
    }
  }

  // The first line of that text at or behind `from`.
  [[nodiscard]] std::optional<size_t> Find(std::string_view line, size_t from) const {
    const auto found = begins_.find(line);
    if (found == begins_.end()) return std::nullopt;
    const auto at = std::lower_bound(found->second.begin(), found->second.end(), from);
    return at == found->second.end() ? std::nullopt : std::optional(*at);
  }

 private:
  std::unordered_map<std::string_view, std::vector<size_t>> begins_;
};

class PageMaker {
 public:
  PageMaker(const Value& fields, const PageJsonOptions& options, std::vector<Warning>* warnings)
      : fields_(fields), options_(options), warnings_(warnings) {}

  Result<JsonPage> Make() {
    const Result<std::string> path = PageJsonPath(fields_, options_.place);
    if (!path.ok()) return path.error();
    ReadBody();
    ReadMeta();
    if (content_.meta.title.empty() && content_.body.text.empty()) {
      return Error{ErrorCode::kInvalidInput, "needs a title or a body", options_.place};
    }
    JsonPage result;
    result.meta = content_.meta;
    Page& page = result.page;
    page.id = PageId(*path);
    page.path = *path;
    page.url = Url(*path);
    page.section = Text("section");
    page.aliases = Aliases();
    const std::string language = content_.meta.language;
    FillPage(std::move(content_), NameOf(*path), &page);
    page.translation_key = Text("translation_key");
    page.image_alts = Texts("image_alts", std::move(page.image_alts));
    page.extra = Texts("extra", {});
    SetLanguage("", language, options_.language, &page);
    if (!language.empty() && PrimaryLanguage(language).empty()) Warn("'" + language + "' is no language tag");
    return result;
  }

 private:
  void Warn(std::string message) { warnings_->push_back({options_.place, std::move(message)}); }

  void ReadMeta() {
    Value known;
    known.kind = Value::Kind::kMap;
    for (const Value& item : fields_.items) {
      const auto is_item = [&](std::string_view name) { return EqualsIgnoringCase(name, item.key); };
      if (std::any_of(kMetaFields.begin(), kMetaFields.end(), is_item)) known.items.push_back(item);
    }
    MetaOptions meta;
    meta.path = options_.place.path;
    meta.date_keys = {"date"};
    meta.lastmod_keys = {"lastmod"};
    meta.publish_keys = {"publish_date"};
    meta.expiry_keys = {"expiry_date"};
    for (Value& item : known.items) {
      for (const auto* keys : {&meta.date_keys, &meta.lastmod_keys, &meta.publish_keys, &meta.expiry_keys}) {
        if (EqualsIgnoringCase(keys->front(), item.key)) ReadUnixTime(&item);
      }
    }
    content_.meta = ReadPageMeta(known, meta, warnings_);
    content_.meta.extra.clear();
  }

  std::string Url(const std::string& path) {
    const std::string written = TextOfField(fields_, "url");
    std::string url = MakeUrl(written, options_.base_path);
    if (!url.empty()) return url;
    if (!written.empty()) Warn("url leaves the site; the path stands for it");
    return MakeUrlOfPath(path, options_.base_path);
  }

  std::string Text(std::string_view key) {
    const Value* value = fields_.Find(key);
    if (!IsThere(value)) return {};
    if (value->IsScalar()) return CleanLine(value->text);
    Warn(std::string(key) + " is no text; it is ignored");
    return {};
  }

  std::vector<std::string> Texts(std::string_view key, std::vector<std::string> before) {
    UniqueTexts texts;
    for (std::string& text : before) texts.Add(std::move(text));
    const Value* value = fields_.Find(key);
    if (IsThere(value) && !value->IsList()) Warn(std::string(key) + " is no list; it is ignored");
    bool is_bad = false;
    for (const Value& item : IsThere(value) && value->IsList() ? value->items : std::vector<Value>()) {
      is_bad = is_bad || !item.IsScalar();
      if (item.IsScalar()) texts.Add(CleanLine(item.text));
    }
    if (is_bad) Warn(std::string(key) + " has items that are no text; they are ignored");
    return texts.Take();
  }

  std::vector<std::string> Aliases() {
    UniqueTexts aliases;
    for (const std::string& written : Texts("aliases", {})) {
      std::string url = MakeUrl(written, options_.base_path);
      if (url.empty()) Warn("the alias '" + written + "' leaves the site; it is ignored");
      aliases.Add(std::move(url));
    }
    return aliases.Take();
  }

  static std::string NameOf(std::string_view path) {
    path = path.substr(0, path.find('?'));
    const std::vector<std::string_view> parts = SplitPath(path);
    return parts.empty() ? std::string(path) : CleanLine(parts.back().substr(0, parts.back().rfind('.')));
  }

  void ReadBody() {
    std::string_view used;
    for (const std::string_view key : {"body", "content", "markdown", "html"}) {
      const Value* value = fields_.Find(key);
      if (!IsThere(value)) continue;
      if (!value->IsScalar()) {
        Warn(std::string(key) + " is no text; it is ignored");
      } else if (!used.empty()) {
        Warn(std::string(key) + " is ignored: there is a " + std::string(used));
      } else {
        used = key;
        ReadBody(key, value->text);
      }
    }
  }

  void ReadBody(std::string_view key, const std::string& text) {
    if (key == "markdown") {
      const size_t before = warnings_->size();
      const MarkdownOptions markdown = {options_.place.path, options_.place.line, options_.max_table_cells,
                                        HeadingIdStyle::kGithub};
      content_.body = ReadMarkdown(text, markdown, warnings_);
      for (size_t i = before; i < warnings_->size(); ++i) (*warnings_)[i].place = options_.place;
    } else if (key == "html") {
      BodyBuilder builder;
      AddHtml(text, &builder);
      content_.body = builder.Finish();
    } else {
      ReadPlainBody(text);
      return;
    }
    for (const std::string_view parts : {"headings", "code_blocks"}) {
      if (IsThere(fields_.Find(parts))) Warn(std::string(parts) + " is ignored: the " + std::string(key) + " has them");
    }
  }

  void ReadPlainBody(const std::string& text) {
    std::string& body = content_.body.text;
    body = CleanLines(text);
    while (!body.empty() && IsAsciiSpace(body.back())) body.pop_back();
    body.erase(0, std::min(body.find_first_not_of('\n'), body.size()));
    ReadHeadings();
    ReadCode(body == text);
  }

  // The maps of a list.
  std::vector<const Value*> Rows(std::string_view key) {
    std::vector<const Value*> rows;
    const Value* value = fields_.Find(key);
    if (!IsThere(value)) return rows;
    bool is_bad = !value->IsList();
    for (const Value& row : value->items) {
      if (value->IsList() && row.IsMap()) rows.push_back(&row);
      is_bad = is_bad || !row.IsMap();
    }
    if (is_bad) Warn(std::string(key) + " must be a list of objects; what is none is ignored");
    return rows;
  }

  void ReadHeadings() {
    const std::vector<const Value*> rows = Rows("headings");
    if (rows.empty()) return;
    const std::string_view body = content_.body.text;
    const LineIndex lines(body);
    size_t end = 0;  // of the heading before
    int lost = 0;
    int moved = 0;
    for (const Value* row : rows) {
      const std::string text = CleanLine(TextOfField(*row, "text"));
      const std::optional<int64_t> said = WholeNumber(row->Find("offset"));
      std::optional<size_t> at;
      if (said && *said >= 0) at = lines.Find(text, std::max(end, static_cast<size_t>(*said)));
      const bool is_right = at && *at == static_cast<size_t>(*said);
      if (!is_right) at = lines.Find(text, end);
      lost += at ? 0 : 1;
      moved += at && said && !is_right ? 1 : 0;
      if (!at) continue;
      const int64_t level = std::clamp<int64_t>(WholeNumber(row->Find("level")).value_or(2), 1, 6);
      content_.body.headings.push_back(
          {static_cast<uint8_t>(level), text, TextOfField(*row, "anchor"), static_cast<uint32_t>(*at)});
      end = *at + text.size();
    }
    if (moved > 0) Warn(std::to_string(moved) + " headings are not at their offsets; they were looked for in the body");
    if (lost > 0) Warn(std::to_string(lost) + " headings are no lines of the body; they are ignored");
  }

  [[nodiscard]] bool CanCut(int64_t offset) const {
    const std::string& body = content_.body.text;
    if (offset < 0 || offset > static_cast<int64_t>(body.size())) return false;
    const auto at = static_cast<size_t>(offset);
    return at == body.size() || (static_cast<unsigned char>(body[at]) & 0xC0) != 0x80;
  }

  void ReadCode(bool offsets_hold) {
    int64_t end = 0;
    size_t bad = 0;
    for (const Value* row : Rows("code_blocks")) {
      const int64_t from = WholeNumber(row->Find("begin")).value_or(-1);
      const int64_t to = WholeNumber(row->Find("end")).value_or(-1);
      const bool fits = offsets_hold && from >= end && from < to && CanCut(from) && CanCut(to);
      if (!fits) {
        ++bad;
        continue;
      }
      content_.body.code_blocks.push_back(
          {static_cast<uint32_t>(from), static_cast<uint32_t>(to), CleanLine(TextOfField(*row, "language"))});
      end = to;
    }
    if (bad > 0) Warn(std::to_string(bad) + " code blocks do not fit the body; they are ignored");
  }

  const Value& fields_;
  const PageJsonOptions& options_;
  std::vector<Warning>* warnings_;
  Content content_;
};

}  // namespace

std::span<const std::string_view> PageJsonFields() { return kFields; }

Result<std::string> PageJsonPath(const Value& fields, const Place& place) {
  if (!fields.IsMap()) return Error{ErrorCode::kInvalidInput, "must be a JSON object, {\"url\": …}", place};
  const std::string local = CleanLine(LocalPart(TextOfField(fields, "url")));
  const bool has_url = !local.empty() && !LeavesSite(local);
  for (const std::string_view key : {"path", "id"}) {
    std::string path = CleanPath(TextOfField(fields, key));
    const bool leads_there = has_url || (key == "path" && !LeavesSite(path));
    if (!path.empty() && leads_there) return path;
  }
  if (has_url) return local;
  return Error{ErrorCode::kInvalidInput, "needs a url (within the site) or a path", place};
}

Result<JsonPage> PageFromJson(const Value& fields, const PageJsonOptions& options, std::vector<Warning>* warnings) {
  return PageMaker(fields, options, warnings).Make();
}

}  // namespace sou::indexer
