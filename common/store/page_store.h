// SPDX-License-Identifier: GPL-3.0-or-later
//
// The stored pages of a database (Lucene's stored fields): the record of each (record.h), compressed by itself so that
// one is read without the others, with a dictionary made from the site's own pages (Zstandard, RFC 8878). Xapian would
// keep them with zlib: a quarter larger and three times slower to read.
//
// File, numbers little-endian:
//
//   24 bytes        magic "SOUPAGES", number of pages (4), size of the dictionary (4), size of the frames (8)
//   dictionary
//   frames          of page 1, 2, …; each with its content's size and checksum
//   8 × (pages + 1) where each frame begins, from the first; the last is the end of all
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/close_file.h"
#include "common/base/mapped_file.h"
#include "common/base/result.h"

struct ZSTD_CDict_s;
struct ZSTD_DDict_s;

namespace sou::store {

// A page's record may have so many bytes: what is larger in the file is damaged.
inline constexpr uint64_t kMaxRecordBytes = 1ULL << 28;

// Immutable, so safe to share between threads.
class PageStore {
 public:
  // kCorrupt if it is no such file.
  static Result<PageStore> Open(const std::filesystem::path& path);
  // The same of bytes, which must outlive the store.
  static Result<PageStore> FromBytes(std::string_view bytes);
  PageStore() = default;  // no pages

  [[nodiscard]] uint32_t size() const { return pages_; }
  // The record of a page, numbered from 1 as in the database. kCorrupt if there is none or it is damaged.
  [[nodiscard]] Result<std::string> Read(uint32_t page) const;
  // Reads every record: kCorrupt if one is damaged.
  [[nodiscard]] Status CheckAll() const;

 private:
  explicit PageStore(std::string_view bytes) : bytes_(bytes) {}
  Status ReadHeader();
  [[nodiscard]] uint64_t BeginOf(uint32_t frame) const;

  std::shared_ptr<const MappedFile> file_;
  std::string_view bytes_;
  std::string_view frames_;
  std::string_view offsets_;
  uint32_t pages_ = 0;
  std::shared_ptr<const ZSTD_DDict_s> dictionary_;  // null: none
};

// What records are compressed with. Immutable, so safe to share between threads.
class PageDictionary {
 public:
  PageDictionary() = default;  // none: for sites too small to have one

  // Made from samples of the records, of which `total` bytes are to be compressed: it must save more than it takes.
  static PageDictionary Train(const std::vector<std::string_view>& samples, uint64_t total);

  [[nodiscard]] const std::string& bytes() const { return bytes_; }
  [[nodiscard]] const ZSTD_CDict_s* prepared() const { return prepared_.get(); }

 private:
  std::string bytes_;
  std::shared_ptr<const ZSTD_CDict_s> prepared_;
};

// Samples beyond these bytes make the dictionary no better, only later.
inline constexpr uint64_t kMaxSampleBytes = 1 << 20;

// The frame of a record.
[[nodiscard]] std::string CompressRecord(std::string_view record, const PageDictionary& dictionary);

// Writes the file frame by frame; its memory is an offset per page. One thread; nothing is synced.
class PageStoreWriter {
 public:
  static Result<PageStoreWriter> Create(const std::filesystem::path& path, const PageDictionary& dictionary);

  // The next page's, as CompressRecord() with the same dictionary makes it.
  void Add(std::string_view frame);
  // Writes what is left. An error is any of the whole.
  Status Finish();

 private:
  PageStoreWriter(std::filesystem::path path, std::FILE* file, uint32_t dictionary_bytes)
      : path_(std::move(path)), file_(file), dictionary_bytes_(dictionary_bytes) {}
  void Write(std::string_view bytes);

  std::filesystem::path path_;
  std::unique_ptr<std::FILE, CloseFile> file_;
  uint32_t dictionary_bytes_;
  std::vector<uint64_t> begins_ = {0};
};

}  // namespace sou::store
