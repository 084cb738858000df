// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writes pages into one Xapian database. One object per thread and database; no exception leaves it.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "common/base/result.h"
#include "common/store/page.h"

namespace sou::indexer {

// Where the writer's time went.
struct WriterTimes {
  std::chrono::nanoseconds analyze{0};
  std::chrono::nanoseconds write{0};
};

class PageWriter {
 public:
  // Creates the database at `path`, which must not exist.
  static Result<PageWriter> Create(const std::filesystem::path& path);
  ~PageWriter();
  PageWriter(PageWriter&&) noexcept;
  PageWriter& operator=(PageWriter&&) noexcept;

  // Appends a page; `record` is its EncodePage() form, which callers have at hand.
  Status Add(const Page& page, const std::string& record);
  // Commits and closes. Only times() may follow.
  Status Close();

  [[nodiscard]] WriterTimes times() const;

 private:
  struct State;
  explicit PageWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Merges databases into one compact database at `target`, pages in the order of `parts`.
Status MergeDatabases(const std::vector<std::filesystem::path>& parts, const std::filesystem::path& target);

}  // namespace sou::indexer
