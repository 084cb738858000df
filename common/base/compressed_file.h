// SPDX-License-Identifier: GPL-3.0-or-later
//
// Text in a file compressed by Zstandard, which `zstdcat` shows. Thread-safe.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "common/base/result.h"

namespace sou {

// The file's form of a text.
[[nodiscard]] std::string Compress(std::string_view text);

// The text of a file. kCorrupt if it is damaged, kLimit if the text has more than max_bytes, else as ReadFile().
[[nodiscard]] Result<std::string> ReadCompressedFile(const std::filesystem::path& path, uint64_t max_bytes);

}  // namespace sou
