// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which content files a run must read, and why: those whose outcome may be another than the last run's. Looks at size
// and mtime, then at the bytes, then at what else the page rests on (SiteSource::DependencyHash).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/base/timestamp.h"
#include "indexer/build/file_states.h"
#include "indexer/source/site_source.h"

namespace sou::indexer {

struct FileToRead {
  SourceFile file;
  std::string reason;                 // "new file", "the file has changed", …
  const FileState* before = nullptr;  // null: not there at the last run
};

struct ChangePlan {
  std::vector<FileToRead> read;  // in the order of the listing
  std::vector<FileState> kept;   // the last run's, but for where and when the file is
  std::vector<const FileState*> gone;
};

// Every file is read.
[[nodiscard]] ChangePlan PlanEverything(const std::vector<SourceFile>& files, const FileStates& before);

// `before` is of a run at `last_run` and outlives the plan.
[[nodiscard]] ChangePlan PlanChanges(const SiteSource& site, const std::vector<SourceFile>& files,
                                     const FileStates& before, Timestamp last_run, Timestamp now);

}  // namespace sou::indexer
