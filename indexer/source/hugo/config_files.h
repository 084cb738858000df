// SPDX-License-Identifier: GPL-3.0-or-later
//
// The files that a Hugo site's configuration lies in. Thread-safe.
#pragma once

#include <filesystem>
#include <vector>

#include "common/base/result.h"
#include "indexer/source/value.h"

namespace sou::indexer {

// Whether the folder has a Hugo configuration: hugo.* or config/_default/, or a config.* with a field of Hugo's (other
// generators, such as Zola, have a config.toml too). Fails if a config.* beside content/ cannot be parsed.
[[nodiscard]] Result<bool> HasHugoConfig(const std::filesystem::path& root);

// Whether the folder is the content of a Hugo site without its configuration: `_index.md` at its root and a leaf bundle
// (x/index.md) right below or deeper.
[[nodiscard]] bool IsHugoSection(const std::filesystem::path& root);

// All settings as one map: hugo.{toml,yaml,yml,json}, else config.*, then config/_default/*, then config/production/*,
// Hugo's environment when a site is built to be published. A file there named after a key (permalinks.toml,
// languages.yaml, params.zh.toml) holds that key's map. Themes' own files are not looked at. Fails if a file cannot be
// parsed.
[[nodiscard]] Result<Value> ReadHugoConfigFiles(const std::filesystem::path& root, std::vector<Warning>* warnings);

}  // namespace sou::indexer
