// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rows of tests of what cuts template tags out of a text.
#pragma once

#include <ostream>

#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {

struct TextCase {
  const char* name;
  const char* text;
  const char* markdown;
};

inline void PrintTo(const TextCase& row, std::ostream* out) { *out << row.name; }

}  // namespace sou::indexer
