// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hugo/config.h"

#include <unicode/timezone.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <utility>

#include "indexer/source/ascii.h"
#include "indexer/source/config_file.h"
#include "indexer/source/hugo/config_files.h"
#include "indexer/source/language.h"
#include "indexer/source/url_path.h"

namespace sou::indexer {
namespace {

constexpr std::string_view kContent = "content";
constexpr size_t kMaxCascades = 1000;
constexpr int kMsPerMinute = 60'000;

// The folder relative to the site's root; nullopt if it lies outside.
std::optional<std::string> InsideSite(const std::string& folder) {
  const std::vector<std::string_view> parts = SplitPath(folder);
  if (folder.starts_with('/') || std::find(parts.begin(), parts.end(), "..") != parts.end()) return std::nullopt;
  std::string clean = CleanUrlPath(folder);
  while (clean.ends_with('/')) clean.pop_back();
  return clean;
}

int NumberOf(const Value& map, std::string_view key) {
  const std::string text = TextOf(map, key);
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// [languages]: which there are, where their content lies and their pages are published.
class LanguageReader {
 public:
  LanguageReader(const Value& config, const std::string& base_url) : config_(config), base_url_(base_url) {}

  Result<std::vector<HugoLanguage>> Read() {
    std::string default_key = AsciiLower(TextOf(config_, "defaultContentLanguage"));
    std::vector<HugoLanguage> languages;
    if (const Value* map = config_.Find("languages"); map != nullptr && map->IsMap()) {
      for (const Value& entry : map->items) {
        Result<HugoLanguage> language = ReadLanguage(entry);
        if (!language.ok()) return language.error();
        languages.push_back(std::move(*language));
      }
    }
    if (languages.empty()) {
      Result<HugoLanguage> language = OnlyLanguage(default_key.empty() ? "en" : default_key);
      if (!language.ok()) return language.error();
      languages.push_back(std::move(*language));
    }
    default_key = Sort(default_key, &languages);
    SetPrefixes(default_key, &languages);
    return languages;
  }

 private:
  Result<HugoLanguage> ReadLanguage(const Value& entry) {
    HugoLanguage language;
    language.key = AsciiLower(entry.key);
    language.tag = TextOf(entry, "languageCode", TextOf(entry, "locale", entry.key));
    language.language = PrimaryLanguage(language.tag);
    language.base_path = BasePath(TextOf(entry, "baseURL"));
    language.weight = NumberOf(entry, "weight");
    language.disabled = IsTrue(entry.Find("disabled")) || IsDisabled(language.key);
    Result<std::string> folder = ContentDir(entry, TextOf(config_, "contentDir", std::string(kContent)));
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
    Result<std::string> folder = ContentDir(config_, std::string(kContent));
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
    std::optional<std::string> clean = InsideSite(folder);
    if (!clean) return Error{ErrorCode::kInvalidInput, "contentDir '" + folder + "' lies outside of the site"};
    return std::move(*clean);
  }

  // By weight, those without one last; then the default one to the front, whose key is returned.
  static std::string Sort(const std::string& wanted, std::vector<HugoLanguage>* languages) {
    const auto rank = [](const HugoLanguage& l) { return std::pair(l.weight == 0, l.weight); };
    std::stable_sort(languages->begin(), languages->end(),
                     [&](const HugoLanguage& a, const HugoLanguage& b) { return rank(a) < rank(b); });
    for (const std::string& key : {wanted, std::string("en")}) {
      const auto found = std::find_if(languages->begin(), languages->end(),
                                      [&](const HugoLanguage& language) { return language.key == key; });
      if (found == languages->end()) continue;
      std::rotate(languages->begin(), found, found + 1);
      break;
    }
    return languages->front().key;
  }

  void SetPrefixes(const std::string& default_key, std::vector<HugoLanguage>* languages) const {
    const std::string site_base = BasePath(base_url_.empty() ? TextOf(config_, "baseURL") : base_url_);
    const auto enabled = std::count_if(languages->begin(), languages->end(),
                                       [](const HugoLanguage& language) { return !language.disabled; });
    const bool default_below = IsTrue(config_.Find("defaultContentLanguageInSubdir"));
    const Value* map = config_.Find("languages");
    for (HugoLanguage& language : *languages) {
      // A language with a host of its own needs no folder.
      const Value* entry = map == nullptr ? nullptr : map->Find(language.key);
      const bool own_host = entry != nullptr && !TextOf(*entry, "baseURL").empty() && base_url_.empty();
      if (!own_host) language.base_path = site_base;
      // One enabled language has no folder in 0.111.3, whatever defaultContentLanguageInSubdir says; from 0.112 it has.
      if (enabled > 1 && !own_host && (language.key != default_key || default_below)) {
        language.url_prefix = language.key;
      }
    }
  }

  const Value& config_;
  const std::string& base_url_;
};

class Resolver {
 public:
  Resolver(const Value& config, const std::string& base_url, std::vector<Warning>* warnings)
      : config_(config), base_url_(base_url), warnings_(warnings) {}

  Result<HugoConfig> Resolve() {
    HugoConfig out;
    Result<std::vector<HugoLanguage>> languages = LanguageReader(config_, base_url_).Read();
    if (!languages.ok()) return languages.error();
    out.languages = std::move(*languages);
    ReadMounts(&out);
    ReadAllPermalinks(&out);
    ReadUglyUrls(&out);
    ReadTaxonomies(&out);
    ReadFrontMatter(&out);
    ReadTimeZone(&out);
    ReadMarkup(&out);
    if (const Value* cascade = config_.Find("cascade")) out.cascade = ReadHugoCascade(*cascade);
    for (const std::string& kind : ListOf(config_.Find("disableKinds"))) out.disabled_kinds.push_back(AsciiLower(kind));
    out.lower_paths = !IsTrue(config_.Find("disablePathToLower"));
    out.remove_path_accents = IsTrue(config_.Find("removePathAccents"));
    out.build_drafts = IsTrue(config_.Find("buildDrafts"));
    out.build_future = IsTrue(config_.Find("buildFuture"));
    out.build_expired = IsTrue(config_.Find("buildExpired"));
    return out;
  }

 private:
  void Warn(std::string message) { warnings_->push_back({{"", 0, 0}, std::move(message)}); }

  // A mount onto the content folder takes the place of all `contentDir`s, as in Hugo.
  void ReadMounts(HugoConfig* out) {
    const Value* mounts = config_.Find("module", "mounts");
    if (mounts != nullptr && mounts->IsList()) {
      for (const Value& mount : mounts->items) ReadMount(mount, out);
    }
    if (!out->mounts.empty()) return;
    for (const HugoLanguage& language : out->languages) {
      const auto same = [&](const HugoMount& mount) { return mount.folder == language.content_dir; };
      if (std::any_of(out->mounts.begin(), out->mounts.end(), same)) continue;
      out->mounts.push_back({language.content_dir, "", language.key, {}, {}});
    }
  }

  void ReadMount(const Value& value, HugoConfig* out) {
    std::string target = CleanUrlPath(TextOf(value, "target"));
    while (target.ends_with('/')) target.pop_back();
    if (target != kContent && !target.starts_with("content/")) return;
    const std::string source = TextOf(value, "source");
    const std::optional<std::string> folder = InsideSite(source);
    if (!folder) return Warn("module.mounts: '" + source + "' lies outside of the site and is not read");
    if (target.ends_with(".md") || target.ends_with(".html")) {
      return Warn("module.mounts: '" + source + "' is a single file; only folders are read");
    }
    HugoMount mount;
    mount.folder = *folder;
    mount.target = target.substr(std::min(kContent.size() + 1, target.size()));
    mount.language = AsciiLower(TextOf(value, "lang"));
    mount.include = ListOf(value.Find("includeFiles"));
    mount.exclude = ListOf(value.Find("excludeFiles"));
    if (const Value* languages = value.Find("sites", "matrix"); languages != nullptr && mount.language.empty()) {
      const std::vector<std::string> keys = ListOf(languages->Find("languages"));
      if (!keys.empty()) mount.language = AsciiLower(keys[0]);
    }
    out->mounts.push_back(std::move(mount));
  }

  // A language's own patterns come before those of the site.
  void ReadAllPermalinks(HugoConfig* out) {
    const Value* languages = config_.Find("languages");
    for (const HugoLanguage& language : out->languages) {
      const Value* entry = languages == nullptr ? nullptr : languages->Find(language.key);
      const Value* permalinks = entry == nullptr ? nullptr : entry->Find("permalinks");
      const size_t first = out->permalinks.size();
      if (permalinks != nullptr) ReadPermalinks(*permalinks, out);
      for (size_t i = first; i < out->permalinks.size(); ++i) {
        out->permalinks[i].target.languages = {language.key};
      }
    }
    if (const Value* permalinks = config_.Find("permalinks")) ReadPermalinks(*permalinks, out);
  }

  // `section: pattern`, since Hugo 0.112 by kind, `page: {section: pattern}`, and since 0.161 as a list of rules.
  void ReadPermalinks(const Value& permalinks, HugoConfig* out) {
    for (const Value& item : permalinks.items) {
      if (permalinks.IsList()) {
        const Value* target = item.Find("target");
        out->permalinks.push_back(
            {target == nullptr ? HugoMatcher() : ReadHugoMatcher(*target), TextOf(item, "pattern")});
      } else if (item.IsScalar() && !item.key.starts_with('_')) {  // `_merge` is no section
        for (const char* kind : {"page", "term"}) {
          out->permalinks.push_back({HugoSectionMatcher(kind, item.key), item.text});
        }
      } else if (item.IsMap()) {
        for (const Value& rule : item.items) {
          out->permalinks.push_back({HugoSectionMatcher(AsciiLower(item.key), rule.key), rule.text});
        }
      }
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
    out->taxonomies.clear();
    for (const Value& item : taxonomies->items) {
      if (item.IsScalar()) out->taxonomies.push_back(AsciiLower(TrimSpace(item.text)));
    }
  }

  void ReadFrontMatter(HugoConfig* out) {
    const Value* rules = config_.Find("frontmatter");
    if (rules == nullptr) return;
    const std::vector<std::string> dates = {"date", "publishDate", "pubDate", "published", "lastmod", "modified"};
    out->date_keys = DateKeys(rules->Find("date"), dates);
    out->lastmod_keys = DateKeys(rules->Find("lastmod"), {"lastmod", "modified", "date", "publishDate", "published"});
    out->publish_keys = DateKeys(rules->Find("publishDate"), {"publishDate", "pubDate", "published", "date"});
    out->expiry_keys = DateKeys(rules->Find("expiryDate"), {"expiryDate", "unpublishDate"});
  }

  std::vector<std::string> DateKeys(const Value* rule, const std::vector<std::string>& by_default) {
    std::vector<std::string> keys;
    for (const std::string& key : ListOf(rule)) {
      if (EqualsIgnoringCase(key, ":default")) {
        keys.insert(keys.end(), by_default.begin(), by_default.end());
      } else if (EqualsIgnoringCase(key, ":git")) {
        Warn("frontmatter: dates of git are not known; ':git' is passed over");
      } else {
        keys.push_back(key.starts_with(':') ? AsciiLower(key) : key);
      }
    }
    return keys;
  }

  void ReadTimeZone(HugoConfig* out) {
    const std::string name = TextOf(config_, "timeZone");
    if (name.empty()) return;
    const std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
    if (*zone == icu::TimeZone::getUnknown()) {
      return Warn("there is no timeZone '" + name + "'; dates are read in UTC");
    }
    out->offset_minutes = static_cast<int16_t>(zone->getRawOffset() / kMsPerMinute);
  }

  void ReadMarkup(HugoConfig* out) const {
    const Value* goldmark = config_.Find("markup", "goldmark");
    const Value* parser = goldmark == nullptr ? nullptr : goldmark->Find("parser");
    if (parser == nullptr) return;
    const std::string type = AsciiLower(TextOf(*parser, "autoIDType", TextOf(*parser, "autoHeadingIDType")));
    if (type == "github-ascii") out->heading_ids = HeadingIdStyle::kHugoAscii;
    if (type == "blackfriday") out->heading_ids = HeadingIdStyle::kHugoBlackfriday;
    if (TextOf(*parser, "autoHeadingID") == "false") out->heading_ids = HeadingIdStyle::kNone;
    const Value* title = parser->Find("attribute", "title");
    out->heading_attributes = title == nullptr || IsTrue(title);
  }

  const Value& config_;
  const std::string& base_url_;
  std::vector<Warning>* warnings_;
};

}  // namespace

std::vector<HugoCascade> ReadHugoCascade(const Value& cascade) {
  std::vector<HugoCascade> out;
  const auto add = [&out](const Value& map) {
    if (!map.IsMap() || out.size() == kMaxCascades) return;
    HugoCascade entry;
    for (const char* key : {"target", "_target"}) {
      if (const Value* target = map.Find(key); target != nullptr && target->IsMap()) {
        entry.target = ReadHugoMatcher(*target);
      }
    }
    entry.fields.kind = Value::Kind::kMap;
    for (const Value& item : map.items) {
      const bool is_target = EqualsIgnoringCase(item.key, "target") || EqualsIgnoringCase(item.key, "_target");
      if (!is_target) entry.fields.items.push_back(item);
    }
    ForgetLines(&entry.fields);
    out.push_back(std::move(entry));
  };
  if (cascade.IsMap()) add(cascade);
  if (cascade.IsList()) std::for_each(cascade.items.begin(), cascade.items.end(), add);
  return out;
}

Result<HugoConfig> ReadHugoConfig(const std::filesystem::path& root, const std::string& base_url,
                                  std::vector<Warning>* warnings) {
  const Result<bool> has_config = HasHugoConfig(root);
  if (!has_config.ok()) return has_config.error();
  Result<Value> values = ReadHugoConfigFiles(root, warnings);
  if (!values.ok()) return values.error();
  Result<HugoConfig> config = Resolver(*values, base_url, warnings).Resolve();
  if (config.ok() && !*has_config && !IsFolder(root / kContent)) {
    config->is_section = true;
    config->languages[0].content_dir.clear();
    config->mounts = {{"", "", config->languages[0].key, {}, {}}};
  }
  return config;
}

}  // namespace sou::indexer
