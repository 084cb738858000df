// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/job.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "common/base/files.h"
#include "common/store/generation.h"
#include "common/store/schema.h"
#include "common/store/suggestions_writer.h"
#include "common/text/analyzer.h"
#include "indexer/build/page_states.h"
#include "indexer/build/publisher.h"
#include "indexer/build/shard_worker.h"
#include "indexer/build/vocabulary_builder.h"

namespace sou::indexer {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

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
std::vector<std::span<const SourceFile>> Partition(std::span<const SourceFile> files, size_t parts) {
  uint64_t left = 0;
  for (const SourceFile& file : files) left += file.size + 1;
  std::vector<std::span<const SourceFile>> stretches;
  size_t begin = 0;
  for (size_t part = 0; part < parts && begin < files.size(); ++part) {
    const uint64_t share = left / (parts - part);
    uint64_t taken = 0;
    size_t end = begin;
    while (end < files.size() && (taken < share || end == begin)) taken += files[end++].size + 1;
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
    Result<Listing> listing = site_->List();
    if (!listing.ok()) return listing.error();
    listing_ = std::move(*listing);
    report_.source_kind = site_->Kind();
    report_.dry_run = options_.dry_run;
    report_.found = listing_.files.size() + listing_.left_out.size() + listing_.skipped.size();
    for (const SourceFile& file : listing_.files) report_.bytes += file.size;
    if (options_.dry_run) return {};
    Result<IndexLock> lock = IndexLock::Take(options_.index);
    if (!lock.ok()) return lock.error();
    lock_.emplace(std::move(*lock));
    return {};
  }

  Status Execute() {
    LoadBefore();
    readers_.emplace(*site_, options_.limits);
    // With an older generation at hand, reading tells first whether there is anything to do.
    if (report_.full_reason.empty() || options_.dry_run) {
      Collect(Process({}));
      if (Status status = Planned(); !status.ok() || options_.dry_run || changes_.empty()) return status;
    }
    return Build();
  }

  // The pages of the current generation, if it can be built upon; otherwise report_.full_reason says why not.
  void LoadBefore() {
    const Result<store::Generation> current = store::FindCurrent(options_.index);
    if (!current.ok()) {
      const bool none = current.error().code == ErrorCode::kNotFound;
      report_.full_reason = none ? "there was no index" : current.error().message;
      return;
    }
    report_.generation = current->manifest.generation;
    Result<PageStates> states = ReadPageStates(store::PagesPath(current->folder));
    if (states.ok()) before_ = std::move(*states);
    if (options_.full) {
      report_.full_reason = "--full was given";
    } else if (!states.ok()) {
      report_.full_reason = states.error().ToString();
    } else if (current->manifest.options != IndexOptions(options_) || current->manifest.source_kind != site_->Kind()) {
      report_.full_reason = "settings have changed";
    }
  }

  // Reads all files on all cores; with a folder, into a shard per worker in it.
  std::vector<ShardResult> Process(const fs::path& folder) {
    const size_t cores = std::max(1U, std::thread::hardware_concurrency());
    const auto stretches = Partition(listing_.files, options_.jobs == 0 ? cores : options_.jobs);
    WorkCounter counter;
    std::vector<std::future<ShardResult>> workers;
    for (size_t i = 0; i < stretches.size(); ++i) {
      const fs::path shard = folder.empty() ? fs::path() : ShardPath(folder, i);
      workers.push_back(std::async(std::launch::async, [this, stretch = stretches[i], shard, &counter] {
        return ProcessFiles(&*readers_, stretch, shard, &counter);
      }));
    }
    progress_.Start(folder.empty() ? "reading" : "indexing", listing_.files.size());
    std::vector<ShardResult> results;
    for (auto& worker : workers) {
      while (worker.wait_for(std::chrono::milliseconds(50)) != std::future_status::ready) {
        progress_.Update(counter.files, counter.bytes);
      }
      results.push_back(worker.get());
    }
    progress_.Finish();
    return results;
  }

  // Adds up what the workers found, replacing what an earlier pass did.
  void Collect(std::vector<ShardResult> results) {
    states_.clear();
    languages_.clear();
    suggestions_ = {};
    report_.language_tags.clear();
    report_.languages_from.clear();
    status_ = {};
    report_.left_out = listing_.left_out;
    report_.skipped = listing_.skipped;
    report_.warnings = site_->SiteWarnings();
    std::map<std::string, std::string> urls;
    for (ShardResult& result : results) {
      if (!result.status.ok()) status_ = result.status;
      states_.merge(result.states);
      suggestions_.Merge(std::move(result.suggestions));
      for (const auto& [language, pages] : result.languages) languages_[language] += pages;
      for (const auto& [tag, pages] : result.language_tags) report_.language_tags[tag] += pages;
      for (const auto& [from, pages] : result.languages_from) report_.languages_from[from] += pages;
      std::move(result.left_out.begin(), result.left_out.end(), std::back_inserter(report_.left_out));
      std::move(result.skipped.begin(), result.skipped.end(), std::back_inserter(report_.skipped));
      std::move(result.warnings.begin(), result.warnings.end(), std::back_inserter(report_.warnings));
      report_.seconds.read += Seconds(result.read_time);
      report_.seconds.analyze += Seconds(result.writer_times.analyze);
      report_.seconds.write += Seconds(result.writer_times.write);
      for (const auto& [url, path] : result.urls) WarnOfSameUrl(url, path, &urls);
    }
  }

  void WarnOfSameUrl(const std::string& url, const std::string& path, std::map<std::string, std::string>* urls) {
    const auto [first, inserted] = urls->emplace(url, path);
    if (!inserted) report_.warnings.push_back({{path}, "has the same URL as " + first->second + ": " + url});
  }

  Status Planned() {
    if (!status_.ok()) return status_;
    changes_ = Compare(before_, states_);
    report_.pages = states_.size();
    report_.added = changes_.added;
    report_.updated = changes_.updated;
    report_.deleted = changes_.deleted;
    report_.unchanged = changes_.unchanged;
    return {};
  }

  Status Build() {
    Publisher publisher(options_.index, *lock_);
    const Result<fs::path> folder = publisher.Begin();
    if (!folder.ok()) return folder.error();
    Status status = Fill(*folder, publisher.number());
    const Clock::time_point begin = Clock::now();
    if (status.ok()) status = publisher.Publish(manifest_, options_.keep_generations);
    if (!status.ok()) {
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

  // Writes everything that a generation consists of into `folder`.
  Status Fill(const fs::path& folder, uint64_t number) {
    std::vector<ShardResult> results = Process(folder);
    const size_t shards = results.size();
    Collect(std::move(results));
    if (Status status = Planned(); !status.ok()) return status;
    if (states_.empty()) {
      return Error{ErrorCode::kInvalidInput,
                   "none of the " + std::to_string(report_.found) + " content files is a page to publish (" +
                       std::to_string(report_.skipped.size()) + " broken, " + std::to_string(report_.left_out.size()) +
                       " left out); --dry-run --report FILE says why",
                   {options_.site.string()}};
    }
    const Clock::time_point begin = Clock::now();
    WarnOfHeadings();
    auto suggestions = std::async(std::launch::async, [&] { return WriteSuggestions(folder); });
    Status merged = Merge(folder, shards);
    if (merged.ok()) merged = BuildVocabulary(folder);
    if (Status status = suggestions.get(); !status.ok()) return status;
    if (!merged.ok()) return merged;
    report_.seconds.publish += Seconds(Clock::now() - begin);
    FillManifest(number);
    if (Status status = WriteFileDurably(store::PagesPath(folder), PageStatesToJsonLines(states_)); !status.ok()) {
      return status;
    }
    return WriteFileDurably(store::ManifestPath(folder), store::ManifestToJson(manifest_));
  }

  static Status Merge(const fs::path& folder, size_t shards) {
    std::vector<fs::path> parts;
    for (size_t i = 0; i < shards; ++i) parts.push_back(ShardPath(folder, i));
    if (Status status = MergeDatabases(parts, store::DatabasePath(folder)); !status.ok()) return status;
    std::error_code code;
    for (const fs::path& part : parts) fs::remove_all(part, code);
    return {};
  }

  void WarnOfHeadings() {
    if (suggestions_.headings_left_out() == 0) return;
    report_.warnings.push_back({{options_.site.string()},
                                std::to_string(suggestions_.headings_left_out()) +
                                    " headings are found but not suggested: more than " +
                                    std::to_string(kMaxHeadingsPerPage) + " on a page, or than " +
                                    std::to_string(kMaxHeadingBytes >> 20) + " MB in all"});
  }

  Status WriteSuggestions(const fs::path& folder) {
    const Result<std::string> bytes = store::MakeSuggestions(suggestions_.Take());
    if (!bytes.ok()) return bytes.error();
    return WriteFileDurably(store::SuggestionsPath(folder), *bytes);
  }

  void FillManifest(uint64_t number) {
    manifest_.format = store::kFormatVersion;
    manifest_.analyzer = text::AnalyzerId();
    manifest_.generation = number;
    manifest_.program = "sou-index " SOU_VERSION;
    manifest_.source_kind = report_.source_kind;
    manifest_.base_url = options_.source.base_url;
    manifest_.built_at = options_.source.now;
    manifest_.options = IndexOptions(options_);
    manifest_.pages = states_.size();
    manifest_.source_bytes = report_.bytes;
    manifest_.languages = languages_;
  }

  void SortReport() {
    const auto by_place = [](const auto& a, const auto& b) {
      return std::tie(a.place.path, a.place.line) < std::tie(b.place.path, b.place.line);
    };
    std::stable_sort(report_.skipped.begin(), report_.skipped.end(), by_place);
    std::stable_sort(report_.warnings.begin(), report_.warnings.end(), by_place);
    std::stable_sort(report_.left_out.begin(), report_.left_out.end(),
                     [](const LeftOut& a, const LeftOut& b) { return a.path < b.path; });
  }

  const JobOptions& options_;
  Progress progress_;
  std::unique_ptr<SiteSource> site_;
  std::optional<IndexLock> lock_;
  std::optional<PageReaders> readers_;
  Listing listing_;
  PageStates before_;
  PageStates states_;
  Changes changes_;
  std::map<std::string, uint64_t> languages_;
  SuggestionCollector suggestions_;
  Status status_;
  store::Manifest manifest_;
  Report report_;
};

}  // namespace

Result<Report> RunJob(const JobOptions& options) { return Job(options).Run(); }

}  // namespace sou::indexer
