// SPDX-License-Identifier: GPL-3.0-or-later
//
// Makes the file that Suggestions reads. One thread at a time; memory for everything until it is made.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/base/result.h"
#include "common/store/page_sum.h"
#include "common/store/suggestions.h"

namespace sou::store {

// A longer text is no suggestion: nobody reads it in a list.
inline constexpr size_t kMaxSuggestionBytes = 300;

struct NewSuggestion {
  std::string text;    // valid UTF-8 without zero bytes, at most kMaxSuggestionBytes
  std::string url;     // of the page, if it is one; empty: none
  std::string anchor;  // of a heading in it, unescaped, without '#'; empty: none
  std::string language;
  std::string language_tag;
  SuggestionKind kind = SuggestionKind::kTitle;
  uint32_t pages = 1;
  // Of the pages; none for a tag. Needed where they are not one; where it is given, `anchor` is not looked at.
  std::optional<PageSum> sum;

  // The places in its TypingKey where words begin, as far as sounds can begin there (TypingKey::WordStarts), of who
  // knows them from another file: what takes longest to find out.
  std::optional<std::vector<uint32_t>> words;
};

struct NewSuggestions {
  std::vector<NewSuggestion> texts;
  std::vector<std::string> urls;  // of all pages; those that a text names are in the file anyway
  bool partly = false;            // texts were left out for want of memory
};

// The file's bytes. Texts without a letter, digit or sign of their own are left out. The order does not matter. kLimit
// if they are too many for the format: 1 GB of texts, 65,536 languages.
[[nodiscard]] Result<std::string> MakeSuggestions(NewSuggestions suggestions);
[[nodiscard]] Result<std::string> MakeSuggestions(std::vector<NewSuggestion> texts);

}  // namespace sou::store
