// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs a fuzz target over the files of the folders given, in builds without libFuzzer. Each input
// lies in a buffer of its exact size, so that AddressSanitizer sees every step beyond it.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "common/base/files.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

constexpr uint64_t kMaxInputBytes = 16 << 20;

std::vector<std::filesystem::path> FilesIn(const char* folder) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, error)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

bool Replay(const std::filesystem::path& file) {
  // Said before: the last line names the file if the program dies in it.
  std::printf("%s\n", file.filename().c_str());
  std::fflush(stdout);
  const sou::Result<std::string> content = sou::ReadFile(file, kMaxInputBytes);
  if (!content.ok()) {
    std::fprintf(stderr, "%s\n", content.error().ToString().c_str());
    return false;
  }
  const auto buffer = std::make_unique<uint8_t[]>(content->size());
  if (!content->empty()) std::memcpy(buffer.get(), content->data(), content->size());
  LLVMFuzzerTestOneInput(buffer.get(), content->size());
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const std::vector<std::filesystem::path> files = FilesIn(argv[i]);
    if (files.empty()) {
      std::fprintf(stderr, "%s: no inputs\n", argv[i]);
      return 2;
    }
    if (!std::all_of(files.begin(), files.end(), Replay)) return 2;
  }
  return argc > 1 ? 0 : 2;
}
