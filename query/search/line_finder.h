// SPDX-License-Identifier: GPL-3.0-or-later
//
// Finds the lines of a text that may hold a folded word, without folding the text, which costs several times as much:
// by the ways the word's beginning may be spelt, and by the few characters that fold to others. Lines that hold the
// word are never missed (tests/unit/query/line_finder_test.cc asks every code point); lines that don't may be found.
// Immutable once made, so safe to share between threads.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sou::query {

class LineFinder {
 public:
  // `folded` is a word, a part of an identifier or a run, as folding leaves it.
  explicit LineFinder(std::string_view folded);

  // Begins with an ASCII letter or digit, or with a common Han, Kana or Hangul character; of others nothing is known.
  [[nodiscard]] bool usable() const { return !letters_.empty() || !spellings_.empty(); }

  // A byte of the first line that may hold the word, at or behind `from`; npos if there is none. Requires usable().
  [[nodiscard]] size_t Next(std::string_view text, size_t from) const;

 private:
  [[nodiscard]] size_t NextLetters(std::string_view text, size_t from) const;
  [[nodiscard]] size_t NextSpelling(std::string_view text, size_t from) const;

  std::string letters_;                 // ASCII that the word begins with
  std::vector<std::string> spellings_;  // of the character that it begins with: 云, 雲
};

}  // namespace sou::query
