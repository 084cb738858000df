// SPDX-License-Identifier: GPL-3.0-or-later
//
// Makes a shard of a stretch of files. Some threads read and analyze, one writes, in the order of the files:
//
//   analyzer 1 ── files 1, 3, 5 … ──► a few pages ──┐
//   analyzer 2 ── files 2, 4, 6 … ──► a few pages ──┴─► the calling thread ──► ShardWriter
//
// One writer for several analyzers, since writing is less than half of the work, and a shard more makes the index
// larger: merging does not join the postings of two.
#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <span>
#include <vector>

#include "indexer/build/change_plan.h"
#include "indexer/build/file_states.h"
#include "indexer/build/page_reader.h"
#include "indexer/build/shard_writer.h"
#include "indexer/build/suggestion_collector.h"
#include "indexer/source/site_source.h"

namespace sou::indexer {

// How far all shards are together.
struct WorkCounter {
  std::atomic<uint64_t> files{0};
  std::atomic<uint64_t> bytes{0};
  std::atomic<bool> stop{false};  // a shard failed: the others need not go on
};

struct ShardTask {
  std::span<const FileToRead> files;
  std::filesystem::path folder;  // of the shard; empty: nothing is written
  SegmentKind kind = SegmentKind::kBase;
  size_t analyzers = 1;
};

struct ShardResult {
  std::vector<FileState> states;  // of the files, in their order
  Shard shard;                    // pages of a base: all; of a delta: those that are not what they were
  SuggestionCollector suggestions;
  // Summed over the threads.
  std::chrono::nanoseconds read_time{0};
  std::chrono::nanoseconds analyze_time{0};
  std::chrono::nanoseconds write_time{0};
  Status status;  // not ok: the shard could not be written
};

// All that is given outlives the call.
[[nodiscard]] ShardResult MakeShard(const SiteSource& site, PageReaders* readers, const ShardTask& task,
                                    WorkCounter* counter);

}  // namespace sou::indexer
