// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/shard_writer.h"

#include <xapian.h>

#include <chrono>
#include <optional>
#include <string_view>
#include <utility>

#include "indexer/build/record_spool.h"

namespace sou::indexer {
namespace {

namespace fs = std::filesystem;

using Clock = std::chrono::steady_clock;

// Xapian inverts pages in balanced trees of terms and of pages, which grow slow when they no longer fit into the
// processor's caches. Not in databases of their own for each batch: merging them later is as fast, but compacting does
// not join their postings, which makes the index a sixth larger (docs/PERFORMANCE.md).
constexpr size_t kPostingsPerCommit = 100'000;

// In a shard's folder.
constexpr const char* kDatabase = "db";
constexpr const char* kRecords = "records";

Error XapianError(const Xapian::Error& error, const fs::path& path) {
  return {ErrorCode::kIo, "cannot write the index: " + error.get_description(), {path.string()}};
}

}  // namespace

struct ShardWriter::State {
  fs::path folder;
  Xapian::WritableDatabase database;
  size_t postings = 0;  // not committed
  std::optional<RecordSpoolWriter> records;
  std::chrono::nanoseconds time{0};
};

ShardWriter::ShardWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
ShardWriter::~ShardWriter() = default;
ShardWriter::ShardWriter(ShardWriter&&) noexcept = default;
ShardWriter& ShardWriter::operator=(ShardWriter&&) noexcept = default;

Result<ShardWriter> ShardWriter::Create(const fs::path& folder) {
  std::error_code code;
  if (!fs::create_directory(folder, code) || code) {
    return Error{ErrorCode::kIo, "cannot create: " + code.message(), {folder.string()}};
  }
  auto state = std::make_unique<State>();
  state->folder = folder;
  try {
    // Not synced at every commit: nobody reads the database before it is merged, synced and published.
    // Only deleting a page needs the term lists, and a database is never changed: without them it is 40 % smaller.
    constexpr int kFlags = Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC | Xapian::DB_NO_TERMLIST;
    state->database = Xapian::WritableDatabase((folder / kDatabase).string(), kFlags);
  } catch (const Xapian::Error& error) {
    return XapianError(error, folder);
  }
  Result<RecordSpoolWriter> records = RecordSpoolWriter::Create(folder / kRecords);
  if (!records.ok()) return records.error();
  state->records.emplace(std::move(*records));
  return ShardWriter(std::move(state));
}

Status ShardWriter::Add(const PageDocument& page, std::string_view record) {
  const Clock::time_point begin = Clock::now();
  state_->records->Add(record);
  try {
    state_->database.add_document(page.document);
    state_->postings += page.postings;
    if (state_->postings >= kPostingsPerCommit) {
      state_->database.commit();
      state_->postings = 0;
    }
  } catch (const Xapian::Error& error) {
    return XapianError(error, state_->folder);
  }
  state_->time += Clock::now() - begin;
  return {};
}

std::chrono::nanoseconds ShardWriter::time() const { return state_->time; }

Result<Shard> ShardWriter::Close() {
  const Clock::time_point begin = Clock::now();
  try {
    state_->database.commit();
    state_->database.close();
  } catch (const Xapian::Error& error) {
    return XapianError(error, state_->folder);
  }
  Result<SpooledRecords> records = state_->records->Finish();
  if (!records.ok()) return records.error();
  state_->time += Clock::now() - begin;
  return Shard{state_->folder / kDatabase, std::move(*records)};
}

Status MergeDatabases(const std::vector<fs::path>& parts, const fs::path& target) {
  try {
    if (parts.empty()) {
      Xapian::WritableDatabase(target.string(), Xapian::DB_CREATE | Xapian::DB_NO_TERMLIST).commit();
      return {};
    }
    Xapian::Database all;
    for (const auto& part : parts) all.add_database(Xapian::Database(part.string()));
    all.compact(target.string(), Xapian::Compactor::FULL);
  } catch (const Xapian::Error& error) {
    return XapianError(error, target);
  }
  return {};
}

}  // namespace sou::indexer
