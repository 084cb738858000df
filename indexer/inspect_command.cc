// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/inspect_command.h"

#include <cstdio>
#include <string>
#include <vector>

#include "common/base/command_line.h"
#include "common/store/generation.h"
#include "indexer/build/index_stats.h"
#include "indexer/build/self_check.h"
#include "indexer/index_command.h"

namespace sou::indexer {

int RunCheck(const std::filesystem::path& index) {
  const Result<store::Generation> generation = store::FindCurrent(index);
  if (!generation.ok()) return Fail(kIndexProgram, generation.error().ToString());
  const Result<std::vector<std::string>> sound = CheckWhole(*generation);
  if (!sound.ok()) {
    return Fail(kIndexProgram, sound.error().ToString() + "\n" +
                                   store::GenerationName(generation->manifest.generation) +
                                   " is damaged; build it anew: sou-index SITE_DIR --full --index " + index.string());
  }
  for (const std::string& line : *sound) std::printf("%s\n", line.c_str());
  std::printf("%s is sound.\n", store::GenerationName(generation->manifest.generation).c_str());
  return kExitOk;
}

int RunStats(const std::filesystem::path& index) {
  const Result<store::Generation> generation = store::FindCurrent(index);
  if (!generation.ok()) return Fail(kIndexProgram, generation.error().ToString());
  const Result<IndexStats> stats = CountIndex(*generation);
  if (!stats.ok()) return Fail(kIndexProgram, stats.error().ToString());
  std::fputs(StatsToText(*stats, generation->manifest).c_str(), stdout);
  return kExitOk;
}

}  // namespace sou::indexer
