// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/shard_worker.h"

#include <chrono>
#include <exception>
#include <optional>
#include <utility>

#include "common/store/record.h"
#include "common/store/schema.h"

namespace sou::indexer {
namespace {

using Clock = std::chrono::steady_clock;

class ShardWorker {
 public:
  ShardWorker(PageReaders* readers, WorkCounter* counter) : reader_(readers), counter_(counter) {}

  ShardResult Run(std::span<const SourceFile> files, const std::filesystem::path& shard) {
    if (!shard.empty()) {
      Result<ShardWriter> writer = ShardWriter::Create(shard, ShardWriter::Kind::kBase);
      if (!writer.ok()) return Failed(writer.error());
      writer_ = std::move(*writer);
    }
    if (Status status = AskFor(files, 0); !status.ok()) return Failed(status.error());
    for (size_t i = 0; i < files.size() && !counter_->stop; ++i) {
      if (Status status = Process(files, i); !status.ok()) return Failed(status.error());
      counter_->bytes += files[i].size;
      ++counter_->files;
    }
    if (writer_) {
      Result<Shard> written = writer_->Close();
      if (!written.ok()) return Failed(written.error());
      result_.shard = std::move(*written);
      result_.writer_times = writer_->times();
    }
    return std::move(result_);
  }

 private:
  Status AskFor(std::span<const SourceFile> files, size_t i) {
    return i < files.size() ? reader_.Ask(files[i]) : Status();
  }

  // The reader works on the next page while this one is written.
  Status Process(std::span<const SourceFile> files, size_t i) {
    const SourceFile& file = files[i];
    const Clock::time_point begin = Clock::now();
    Result<PageAnswer> answer = reader_.Answer();
    if (!answer.ok()) return answer.error();
    if (Status status = AskFor(files, i + 1); !status.ok()) return status;
    result_.read_time += Clock::now() - begin;
    ReadOutcome& outcome = answer->outcome;
    for (Warning& warning : outcome.warnings) result_.warnings.push_back(std::move(warning));
    if (outcome.skipped) result_.skipped.push_back(std::move(*outcome.skipped));
    if (outcome.left_out) result_.left_out.push_back({file.path, std::move(*outcome.left_out)});
    return outcome.page ? AddPage(*outcome.page, answer->record) : Status();
  }

  Status AddPage(const Page& page, const std::string& record) {
    result_.states[page.path] = HashOfRecord(record);
    ++result_.languages[page.language];
    ++result_.language_tags[page.language_tag];
    ++result_.languages_from[std::string(NameOf(page.language_from))];
    result_.urls.emplace(page.url, page.path);
    WarnOfUncounted(page, "tags", page.tags.size(), store::kTagSlots);
    WarnOfUncounted(page, "categories", page.categories.size(), store::kCategorySlots);
    if (!writer_) return {};
    result_.suggestions.Add(page);
    return writer_->Add(page, record);
  }

  void WarnOfUncounted(const Page& page, const std::string& what, size_t count, size_t limit) {
    if (count <= limit) return;
    result_.warnings.push_back({{page.path},
                                std::to_string(count) + " " + what + ": the facet counts only the first " +
                                    std::to_string(limit) + "; all are found"});
  }

  ShardResult Failed(const Error& error) {
    counter_->stop = true;
    result_.status = error;
    return std::move(result_);
  }

  PageReader reader_;
  WorkCounter* counter_;
  std::optional<ShardWriter> writer_;
  ShardResult result_;
};

}  // namespace

ShardResult ProcessFiles(PageReaders* readers, std::span<const SourceFile> files, const std::filesystem::path& shard,
                         WorkCounter* counter) {
  try {
    return ShardWorker(readers, counter).Run(files, shard);
  } catch (const std::exception& exception) {  // out of memory, or a bug: end the job, not the process
    counter->stop = true;
    ShardResult failed;
    failed.status = Error{ErrorCode::kInternal, std::string("a worker failed: ") + exception.what()};
    return failed;
  }
}

}  // namespace sou::indexer
