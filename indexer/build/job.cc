// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/job.h"

#include <fmt/format.h>
#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <future>
#include <optional>
#include <span>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

#include "common/base/files.h"
#include "common/store/generation.h"
#include "common/store/schema.h"
#include "common/text/analyzer.h"
#include "indexer/build/change_plan.h"
#include "indexer/build/changes.h"
#include "indexer/build/delta.h"
#include "indexer/build/file_states.h"
#include "indexer/build/publisher.h"
#include "indexer/build/segment.h"
#include "indexer/build/shard_worker.h"
#include "indexer/build/vocabulary_builder.h"

namespace sou::indexer {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr const char* kProgram = "sou-index " SOU_VERSION;
// Writing is less than half of the work (shard_worker.h).
constexpr size_t kAnalyzersPerShard = 2;

double Seconds(Clock::duration time) { return std::chrono::duration<double>(time).count(); }

// Settings that change what is in the index; another value is a reason to build all again.
std::map<std::string, std::string> IndexOptions(const JobOptions& options) {
  const auto flag = [](bool on) { return std::string(on ? "true" : "false"); };
  return {{"index.drafts", flag(options.source.drafts)},
          {"index.future", flag(options.source.future)},
          {"index.expired", flag(options.source.expired)},
          {"index.base_url", options.source.base_url}};
}

// Cuts the files into stretches of about equal bytes. Contiguous, so that the order of pages does not depend on timing.
std::vector<std::span<const FileToRead>> Partition(std::span<const FileToRead> files, size_t parts) {
  uint64_t left = 0;
  for (const FileToRead& file : files) left += file.file.size + 1;
  std::vector<std::span<const FileToRead>> stretches;
  size_t begin = 0;
  for (size_t part = 0; part < parts && begin < files.size(); ++part) {
    const uint64_t share = left / (parts - part);
    uint64_t taken = 0;
    size_t end = begin;
    while (end < files.size() && (taken < share || end == begin)) taken += files[end++].file.size + 1;
    if (part + 1 == parts) end = files.size();
    stretches.push_back(files.subspan(begin, end - begin));
    left -= std::min(left, taken);
    begin = end;
  }
  return stretches;
}

fs::path ShardPath(const fs::path& folder, size_t number) { return folder / ("shard-" + std::to_string(number)); }

uint64_t FolderBytes(const fs::path& folder) {
  uint64_t bytes = 0;
  std::error_code code;
  for (fs::recursive_directory_iterator entry(folder, code), end; !code && entry != end; entry.increment(code)) {
    if (entry->is_regular_file(code)) bytes += entry->file_size(code);
  }
  return bytes;
}

class Job {
 public:
  explicit Job(const JobOptions& options) : options_(options), progress_(options.progress) {}

  Result<Report> Run() {
    const Clock::time_point begin = Clock::now();
    Status status = Prepare();
    if (status.ok()) status = Execute();
    if (!status.ok()) return status.error();
    SortReport();
    report_.seconds.total = Seconds(Clock::now() - begin);
    return std::move(report_);
  }

 private:
  Status Prepare() {
    Result<std::unique_ptr<SiteSource>> site = OpenSite(options_.site, options_.source);
    if (!site.ok()) return site.error();
    site_ = std::move(*site);
    Result<Listing> listing = ListSite(*site_, options_.site);
    if (!listing.ok()) return listing.error();
    listing_ = std::move(*listing);
    report_.source_kind = site_->Kind();
    report_.dry_run = options_.dry_run;
    report_.found = listing_.files.size() + listing_.left_out.size() + listing_.skipped.size();
    for (const SourceFile& file : listing_.files) report_.bytes += file.size;
    // Forked before there is a lock: a reader that outlives a killed job by a moment must not hold it.
    readers_.emplace(*site_, options_.limits);
    if (options_.dry_run) return {};
    Result<IndexLock> lock = IndexLock::Take(options_.index);
    if (!lock.ok()) return lock.error();
    lock_.emplace(std::move(*lock));
    return {};
  }

  Status Execute() {
    LoadBefore();
    PlanReading();
    if (options_.dry_run) return Look();
    if (!Full() && plan_.read.empty() && plan_.gone.empty()) return Settle({});
    const Status status = Build();
    if (status.ok() || Full()) return status;
    // Nobody looks at a nightly job: what is broken in the old generation must not fail it night after night.
    report_.full_reason = "the index before cannot be built upon: " + status.error().ToString();
    plan_ = PlanEverything(listing_.files, before_);
    return Build();
  }

  [[nodiscard]] size_t Jobs() const {
    return options_.jobs == 0 ? std::max(1U, std::thread::hardware_concurrency()) : options_.jobs;
  }
  [[nodiscard]] bool Full() const { return !report_.full_reason.empty(); }

  // What the current generation knows, if it can be built upon; otherwise report_.full_reason says why not.
  void LoadBefore() {
    Result<store::Generation> current = store::FindCurrent(options_.index);
    if (!current.ok()) {
      const bool none = current.error().code == ErrorCode::kNotFound;
      report_.full_reason = none ? "there was no index" : current.error().message;
      return;
    }
    current_ = std::move(*current);
    const store::Manifest& manifest = current_.manifest;
    report_.generation = manifest.generation;
    const Status sound = store::CheckFileSums(current_.folder, manifest.files);
    Result<FileStates> states = ReadFileStates(store::FilesPath(current_.folder));
    if (states.ok()) before_ = std::move(*states);
    if (options_.full) {
      report_.full_reason = "--full was given";
    } else if (!sound.ok()) {
      report_.full_reason = sound.error().ToString();
    } else if (!states.ok()) {
      report_.full_reason = states.error().ToString();
    } else if (manifest.program != kProgram) {
      report_.full_reason = "the index was made by " + manifest.program + ", this is " + kProgram;
    } else if (manifest.schema != store::SchemaId()) {
      report_.full_reason = "other rules say what is indexed of a page";
    } else if (manifest.options != IndexOptions(options_) || manifest.source_kind != site_->Kind()) {
      report_.full_reason = "settings have changed";
    } else if (options_.source.now.unix_seconds < manifest.built_at.unix_seconds) {
      report_.full_reason = "the clock says that the index is of the future";
    }
  }

  void PlanReading() {
    if (!Full()) {
      const store::Manifest& manifest = current_.manifest;
      plan_ = PlanChanges(*site_, listing_.files, before_, manifest.built_at, options_.source.now);
      const size_t in_delta = static_cast<size_t>(
          std::count_if(plan_.kept.begin(), plan_.kept.end(), [](const auto& s) { return s.page && s.page->delta; }));
      const size_t changes = plan_.read.size() + plan_.gone.size();
      if (FitsIntoDelta(changes + in_delta + manifest.replaced.size(), manifest.pages)) return;
      report_.full_reason = fmt::format("{} of {} files may have changed since the last full build", changes + in_delta,
                                        listing_.files.size());
    }
    plan_ = PlanEverything(listing_.files, before_);
  }

  // For --dry-run: reads what may have changed, writes nothing.
  Status Look() {
    // Only what changed is of interest, also where all would be built anew.
    return Settle(Process({}, SegmentKind::kDelta));
  }

  // Reads all files of the plan on all cores; with a folder, into shards in it.
  std::vector<ShardResult> Process(const fs::path& folder, SegmentKind kind) {
    const size_t jobs = Jobs();
    const size_t shards = std::max<size_t>(1, jobs / kAnalyzersPerShard);
    const auto stretches = Partition(plan_.read, shards);
    WorkCounter counter;
    std::vector<std::future<ShardResult>> workers;
    for (size_t i = 0; i < stretches.size(); ++i) {
      ShardTask task{stretches[i], folder.empty() ? fs::path() : ShardPath(folder, i), kind, jobs / shards};
      workers.push_back(std::async(std::launch::async, [this, task = std::move(task), &counter] {
        return MakeShard(*site_, &*readers_, task, &counter);
      }));
    }
    progress_.Start(folder.empty() ? "reading" : "indexing", plan_.read.size());
    std::vector<ShardResult> results;
    for (auto& worker : workers) {
      while (worker.wait_for(std::chrono::milliseconds(50)) != std::future_status::ready) {
        progress_.Update(counter.files, counter.bytes);
      }
      results.push_back(worker.get());
    }
    progress_.Finish();
    // The trees that Xapian inverts pages in have been freed, but the allocator keeps them: what follows has others.
    ::malloc_trim(0);
    return results;
  }

  // Adds what was read to what is known, and says in the report what all of it comes to.
  Status Settle(const std::vector<ShardResult>& results) {
    states_.clear();
    changes_ = {};
    outdated_.clear();
    languages_.clear();
    report_.pages = 0;
    report_.language_tags.clear();
    report_.languages_from.clear();
    for (FileState& state : plan_.kept) KeepState(std::move(state));
    size_t next = 0;
    for (const ShardResult& result : results) {
      if (!result.status.ok()) return result.status;
      for (const FileState& state : result.states) NoteChange(plan_.read[next++], state);
      report_.seconds.read += Seconds(result.read_time);
      report_.seconds.analyze += Seconds(result.analyze_time);
      report_.seconds.write += Seconds(result.write_time);
    }
    for (const FileState* gone : plan_.gone) {
      if (gone->page) Delete(*gone->page, gone->file.path, "the file is gone");
    }
    FillReport();
    return {};
  }

  void KeepState(FileState state) {
    if (state.page) ++changes_.unchanged;
    std::string path = state.file.path;
    states_.insert_or_assign(std::move(path), std::move(state));
  }

  void NoteChange(const FileToRead& file, const FileState& state) {
    const std::string& path = file.file.path;
    const PageState* before = file.before != nullptr && file.before->page ? &*file.before->page : nullptr;
    if (state.page && before == nullptr) {
      changes_.added.push_back({path, file.before == nullptr ? file.reason : "it is published now"});
    } else if (state.page && state.page->hash != before->hash) {
      changes_.updated.push_back({path, file.reason});
      outdated_.push_back(*before);
    } else if (state.page) {
      ++changes_.unchanged;
    } else if (before != nullptr) {
      Delete(*before, path, state.left_out ? *state.left_out : state.skipped->message);
    }
    states_.insert_or_assign(path, state);
  }

  void Delete(const PageState& page, const std::string& path, const std::string& reason) {
    changes_.deleted.push_back({path, reason});
    outdated_.push_back(page);
  }

  void FillReport() {
    report_.left_out = listing_.left_out;
    report_.skipped = listing_.skipped;
    report_.warnings = site_->SiteWarnings();
    std::map<std::string, std::string> urls;
    for (const auto& [path, state] : states_) {
      if (state.left_out) report_.left_out.push_back({path, *state.left_out});
      if (state.skipped) report_.skipped.push_back(*state.skipped);
      report_.warnings.insert(report_.warnings.end(), state.warnings.begin(), state.warnings.end());
      if (!state.page) continue;
      ++report_.pages;
      ++languages_[state.page->language];
      ++report_.language_tags[state.page->language_tag];
      ++report_.languages_from[std::string(NameOf(state.page->language_from))];
      WarnOfSameUrl(state.page->url, path, &urls);
    }
    report_.added = changes_.added;
    report_.updated = changes_.updated;
    report_.deleted = changes_.deleted;
    report_.unchanged = changes_.unchanged;
  }

  void WarnOfSameUrl(const std::string& url, const std::string& path, std::map<std::string, std::string>* urls) {
    const auto [first, inserted] = urls->emplace(url, path);
    if (!inserted) report_.warnings.push_back({{path}, "has the same URL as " + first->second + ": " + url});
  }

  Status Build() {
    Publisher publisher(options_.index, *lock_);
    const Result<fs::path> folder = publisher.Begin();
    if (!folder.ok()) return folder.error();
    Status status = Fill(*folder, publisher.number());
    const bool changed = Full() || !changes_.empty();
    const Clock::time_point begin = Clock::now();
    if (status.ok() && changed) {
      progress_.Note("checking and publishing");
      status = publisher.Publish(manifest_, options_.keep_generations);
    }
    progress_.Finish();
    if (!status.ok() || !changed) {
      std::error_code code;
      fs::remove_all(*folder, code);
      return status;
    }
    report_.seconds.publish += Seconds(Clock::now() - begin);
    report_.published = true;
    report_.generation = publisher.number();
    report_.index_bytes = FolderBytes(store::GenerationPath(options_.index, publisher.number()));
    return {};
  }

  // Writes everything that a generation consists of into `folder`. Stops early if no page has changed.
  Status Fill(const fs::path& folder, uint64_t number) {
    std::vector<ShardResult> results = Process(folder, Full() ? SegmentKind::kBase : SegmentKind::kDelta);
    if (Status status = Settle(results); !status.ok()) return status;
    if (report_.pages == 0) {
      return Error{ErrorCode::kInvalidInput,
                   "none of the " + std::to_string(report_.found) + " content files is a page to publish (" +
                       std::to_string(report_.skipped.size()) + " broken, " + std::to_string(report_.left_out.size()) +
                       " left out); --dry-run --report FILE says why",
                   {options_.site.string()}};
    }
    if (!Full() && changes_.empty()) return {};
    const Clock::time_point begin = Clock::now();
    progress_.Note("merging");
    FillManifest(number);
    Status status = Full() ? FillBase(folder, &results) : FillDelta(folder, &results);
    if (!status.ok()) return status;
    report_.seconds.publish += Seconds(Clock::now() - begin);
    status = WriteFileDurably(store::FilesPath(folder), FileStatesToBytes(states_));
    if (!status.ok()) return status;
    Result<store::FileSums> sums = store::SumFiles(folder);
    if (!sums.ok()) return sums.error();
    manifest_.files = std::move(*sums);
    return WriteFileDurably(store::ManifestPath(folder), store::ManifestToJson(manifest_));
  }

  Status FillBase(const fs::path& folder, std::vector<ShardResult>* results) {
    SuggestionCollector suggestions;
    for (ShardResult& result : *results) suggestions.Merge(std::move(result.suggestions));
    WarnOfHeadings(suggestions);
    auto written = std::async(std::launch::async, [&] { return WriteSuggestions(std::move(suggestions), folder); });
    Status status = Merge(results, store::BasePath(folder), folder);
    if (status.ok()) status = BuildVocabulary(folder, {});
    if (Status other = written.get(); !other.ok()) return other;
    return status;
  }

  Status FillDelta(const fs::path& folder, std::vector<ShardResult>* results) {
    if (Status status = LinkBase(current_.folder, folder); !status.ok()) return status;
    if (current_.manifest.delta) {
      Result<Shard> kept = KeepDelta(current_.folder, states_, ShardPath(folder, results->size()));
      if (!kept.ok()) return kept.error();
      results->emplace_back().shard = std::move(*kept);
    }
    if (Status status = Merge(results, store::DeltaPath(folder), folder); !status.ok()) return status;
    auto vocabulary = std::async(std::launch::async, [&] { return BuildVocabulary(folder, manifest_.replaced); });
    Status status = FillSuggestions(folder, results);
    if (Status other = vocabulary.get(); !other.ok()) return other;
    return status;
  }

  // Those of the generation before, without the old versions of what changed, and with the new ones.
  Status FillSuggestions(const fs::path& folder, std::vector<ShardResult>* results) {
    SuggestionCollector added;
    for (ShardResult& result : *results) added.Merge(std::move(result.suggestions));
    if (UpdateSuggestions(current_.folder, outdated_, std::move(added), folder).ok()) return {};
    SuggestionCollector all;
    const Status status = EachPage(folder, states_, [&](const Page& page) { all.Add(page); });
    if (!status.ok()) return status;
    WarnOfHeadings(all);
    return WriteSuggestions(std::move(all), folder);
  }

  // A segment of the shards, whose folders go.
  Status Merge(std::vector<ShardResult>* results, const fs::path& segment, const fs::path& folder) const {
    std::vector<Shard> shards;
    for (ShardResult& result : *results) {
      if (!result.shard.database.empty()) shards.push_back(std::move(result.shard));
    }
    if (Status status = MergeShards(shards, segment, Jobs()); !status.ok()) return status;
    std::error_code code;
    for (size_t i = 0; i < results->size(); ++i) fs::remove_all(ShardPath(folder, i), code);
    return {};
  }

  void WarnOfHeadings(const SuggestionCollector& suggestions) {
    if (suggestions.headings_left_out() == 0) return;
    report_.warnings.push_back({{options_.site.string()},
                                std::to_string(suggestions.headings_left_out()) +
                                    " headings are found but not suggested: more than " +
                                    std::to_string(kMaxHeadingBytes >> 20) + " MB in all"});
  }

  void FillManifest(uint64_t number) {
    manifest_.format = store::kFormatVersion;
    manifest_.analyzer = text::AnalyzerId();
    manifest_.schema = store::SchemaId();
    manifest_.generation = number;
    manifest_.program = kProgram;
    manifest_.source_kind = report_.source_kind;
    manifest_.base_url = options_.source.base_url;
    manifest_.built_at = options_.source.now;
    manifest_.options = IndexOptions(options_);
    manifest_.pages = report_.pages;
    manifest_.source_bytes = report_.bytes;
    manifest_.languages = languages_;
    manifest_.delta = !Full();
    if (!manifest_.delta) return;
    manifest_.replaced = current_.manifest.replaced;
    for (const PageState& page : outdated_) {
      if (!page.delta) manifest_.replaced.push_back(page.id);
    }
  }

  void SortReport() {
    const auto by_place = [](const auto& a, const auto& b) {
      return std::tie(a.place.path, a.place.line) < std::tie(b.place.path, b.place.line);
    };
    const auto by_path = [](const auto& a, const auto& b) { return a.path < b.path; };
    std::stable_sort(report_.skipped.begin(), report_.skipped.end(), by_place);
    std::stable_sort(report_.warnings.begin(), report_.warnings.end(), by_place);
    for (std::vector<Change>* changes : {&report_.added, &report_.updated, &report_.deleted})
      std::stable_sort(changes->begin(), changes->end(), by_path);
    std::stable_sort(report_.left_out.begin(), report_.left_out.end(), by_path);
  }

  const JobOptions& options_;
  Progress progress_;
  std::unique_ptr<SiteSource> site_;
  std::optional<IndexLock> lock_;
  std::optional<PageReaders> readers_;
  Listing listing_;
  store::Generation current_;  // only unless Full()
  FileStates before_;
  ChangePlan plan_;
  FileStates states_;
  Changes changes_;
  std::vector<PageState> outdated_;  // what current_ has of pages that changed or are gone
  std::map<std::string, uint64_t> languages_;
  store::Manifest manifest_;
  Report report_;
};

}  // namespace

Result<Report> RunJob(const JobOptions& options) { return Job(options).Run(); }

}  // namespace sou::indexer
