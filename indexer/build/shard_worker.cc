// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/shard_worker.h"

#include <algorithm>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "common/store/schema.h"
#include "indexer/build/bounded_queue.h"
#include "indexer/build/page_document.h"

namespace sou::indexer {
namespace {

using Clock = std::chrono::steady_clock;

// Pages that an analyzer may be ahead of the writer.
constexpr size_t kPagesAhead = 16;

// A file on its way from an analyzer to the writer.
struct AnalyzedFile {
  FileState state;
  std::optional<Page> page;  // to be written
  std::string record;
  PageDocument document;
};

// All are found, but only the first so many do more.
void WarnOfLimit(const Page& page, const std::string& things, size_t count, const std::string& what, size_t limit,
                 FileState* state) {
  if (count <= limit) return;
  state->warnings.push_back({{page.path},
                             std::to_string(count) + " " + things + ": " + what + " only the first " +
                                 std::to_string(limit) + "; all are found"});
}

// Reads every `step`th file of a task, from `first` on. One thread.
class FileAnalyzer {
 public:
  FileAnalyzer(const SiteSource& site, PageReaders* readers, const ShardTask& task, size_t first, size_t step)
      : site_(site), task_(task), reader_(readers), documents_(task.kind), next_(first), step_(step) {}

  // Each file in turn, before whose end Ask was called.
  Result<AnalyzedFile> Analyze() {
    if (!asked_) {
      if (Status status = Ask(); !status.ok()) return status.error();
    }
    const FileToRead& file = task_.files[*asked_];
    AnalyzedFile analyzed;
    analyzed.state = BeginState(file);
    const Clock::time_point begin = Clock::now();
    Result<PageAnswer> answer = reader_.Answer();
    if (!answer.ok()) return answer.error();
    // The reader works on the next file while this one is analyzed.
    if (Status status = Ask(); !status.ok()) return status.error();
    read_time_ += Clock::now() - begin;
    Fill(file, std::move(*answer), &analyzed);
    analyze_time_ += Clock::now() - begin;
    return analyzed;
  }

  [[nodiscard]] std::chrono::nanoseconds read_time() const { return read_time_; }
  [[nodiscard]] std::chrono::nanoseconds analyze_time() const { return analyze_time_ - read_time_; }

 private:
  // The bytes are hashed before they are read, so that a change in between is seen by the next run.
  Status Ask() {
    asked_.reset();
    if (next_ >= task_.files.size()) return {};
    const SourceFile& file = task_.files[next_].file;
    const Result<uint64_t> hash = site_.HashOfBytes(file);
    asked_hash_ = hash.ok() ? std::optional(*hash) : std::nullopt;
    asked_ = next_;
    next_ += step_;
    return reader_.Ask(file);
  }

  [[nodiscard]] FileState BeginState(const FileToRead& file) const {
    FileState state;
    state.file = file.file;
    state.bytes_hash = asked_hash_.value_or(0);
    state.settled = asked_hash_.has_value();
    return state;
  }

  void Fill(const FileToRead& file, PageAnswer answer, AnalyzedFile* analyzed) {
    ReadOutcome& outcome = answer.outcome;
    FileState& state = analyzed->state;
    state.looks_at = outcome.looks_at;
    state.dependency_hash = site_.DependencyHash(file.file, outcome.looks_at);
    if (outcome.valid_until) state.valid_until = outcome.valid_until->unix_seconds;
    // What the system or a limit has refused may be had at another time.
    if (outcome.skipped && outcome.skipped->code != ErrorCode::kInvalidInput) state.settled = false;
    state.warnings = std::move(outcome.warnings);
    state.skipped = std::move(outcome.skipped);
    state.left_out = std::move(outcome.left_out);
    if (outcome.page) FillPage(file, std::move(*outcome.page), std::move(answer.record), analyzed);
  }

  void FillPage(const FileToRead& file, Page page, std::string record, AnalyzedFile* analyzed) {
    FileState& state = analyzed->state;
    state.page =
        PageState{page.id, HashOfRecord(record), page.url, page.language, page.language_tag, page.language_from, false};
    WarnOfLimit(page, "tags", page.tags.size(), "the facet counts", store::kTagSlots, &state);
    WarnOfLimit(page, "categories", page.categories.size(), "the facet counts", store::kCategorySlots, &state);
    WarnOfLimit(page, "headings", page.headings.size(), "suggestions have", kMaxHeadingsPerPage, &state);
    const bool known = file.before != nullptr && file.before->page.has_value();
    if (known && task_.kind == SegmentKind::kDelta && file.before->page->hash == state.page->hash) {
      state.page->delta = file.before->page->delta;
      return;
    }
    state.page->delta = task_.kind == SegmentKind::kDelta;
    if (task_.folder.empty()) return;
    analyzed->document = documents_.Make(page);
    analyzed->record = std::move(record);
    analyzed->page = std::move(page);
  }

  const SiteSource& site_;
  const ShardTask& task_;
  PageReader reader_;
  PageDocumentMaker documents_;
  size_t next_;
  size_t step_;
  std::optional<size_t> asked_;
  std::optional<uint64_t> asked_hash_;
  std::chrono::nanoseconds read_time_{0};
  std::chrono::nanoseconds analyze_time_{0};
};

// An analyzer in a thread of its own, and the queue that it fills.
class AnalyzerThread {
 public:
  AnalyzerThread(const SiteSource& site, PageReaders* readers, const ShardTask& task, size_t first, size_t step)
      : analyzer_(site, readers, task, first, step), files_(kPagesAhead) {
    const size_t count = first < task.files.size() ? (task.files.size() - first - 1) / step + 1 : 0;
    thread_ = std::thread([this, count] { Run(count); });
  }
  ~AnalyzerThread() {
    files_.Close();
    thread_.join();
  }
  AnalyzerThread(const AnalyzerThread&) = delete;
  AnalyzerThread& operator=(const AnalyzerThread&) = delete;

  Result<AnalyzedFile> Next() {
    std::optional<Result<AnalyzedFile>> file = files_.Pop();
    return file ? std::move(*file) : Error{ErrorCode::kInternal, "an analyzer ended early"};
  }

  // Once the last file has been had.
  [[nodiscard]] const FileAnalyzer& analyzer() const { return analyzer_; }

 private:
  void Run(size_t count) {
    for (size_t i = 0; i < count; ++i) {
      Result<AnalyzedFile> file = Analyze();
      const bool ok = file.ok();
      if (!files_.Push(std::move(file)) || !ok) return;
    }
  }

  Result<AnalyzedFile> Analyze() {
    try {
      return analyzer_.Analyze();
    } catch (const std::exception& exception) {  // out of memory, or a bug: end the job, not the process
      return Error{ErrorCode::kInternal, std::string("reading failed: ") + exception.what()};
    }
  }

  FileAnalyzer analyzer_;
  BoundedQueue<Result<AnalyzedFile>> files_;
  std::thread thread_;
};

class ShardMaker {
 public:
  ShardMaker(const SiteSource& site, PageReaders* readers, const ShardTask& task, WorkCounter* counter)
      : task_(task), counter_(counter) {
    const size_t analyzers = std::max<size_t>(1, task.analyzers);
    for (size_t i = 0; i < analyzers; ++i)
      analyzers_.push_back(std::make_unique<AnalyzerThread>(site, readers, task, i, analyzers));
  }

  ShardResult Run() {
    result_.status = Write();
    if (!result_.status.ok()) counter_->stop = true;
    return std::move(result_);
  }

 private:
  Status Write() {
    std::optional<ShardWriter> writer;
    if (!task_.folder.empty()) {
      Result<ShardWriter> created = ShardWriter::Create(task_.folder);
      if (!created.ok()) return created.error();
      writer.emplace(std::move(*created));
    }
    for (size_t i = 0; i < task_.files.size() && !counter_->stop; ++i) {
      Result<AnalyzedFile> file = analyzers_[i % analyzers_.size()]->Next();
      if (!file.ok()) return file.error();
      if (file->page) {
        result_.suggestions.Add(*file->page);
        if (Status status = writer->Add(file->document, file->record); !status.ok()) return status;
      }
      counter_->bytes += file->state.file.size;
      ++counter_->files;
      result_.states.push_back(std::move(file->state));
    }
    if (counter_->stop) return {};
    for (const auto& thread : analyzers_) {
      result_.read_time += thread->analyzer().read_time();
      result_.analyze_time += thread->analyzer().analyze_time();
    }
    if (!writer) return {};
    Result<Shard> shard = writer->Close();
    if (!shard.ok()) return shard.error();
    result_.shard = std::move(*shard);
    result_.write_time = writer->time();
    return {};
  }

  const ShardTask& task_;
  WorkCounter* counter_;
  std::vector<std::unique_ptr<AnalyzerThread>> analyzers_;
  ShardResult result_;
};

}  // namespace

ShardResult MakeShard(const SiteSource& site, PageReaders* readers, const ShardTask& task, WorkCounter* counter) {
  try {
    return ShardMaker(site, readers, task, counter).Run();
  } catch (const std::exception& exception) {  // out of memory, or a bug: end the job, not the process
    counter->stop = true;
    ShardResult failed;
    failed.status = Error{ErrorCode::kInternal, std::string("writing failed: ") + exception.what()};
    return failed;
  }
}

}  // namespace sou::indexer
