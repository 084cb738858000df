// SPDX-License-Identifier: GPL-3.0-or-later
//
// Makes the file that Suggestions reads. One thread at a time; memory for everything until Write.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "common/base/result.h"
#include "common/store/suggestions.h"

namespace sou::store {

// A longer text is no suggestion: nobody reads it in a list.
inline constexpr size_t kMaxSuggestionBytes = 300;

struct NewSuggestion {
  std::string text;    // valid UTF-8 without zero bytes, at most kMaxSuggestionBytes
  std::string url;     // of the page; empty: none
  std::string anchor;  // of a heading in it, unescaped, without '#'; empty: none
  std::string language;
  std::string language_tag;
  SuggestionKind kind = SuggestionKind::kTitle;
  uint32_t pages = 1;
};

// The file's bytes. Texts without a letter, digit or sign of their own are left out. The order of `suggestions` does
// not matter. kLimit if they are too many for the format: 4 GB of texts, 65,536 languages.
[[nodiscard]] Result<std::string> MakeSuggestions(std::vector<NewSuggestion> suggestions);

}  // namespace sou::store
