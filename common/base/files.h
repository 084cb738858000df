// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files as the rest of Sou wants them: read whole with a limit, written so that a crash leaves the old or the new
// content, errors with the path and the system's words. Thread-safe.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "common/base/result.h"

namespace sou {

// The bytes of a regular file. kLimit if it has more than max_bytes, kNotFound if there is none, else kIo.
[[nodiscard]] Result<std::string> ReadFile(const std::filesystem::path& path, uint64_t max_bytes);

// Writes `content` beside `path`, syncs it, renames it over `path` and syncs the folder.
[[nodiscard]] Status WriteFileDurably(const std::filesystem::path& path, std::string_view content);

// Syncs every file of `folder` and the folder itself (not below).
[[nodiscard]] Status SyncFolder(const std::filesystem::path& folder);

}  // namespace sou
