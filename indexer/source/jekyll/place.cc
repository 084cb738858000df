// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/jekyll/place.h"

#include <algorithm>
#include <map>
#include <utility>

#include "indexer/source/ascii.h"
#include "indexer/source/path_name.h"
#include "indexer/source/path_rules.h"
#include "indexer/source/url_path.h"

namespace sou::indexer {
namespace {

std::string Joined(std::string_view folder, std::string_view name) {
  return folder.empty() ? std::string(name) : std::string(folder) + "/" + std::string(name);
}

bool IsBelow(std::string_view path, std::string_view folder) {
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

// Jekyll's patterns are prefixes too: "vendor" stands for "vendors.md".
bool Matches(const std::vector<std::string>& patterns, const std::string& entry, bool is_folder) {
  return std::any_of(patterns.begin(), patterns.end(), [&](std::string_view pattern) {
    while (pattern.starts_with('/')) pattern.remove_prefix(1);
    return entry.starts_with(pattern) || (is_folder && pattern == entry + "/") || MatchesName(pattern, entry);
  });
}

bool IsSpecial(std::string_view name) { return !name.empty() && std::string_view("._#~").find(name[0]) != name.npos; }

// Why Jekyll's entry filter drops an entry of the folder `base`; `entry` may lie deeper.
std::string WhyFiltered(std::string_view entry, std::string_view base, bool is_folder, const JekyllConfig& config) {
  const std::string name(NameOf(entry));
  const bool included =
      Matches(config.include, std::string(entry), is_folder) || Matches(config.include, name, is_folder);
  if (included) return {};
  if (Matches(config.exclude, Joined(base, entry), is_folder)) return "excluded by the site's configuration";
  if (IsSpecial(entry) || IsSpecial(name)) {
    const char sign = IsSpecial(entry) ? entry[0] : name[0];
    return std::string(is_folder ? "in a folder" : "its name begins with '") +
           (is_folder ? std::string(" whose name begins with '") + sign + "'" : std::string(1, sign) + "'");
  }
  return entry.ends_with('~') ? "a backup file" : "";
}

class Locator {
 public:
  // `filters`: whether the configuration may drop an entry.
  explicit Locator(const JekyllConfig& config, bool filters = true) : config_(config), filters_(filters) {}

  JekyllPlace Locate(std::string_view path, bool is_folder) {
    if (!config_.destination.empty() && IsBelow(path, config_.destination)) return No("the built site");
    if (!config_.source.empty()) {
      if (!IsBelow(path, config_.source)) return No("outside of the source folder");
      path.remove_prefix(std::min(path.size(), config_.source.size() + 1));
    }
    std::string folder;
    while (!path.empty()) {
      const size_t slash = path.find('/');
      const std::string_view name = path.substr(0, slash);
      const bool is_last = slash == std::string_view::npos;
      if ((!is_last || is_folder) && name.starts_with('_') && IsArea(name, folder)) {
        return InArea(folder, name, is_last ? "" : path.substr(slash + 1), is_folder);
      }
      std::string why_not = WhyDropped(name, folder, !is_last || is_folder);
      if (!why_not.empty()) return No(std::move(why_not));
      folder = Joined(folder, name);
      path.remove_prefix(is_last ? path.size() : slash + 1);
    }
    JekyllPlace place;
    place.kind = JekyllKind::kPage;
    place.path = folder;
    return place;
  }

 private:
  [[nodiscard]] std::string WhyDropped(std::string_view entry, std::string_view base, bool is_folder) const {
    return filters_ ? WhyFiltered(entry, base, is_folder, config_) : std::string();
  }

  static JekyllPlace No(std::string why_not) {
    JekyllPlace place;
    place.why_not = std::move(why_not);
    return place;
  }

  [[nodiscard]] const JekyllCollection* Collection(std::string_view label) const {
    for (const JekyllCollection& collection : config_.collections) {
      if (collection.label == label) return &collection;
    }
    return nullptr;
  }

  // Whether posts, drafts or a collection's documents lie in folder/name.
  [[nodiscard]] bool IsArea(std::string_view name, std::string_view folder) const {
    if (name == "_posts" || name == "_drafts") return folder.starts_with(config_.collections_dir);
    const std::string_view label = name.substr(1);
    return folder == config_.collections_dir && label != "data" && Collection(label) != nullptr;
  }

  [[nodiscard]] JekyllPlace InArea(const std::string& folder, std::string_view name, std::string_view entry,
                                   bool is_folder) const {
    const bool is_post = name == "_posts" || name == "_drafts";
    JekyllPlace place;
    place.collection = Collection(is_post ? "posts" : name.substr(1));
    place.kind = name == "_posts" ? JekyllKind::kPost : name == "_drafts" ? JekyllKind::kDraft : JekyllKind::kDocument;
    std::string_view inner = folder;
    inner.remove_prefix(std::min(inner.size(), config_.collections_dir.size()));
    while (inner.starts_with('/')) inner.remove_prefix(1);
    place.path = Joined(inner, Joined(name, entry));
    for (const std::string_view part : SplitPath(inner)) place.categories.emplace_back(part);
    // What lies in a folder is looked at file by file.
    if (is_folder) return place;
    const std::string base = is_post ? Joined(folder, name) : std::string(name);
    if (std::string why_not = WhyDropped(entry, base, false); !why_not.empty()) return No(std::move(why_not));
    if (is_post && name == "_posts" && ReadJekyllName(entry).date.empty()) {
      return No("its name does not begin with a date (YYYY-MM-DD-name.md)");
    }
    if (!place.collection->output) return No("its collection, " + place.collection->label + ", is not published");
    return place;
  }

  const JekyllConfig& config_;
  bool filters_;
};

// A glob of `defaults`: Jekyll looks for files that match it, and the path begins with one of them.
bool GlobCovers(std::string_view glob, std::string_view path) {
  const std::vector<std::string_view> pattern = SplitPath(glob);
  const std::vector<std::string_view> parts = SplitPath(path);
  // reached[i]: the parts so far match the first i parts of the pattern.
  std::vector<bool> reached(pattern.size() + 1, false);
  reached[0] = true;
  const auto skip_stars = [&] {
    for (size_t i = 0; i < pattern.size(); ++i) {
      if (reached[i] && pattern[i] == "**") reached[i + 1] = true;
    }
  };
  skip_stars();
  for (const std::string_view part : parts) {
    std::vector<bool> next(pattern.size() + 1, false);
    for (size_t i = 0; i < pattern.size(); ++i) {
      if (!reached[i]) continue;
      if (pattern[i] == "**" && !part.starts_with('.')) next[i] = true;
      const bool is_hidden = part.starts_with('.') && !pattern[i].starts_with('.');
      if (pattern[i] != "**" && !is_hidden && MatchesName(pattern[i], part)) next[i + 1] = true;
    }
    reached = std::move(next);
    skip_stars();
    if (reached[pattern.size()]) return true;
  }
  return false;
}

std::string_view WithoutSlashes(std::string_view path) {
  if (!path.starts_with('/')) return path;
  path.remove_prefix(1);
  return path;
}

bool Applies(const JekyllScope& scope, const JekyllPlace& place, std::string_view site_path,
             const JekyllConfig& config) {
  const std::string_view type = place.kind == JekyllKind::kPage ? "pages" : std::string_view(place.collection->label);
  if (scope.has_type && scope.type != type) return false;
  if (scope.path.empty()) return true;
  if (scope.path.find('*') != std::string::npos) return GlobCovers(scope.path, site_path);
  std::string_view path = scope.path;
  if (!config.collections_dir.empty() && path.starts_with(config.collections_dir + "/")) {
    path.remove_prefix(config.collections_dir.size() + 1);
  }
  return place.path.starts_with(path);
}

bool HasPrecedence(const JekyllScope* old_scope, const JekyllScope& scope) {
  if (old_scope == nullptr) return true;
  const size_t length = WithoutSlashes(scope.path).size();
  const size_t old_length = WithoutSlashes(old_scope->path).size();
  if (length != old_length) return length > old_length;
  return scope.has_type || !old_scope->has_type;
}

}  // namespace

JekyllPlace PlaceOfFile(std::string_view path, const JekyllConfig& config) {
  return Locator(config).Locate(path, false);
}

JekyllPlace PlaceOfListedFile(std::string_view path, const JekyllConfig& config) {
  return Locator(config, false).Locate(path, false);
}

std::string WhyNoJekyllFolder(std::string_view path, const JekyllConfig& config) {
  return Locator(config).Locate(path, true).why_not;
}

JekyllName ReadJekyllName(std::string_view path) {
  const std::string_view name = NameOf(path);
  std::string_view stem = name.substr(0, name.rfind('.'));
  const auto without_stops = [](std::string_view slug) {
    while (slug.ends_with('.')) slug.remove_suffix(1);
    return slug;
  };
  size_t at = 0;
  for (size_t part = 0; part < 3; ++part) {
    const size_t begin = at;
    while (at < stem.size() && IsAsciiDigit(stem[at])) ++at;
    const size_t digits = at - begin;
    const bool fits = part == 0 ? digits >= 2 && digits <= 4 : digits >= 1 && digits <= 2;
    if (!fits || at == stem.size() || stem[at] != '-') return {{}, without_stops(stem)};
    ++at;
  }
  return {stem.substr(0, at - 1), without_stops(stem.substr(at))};
}

std::vector<size_t> ScopesFor(const JekyllPlace& place, std::string_view site_path, const JekyllConfig& config) {
  std::vector<size_t> scopes;
  for (size_t i = 0; i < config.defaults.size(); ++i) {
    if (Applies(config.defaults[i], place, site_path, config)) scopes.push_back(i);
  }
  return scopes;
}

Value DefaultsOf(const JekyllPlace& place, std::string_view site_path, const JekyllConfig& config) {
  Value out;
  out.kind = Value::Kind::kMap;
  const JekyllScope* last = nullptr;  // documents
  std::map<std::string, const JekyllScope*, std::less<>> of_key;
  for (const size_t i : ScopesFor(place, site_path, config)) {
    const JekyllScope& scope = config.defaults[i];
    const bool wins = HasPrecedence(last, scope);
    for (const Value& value : scope.values.items) {
      const auto [known, is_new] = of_key.try_emplace(value.key, &scope);
      const bool replaces = place.kind == JekyllKind::kPage ? HasPrecedence(known->second, scope) : wins;
      if (is_new) out.items.push_back(value);
      if (is_new || !replaces) continue;
      known->second = &scope;
      *std::find_if(out.items.begin(), out.items.end(), [&](const Value& own) { return own.key == value.key; }) = value;
    }
    if (wins) last = &scope;
  }
  return out;
}

}  // namespace sou::indexer
