// SPDX-License-Identifier: GPL-3.0-or-later
//
// Makes shards into a segment: one compact database and one page store (common/store/generation.h).
#pragma once

#include <filesystem>
#include <vector>

#include "common/base/result.h"
#include "indexer/build/shard_writer.h"

namespace sou::indexer {

// Merges the shards, in their order, into `segment`, which must not exist. Compresses the records on as many threads as
// `jobs`. The shards' folders can be removed afterwards.
Status MergeShards(const std::vector<Shard>& shards, const std::filesystem::path& segment, size_t jobs);

}  // namespace sou::indexer
