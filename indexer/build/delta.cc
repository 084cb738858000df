// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/delta.h"

#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>

#include "common/base/files.h"
#include "common/store/generation.h"
#include "common/store/page_store.h"
#include "common/store/record.h"
#include "common/store/suggestions.h"
#include "common/store/suggestions_writer.h"
#include "indexer/build/page_document.h"
#include "indexer/build/segment_pages.h"

namespace sou::indexer {
namespace {

namespace fs = std::filesystem;

constexpr size_t kSmallDelta = 20;
constexpr size_t kPagesPerDeltaPage = 20;  // a delta of one page in twenty

Error LinkError(const fs::path& path, const std::error_code& code) {
  return {ErrorCode::kIo, "cannot link or copy: " + code.message(), {path.string()}};
}

Status LinkFile(const fs::path& from, const fs::path& to) {
  std::error_code code;
  fs::create_hard_link(from, to, code);
  if (code) fs::copy_file(from, to, code);
  return code ? Status(LinkError(from, code)) : Status();
}

Status LinkFiles(const fs::path& from, const fs::path& to) {
  std::error_code code;
  fs::create_directory(to, code);
  if (code) return LinkError(to, code);
  for (fs::directory_iterator entry(from, code), end; !code && entry != end; entry.increment(code)) {
    const fs::path target = to / entry->path().filename();
    if (entry->is_directory(code)) {
      if (Status status = LinkFiles(entry->path(), target); !status.ok()) return status;
      continue;
    }
    if (Status status = LinkFile(entry->path(), target); !status.ok()) return status;
  }
  return code ? Status(LinkError(from, code)) : Status();
}

// Calls sink(page, record) for the pages of a segment that are what `states` says.
template <typename Sink>
Status EachPageOf(const fs::path& segment, bool delta, const FileStates& states, const Sink& sink) {
  const Result<store::PageStore> pages = store::PageStore::Open(store::RecordsPath(segment));
  if (!pages.ok()) return pages.error();
  for (uint32_t number = 1; number <= pages->size(); ++number) {
    const Result<std::string> record = pages->Read(number);
    if (!record.ok()) return Error{record.error().code, record.error().message, {segment.string()}};
    const Result<Page> page = store::DecodePage(*record);
    if (!page.ok()) return page.error();
    const auto state = states.find(page->path);
    const bool holds = state != states.end() && state->second.page && state->second.page->delta == delta &&
                       state->second.page->hash == HashOfRecord(*record);
    if (!holds) continue;
    if (Status status = sink(*page, *record); !status.ok()) return status;
  }
  return {};
}

// The stored pages of a generation, without their texts.
Result<std::vector<Page>> ReadPages(const fs::path& generation, const std::vector<PageState>& states) {
  std::vector<Page> pages;
  for (const bool delta : {false, true}) {
    std::optional<SegmentPages> segment;
    for (const PageState& state : states) {
      if (state.delta != delta) continue;
      if (!segment) {
        Result<SegmentPages> opened =
            SegmentPages::Open(delta ? store::DeltaPath(generation) : store::BasePath(generation));
        if (!opened.ok()) return opened.error();
        segment.emplace(std::move(*opened));
      }
      Result<std::optional<Page>> page = segment->Find(state.id);
      if (!page.ok()) return page.error();
      if (!*page) return Error{ErrorCode::kCorrupt, "a page is not in the index that should be"};
      pages.push_back(std::move(**page));
      pages.back().body = {};
    }
  }
  return pages;
}

}  // namespace

bool FitsIntoDelta(size_t pages_and_replaced, size_t all_pages) {
  return pages_and_replaced <= std::max(kSmallDelta, all_pages / kPagesPerDeltaPage);
}

Status LinkBase(const fs::path& from, const fs::path& to) {
  return LinkFiles(store::BasePath(from), store::BasePath(to));
}

Result<Shard> KeepDelta(const fs::path& generation, const FileStates& states, const fs::path& shard) {
  Result<ShardWriter> writer = ShardWriter::Create(shard);
  if (!writer.ok()) return writer.error();
  PageDocumentMaker documents(SegmentKind::kDelta);
  const Status status = EachPageOf(
      store::DeltaPath(generation), true, states,
      [&](const Page& page, const std::string& record) { return writer->Add(documents.Make(page), record); });
  if (!status.ok()) return status.error();
  return writer->Close();
}

Status UpdateSuggestions(const fs::path& from, const std::vector<PageState>& outdated, SuggestionCollector added,
                         const fs::path& to) {
  const Result<std::vector<Page>> before = ReadPages(from, outdated);
  if (!before.ok()) return before.error();
  SuggestionCollector removed;
  for (const Page& page : *before) removed.Add(page);
  // Most edits are of texts that nobody suggests.
  if (removed == added) return LinkFile(store::SuggestionsPath(from), store::SuggestionsPath(to));
  const Result<store::Suggestions> suggestions = store::Suggestions::Open(store::SuggestionsPath(from));
  if (!suggestions.ok()) return suggestions.error();
  Result<SuggestionCollector> all = SuggestionCollector::Resume(*suggestions);
  if (!all.ok()) return all.error();
  for (const Page& page : *before) all->Remove(page);
  all->Merge(std::move(added));
  if (all->partly()) return Error{ErrorCode::kLimit, "not all that can be suggested is known"};
  return WriteSuggestions(std::move(*all), to);
}

Status WriteSuggestions(SuggestionCollector suggestions, const fs::path& generation) {
  const Result<std::string> bytes = store::MakeSuggestions(suggestions.Take());
  if (!bytes.ok()) return bytes.error();
  return WriteFileDurably(store::SuggestionsPath(generation), *bytes);
}

Status EachPage(const fs::path& generation, const FileStates& states, FunctionRef<void(const Page&)> sink) {
  const auto add = [&](const Page& page, const std::string& /*record*/) -> Status {
    sink(page);
    return {};
  };
  if (Status status = EachPageOf(store::BasePath(generation), false, states, add); !status.ok()) return status;
  std::error_code code;
  if (!fs::exists(store::DeltaPath(generation), code)) return {};
  return EachPageOf(store::DeltaPath(generation), true, states, add);
}

}  // namespace sou::indexer
