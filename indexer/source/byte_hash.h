// SPDX-License-Identifier: GPL-3.0-or-later
//
// Hashes of files' bytes, for SiteSource::HashOfBytes. Thread-safe.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "common/base/result.h"
#include "indexer/source/site_source.h"

namespace sou::indexer {

// XXH3, 64 bits.
[[nodiscard]] uint64_t HashOfBytes(std::string_view bytes);

// Of the whole file root/file.path. One of more than max_bytes is not read, by Read neither: its size stands for its
// bytes. Fails if it cannot be read.
[[nodiscard]] Result<uint64_t> HashOfFile(const std::filesystem::path& root, const SourceFile& file,
                                          uint64_t max_bytes);

}  // namespace sou::indexer
