// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sums of a generation's files, kept in its manifest: by them a copy that is not complete and bits that have flipped
// are told from what was written. Xapian's blocks have no checksums of their own. Thread-safe.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "common/base/result.h"

namespace sou::store {

struct FileSum {
  uint64_t bytes = 0;
  uint64_t hash = 0;  // XXH3, 64 bits

  bool operator==(const FileSum&) const = default;
};

using FileSums = std::map<std::string, FileSum>;  // by path from the generation's folder: "base/records"

// Of every file below `generation` but its manifest.
[[nodiscard]] Result<FileSums> SumFiles(const std::filesystem::path& generation);

// Whether the files are there in their sizes, which costs no reading; kCorrupt names the first that is not.
[[nodiscard]] Status CheckFileSizes(const std::filesystem::path& generation, const FileSums& sums);

// Whether they are byte for byte what was written: reads all of them.
[[nodiscard]] Status CheckFileSums(const std::filesystem::path& generation, const FileSums& sums);

}  // namespace sou::store
