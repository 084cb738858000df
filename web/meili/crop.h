// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cuts a text to a number of words around what was found. Pure functions, thread-safe.
#pragma once

#include <cstddef>

#include "query/search/request.h"

namespace sou::web::meili {

struct Cropped {
  query::Parts parts;
  bool cut_front = false;
  bool cut_back = false;
};

// At most so many words, where most of what matched stands. A word is a word of an alphabet or of Hangul; in scripts
// without spaces two characters count as one. A match is never cut in two.
[[nodiscard]] Cropped Crop(const query::Parts& parts, size_t words);

}  // namespace sou::web::meili
