// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/segment.h"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <future>
#include <string>
#include <string_view>
#include <utility>

#include "common/store/generation.h"
#include "common/store/page_store.h"
#include "indexer/build/record_spool.h"

namespace sou::indexer {
namespace {

namespace fs = std::filesystem;

// Of a long page only so much goes into the samples, so that there are many.
constexpr uint32_t kMaxSample = 16 << 10;

// Records are compressed in stretches of about so many bytes, on all cores; few stretches are in memory at once.
constexpr uint64_t kStretchBytes = 1 << 20;

struct Spool {
  RecordSpoolReader reader;
  const std::vector<uint32_t>& sizes;
};
using Spools = std::vector<Spool>;

Result<Spools> OpenSpools(const std::vector<Shard>& shards) {
  Spools spools;
  for (const Shard& shard : shards) {
    Result<RecordSpoolReader> reader = RecordSpoolReader::Open(shard.records.file);
    if (!reader.ok()) return reader.error();
    spools.push_back({std::move(*reader), shard.records.sizes});
  }
  return spools;
}

// Made of pages at equal distances through the site, as many as it can learn from.
Result<store::PageDictionary> MakeDictionary(const Spools& spools) {
  uint64_t total = 0;
  uint64_t usable = 0;
  for (const Spool& spool : spools) {
    for (const uint32_t size : spool.sizes) total += size, usable += std::min(size, kMaxSample);
  }
  const uint64_t step = usable / store::kMaxSampleBytes + 1;
  std::vector<std::string> samples;
  uint64_t number = 0;
  for (const Spool& spool : spools) {
    uint64_t offset = 0;
    for (const uint32_t size : spool.sizes) {
      if (number++ % step == 0) {
        Result<std::string> sample = spool.reader.Read(offset, std::min(size, kMaxSample));
        if (!sample.ok()) return sample.error();
        samples.push_back(std::move(*sample));
      }
      offset += size;
    }
  }
  return store::PageDictionary::Train({samples.begin(), samples.end()}, total);
}

// Neighbouring records of a spool.
struct Stretch {
  const Spool* spool = nullptr;
  size_t first = 0;
  size_t count = 0;
  uint64_t offset = 0;
  uint64_t bytes = 0;
};

std::vector<Stretch> CutIntoStretches(const Spools& spools) {
  std::vector<Stretch> stretches;
  for (const Spool& spool : spools) {
    Stretch stretch{.spool = &spool};
    for (const uint32_t size : spool.sizes) {
      ++stretch.count;
      stretch.bytes += size;
      if (stretch.bytes < kStretchBytes) continue;
      stretches.push_back(stretch);
      stretch = {&spool, stretch.first + stretch.count, 0, stretch.offset + stretch.bytes, 0};
    }
    if (stretch.count > 0) stretches.push_back(stretch);
  }
  return stretches;
}

Result<std::vector<std::string>> Compress(const Stretch& stretch, const store::PageDictionary& dictionary) {
  const Result<std::string> bytes = stretch.spool->reader.Read(stretch.offset, stretch.bytes);
  if (!bytes.ok()) return bytes.error();
  std::vector<std::string> frames;
  std::string_view rest = *bytes;
  for (size_t i = stretch.first; i < stretch.first + stretch.count; ++i) {
    const uint32_t size = stretch.spool->sizes[i];
    frames.push_back(store::CompressRecord(rest.substr(0, size), dictionary));
    rest.remove_prefix(size);
  }
  return frames;
}

Status WritePageStore(const std::vector<Shard>& shards, const fs::path& path, size_t jobs) {
  const Result<Spools> spools = OpenSpools(shards);
  if (!spools.ok()) return spools.error();
  const Result<store::PageDictionary> dictionary = MakeDictionary(*spools);
  if (!dictionary.ok()) return dictionary.error();
  Result<store::PageStoreWriter> writer = store::PageStoreWriter::Create(path, *dictionary);
  if (!writer.ok()) return writer.error();
  std::deque<std::future<Result<std::vector<std::string>>>> compressed;
  const std::vector<Stretch> stretches = CutIntoStretches(*spools);
  for (size_t next = 0; next < stretches.size() || !compressed.empty();) {
    while (next < stretches.size() && compressed.size() < std::max<size_t>(1, jobs)) {
      const Stretch& stretch = stretches[next++];
      compressed.push_back(std::async(std::launch::async, [&] { return Compress(stretch, *dictionary); }));
    }
    const Result<std::vector<std::string>> frames = compressed.front().get();
    compressed.pop_front();
    if (!frames.ok()) return frames.error();
    for (const std::string& frame : *frames) writer->Add(frame);
  }
  return writer->Finish();
}

}  // namespace

Status MergeShards(const std::vector<Shard>& shards, const fs::path& segment, size_t jobs) {
  std::error_code code;
  if (!fs::create_directory(segment, code) || code) {
    return Error{ErrorCode::kIo, "cannot create: " + code.message(), {segment.string()}};
  }
  std::vector<fs::path> databases;
  for (const Shard& shard : shards) databases.push_back(shard.database);
  std::future<Status> stored =
      std::async(std::launch::async, [&] { return WritePageStore(shards, store::RecordsPath(segment), jobs); });
  Status merged = MergeDatabases(databases, store::DatabasePath(segment));
  if (Status status = stored.get(); !status.ok()) return status;
  return merged;
}

}  // namespace sou::indexer
