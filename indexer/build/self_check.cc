// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/self_check.h"

#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "common/store/page_store.h"
#include "common/store/record.h"
#include "common/store/schema.h"
#include "common/store/suggestions.h"
#include "common/store/vocabulary.h"
#include "indexer/build/file_states.h"
#include "indexer/build/term_counter.h"

namespace sou::indexer {
namespace {

namespace fs = std::filesystem;

// Pages of a segment that are looked for, and those of each language beside them.
constexpr Xapian::doccount kCheckedPages = 25;
constexpr size_t kCheckedOfLanguage = 3;
constexpr size_t kCheckedTerms = 20;  // of each

Error Wrong(const std::string& what, const fs::path& path) { return {ErrorCode::kCorrupt, what, {path.string()}}; }

// The segment's database and stored pages, side by side.
class Segment {
 public:
  // Xapian::Error passes through.
  explicit Segment(fs::path folder) : folder_(std::move(folder)), database_(store::DatabasePath(folder_).string()) {}

  Status Open() {
    Result<store::PageStore> pages = store::PageStore::Open(store::RecordsPath(folder_));
    if (!pages.ok()) return pages.error();
    pages_ = std::move(*pages);
    if (database_.get_doccount() == pages_.size()) return {};
    return Wrong(fmt::format("{} pages, but {} are stored", database_.get_doccount(), pages_.size()), folder_);
  }

  [[nodiscard]] uint64_t size() const { return pages_.size(); }

  Status CheckSample() {
    for (const Xapian::docid number : Sample()) {
      if (Status status = CheckPage(number, kCheckedTerms); !status.ok()) return status;
    }
    return {};
  }

  // Every page is there and has its id.
  Status CheckAll() {
    for (Xapian::docid number = 1; number <= pages_.size(); ++number) {
      if (Status status = CheckPage(number, 0); !status.ok()) return status;
    }
    return {};
  }

 private:
  [[nodiscard]] std::set<Xapian::docid> Sample() const {
    std::set<Xapian::docid> sample;
    const Xapian::docid step = std::max<Xapian::docid>(1, pages_.size() / kCheckedPages);
    for (Xapian::docid number = 1; number <= pages_.size(); number += step) sample.insert(number);
    std::map<std::string, size_t> taken;
    const auto slot = static_cast<Xapian::valueno>(store::Slot::kLanguage);
    for (auto page = database_.valuestream_begin(slot); page != database_.valuestream_end(slot); ++page) {
      if (taken[*page]++ < kCheckedOfLanguage) sample.insert(page.get_docid());
    }
    return sample;
  }

  Status CheckPage(Xapian::docid number, size_t most_terms) {
    const Result<std::string> record = pages_.Read(number);
    if (!record.ok()) return Wrong(record.error().message, folder_);
    const Result<Page> page = store::DecodePage(*record);
    if (!page.ok()) return Wrong(page.error().message, folder_);
    if (!Finds(store::MakeTerm(store::TermField::kId, page->id), number)) {
      return Wrong("the page " + page->path + " is not found by its id", folder_);
    }
    if (most_terms == 0) return {};
    const std::vector<TermCounts::Entry>& terms = counter_.Count(*page);
    const size_t step = std::max<size_t>(1, terms.size() / most_terms);
    for (size_t i = 0; i < terms.size(); i += step) {
      if (Finds(std::string(terms[i].term), number)) continue;
      return Wrong(fmt::format("the page {} is not found by its term \"{}\"", page->path, terms[i].term), folder_);
    }
    return {};
  }

  [[nodiscard]] bool Finds(const std::string& term, Xapian::docid number) const {
    Xapian::PostingIterator posting = database_.postlist_begin(term);
    if (posting == database_.postlist_end(term)) return false;
    posting.skip_to(number);
    return posting != database_.postlist_end(term) && *posting == number;
  }

  fs::path folder_;
  Xapian::Database database_;
  store::PageStore pages_;
  TermCounter counter_;
};

std::vector<fs::path> SegmentsOf(const store::Generation& generation) {
  std::vector<fs::path> segments = {store::BasePath(generation.folder)};
  if (generation.manifest.delta) segments.push_back(store::DeltaPath(generation.folder));
  return segments;
}

// Calls check(&segment) for each; the pages of all of them.
template <typename Check>
Result<uint64_t> EachSegment(const store::Generation& generation, const Check& check) {
  uint64_t pages = 0;
  for (const fs::path& folder : SegmentsOf(generation)) {
    try {
      Segment segment(folder);
      if (Status status = segment.Open(); !status.ok()) return status.error();
      if (Status status = check(&segment); !status.ok()) return status.error();
      pages += segment.size();
    } catch (const Xapian::Error& error) {
      return Wrong(error.get_description(), folder);
    }
  }
  return pages;
}

Status CheckCounts(const store::Generation& generation, uint64_t in_segments) {
  const store::Manifest& manifest = generation.manifest;
  const uint64_t pages = in_segments - std::min<uint64_t>(in_segments, manifest.replaced.size());
  if (pages == manifest.pages) return {};
  return Wrong(fmt::format("{} pages written, {} found", manifest.pages, pages), generation.folder);
}

Status CheckSuggestions(const store::Generation& generation, bool all) {
  const Result<store::Suggestions> suggestions = store::Suggestions::Open(store::SuggestionsPath(generation.folder));
  if (!suggestions.ok()) return suggestions.error();
  return all ? suggestions->CheckAll() : Status();
}

// Xapian's own check of a database, which says what it finds wrong to a stream.
Status CheckDatabase(const fs::path& database) {
  std::ostringstream said;
  try {
    if (Xapian::Database::check(database.string(), 0, &said) == 0) return {};
  } catch (const Xapian::Error& error) {
    said << error.get_description();
  }
  std::string reason = said.str();
  std::replace(reason.begin(), reason.end(), '\n', ' ');
  return Wrong("Xapian's check found: " + reason, database);
}

Result<uint64_t> CheckFileStates(const store::Generation& generation) {
  const fs::path path = store::FilesPath(generation.folder);
  const Result<FileStates> states = ReadFileStates(path);
  if (!states.ok()) return states.error();
  const auto pages = static_cast<uint64_t>(
      std::count_if(states->begin(), states->end(), [](const auto& state) { return state.second.page.has_value(); }));
  if (pages != generation.manifest.pages) {
    return Wrong(fmt::format("knows {} pages, the index has {}", pages, generation.manifest.pages), path);
  }
  return uint64_t{states->size()};
}

}  // namespace

Status CheckSample(const store::Generation& generation) {
  const Result<uint64_t> pages = EachSegment(generation, [](Segment* segment) { return segment->CheckSample(); });
  if (!pages.ok()) return pages.error();
  if (Status status = CheckCounts(generation, *pages); !status.ok()) return status;
  return CheckSuggestions(generation, false);
}

Result<std::vector<std::string>> CheckWhole(const store::Generation& generation) {
  const store::FileSums& files = generation.manifest.files;
  if (Status status = store::CheckFileSums(generation.folder, files); !status.ok()) return status.error();
  uint64_t bytes = 0;
  for (const auto& [path, sum] : files) bytes += sum.bytes;
  std::vector<std::string> sound = {fmt::format("{} files of {} bytes are what was written", files.size(), bytes)};
  for (const fs::path& segment : SegmentsOf(generation)) {
    if (Status status = CheckDatabase(store::DatabasePath(segment)); !status.ok()) return status.error();
  }
  sound.emplace_back("the database is consistent (Xapian's own check)");
  const Result<uint64_t> pages = EachSegment(generation, [](Segment* segment) { return segment->CheckAll(); });
  if (!pages.ok()) return pages.error();
  sound.push_back(fmt::format("{} stored pages can be read, and each is found", *pages));
  if (Status status = CheckSample(generation); !status.ok()) return status.error();
  if (Status status = CheckSuggestions(generation, true); !status.ok()) return status.error();
  const Result<store::Vocabulary> words = store::Vocabulary::Open(store::VocabularyPath(generation.folder));
  if (!words.ok()) return words.error();
  sound.push_back(fmt::format("suggestions and {} words can be read", words->size()));
  const Result<uint64_t> states = CheckFileStates(generation);
  if (!states.ok()) return states.error();
  sound.push_back(fmt::format("{} content files are known to the next run", *states));
  return sound;
}

}  // namespace sou::indexer
