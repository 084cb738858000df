// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/shard_writer.h"

#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <optional>
#include <string_view>
#include <utility>

#include "common/store/schema.h"
#include "indexer/build/record_spool.h"
#include "indexer/build/term_counter.h"

namespace sou::indexer {
namespace {

namespace fs = std::filesystem;

using store::Slot;
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

void SetValues(const std::vector<std::string>& values, Slot first, uint32_t slots, Xapian::Document* document) {
  const auto count = std::min<size_t>(values.size(), slots);
  for (size_t i = 0; i < count; ++i) {
    document->add_value(static_cast<Xapian::valueno>(first) + static_cast<Xapian::valueno>(i), values[i]);
  }
}

void SetValue(const std::string& value, Slot slot, Xapian::Document* document) {
  if (!value.empty()) document->add_value(static_cast<Xapian::valueno>(slot), value);
}

Xapian::Document MakeDocument(const Page& page, const TermCounter::Counts& counts) {
  Xapian::Document document;
  for (const auto& [term, count] : counts) {
    if (count == 0) {
      document.add_boolean_term(term);
    } else {
      document.add_term(term, count);
    }
  }
  SetValue(page.language, Slot::kLanguage, &document);
  SetValue(page.language_tag, Slot::kLanguageTag, &document);
  SetValue(page.section, Slot::kSection, &document);
  SetValue(store::TranslationId(page.translation_key), Slot::kTranslation, &document);
  SetValue(page.subtitle.empty() ? page.title : page.title + "\n" + page.subtitle, Slot::kTitle, &document);
  if (page.date) {
    SetValue(Xapian::sortable_serialise(static_cast<double>(page.date->unix_seconds)), Slot::kDate, &document);
    char year[12];
    std::snprintf(year, sizeof(year), "%04d", ToCivilDate(*page.date).year);
    SetValue(year, Slot::kYear, &document);
  }
  SetValues(page.tags, Slot::kTag, store::kTagSlots, &document);
  SetValues(page.categories, Slot::kCategory, store::kCategorySlots, &document);
  return document;
}

}  // namespace

struct ShardWriter::State {
  fs::path folder;
  Kind kind = Kind::kBase;
  Xapian::WritableDatabase database;
  size_t postings = 0;  // not committed
  std::optional<RecordSpoolWriter> records;
  TermCounter counter;
  WriterTimes times;
};

ShardWriter::ShardWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
ShardWriter::~ShardWriter() = default;
ShardWriter::ShardWriter(ShardWriter&&) noexcept = default;
ShardWriter& ShardWriter::operator=(ShardWriter&&) noexcept = default;

Result<ShardWriter> ShardWriter::Create(const fs::path& folder, Kind kind) {
  std::error_code code;
  if (!fs::create_directory(folder, code) || code) {
    return Error{ErrorCode::kIo, "cannot create: " + code.message(), {folder.string()}};
  }
  auto state = std::make_unique<State>();
  state->folder = folder;
  state->kind = kind;
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

Status ShardWriter::Add(const Page& page, const std::string& record) {
  const Clock::time_point begin = Clock::now();
  const TermCounter::Counts& counts = state_->counter.Count(page);
  const Clock::time_point counted = Clock::now();
  state_->times.analyze += counted - begin;
  state_->records->Add(record);
  try {
    Xapian::Document document = MakeDocument(page, counts);
    if (state_->kind == Kind::kDelta) document.add_boolean_term(store::MakeTerm(store::TermField::kDelta, ""));
    state_->database.add_document(document);
    state_->postings += counts.size();
    if (state_->postings >= kPostingsPerCommit) {
      state_->database.commit();
      state_->postings = 0;
    }
  } catch (const Xapian::Error& error) {
    return XapianError(error, state_->folder);
  }
  state_->times.write += Clock::now() - counted;
  return {};
}

WriterTimes ShardWriter::times() const { return state_->times; }

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
  state_->times.write += Clock::now() - begin;
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
