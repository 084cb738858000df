// SPDX-License-Identifier: GPL-3.0-or-later
//
// The words of an index that an unfinished word may become. Pure function, thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/store/vocabulary.h"

namespace sou::query {

struct Completions {
  std::vector<std::string> words;        // the word itself first, if it is one, then those on most pages
  std::vector<std::string> title_words;  // the same of titles
  size_t all = 0;                        // so many words begin so; `words` may have fewer
};

// Both lists are bounded in words and in pages to look at: what a query of one letter costs.
[[nodiscard]] Completions Complete(const store::Vocabulary& vocabulary, std::string_view folded);

}  // namespace sou::query
