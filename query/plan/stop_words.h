// SPDX-License-Identifier: GPL-3.0-or-later
//
// Words that say nothing about a page. They count in ranking a little, but a page need not have them. Immutable once
// made, so safe to share between threads.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sou::query {

class StopWords {
 public:
  StopWords();  // the built-in ones of every language

  // `folded` is a word as the analyzer yields it.
  [[nodiscard]] bool Contains(std::string_view folded) const;

 private:
  std::vector<std::string> words_;  // sorted
};

}  // namespace sou::query
