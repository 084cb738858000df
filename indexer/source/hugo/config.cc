// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hugo/config.h"

#include <algorithm>
#include <array>
#include <optional>
#include <system_error>
#include <utility>

#include "indexer/source/ascii.h"
#include "indexer/source/config_file.h"
#include "indexer/source/language.h"
#include "indexer/source/url_path.h"

namespace sou::indexer {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 4> kExtensions = {"toml", "yaml", "yml", "json"};

// The first of stem.toml, stem.yaml, … in the root; "" if there is none.
std::string FindConfig(const fs::path& root, const std::string& stem) {
  for (const std::string_view extension : kExtensions) {
    const std::string name = stem + "." + std::string(extension);
    if (IsFile(root / name)) return name;
  }
  return {};
}

Value Wrap(std::string key, Value inner) {
  Value map;
  map.kind = Value::Kind::kMap;
  inner.key = std::move(key);
  map.items.push_back(std::move(inner));
  return map;
}

// A file of config/_default holds the key it is named after; "name.zh.toml" holds it for one language.
Value PutInPlace(std::string_view stem, Value value) {
  const size_t dot = stem.find('.');
  const std::string key(stem.substr(0, dot));
  const bool is_whole = key == "hugo" || key == "config";
  if (dot == std::string_view::npos) return is_whole ? value : Wrap(key, std::move(value));
  const bool is_language = is_whole || key == "languages";
  Value inner = is_language ? std::move(value) : Wrap(key, std::move(value));
  return Wrap("languages", Wrap(std::string(stem.substr(dot + 1)), std::move(inner)));
}

Status MergeConfigFolder(const fs::path& root, const std::string& folder, Value* config,
                         std::vector<Warning>* warnings) {
  std::vector<std::string> names;
  std::error_code code;
  for (const auto& entry : fs::directory_iterator(root / folder, code)) {
    const std::string name = entry.path().filename().string();
    if (IsFile(entry.path()) && ConfigSyntax(name)) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) {
    Result<Value> value = ReadConfigFile(root, folder + "/" + name, warnings);
    if (!value.ok()) return value.error();
    MergeConfig(PutInPlace(name.substr(0, name.rfind('.')), std::move(*value)), config);
  }
  return {};
}

Result<Value> ReadAll(const fs::path& root, std::vector<Warning>* warnings) {
  Value config;
  config.kind = Value::Kind::kMap;
  std::string name = FindConfig(root, "hugo");
  if (name.empty()) name = FindConfig(root, "config");
  if (!name.empty()) {
    Result<Value> value = ReadConfigFile(root, name, warnings);
    if (!value.ok()) return value;
    config = std::move(*value);
  }
  if (Status status = MergeConfigFolder(root, "config/_default", &config, warnings); !status.ok())
    return status.error();
  return config;
}

class Resolver {
 public:
  Resolver(const Value& config, std::string base_url, std::vector<Warning>* warnings)
      : config_(config), base_url_(std::move(base_url)), warnings_(warnings) {}

  Result<HugoConfig> Resolve() {
    HugoConfig out;
    if (Status status = ReadLanguages(&out); !status.ok()) return status.error();
    ReadPermalinks(&out);
    ReadUglyUrls(&out);
    ReadTaxonomies(&out);
    out.lower_paths = !IsTrue(config_.Find("disablePathToLower"));
    out.remove_path_accents = IsTrue(config_.Find("removePathAccents"));
    out.build_drafts = IsTrue(config_.Find("buildDrafts"));
    out.build_future = IsTrue(config_.Find("buildFuture"));
    out.build_expired = IsTrue(config_.Find("buildExpired"));
    return out;
  }

 private:
  struct Weighted {
    HugoLanguage language;
    int weight = 0;
  };

  Status ReadLanguages(HugoConfig* out) {
    const std::string default_key = AsciiLower(TextOf(config_, "defaultContentLanguage", "en"));
    std::vector<HugoLanguage> languages;
    if (const Value* map = config_.Find("languages"); map != nullptr && map->IsMap()) {
      for (const Value& entry : map->items) {
        Result<HugoLanguage> language = ReadLanguage(entry);
        if (!language.ok()) return language.error();
        languages.push_back(std::move(*language));
      }
    }
    if (languages.empty()) {
      Result<HugoLanguage> language = OnlyLanguage(default_key);
      if (!language.ok()) return language.error();
      languages.push_back(std::move(*language));
    }
    std::stable_partition(languages.begin(), languages.end(),
                          [&](const HugoLanguage& l) { return l.key == default_key; });
    SetPrefixes(default_key, &languages);
    out->languages = std::move(languages);
    return {};
  }

  Result<HugoLanguage> ReadLanguage(const Value& entry) {
    HugoLanguage language;
    language.key = AsciiLower(entry.key);
    language.tag = TextOf(entry, "languageCode", TextOf(entry, "locale", entry.key));
    language.language = PrimaryLanguage(language.tag);
    language.base_path = BasePath(TextOf(entry, "baseURL"));
    language.disabled = IsTrue(entry.Find("disabled")) || IsDisabled(language.key);
    Result<std::string> folder = ContentDir(entry, TextOf(config_, "contentDir", "content"));
    if (!folder.ok()) return folder.error();
    language.content_dir = std::move(*folder);
    return language;
  }

  // A site without languages: what it is written in is only known if it says so.
  Result<HugoLanguage> OnlyLanguage(const std::string& key) {
    HugoLanguage language;
    language.key = key;
    language.tag =
        TextOf(config_, "languageCode", TextOf(config_, "locale", TextOf(config_, "defaultContentLanguage")));
    language.language = PrimaryLanguage(language.tag);
    Result<std::string> folder = ContentDir(config_, "content");
    if (!folder.ok()) return folder.error();
    language.content_dir = std::move(*folder);
    return language;
  }

  [[nodiscard]] bool IsDisabled(const std::string& key) const {
    const Value* list = config_.Find("disableLanguages");
    return list != nullptr && std::any_of(list->items.begin(), list->items.end(),
                                          [&](const Value& item) { return EqualsIgnoringCase(item.text, key); });
  }

  static Result<std::string> ContentDir(const Value& map, const std::string& fallback) {
    const std::string folder = TextOf(map, "contentDir", fallback);
    const std::vector<std::string_view> parts = SplitPath(folder);
    if (folder.starts_with('/') || std::find(parts.begin(), parts.end(), "..") != parts.end()) {
      return Error{ErrorCode::kInvalidInput, "contentDir '" + folder + "' lies outside of the site"};
    }
    std::string clean = CleanUrlPath(folder);
    while (clean.ends_with('/')) clean.pop_back();
    return clean;
  }

  void SetPrefixes(const std::string& default_key, std::vector<HugoLanguage>* languages) const {
    const std::string site_base = BasePath(base_url_.empty() ? TextOf(config_, "baseURL") : base_url_);
    const bool multilingual = languages->size() > 1;
    const bool default_below = IsTrue(config_.Find("defaultContentLanguageInSubdir"));
    const Value* map = config_.Find("languages");
    for (HugoLanguage& language : *languages) {
      // A language with a host of its own needs no folder.
      const Value* entry = map == nullptr ? nullptr : map->Find(language.key);
      const bool own_host = entry != nullptr && !TextOf(*entry, "baseURL").empty() && base_url_.empty();
      if (!own_host) language.base_path = site_base;
      if (multilingual && !own_host && (language.key != default_key || default_below))
        language.url_prefix = language.key;
    }
  }

  // `section: pattern`, or since Hugo 0.112 by kind: `page: {section: pattern}`.
  void ReadPermalinks(HugoConfig* out) {
    const Value* permalinks = config_.Find("permalinks");
    if (permalinks == nullptr) return;
    if (!permalinks->IsMap()) {
      warnings_->push_back({{"", 0, 0}, "permalinks of this form are not known; pages have their default addresses"});
      return;
    }
    for (const Value& item : permalinks->items) {
      if (item.IsScalar()) {
        out->page_permalinks[AsciiLower(item.key)] = item.text;
        continue;
      }
      auto* target = item.key == "page"      ? &out->page_permalinks
                     : item.key == "section" ? &out->section_permalinks
                                             : nullptr;
      if (target == nullptr) continue;
      for (const Value& rule : item.items) (*target)[AsciiLower(rule.key)] = rule.text;
    }
  }

  void ReadUglyUrls(HugoConfig* out) const {
    const Value* ugly = config_.Find("uglyURLs");
    if (ugly == nullptr) return;
    out->ugly_urls = IsTrue(ugly);
    if (!ugly->IsMap()) return;
    for (const Value& item : ugly->items) out->ugly_sections[AsciiLower(item.key)] = IsTrue(&item);
  }

  // `singular: plural`; the plural is the front matter's key.
  void ReadTaxonomies(HugoConfig* out) const {
    const Value* taxonomies = config_.Find("taxonomies");
    if (taxonomies == nullptr || !taxonomies->IsMap()) return;
    out->tags_key = TextOf(*taxonomies, "tag", out->tags_key);
    out->categories_key = TextOf(*taxonomies, "category", out->categories_key);
  }

  const Value& config_;
  std::string base_url_;
  std::vector<Warning>* warnings_;
};

bool HasFieldOfHugo(const Value& config) {
  constexpr std::array<std::string_view, 10> kFields = {
      "baseURL", "languageCode", "defaultContentLanguage", "contentDir", "languages", "taxonomies", "permalinks",
      "module",  "buildDrafts",  "enableRobotsTXT"};
  if (config.Find("base_url") != nullptr) return false;  // Zola
  return std::any_of(kFields.begin(), kFields.end(), [&](std::string_view key) { return config.Find(key) != nullptr; });
}

}  // namespace

Result<bool> HasHugoConfig(const fs::path& root) {
  if (!FindConfig(root, "hugo").empty()) return true;
  for (const std::string stem : {"hugo", "config"}) {
    if (!FindConfig(root / "config" / "_default", stem).empty()) return true;
  }
  const std::string name = FindConfig(root, "config");
  if (name.empty()) return false;
  std::vector<Warning> warnings;
  const Result<Value> config = ReadConfigFile(root, name, &warnings);
  if (config.ok()) return HasFieldOfHugo(*config);
  if (IsFolder(root / "content")) return config.error();
  return false;
}

bool IsHugoSection(const fs::path& root) {
  if (!IsFile(root / "_index.md")) return false;
  std::error_code code;
  fs::recursive_directory_iterator entries(root, fs::directory_options::skip_permission_denied, code);
  for (const fs::recursive_directory_iterator end; !code && entries != end; entries.increment(code)) {
    const std::string name = entries->path().filename().string();
    if (name.starts_with('.')) {
      entries.disable_recursion_pending();
    } else if (entries.depth() > 0 && name == "index.md") {
      return true;
    }
  }
  return false;
}

Result<HugoConfig> ReadHugoConfig(const fs::path& root, const std::string& base_url, std::vector<Warning>* warnings) {
  const Result<bool> has_config = HasHugoConfig(root);
  if (!has_config.ok()) return has_config.error();
  Result<Value> values = ReadAll(root, warnings);
  if (!values.ok()) return values.error();
  Result<HugoConfig> config = Resolver(*values, base_url, warnings).Resolve();
  if (config.ok() && !*has_config && !IsFolder(root / "content")) {
    config->is_section = true;
    config->languages[0].content_dir.clear();
  }
  return config;
}

}  // namespace sou::indexer
