// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads pages in processes of their own, because what reads Markdown and HTML can be made to run for minutes, eat all
// memory or crash by a file of a few kilobytes, and cannot be stopped otherwise. Such a file is skipped with its reason
// and a new process goes on with the next.
//
//   main process ──(1) fork── nursery ──(3) fork── reader ──(4) pages──► a worker thread of the main process
//        └────────(2) a socket for each reader────────┘
//
// The nursery is a copy of the main process from before it had threads: only such a copy may be copied again safely.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <mutex>
#include <optional>

#include "common/base/result.h"
#include "indexer/build/page_message.h"
#include "indexer/source/site_source.h"

namespace sou::indexer {

struct ReadLimits {
  uint64_t cpu_seconds = 10;           // for a page (index.max_page_seconds)
  uint64_t memory_bytes = 1ULL << 30;  // beyond what the process has at its start (index.max_page_memory)
};

// The nursery. Must outlive its readers. Thread-safe.
class PageReaders {
 public:
  // Call while the process has one thread. `site` must outlive the object.
  PageReaders(const SiteSource& site, const ReadLimits& limits);
  ~PageReaders();  // waits for the nursery's end, which ends all readers
  PageReaders(const PageReaders&) = delete;
  PageReaders& operator=(const PageReaders&) = delete;

  // A stream socket to a new reader; kIo if there can be none.
  [[nodiscard]] Result<int> Connect();
  [[nodiscard]] const ReadLimits& limits() const { return limits_; }

 private:
  ReadLimits limits_;
  std::mutex mutex_;
  int control_ = -1;
  pid_t nursery_ = -1;
};

// One reader; for one thread. While a page is worked on, the next can be asked for already.
class PageReader {
 public:
  explicit PageReader(PageReaders* readers) : readers_(readers) {}
  ~PageReader();
  PageReader(const PageReader&) = delete;
  PageReader& operator=(const PageReader&) = delete;

  // Asks for a page. Every Ask is followed by one Answer.
  [[nodiscard]] Status Ask(const SourceFile& file);
  // Waits for it. A page beyond the limits, or one that crashed the reader, is skipped with that reason. An error means
  // that no pages can be read any more.
  [[nodiscard]] Result<PageAnswer> Answer();

 private:
  [[nodiscard]] PageAnswer Lost(bool out_of_time);

  PageReaders* readers_;
  int socket_ = -1;
  SourceFile asked_;
};

}  // namespace sou::indexer
