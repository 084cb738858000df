// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/jekyll/config.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "common/base/files.h"
#include "indexer/source/ascii.h"
#include "indexer/source/config_file.h"
#include "indexer/source/url_path.h"

namespace sou::indexer {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 10> kDefaultExcludes = {
    ".sass-cache",  ".jekyll-cache",  "gemfiles",      "Gemfile",      "Gemfile.lock",
    "node_modules", "vendor/bundle/", "vendor/cache/", "vendor/gems/", "vendor/ruby/"};

// The styles that have names; anything else is a template itself.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kStyles = {
    {{"none", "/:categories/:title:output_ext"},
     {"date", "/:categories/:year/:month/:day/:title:output_ext"},
     {"ordinal", "/:categories/:year/:y_day/:title:output_ext"},
     {"pretty", "/:categories/:year/:month/:day/:title/"},
     {"weekdate", "/:categories/:year/W:week/:short_day/:title:output_ext"}}};

std::string PostPermalink(const std::string& style) {
  const auto known =
      std::find_if(kStyles.begin(), kStyles.end(), [&](const auto& entry) { return entry.first == style; });
  return known == kStyles.end() ? style : std::string(known->second);
}

// Pages and collections take over how the site's style ends.
std::string WithSuffix(const std::string& pattern, std::string_view style) {
  if (style == "pretty" || style.ends_with('/')) return pattern + "/";
  const bool has_extension = style == "date" || style == "ordinal" || style == "none" || style.ends_with(":output_ext");
  return has_extension ? pattern + ":output_ext" : pattern;
}

Result<std::string> FolderInSite(const Value& config, std::string_view key) {
  const std::string folder = TextOf(config, key);
  const std::vector<std::string_view> parts = SplitPath(folder);
  if (folder.starts_with('/') || std::find(parts.begin(), parts.end(), "..") != parts.end()) {
    return Error{ErrorCode::kInvalidInput, std::string(key) + " '" + folder + "' lies outside of the site"};
  }
  std::string clean = CleanUrlPath(folder);
  while (clean.ends_with('/')) clean.pop_back();
  return clean;
}

// Jekyll drops from labels what no folder's name should have.
std::string CleanLabel(std::string_view label) {
  std::string clean;
  for (const char c : label) {
    if (IsAsciiLetter(c) || IsAsciiDigit(c) || c == '_' || c == '-' || c == '.') clean += c;
  }
  return clean;
}

class Resolver {
 public:
  Resolver(const Value& config, std::string path, std::vector<Warning>* warnings)
      : config_(config), path_(std::move(path)), warnings_(warnings) {}

  Result<JekyllConfig> Resolve(const std::string& base_url) {
    JekyllConfig out;
    if (Status status = ReadFolders(&out); !status.ok()) return status.error();
    out.base_path =
        base_url.empty() ? BasePath(TextOf(config_, "url")) + BasePath(TextOf(config_, "baseurl")) : BasePath(base_url);
    out.language = TextOf(config_, "lang", TextOf(config_, "locale"));
    ReadPermalinks(&out);
    ReadDefaults(&out);
    ReadFilters(&out);
    ReadPublishing(&out);
    ReadMarkdown(&out);
    ReadTimeZone(&out);
    return out;
  }

 private:
  void Warn(const Value& at, std::string message) { warnings_->push_back({{path_, at.line, 0}, std::move(message)}); }

  Status ReadFolders(JekyllConfig* out) {
    Result<std::string> source = FolderInSite(config_, "source");
    if (!source.ok()) return source.error();
    Result<std::string> collections = FolderInSite(config_, "collections_dir");
    if (!collections.ok()) return collections.error();
    const Result<std::string> destination = FolderInSite(config_, "destination");
    out->source = std::move(*source);
    out->collections_dir = std::move(*collections);
    if (const Value* separator = config_.Find("excerpt_separator"); separator != nullptr) {
      out->excerpt_separator = separator->text;
    }
    out->destination = destination.ok() ? *destination : "";
    if (config_.Find("destination") == nullptr) out->destination = "_site";
    return {};
  }

  void ReadPermalinks(JekyllConfig* out) {
    const std::string style = TextOf(config_, "permalink", "date");
    out->page_permalink = WithSuffix("/:path/:basename", style);
    const std::string plain = WithSuffix("/:collection/:path", style);
    const Value* collections = config_.Find("collections");
    const Value none;
    for (const Value& entry : (collections == nullptr ? none : *collections).items) {
      JekyllCollection collection;
      collection.label = CleanLabel(collections->IsList() ? entry.text : entry.key);
      collection.output = IsTrue(entry.Find("output"));
      collection.permalink = TextOf(entry, "permalink", collection.label == "posts" ? PostPermalink(style) : plain);
      if (!collection.label.empty()) out->collections.push_back(std::move(collection));
    }
    const auto posts = std::find_if(out->collections.begin(), out->collections.end(),
                                    [](const JekyllCollection& collection) { return collection.label == "posts"; });
    if (posts == out->collections.end()) {
      out->collections.push_back({"posts", PostPermalink(style), true});
    } else {
      posts->output = true;
    }
  }

  void ReadDefaults(JekyllConfig* out) {
    const Value* list = config_.Find("defaults");
    if (list == nullptr || !list->IsList()) return;
    for (const Value& set : list->items) {
      const Value* values = set.Find("values");
      if (values == nullptr || !values->IsMap()) {
        Warn(set, "an entry of defaults without values is ignored");
        continue;
      }
      JekyllScope scope;
      scope.values = *values;
      ForgetLines(&scope.values);
      if (const Value* where = set.Find("scope"); where != nullptr) {
        scope.path = TextOf(*where, "path");
        scope.type = TextOf(*where, "type");
        scope.has_type = where->Find("type") != nullptr;
      }
      for (const std::string_view old : {"page", "post", "draft"}) {
        if (scope.type == old) scope.type += 's';
      }
      out->defaults.push_back(std::move(scope));
    }
  }

  void ReadFilters(JekyllConfig* out) const {
    out->include = {".htaccess"};
    if (config_.Find("include") != nullptr) out->include = ListOf(config_.Find("include"));
    out->exclude = ListOf(config_.Find("exclude"));
    out->exclude.insert(out->exclude.end(), kDefaultExcludes.begin(), kDefaultExcludes.end());
    // What is included is excluded by no pattern of the same text.
    std::erase_if(out->exclude, [&](const std::string& pattern) {
      return pattern.empty() || std::find(out->include.begin(), out->include.end(), pattern) != out->include.end();
    });
    std::erase(out->include, "");
    std::string list = TextOf(config_, "markdown_ext", "markdown,mkdown,mkdn,mkd,md");
    for (size_t begin = 0; begin <= list.size();) {
      const size_t comma = std::min(list.find(',', begin), list.size());
      const std::string_view extension = TrimSpace(std::string_view(list).substr(begin, comma - begin));
      if (!extension.empty()) out->markdown_extensions.push_back(AsciiLower(extension));
      begin = comma + 1;
    }
  }

  void ReadPublishing(JekyllConfig* out) {
    out->future = IsTrue(config_.Find("future"));
    out->unpublished = IsTrue(config_.Find("unpublished"));
    out->show_drafts = IsTrue(config_.Find("show_drafts"));
    for (const std::string_view key : {"plugins", "gems"}) {
      const std::vector<std::string> names = ListOf(config_.Find(key));
      if (std::find(names.begin(), names.end(), "jekyll-optional-front-matter") != names.end()) {
        out->optional_front_matter = true;
      }
    }
    const Value* limit = config_.Find("limit_posts");
    if (limit != nullptr && !TextOf(config_, "limit_posts").empty() && TextOf(config_, "limit_posts") != "0") {
      Warn(*limit, "limit_posts is for previews; all posts are read");
    }
  }

  void ReadMarkdown(JekyllConfig* out) const {
    const std::string markdown = AsciiLower(TextOf(config_, "markdown", "kramdown"));
    out->is_kramdown = markdown == "kramdown" || markdown.empty();
    if (!out->is_kramdown) {
      // GitHub's own converter makes the ids of GitHub; the others make none unless told.
      out->heading_ids = markdown == "commonmarkghpages" ? HeadingIdStyle::kKramdownGfm : HeadingIdStyle::kNone;
      return;
    }
    const Value* kramdown = config_.Find("kramdown");
    if (kramdown == nullptr || !kramdown->IsMap()) return;
    if (!EqualsIgnoringCase(TextOf(*kramdown, "input", "GFM"), "GFM")) out->heading_ids = HeadingIdStyle::kKramdown;
    if (EqualsIgnoringCase(TextOf(*kramdown, "auto_ids"), "false")) out->heading_ids = HeadingIdStyle::kNone;
    out->heading_id_prefix = TextOf(*kramdown, "auto_id_prefix");
  }

  void ReadTimeZone(JekyllConfig* out) {
    const std::string name = TextOf(config_, "timezone");
    if (name.empty()) return;
    if (std::optional<TimeZone> zone = TimeZone::Named(name)) {
      out->time_zone = *zone;
    } else {
      Warn(*config_.Find("timezone"), "there is no time zone '" + name + "'; UTC is taken");
    }
  }

  const Value& config_;
  std::string path_;
  std::vector<Warning>* warnings_;
};

bool HasAnyFolder(const fs::path& root, std::initializer_list<std::string_view> names) {
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) { return IsFolder(root / name); });
}

bool FileNames(const fs::path& file, std::initializer_list<std::string_view> words) {
  constexpr uint64_t kMaxBytes = 1 << 20;
  const Result<std::string> text = ReadFile(file, kMaxBytes);
  return text.ok() && std::any_of(words.begin(), words.end(),
                                  [&](std::string_view word) { return text->find(word) != std::string::npos; });
}

bool HasAnyKey(const Value& config, std::initializer_list<std::string_view> keys) {
  return std::any_of(keys.begin(), keys.end(), [&](std::string_view key) { return config.Find(key) != nullptr; });
}

}  // namespace

std::string FindJekyllConfig(const fs::path& root) {
  for (const char* name : {"_config.yml", "_config.yaml", "_config.toml"}) {
    if (IsFile(root / name)) return name;
  }
  return {};
}

bool IsJekyllFolder(const fs::path& root) {
  if (HasAnyFolder(root / "source", {"_posts", "_drafts"}) && !FileNames(root / "Gemfile", {"jekyll"})) return false;
  if (FileNames(root / "package.json", {"\"hexo\""})) return false;
  const std::string name = FindJekyllConfig(root);
  if (name.empty()) return IsFolder(root / "_posts");
  std::vector<Warning> warnings;
  const Result<Value> config = ReadConfigFile(root, name, &warnings);
  if (config.ok() && HasAnyKey(*config, {"source_dir", "public_dir", "skip_render", "new_post_name", "i18n_dir"}))
    return false;
  if (HasAnyFolder(root, {"_posts", "_layouts", "_includes", "_drafts", "_data", "_sass", "_plugins"})) return true;
  if (FileNames(root / "Gemfile", {"jekyll", "github-pages"})) return true;
  return config.ok() && HasAnyKey(*config, {"remote_theme", "plugins", "gems", "kramdown", "markdown", "collections",
                                            "collections_dir", "baseurl", "defaults", "exclude", "permalink", "theme"});
}

Result<JekyllConfig> ReadJekyllConfig(const fs::path& root, const std::string& base_url,
                                      std::vector<Warning>* warnings) {
  Value config;
  config.kind = Value::Kind::kMap;
  const std::string name = FindJekyllConfig(root);
  if (!name.empty()) {
    Result<Value> read = ReadConfigFile(root, name, warnings);
    if (!read.ok()) return read.error();
    config = std::move(*read);
  }
  Result<JekyllConfig> out = Resolver(config, name, warnings).Resolve(base_url);
  if (out.ok()) return out;
  Error error = out.error();
  error.place.path = name;
  return error;
}

}  // namespace sou::indexer
