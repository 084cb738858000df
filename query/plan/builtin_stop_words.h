// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sou's own stop words: what people put around the words they search for, above all in questions. Not: words that are a
// page's subject somewhere (方法 is "method", 用 stands in many compounds).
#pragma once

#include <span>
#include <string_view>

namespace sou::query {

struct BuiltinStopWords {
  std::string_view language;  // primary subtag
  bool everywhere;            // whether they count on sites without pages in that language
  std::string_view words;     // blanks between them; '_' is the blank in one of them
};

[[nodiscard]] std::span<const BuiltinStopWords> AllBuiltinStopWords();

}  // namespace sou::query
