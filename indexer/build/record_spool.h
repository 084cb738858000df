// SPDX-License-Identifier: GPL-3.0-or-later
//
// Records on their way into a page store: they can be compressed only when enough of them are known to make a
// dictionary, and memory must not grow with the site. A temporary file of records, one behind the other.
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/base/close_file.h"
#include "common/base/result.h"

namespace sou::indexer {

// Where the records are, and how long each is, in bytes.
struct SpooledRecords {
  std::filesystem::path file;
  std::vector<uint32_t> sizes;
};

// One thread.
class RecordSpoolWriter {
 public:
  static Result<RecordSpoolWriter> Create(const std::filesystem::path& path);
  void Add(std::string_view record);
  // An error is any of the whole.
  Result<SpooledRecords> Finish();

 private:
  RecordSpoolWriter(std::filesystem::path path, std::FILE* file) : file_(file) { records_.file = std::move(path); }
  std::unique_ptr<std::FILE, CloseFile> file_;
  SpooledRecords records_;
};

// Several threads may read at once.
class RecordSpoolReader {
 public:
  static Result<RecordSpoolReader> Open(const std::filesystem::path& path);
  // Bytes [offset, offset + size). kIo if they are not there.
  [[nodiscard]] Result<std::string> Read(uint64_t offset, uint64_t size) const;

 private:
  RecordSpoolReader(std::filesystem::path path, std::shared_ptr<std::FILE> file)
      : path_(std::move(path)), file_(std::move(file)) {}
  std::filesystem::path path_;
  std::shared_ptr<std::FILE> file_;
};

}  // namespace sou::indexer
