// SPDX-License-Identifier: GPL-3.0-or-later
//
// The vocabulary of a generation, from the term list of its merged database. Its memory does not grow with the index,
// but for an offset per sixteen words. Pure function; no exception leaves it.
#pragma once

#include <filesystem>

#include "common/base/result.h"

namespace sou::indexer {

// Writes the vocabulary of the database in the folder of a generation into that folder (common/store/generation.h).
Status BuildVocabulary(const std::filesystem::path& generation);

}  // namespace sou::indexer
