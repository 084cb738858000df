// SPDX-License-Identifier: GPL-3.0-or-later
//
// Responses for people at a terminal: wrapped by display width (Han, Kana and Hangul are two columns), matches in
// colour. What pages say is made harmless: control characters, which terminals obey, are left out. Pure functions,
// thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "query/search/request.h"
#include "query/suggest/suggestion.h"

namespace sou::query {

struct TerminalStyle {
  bool color = false;
  size_t columns = 80;
};

[[nodiscard]] std::string ToTerminal(const SearchResponse& response, const TerminalStyle& style);
// A suggestion a line: its text, its URL or what kind it is of.
[[nodiscard]] std::string ToTerminal(const SuggestResponse& response, const TerminalStyle& style);

[[nodiscard]] std::string ToTerminal(const RelatedResponse& response, const TerminalStyle& style);

// The text on one line, without what terminals obey.
[[nodiscard]] std::string HarmlessLine(std::string_view text);

// Columns that the text takes on a terminal (Unicode TR 11: wide and full-width count two, marks none).
[[nodiscard]] size_t DisplayWidth(std::string_view text);

}  // namespace sou::query
