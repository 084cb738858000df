// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hugo/config_files.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "indexer/source/config_file.h"

namespace sou::indexer {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 4> kExtensions = {"toml", "yaml", "yml", "json"};

// The first of stem.toml, stem.yaml, … in the root; "" if there is none.
std::string FindConfig(const fs::path& root, const std::string& stem) {
  for (const std::string_view extension : kExtensions) {
    std::string name = stem + ".";
    name += extension;
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
    Result<Value> value = ReadConfigFile(root, std::string(folder).append("/").append(name), warnings);
    if (!value.ok()) return value.error();
    MergeConfig(PutInPlace(name.substr(0, name.rfind('.')), std::move(*value)), config);
  }
  return {};
}

bool HasFieldOfHugo(const Value& config) {
  constexpr std::array<std::string_view, 10> kFields = {
      "baseURL", "languageCode", "defaultContentLanguage", "contentDir", "languages", "taxonomies", "permalinks",
      "module",  "buildDrafts",  "enableRobotsTXT"};
  if (config.Find("base_url") != nullptr) return false;  // Zola
  return std::any_of(kFields.begin(), kFields.end(), [&](std::string_view key) { return config.Find(key) != nullptr; });
}

}  // namespace

Result<Value> ReadHugoConfigFiles(const fs::path& root, std::vector<Warning>* warnings) {
  Value config;
  config.kind = Value::Kind::kMap;
  std::string name = FindConfig(root, "hugo");
  if (name.empty()) name = FindConfig(root, "config");
  if (!name.empty()) {
    Result<Value> value = ReadConfigFile(root, name, warnings);
    if (!value.ok()) return value;
    config = std::move(*value);
  }
  for (const std::string folder : {"config/_default", "config/production"}) {
    if (Status status = MergeConfigFolder(root, folder, &config, warnings); !status.ok()) return status.error();
  }
  return config;
}

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

}  // namespace sou::indexer
