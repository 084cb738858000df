// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writes pages into a shard: a Xapian database, and their records one behind the other. MergeShards makes a segment of
// shards. One object per thread and folder; no exception leaves it.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "common/base/result.h"
#include "common/store/page.h"
#include "indexer/build/record_spool.h"

namespace sou::indexer {

// Where the writer's time went.
struct WriterTimes {
  std::chrono::nanoseconds analyze{0};
  std::chrono::nanoseconds write{0};
};

// What a writer has left in its folder.
struct Shard {
  std::filesystem::path database;
  SpooledRecords records;  // of its pages, in their order
};

class ShardWriter {
 public:
  enum class Kind : uint8_t { kBase, kDelta };  // of the segment that the shard is for

  // Creates `folder`, which must not exist.
  static Result<ShardWriter> Create(const std::filesystem::path& folder, Kind kind);
  ~ShardWriter();
  ShardWriter(ShardWriter&&) noexcept;
  ShardWriter& operator=(ShardWriter&&) noexcept;

  // Appends a page; `record` is its EncodePage() form, which callers have at hand.
  Status Add(const Page& page, const std::string& record);
  // Commits and closes. Only times() may follow.
  Result<Shard> Close();

  [[nodiscard]] WriterTimes times() const;

 private:
  struct State;
  explicit ShardWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Merges Xapian databases into a compact one at `target`, pages in the order of `parts`; with no parts, an empty one.
Status MergeDatabases(const std::vector<std::filesystem::path>& parts, const std::filesystem::path& target);

}  // namespace sou::indexer
