// SPDX-License-Identifier: GPL-3.0-or-later
//
// Queries of readers that found something, to be suggested to others. Bounded: when full, what was asked least is
// forgotten. A query is suggested once it was asked often enough, and never if it looks like somebody's data.
// Thread-safe.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.h"

namespace sou::query {

struct QueryMemoryOptions {
  uint32_t min_count = 3;      // asked so often before it is suggested; 0: nothing is remembered
  std::filesystem::path file;  // where it is kept; empty: nowhere
  size_t max_queries = 5000;
};

class QueryMemory {
 public:
  // Reads the file, if it is there: kIo if it cannot be read. Lines that are none of ours are passed over.
  static Result<std::unique_ptr<QueryMemory>> Open(QueryMemoryOptions options);

  // A query that found pages with all its words. Ignored if IsPrivate, or if it uses the query language.
  void Record(std::string_view query);

  struct Query {
    std::string text;  // as first asked
    std::string key;   // TypingKey's form
    uint32_t count = 0;
  };
  // Those asked often enough whose key, or the pinyin of it, begins with the letters; most asked first, at most `most`.
  [[nodiscard]] std::vector<Query> BeginningWith(std::string_view key, size_t most) const;
  [[nodiscard]] std::vector<Query> SoundingLike(std::string_view sound, size_t most) const;

  // Changes whenever other queries can be suggested.
  [[nodiscard]] uint64_t version() const;

  // Writes the file, durably, if anything has changed since. Waits for no reader.
  Status Save();

 private:
  explicit QueryMemory(QueryMemoryOptions options) : options_(std::move(options)) {}
  Status Load();
  void Count(std::string text, uint32_t times);
  void Forget();

  const QueryMemoryOptions options_;
  mutable std::mutex mutex_;
  std::map<std::string, Query, std::less<>> queries_;            // by key
  std::multimap<std::string, std::string, std::less<>> sounds_;  // pinyin → key, of those that can be suggested
  uint64_t version_ = 0;
  bool changed_ = false;
  std::mutex save_mutex_;  // one writer of the file
};

// Whether a query may be about one person or thing only and nobody else should see it: an e-mail address, a long
// number, a long text.
[[nodiscard]] bool LooksPrivate(std::string_view query);

}  // namespace sou::query
