// SPDX-License-Identifier: GPL-3.0-or-later
//
// An incremental generation (common/store/generation.h): the base of the generation before, hard-linked, and a delta of
// the pages that were added or changed since that base was built. A delta is small and made anew by every run.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "common/base/function_ref.h"
#include "common/base/result.h"
#include "common/store/page.h"
#include "indexer/build/file_states.h"
#include "indexer/build/shard_writer.h"
#include "indexer/build/suggestion_collector.h"

namespace sou::indexer {

// Whether a delta may have so many pages, together with the pages of the base that it replaces. Every query leaves
// those out one by one, so a larger delta costs searchers more than a full build costs the job.
[[nodiscard]] bool FitsIntoDelta(size_t pages_and_replaced, size_t all_pages);

// Makes `to`'s base the files of `from`'s, both folders of generations. Copies where the file system has no hard links.
Status LinkBase(const std::filesystem::path& from, const std::filesystem::path& to);

// Writes into a shard those pages of the delta of `generation` that are still what `states` says.
[[nodiscard]] Result<Shard> KeepDelta(const std::filesystem::path& generation, const FileStates& states,
                                      const std::filesystem::path& shard);

// Writes the suggestions of the generation `to`: those of `from` without its `outdated` pages and with `added`. Any
// error may be of what `from` does not tell: then they can be made of all pages (EachPage).
Status UpdateSuggestions(const std::filesystem::path& from, const std::vector<PageState>& outdated,
                         SuggestionCollector added, const std::filesystem::path& to);

Status WriteSuggestions(SuggestionCollector suggestions, const std::filesystem::path& generation);

// The pages of a generation's segments that are what `states` says, base first. An error of reading.
Status EachPage(const std::filesystem::path& generation, const FileStates& states, FunctionRef<void(const Page&)> sink);

}  // namespace sou::indexer
