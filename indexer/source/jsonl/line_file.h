// SPDX-License-Identifier: GPL-3.0-or-later
//
// A file of lines that is scanned once and then read in parts, from a path or from standard input. Thread-compatible
// while it is opened and scanned; ReadAt is thread-safe.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "common/base/function_ref.h"
#include "common/base/result.h"

namespace sou::indexer {

struct FileLine {
  uint64_t offset = 0;
  uint64_t size = 0;      // bytes, without its line end
  uint32_t number = 0;    // from 1
  bool too_long = false;  // longer than the limit: `text` is empty
  std::string_view text;  // only valid during the call
};

class LineFile {
 public:
  // What is no regular file (a pipe) and "-", which is standard input, is copied to a file without a name first, in the
  // folder for temporary files.
  [[nodiscard]] static Result<LineFile> Open(const std::filesystem::path& path);
  ~LineFile();
  LineFile(LineFile&& other) noexcept;
  LineFile& operator=(LineFile&& other) noexcept;

  // Calls on_line for every line. A longer one than max_bytes is passed over without being held in memory.
  [[nodiscard]] Status Scan(uint64_t max_bytes, FunctionRef<void(const FileLine&)> on_line) const;

  // The bytes at an offset; fewer if the file ends before.
  [[nodiscard]] Result<std::string> ReadAt(uint64_t offset, uint64_t size) const;

  [[nodiscard]] const std::string& name() const { return name_; }  // for places in messages
  // Of what was copied: when it was read.
  [[nodiscard]] int64_t mtime_ns() const { return mtime_ns_; }

 private:
  LineFile(int fd, std::string name) : fd_(fd), name_(std::move(name)) {}

  int fd_ = -1;
  std::string name_;
  int64_t mtime_ns_ = 0;
};

}  // namespace sou::indexer
