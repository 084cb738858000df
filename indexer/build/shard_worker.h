// SPDX-License-Identifier: GPL-3.0-or-later
//
// One worker of the job: reads a stretch of the site's files in order, and either only looks what they are (a plan) or
// writes their pages into a database of its own (a shard). Runs in one thread; the counters may be watched from
// another.
#pragma once

#include <atomic>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "indexer/build/page_reader.h"
#include "indexer/build/page_states.h"
#include "indexer/build/shard_writer.h"
#include "indexer/build/suggestion_collector.h"
#include "indexer/source/site_source.h"

namespace sou::indexer {

// How far all workers are together.
struct WorkCounter {
  std::atomic<uint64_t> files{0};
  std::atomic<uint64_t> bytes{0};
  std::atomic<bool> stop{false};  // a worker failed: the others need not go on
};

// What a worker has found.
struct ShardResult {
  PageStates states;
  std::vector<LeftOut> left_out;
  std::vector<Error> skipped;
  std::vector<Warning> warnings;
  std::map<std::string, uint64_t> languages;       // pages by primary subtag
  std::map<std::string, uint64_t> language_tags;   // pages by the tag that the site uses
  std::map<std::string, uint64_t> languages_from;  // pages by who said their language (store/page.h)
  std::map<std::string, std::string> urls;         // URL → path, to find two pages that claim one URL
  SuggestionCollector suggestions;                 // nothing in a plan
  Shard shard;                                     // likewise
  std::chrono::nanoseconds read_time{0};
  WriterTimes writer_times;
  Status status;  // not ok: the index could not be written
};

// Empty `shard`: plan only. The pages of the shard are in the order of `files`.
[[nodiscard]] ShardResult ProcessFiles(PageReaders* readers, std::span<const SourceFile> files,
                                       const std::filesystem::path& shard, WorkCounter* counter);

}  // namespace sou::indexer
