// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/base/config.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cassert>
#include <charconv>
#include <optional>
#include <system_error>

#include "common/base/files.h"
#include "common/base/nearest.h"

namespace sou {
namespace {

constexpr uint64_t kMaxConfigBytes = 1 << 20;
constexpr int kMaxDepth = 8;

const Setting* FindSetting(std::string_view key) {
  const auto settings = AllSettings();
  const auto found = std::find_if(settings.begin(), settings.end(), [&](const Setting& s) { return s.key == key; });
  return found == settings.end() ? nullptr : &*found;
}

bool IsSection(std::string_view key) {
  const auto settings = AllSettings();
  return std::any_of(settings.begin(), settings.end(), [&](const Setting& setting) {
    return setting.key.size() > key.size() && setting.key.starts_with(key) && setting.key[key.size()] == '.';
  });
}

Error UnknownKey(std::string_view key, const std::string& source) {
  std::vector<std::string_view> keys;
  for (const Setting& setting : AllSettings()) keys.push_back(setting.key);
  std::string message = source + ": unknown setting \"" + std::string(key) + "\"";
  if (const auto nearest = NearestName(key, keys)) {
    message += "; did you mean \"" + std::string(*nearest) + "\"?";
  } else {
    message += "; --print-config lists them all";
  }
  return {ErrorCode::kInvalidArgument, std::move(message)};
}

std::optional<bool> ParseFlag(std::string_view text) {
  if (text == "true" || text == "yes" || text == "on" || text == "1") return true;
  if (text == "false" || text == "no" || text == "off" || text == "0") return false;
  return std::nullopt;
}

// The number that the value stands for, or what would be right.
Result<uint64_t> ParseValue(const Setting& setting, const std::vector<std::string>& values, const std::string& source) {
  const std::string shown = values.empty() ? "nothing" : "\"" + values.front() + "\"";
  const auto wrong = [&](const std::string& right) {
    return Error{ErrorCode::kInvalidArgument,
                 source + ": " + std::string(setting.key) + " is " + shown + "; it takes " + right};
  };
  if (setting.type == SettingType::kList) return uint64_t{0};
  if (values.size() != 1) return wrong("one value, not a list");
  const std::string& text = values.front();
  if (setting.type == SettingType::kText) return uint64_t{0};
  if (setting.type == SettingType::kFlag) {
    const auto flag = ParseFlag(text);
    if (!flag) return wrong("true or false");
    return uint64_t{*flag};
  }
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (!whole || number < setting.min || number > setting.max) {
    return wrong("a whole number from " + std::to_string(setting.min) + " to " + std::to_string(setting.max));
  }
  return number;
}

// Walks the mappings of a sou.yaml and hands each leaf to RawConfig.
class YamlWalk {
 public:
  YamlWalk(std::string file, RawConfig* out) : file_(std::move(file)), out_(out) {}

  Status Walk(const YAML::Node& node, const std::string& key, int depth) {
    if (depth > kMaxDepth) return At(node, "nested too deep");
    if (node.IsMap()) {
      for (const auto& entry : node) {
        const std::string name = entry.first.IsScalar() ? entry.first.Scalar() : "";
        if (name.empty()) return At(entry.first, "a setting's name must be a word");
        Status status = Walk(entry.second, key.empty() ? name : key + "." + name, depth + 1);
        if (!status.ok()) return status;
      }
      return {};
    }
    // "serve:" with nothing below it, all of that being commented out.
    if (node.IsNull() && IsSection(key)) return {};
    if (key.empty()) return node.IsNull() ? Status() : At(node, "must be a mapping of settings");
    std::vector<std::string> values;
    std::vector<std::string> sources;
    if (node.IsSequence()) {
      for (const auto& item : node) {
        auto text = ItemText(item);
        if (!text) return At(item, key + " takes a list of plain values");
        values.push_back(*std::move(text));
        sources.push_back(SourceOf(item));
      }
    } else if (node.IsScalar()) {
      values.push_back(node.Scalar());
    }
    out_->Set(key, std::move(values), SourceOf(node), std::move(sources));
    return {};
  }

 private:
  static std::optional<std::string> ItemText(const YAML::Node& item) {
    if (item.IsScalar()) return item.Scalar();
    if (!item.IsMap() || item.size() != 1) return std::nullopt;
    const auto entry = *item.begin();
    if (!entry.first.IsScalar() || !entry.second.IsScalar()) return std::nullopt;
    return entry.first.Scalar() + ": " + entry.second.Scalar();
  }
  [[nodiscard]] std::string SourceOf(const YAML::Node& node) const {
    return file_ + ":" + std::to_string(node.Mark().line + 1);
  }
  [[nodiscard]] Error At(const YAML::Node& node, std::string message) const {
    return {ErrorCode::kInvalidInput, std::move(message), {file_, static_cast<uint32_t>(node.Mark().line + 1)}};
  }

  std::string file_;
  RawConfig* out_;
};

}  // namespace

Status RawConfig::LoadYaml(const std::filesystem::path& path) {
  const Result<std::string> content = ReadFile(path, kMaxConfigBytes);
  if (!content.ok()) return content.error();
  try {
    return YamlWalk(path.string(), this).Walk(YAML::Load(*content), "", 0);
  } catch (const YAML::Exception& exception) {
    const auto line = static_cast<uint32_t>(exception.mark.line + 1);
    return Error{ErrorCode::kInvalidInput, "not valid YAML: " + exception.msg, {path.string(), line}};
  }
}

void RawConfig::Set(std::string key, std::vector<std::string> values, std::string source,
                    std::vector<std::string> item_sources) {
  values_[std::move(key)] = {std::move(values), std::move(source), std::move(item_sources)};
}

Result<Config> Config::Validate(const RawConfig& raw) {
  for (const auto& [key, value] : raw.values_) {
    if (FindSetting(key) == nullptr) return UnknownKey(key, value.source);
  }
  Config config;
  for (const Setting& setting : AllSettings()) {
    Value value;
    const auto given = raw.values_.find(setting.key);
    if (given != raw.values_.end()) {
      value.values = given->second.values;
      value.source = given->second.source;
      value.item_sources = given->second.item_sources;
    } else {
      value.source = "default";
      if (setting.type != SettingType::kList || !setting.fallback.empty()) value.values.emplace_back(setting.fallback);
    }
    const Result<uint64_t> number = ParseValue(setting, value.values, value.source);
    if (!number.ok()) return number.error();
    value.number = *number;
    config.values_.emplace(setting.key, std::move(value));
  }
  return config;
}

const Config::Value& Config::Get(std::string_view key, [[maybe_unused]] SettingType type) const {
  [[maybe_unused]] const Setting* setting = FindSetting(key);
  assert(setting != nullptr && setting->type == type);
  return values_.find(key)->second;
}

const std::string& Config::Text(std::string_view key) const { return Get(key, SettingType::kText).values.front(); }
const std::vector<std::string>& Config::List(std::string_view key) const { return Get(key, SettingType::kList).values; }
std::vector<ListItem> Config::Items(std::string_view key) const {
  const Value& value = Get(key, SettingType::kList);
  std::vector<ListItem> items;
  for (size_t i = 0; i < value.values.size(); ++i) {
    items.push_back({value.values[i], i < value.item_sources.size() ? value.item_sources[i] : value.source});
  }
  return items;
}

bool Config::Flag(std::string_view key) const { return Get(key, SettingType::kFlag).number != 0; }
uint64_t Config::Number(std::string_view key) const { return Get(key, SettingType::kNumber).number; }

std::string Config::Shown(std::string_view key) const {
  const auto found = values_.find(key);
  assert(found != values_.end());
  std::string shown;
  for (const std::string& item : found->second.values) shown += (shown.empty() ? "" : ", ") + item;
  return shown.empty() ? "\"\"" : shown;
}

std::string Config::Print() const {
  std::string out;
  for (const Setting& setting : AllSettings()) {
    const Value& value = values_.find(setting.key)->second;
    out += std::string(setting.key) + ": " + Shown(setting.key) + "  # " + value.source + "\n";
  }
  return out;
}

Result<Config> LoadConfig(const std::filesystem::path& file, const std::filesystem::path& folder,
                          std::span<const Override> overrides) {
  RawConfig raw;
  std::error_code code;
  const std::filesystem::path beside = folder / "sou.yaml";
  const bool found = !folder.empty() && std::filesystem::exists(beside, code);
  if (!file.empty() || found) {
    if (Status status = raw.LoadYaml(file.empty() ? beside : file); !status.ok()) return status.error();
  }
  for (const Override& given : overrides) raw.Set(given.key, given.values, given.source);
  return Config::Validate(raw);
}

}  // namespace sou
