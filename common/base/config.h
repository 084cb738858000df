// SPDX-License-Identifier: GPL-3.0-or-later
//
// Configuration in two steps. RawConfig collects values with where each came from (defaults, sou.yaml, the command
// line; a later Set wins). Config is the validated, typed, immutable result that the programs read. One table,
// AllSettings(), gives the keys, their types, limits, defaults and help for all three programs; a key outside it is an
// error that names the nearest one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"

namespace sou {

enum class SettingType { kText, kList, kFlag, kNumber };

struct Setting {
  std::string_view key;  // "serve.listen": in sou.yaml a mapping `serve:` with the key `listen`
  SettingType type = SettingType::kText;
  std::string_view fallback;  // the default, as it would be written
  uint64_t min = 0;           // of a kNumber
  uint64_t max = 0;
  std::string_view help;
};

[[nodiscard]] std::span<const Setting> AllSettings();

class RawConfig {
 public:
  // Reads a YAML file of nested mappings. Values are scalars or lists of scalars; "- zh: word" in a list, which YAML
  // takes for a mapping, is the text "zh: word".
  Status LoadYaml(const std::filesystem::path& path);

  // `source` says where the value came from, for messages and --print-config: "--jobs", "sou.yaml:3"; `item_sources`
  // the same of each item of a list, empty if they have none of their own.
  void Set(std::string key, std::vector<std::string> values, std::string source,
           std::vector<std::string> item_sources = {});

 private:
  friend class Config;
  struct Value {
    std::vector<std::string> values;
    std::string source;
    std::vector<std::string> item_sources;
  };
  std::map<std::string, Value, std::less<>> values_;
};

// An item of a list and where it stands, for messages of those who read more into it.
struct ListItem {
  std::string text;
  std::string source;  // "sou.yaml:7"
};

// Immutable after Validate, so safe to share between threads.
class Config {
 public:
  // The first wrong value or unknown key is the error; its message names key, source and what would be right.
  static Result<Config> Validate(const RawConfig& raw);

  // Each requires a key of AllSettings() of that type.
  [[nodiscard]] const std::string& Text(std::string_view key) const;
  [[nodiscard]] const std::vector<std::string>& List(std::string_view key) const;
  [[nodiscard]] std::vector<ListItem> Items(std::string_view key) const;
  [[nodiscard]] bool Flag(std::string_view key) const;
  [[nodiscard]] uint64_t Number(std::string_view key) const;

  // The value of any key as Print shows it.
  [[nodiscard]] std::string Shown(std::string_view key) const;
  // A line per setting: "key: value  # source".
  [[nodiscard]] std::string Print() const;

 private:
  struct Value {
    std::vector<std::string> values;
    uint64_t number = 0;
    std::string source;
    std::vector<std::string> item_sources;
  };
  [[nodiscard]] const Value& Get(std::string_view key, SettingType type) const;

  std::map<std::string, Value, std::less<>> values_;
};

// What a program does first: sou.yaml (the file given, or `folder`/sou.yaml if it exists), then the overrides of the
// command line.
struct Override {
  std::string key;
  std::vector<std::string> values;
  std::string source;
};
[[nodiscard]] Result<Config> LoadConfig(const std::filesystem::path& file, const std::filesystem::path& folder,
                                        std::span<const Override> overrides);

}  // namespace sou
