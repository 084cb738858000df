// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/index_stats.h"

#include <fmt/format.h>
#include <xapian.h>

#include <array>
#include <set>

#include "common/store/page_store.h"
#include "common/store/record.h"
#include "common/store/schema.h"
#include "common/store/suggestions.h"
#include "common/store/vocabulary.h"
#include "indexer/build/wording.h"

namespace sou::indexer {
namespace {

namespace fs = std::filesystem;
using store::Slot;

// What the files of a generation are, by the beginnings and ends of their paths; the first that fits.
struct Part {
  std::string_view name;
  std::string_view begin;
  std::string_view end;
};
constexpr std::array kParts = {
    Part{"delta", "delta/", ""},
    Part{"postings", "base/db/", ""},
    Part{"stored pages", "base/", "records"},
    Part{"suggestions", "suggestions", ""},
    Part{"words", "words", ""},
    Part{"file list", "files", ""},
    Part{"other", "", ""},
};

std::vector<std::pair<std::string, uint64_t>> BytesByPart(const store::FileSums& files) {
  std::array<uint64_t, kParts.size()> bytes = {};
  for (const auto& [path, sum] : files) {
    size_t part = 0;
    while (!path.starts_with(kParts[part].begin) || !path.ends_with(kParts[part].end)) ++part;
    bytes[part] += sum.bytes;
  }
  std::vector<std::pair<std::string, uint64_t>> named;
  for (size_t i = 0; i < kParts.size(); ++i) {
    if (bytes[i] > 0) named.emplace_back(kParts[i].name, bytes[i]);
  }
  return named;
}

// Counts the pages of one segment. Xapian::Error passes through.
class SegmentCounter {
 public:
  SegmentCounter(const fs::path& folder, IndexStats* stats)
      : folder_(folder), database_(store::DatabasePath(folder).string()), stats_(stats) {}

  Status Count(const std::vector<std::string>& replaced) {
    for (const std::string& id : replaced) {
      const std::string term = store::MakeTerm(store::TermField::kId, id);
      const auto posting = database_.postlist_begin(term);
      if (posting != database_.postlist_end(term)) left_out_.insert(*posting);
    }
    pages_ = database_.get_doccount() - left_out_.size();
    stats_->pages += pages_;
    CountValues(Slot::kLanguageTag, &stats_->languages);
    CountValues(Slot::kSection, &stats_->sections);
    return FindDates();
  }

 private:
  template <typename Sink>
  void EachValue(Slot slot, const Sink& sink) const {
    const auto number = static_cast<Xapian::valueno>(slot);
    for (auto value = database_.valuestream_begin(number); value != database_.valuestream_end(number); ++value) {
      if (!left_out_.contains(value.get_docid())) sink(value.get_docid(), *value);
    }
  }

  void CountValues(Slot slot, std::map<std::string, uint64_t>* counts) const {
    uint64_t without = pages_;
    EachValue(slot, [&](Xapian::docid, const std::string& value) { ++(*counts)[value], --without; });
    if (without > 0) (*counts)[""] += without;
  }

  Status FindDates() {
    Xapian::docid oldest = 0;
    Xapian::docid newest = 0;
    double first = 0;
    double last = 0;
    uint64_t dated = 0;
    EachValue(Slot::kDate, [&](Xapian::docid page, const std::string& value) {
      const double date = Xapian::sortable_unserialise(value);
      if (dated == 0 || date < first) oldest = page, first = date;
      if (dated == 0 || date > last) newest = page, last = date;
      ++dated;
    });
    stats_->undated += pages_ - dated;
    if (dated == 0) return {};
    const auto before = [](const DatedPage& a, const DatedPage& b) {
      return a.date.unix_seconds < b.date.unix_seconds;
    };
    const auto after = [&](const DatedPage& a, const DatedPage& b) { return before(b, a); };
    if (Status status = Note(oldest, first, before, &stats_->oldest); !status.ok()) return status;
    return Note(newest, last, after, &stats_->newest);
  }

  template <typename Better>
  Status Note(Xapian::docid number, double date, const Better& better, std::optional<DatedPage>* best) const {
    const Result<store::PageStore> pages = store::PageStore::Open(store::RecordsPath(folder_));
    if (!pages.ok()) return pages.error();
    const Result<std::string> record = pages->Read(number);
    if (!record.ok()) return record.error();
    Result<Page> page = store::DecodePage(*record);
    if (!page.ok()) return page.error();
    DatedPage found{{static_cast<int64_t>(date), 0}, std::move(page->path)};
    if (!*best || better(found, **best)) *best = std::move(found);
    return {};
  }

  fs::path folder_;
  Xapian::Database database_;
  IndexStats* stats_;
  std::set<Xapian::docid> left_out_;
  uint64_t pages_ = 0;
};

uint64_t CountTerms(const Xapian::Database& database) {
  uint64_t terms = 0;
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) ++terms;
  return terms;
}

Status CountSegments(const store::Generation& generation, IndexStats* stats) {
  const fs::path base = store::BasePath(generation.folder);
  Xapian::Database all(store::DatabasePath(base).string());
  if (Status status = SegmentCounter(base, stats).Count(generation.manifest.replaced); !status.ok()) return status;
  if (generation.manifest.delta) {
    const fs::path delta = store::DeltaPath(generation.folder);
    const uint64_t before = stats->pages;
    if (Status status = SegmentCounter(delta, stats).Count({}); !status.ok()) return status;
    stats->in_delta = stats->pages - before;
    all.add_database(Xapian::Database(store::DatabasePath(delta).string()));
  }
  stats->terms = CountTerms(all);
  return {};
}

std::string Dated(const DatedPage& page) {
  const CivilDate day = ToCivilDate(page.date);
  return fmt::format("{:04}-{:02}-{:02} ({})", day.year, day.month, day.day, page.path);
}

}  // namespace

Result<IndexStats> CountIndex(const store::Generation& generation) {
  IndexStats stats;
  try {
    if (Status status = CountSegments(generation, &stats); !status.ok()) return status.error();
  } catch (const Xapian::Error& error) {
    return Error{ErrorCode::kCorrupt, error.get_description(), {generation.folder.string()}};
  }
  const Result<store::Vocabulary> words = store::Vocabulary::Open(store::VocabularyPath(generation.folder));
  if (!words.ok()) return words.error();
  const Result<store::Suggestions> suggestions = store::Suggestions::Open(store::SuggestionsPath(generation.folder));
  if (!suggestions.ok()) return suggestions.error();
  stats.words = words->size();
  stats.suggestions = suggestions->size();
  stats.bytes = BytesByPart(generation.manifest.files);
  return stats;
}

std::string StatsToText(const IndexStats& stats, const store::Manifest& manifest) {
  constexpr size_t kMostSections = 20;
  std::string out = fmt::format("Generation {}: {} site, built {} by {}.\n", manifest.generation, manifest.source_kind,
                                FormatRfc3339(manifest.built_at), manifest.program);
  out += fmt::format("Pages:       {}", stats.pages);
  if (manifest.delta) out += fmt::format(", {} of them added or changed since the last full build", stats.in_delta);
  out += fmt::format("\nLanguages:   {}\n", LargestFirst(stats.languages, "unknown"));
  out += fmt::format("Sections:    {}\n", LargestFirst(stats.sections, "none", kMostSections));
  if (stats.oldest) out += fmt::format("Oldest:      {}\n", Dated(*stats.oldest));
  if (stats.newest) out += fmt::format("Newest:      {}\n", Dated(*stats.newest));
  if (stats.undated > 0) out += fmt::format("Undated:     {}\n", stats.undated);
  out += fmt::format("Terms:       {}; {} words for corrections, {} suggestions\n", stats.terms, stats.words,
                     stats.suggestions);
  uint64_t bytes = 0;
  std::string parts;
  for (const auto& [part, size] : stats.bytes) {
    bytes += size;
    parts += fmt::format("{}{} {}", parts.empty() ? "" : ", ", part, SizeOf(size));
  }
  return out +
         fmt::format("Size:        {}: {}; the content has {}\n", SizeOf(bytes), parts, SizeOf(manifest.source_bytes));
}

}  // namespace sou::indexer
