// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/store/file_sums.h"

#include <xxhash.h>

#include <cstdio>
#include <memory>
#include <system_error>
#include <vector>

#include "common/base/close_file.h"
#include "common/store/generation.h"

namespace sou::store {
namespace {

namespace fs = std::filesystem;

constexpr size_t kBufferBytes = 256 << 10;

Error SystemError(const char* what, int code, const fs::path& path) {
  return {ErrorCode::kIo, what + std::generic_category().message(code), {path.string()}};
}

Error Damaged(const std::string& how, const fs::path& path) {
  return {ErrorCode::kCorrupt,
          how + ": the index is damaged, or its copy not complete; copy it again, or rebuild it with sou-index --full",
          {path.string()}};
}

Result<FileSum> SumFile(const fs::path& path) {
  const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rbe"));
  if (file == nullptr) return SystemError("cannot open: ", errno, path);
  const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(), &XXH3_freeState);
  if (state == nullptr) throw std::bad_alloc();
  XXH3_64bits_reset(state.get());
  std::vector<char> buffer(kBufferBytes);
  FileSum sum;
  while (const size_t got = std::fread(buffer.data(), 1, buffer.size(), file.get())) {
    XXH3_64bits_update(state.get(), buffer.data(), got);
    sum.bytes += got;
  }
  if (std::ferror(file.get()) != 0) return SystemError("cannot read: ", errno, path);
  sum.hash = XXH3_64bits_digest(state.get());
  return sum;
}

}  // namespace

Result<FileSums> SumFiles(const fs::path& generation) {
  FileSums sums;
  std::error_code code;
  for (fs::recursive_directory_iterator entry(generation, code), end; !code && entry != end; entry.increment(code)) {
    if (!entry->is_regular_file(code) || entry->path() == ManifestPath(generation)) continue;
    const Result<FileSum> sum = SumFile(entry->path());
    if (!sum.ok()) return sum.error();
    sums[fs::relative(entry->path(), generation, code).generic_string()] = *sum;
  }
  if (code) return Error{ErrorCode::kIo, "cannot list: " + code.message(), {generation.string()}};
  return sums;
}

Status CheckFileSizes(const fs::path& generation, const FileSums& sums) {
  for (const auto& [name, sum] : sums) {
    std::error_code code;
    const uintmax_t bytes = fs::file_size(generation / name, code);
    if (code) return Damaged("cannot look at it, " + code.message(), generation / name);
    if (bytes == sum.bytes) continue;
    return Damaged("has " + std::to_string(bytes) + " bytes, but " + std::to_string(sum.bytes) + " were written",
                   generation / name);
  }
  return {};
}

Status CheckFileSums(const fs::path& generation, const FileSums& sums) {
  if (Status status = CheckFileSizes(generation, sums); !status.ok()) return status;
  for (const auto& [name, sum] : sums) {
    const Result<FileSum> now = SumFile(generation / name);
    if (!now.ok()) return now.error();
    if (*now != sum) return Damaged("is not what was written", generation / name);
  }
  return {};
}

}  // namespace sou::store
