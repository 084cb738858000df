// SPDX-License-Identifier: GPL-3.0-or-later
//
// What suggestions are asked for and what they are: plain data, shared by the command line and the HTTP API. Their JSON
// form is docs/API.md's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "query/search/request.h"

namespace sou::query {

struct SuggestRequest {
  std::string text;  // what has been typed so far; any bytes
  size_t limit = 10;
  std::vector<std::string> langs;  // only of pages in these, as Filters::langs; empty: all
};

enum class SuggestionOrigin : uint8_t { kTitle, kHeading, kTag, kQuery };

constexpr std::string_view NameOf(SuggestionOrigin origin) {
  switch (origin) {
    case SuggestionOrigin::kTitle:
      return "title";
    case SuggestionOrigin::kHeading:
      return "heading";
    case SuggestionOrigin::kTag:
      return "tag";
    case SuggestionOrigin::kQuery:
      return "query";
  }
  return "";
}

struct Suggestion {
  Parts text;       // as its author wrote it, with what was typed marked
  std::string url;  // empty: the text is to be searched
  SuggestionOrigin origin = SuggestionOrigin::kTitle;
};

struct SuggestResponse {
  std::string query;                    // as asked, repaired to valid UTF-8
  std::vector<Suggestion> suggestions;  // best first, no text twice
  uint64_t generation = 0;
};

}  // namespace sou::query
