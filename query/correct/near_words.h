// SPDX-License-Identifier: GPL-3.0-or-later
//
// The words of an index that a word may be a misspelling of, the likeliest first. Pure function, thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/store/vocabulary.h"

namespace sou::query {

struct NearWord {
  std::string text;
  uint32_t pages = 0;
  uint32_t edits = 0;
  double score = 0;  // logarithm of how likely it was meant, up to a constant
};

// At most `limit`; none for a word that is not to be corrected (typo.h).
[[nodiscard]] std::vector<NearWord> FindNearWords(const store::Vocabulary& vocabulary, std::string_view folded,
                                                  size_t limit);

}  // namespace sou::query
