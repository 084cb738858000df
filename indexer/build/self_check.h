// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether a generation is what its manifest says: a part of it before it is published, all of it for --check.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "common/base/result.h"
#include "common/store/generation.h"

namespace sou::indexer {

// That its parts open and belong together, and of some pages of every language that their texts are there and that
// they are found by their terms.
[[nodiscard]] Status CheckSample(const store::Generation& generation);

// That every file is byte for byte what was written, Xapian's own check of its databases, every stored page, and
// CheckSample(). A line of text for each thing that was found sound.
[[nodiscard]] Result<std::vector<std::string>> CheckWhole(const store::Generation& generation);

}  // namespace sou::indexer
