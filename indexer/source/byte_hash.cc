// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/byte_hash.h"

#include <xxhash.h>

#include <string>

#include "common/base/files.h"

namespace sou::indexer {

uint64_t HashOfBytes(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

Result<uint64_t> HashOfFile(const std::filesystem::path& root, const SourceFile& file, uint64_t max_bytes) {
  const Result<std::string> bytes = ReadFile(root / file.path, max_bytes);
  if (bytes.ok()) return HashOfBytes(*bytes);
  if (bytes.error().code == ErrorCode::kLimit) return XXH3_64bits(&file.size, sizeof(file.size));
  Error error = bytes.error();
  error.place.path = file.path;
  return error;
}

}  // namespace sou::indexer
