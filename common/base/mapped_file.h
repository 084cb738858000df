// SPDX-License-Identifier: GPL-3.0-or-later
//
// A file's bytes as memory, read by the system as they are needed. Immutable, so safe to share between threads. The
// file must not be shortened while it is mapped: touching what is gone ends the process. Files of a generation are
// never changed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "common/base/result.h"

namespace sou {

class MappedFile {
 public:
  // kNotFound if there is none, kLimit if it has more than max_bytes, else kIo.
  static Result<MappedFile> Open(const std::filesystem::path& path, uint64_t max_bytes);
  MappedFile() = default;  // no bytes
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;

  // Valid while the object lives, wherever it is moved.
  [[nodiscard]] std::string_view bytes() const { return {static_cast<const char*>(address_), size_}; }

 private:
  MappedFile(void* address, size_t size) : address_(address), size_(size) {}
  void* address_ = nullptr;
  size_t size_ = 0;
};

}  // namespace sou
