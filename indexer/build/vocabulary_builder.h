// SPDX-License-Identifier: GPL-3.0-or-later
//
// The vocabulary of a generation, from the term lists of its segments. Its memory does not grow with the index,
// but for an offset per sixteen words. Pure function; no exception leaves it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "common/base/result.h"

namespace sou::indexer {

// Writes the vocabulary of the segments in the folder of a generation into that folder (common/store/generation.h).
// `replaced`: ids of pages of the base that do not count (Manifest::replaced).
Status BuildVocabulary(const std::filesystem::path& generation, const std::vector<std::string>& replaced);

}  // namespace sou::indexer
