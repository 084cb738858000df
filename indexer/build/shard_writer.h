// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writes pages into a shard: a Xapian database, and their records one behind the other. MergeShards makes a segment of
// shards. One object per thread and folder; no exception leaves it.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "common/base/result.h"
#include "indexer/build/page_document.h"
#include "indexer/build/record_spool.h"

namespace sou::indexer {

// What a writer has left in its folder.
struct Shard {
  std::filesystem::path database;
  SpooledRecords records;  // of its pages, in their order
};

class ShardWriter {
 public:
  // Creates `folder`, which must not exist.
  static Result<ShardWriter> Create(const std::filesystem::path& folder);
  ~ShardWriter();
  ShardWriter(ShardWriter&&) noexcept;
  ShardWriter& operator=(ShardWriter&&) noexcept;

  // Appends a page; `record` is its EncodePage() form.
  Status Add(const PageDocument& page, std::string_view record);
  // Commits and closes. Only time() may follow.
  Result<Shard> Close();

  // Spent in Add and Close.
  [[nodiscard]] std::chrono::nanoseconds time() const;

 private:
  struct State;
  explicit ShardWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Merges Xapian databases into a compact one at `target`, pages in the order of `parts`; with no parts, an empty one.
Status MergeDatabases(const std::vector<std::filesystem::path>& parts, const std::filesystem::path& target);

}  // namespace sou::indexer
