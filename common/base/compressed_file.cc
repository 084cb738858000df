// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/base/compressed_file.h"

#include <zstd.h>

#include <new>

#include "common/base/files.h"

namespace sou {

std::string Compress(std::string_view text) {
  constexpr int kLevel = 3;
  std::string bytes(ZSTD_compressBound(text.size()), '\0');
  const size_t size = ZSTD_compress(bytes.data(), bytes.size(), text.data(), text.size(), kLevel);
  if (ZSTD_isError(size) != 0) throw std::bad_alloc();  // the bound is enough, so it is memory that lacks
  bytes.resize(size);
  return bytes;
}

Result<std::string> ReadCompressedFile(const std::filesystem::path& path, uint64_t max_bytes) {
  const Result<std::string> bytes = ReadFile(path, max_bytes);
  if (!bytes.ok()) return bytes.error();
  const uint64_t size = ZSTD_getFrameContentSize(bytes->data(), bytes->size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN)
    return Error{ErrorCode::kCorrupt, "is not compressed text", {path.string()}};
  if (size > max_bytes) return Error{ErrorCode::kLimit, "is too large", {path.string()}};
  std::string text(size, '\0');
  const size_t got = ZSTD_decompress(text.data(), text.size(), bytes->data(), bytes->size());
  if (ZSTD_isError(got) != 0 || got != size) return Error{ErrorCode::kCorrupt, "is damaged", {path.string()}};
  return text;
}

}  // namespace sou
