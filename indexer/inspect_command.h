// SPDX-License-Identifier: GPL-3.0-or-later
//
// sou-index --check and --stats: what an index is, without a site. Each prints to stdout and returns the exit code.
#pragma once

#include <filesystem>

namespace sou::indexer {

// kExitOk if the current generation is sound, else kExitError.
[[nodiscard]] int RunCheck(const std::filesystem::path& index);
[[nodiscard]] int RunStats(const std::filesystem::path& index);

}  // namespace sou::indexer
