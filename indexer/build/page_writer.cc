// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/page_writer.h"

#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string_view>
#include <utility>

#include "common/store/schema.h"
#include "indexer/build/term_counter.h"

namespace sou::indexer {
namespace {

using store::Slot;
using Clock = std::chrono::steady_clock;

// Xapian's inversion trees grow slow and large: 26 CPU s with one commit at the end, 22 s with one per 300 pages
// (DESIGN.md).
constexpr uint32_t kPagesPerCommit = 300;

Error XapianError(const Xapian::Error& error, const std::filesystem::path& path) {
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

Xapian::Document MakeDocument(const Page& page, const std::string& record, const TermCounter::Counts& counts) {
  Xapian::Document document;
  document.set_data(record);
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

struct PageWriter::State {
  std::filesystem::path path;
  Xapian::WritableDatabase database;
  TermCounter counter;
  uint32_t uncommitted = 0;
  WriterTimes times;
};

PageWriter::PageWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
PageWriter::~PageWriter() = default;
PageWriter::PageWriter(PageWriter&&) noexcept = default;
PageWriter& PageWriter::operator=(PageWriter&&) noexcept = default;

Result<PageWriter> PageWriter::Create(const std::filesystem::path& path) {
  auto state = std::make_unique<State>();
  state->path = path;
  try {
    // Not synced at every commit: nobody reads the database before it is merged, synced and published.
    // Only deleting a page needs the term lists, and a generation is never changed: without them it is 40 % smaller.
    constexpr int kFlags = Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC | Xapian::DB_NO_TERMLIST;
    state->database = Xapian::WritableDatabase(path.string(), kFlags);
  } catch (const Xapian::Error& error) {
    return XapianError(error, path);
  }
  return PageWriter(std::move(state));
}

Status PageWriter::Add(const Page& page, const std::string& record) {
  const Clock::time_point begin = Clock::now();
  const TermCounter::Counts& counts = state_->counter.Count(page);
  const Clock::time_point counted = Clock::now();
  state_->times.analyze += counted - begin;
  try {
    state_->database.add_document(MakeDocument(page, record, counts));
    if (++state_->uncommitted >= kPagesPerCommit) {
      state_->database.commit();
      state_->uncommitted = 0;
    }
  } catch (const Xapian::Error& error) {
    return XapianError(error, state_->path);
  }
  state_->times.write += Clock::now() - counted;
  return {};
}

WriterTimes PageWriter::times() const { return state_->times; }

Status PageWriter::Close() {
  const Clock::time_point begin = Clock::now();
  try {
    state_->database.commit();
    state_->database.close();
  } catch (const Xapian::Error& error) {
    return XapianError(error, state_->path);
  }
  state_->times.write += Clock::now() - begin;
  return {};
}

Status MergeDatabases(const std::vector<std::filesystem::path>& parts, const std::filesystem::path& target) {
  try {
    Xapian::Database all;
    for (const auto& part : parts) all.add_database(Xapian::Database(part.string()));
    all.compact(target.string(), Xapian::Compactor::FULL);
  } catch (const Xapian::Error& error) {
    return XapianError(error, target);
  }
  return {};
}

}  // namespace sou::indexer
