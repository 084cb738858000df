// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the readers of generators' configuration files (hugo.toml, _config.yml, …) share. Pure but for ReadConfigFile;
// thread-safe.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "indexer/source/value.h"

namespace sou::indexer {

// The syntax that the file's extension names (toml, yaml, yml, json).
[[nodiscard]] std::optional<Syntax> ConfigSyntax(std::string_view path);

// The map that root/path (at most 4 MB) holds; an empty file is an empty map. Fails with the place in the file if it
// cannot be read or parsed, or is no map.
[[nodiscard]] Result<Value> ReadConfigFile(const std::filesystem::path& root, const std::string& path,
                                           std::vector<Warning>* warnings);

// Puts the entries of `over` into *base, maps into maps; keys match in either case of ASCII letters.
void MergeConfig(Value over, Value* base);

// A scalar of the map without blanks around it; `fallback` if there is none.
[[nodiscard]] std::string TextOf(const Value& map, std::string_view key, std::string fallback = {});

// Whether the value is there and says true (or 1).
[[nodiscard]] bool IsTrue(const Value* value);

// The texts of a list, or the one of a scalar; empty without a value.
[[nodiscard]] std::vector<std::string> ListOf(const Value* value);

// Whether the path is a file, or a folder. Errors count as no.
[[nodiscard]] bool IsFile(const std::filesystem::path& path);
[[nodiscard]] bool IsFolder(const std::filesystem::path& path);

}  // namespace sou::indexer
