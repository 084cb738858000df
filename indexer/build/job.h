// SPDX-License-Identifier: GPL-3.0-or-later
//
// The batch reindex job: given a site and an index, publishes a generation that holds the site as it is now, or does
// nothing if it holds it already. Never leaves the index worse than it was.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "common/base/result.h"
#include "indexer/build/page_reader.h"
#include "indexer/build/progress.h"
#include "indexer/build/report.h"
#include "indexer/source/site_source.h"

namespace sou::indexer {

struct JobOptions {
  std::filesystem::path site;
  std::filesystem::path index;
  SourceOptions source;
  bool full = false;
  bool dry_run = false;
  uint32_t jobs = 0;  // 0: one per core
  ReadLimits limits;
  uint64_t keep_generations = 2;
  ProgressMode progress = ProgressMode::kAuto;
};

// An error means that nothing was published and the old generation is untouched.
[[nodiscard]] Result<Report> RunJob(const JobOptions& options);

}  // namespace sou::indexer
