// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/config_file.h"

#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>

#include "indexer/source/ascii.h"
#include "indexer/source/content_file.h"

namespace sou::indexer {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kMaxConfigBytes = 4ULL << 20;

}  // namespace

std::optional<Syntax> ConfigSyntax(std::string_view path) {
  const std::string_view extension = path.substr(std::min(path.rfind('.'), path.size() - 1) + 1);
  if (extension == "toml") return Syntax::kToml;
  if (extension == "yaml" || extension == "yml") return Syntax::kYaml;
  if (extension == "json") return Syntax::kJson;
  return std::nullopt;
}

Result<Value> ReadConfigFile(const fs::path& root, const std::string& path, std::vector<Warning>* warnings) {
  Value empty;
  empty.kind = Value::Kind::kMap;
  Result<std::string> text = ReadTextFile(root, path, kMaxConfigBytes);
  if (!text.ok() && text.error().message == "empty") return empty;
  if (!text.ok()) return text.error();
  Result<Value> value = ParseDocument(*ConfigSyntax(path), *text, {path, 1}, warnings);
  if (!value.ok() || value->IsMap()) return value;
  if (value->kind == Value::Kind::kNull) return empty;
  return Error{ErrorCode::kInvalidInput, "a configuration must be 'key: value' lines", {path, value->line, 0}};
}

// Recursion is bounded by kMaxValueDepth.
void MergeConfig(Value over, Value* base) {
  if (!base->IsMap() || !over.IsMap()) {
    *base = std::move(over);
    return;
  }
  for (Value& item : over.items) {
    const auto same = std::find_if(base->items.begin(), base->items.end(),
                                   [&](const Value& own) { return EqualsIgnoringCase(own.key, item.key); });
    if (same == base->items.end()) {
      base->items.push_back(std::move(item));
    } else {
      MergeConfig(std::move(item), &*same);
    }
  }
}

std::string TextOf(const Value& map, std::string_view key, std::string fallback) {
  const Value* value = map.Find(key);
  return value != nullptr && value->IsScalar() ? std::string(TrimSpace(value->text)) : fallback;
}

bool IsTrue(const Value* value) {
  return value != nullptr && value->IsScalar() && (EqualsIgnoringCase(value->text, "true") || value->text == "1");
}

std::vector<std::string> ListOf(const Value* value) {
  std::vector<std::string> texts;
  if (value == nullptr) return texts;
  if (value->IsScalar()) texts.emplace_back(TrimSpace(value->text));
  if (!value->IsList()) return texts;
  for (const Value& item : value->items) {
    if (item.IsScalar()) texts.emplace_back(TrimSpace(item.text));
  }
  return texts;
}

bool IsFile(const fs::path& path) {
  std::error_code code;
  return fs::is_regular_file(path, code);
}

bool IsFolder(const fs::path& path) {
  std::error_code code;
  return fs::is_directory(path, code);
}

}  // namespace sou::indexer
