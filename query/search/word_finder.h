// SPDX-License-Identifier: GPL-3.0-or-later
//
// Finds the places of a text where words of a query may begin, without folding the text, which costs many times as
// much: by the words' first two characters, and by what the text's characters fold to. Places where a word begins are
// never missed (tests/unit/query/word_finder_test.cc, highlight_test.cc); places where none does may be found. One
// object per query; const calls are thread-safe.
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sou::query {

class WordFinder {
 public:
  WordFinder();

  // A word of an alphabet, folded; found where the analyzer begins words and parts of words: GetPods has pods, spods
  // not.
  void AddWord(std::string_view folded);
  // A run of Han, Kana, Hangul …, folded; found anywhere.
  void AddRun(std::string_view folded);
  // A word or a part of one, folded; found anywhere, by all the ASCII that it begins with.
  void AddLetters(std::string_view folded);

  // The first place at or behind `from` where an added word may begin, or a character stands of which nothing is known;
  // npos if there is none.
  [[nodiscard]] size_t Next(std::string_view text, size_t from) const;

 private:
  enum class Action : uint8_t { kPass = 0, kLetter, kTwoBytes, kThreeBytes, kFourBytes };

  [[nodiscard]] size_t Pass(std::string_view text, size_t from) const;
  [[nodiscard]] size_t PassWide(std::string_view text, size_t from) const;
  void AddLetter(char first);
  void AddCharacter(char32_t folded);  // with whatever follows it
  void AddPair(char32_t first, char32_t second);
  [[nodiscard]] bool MayBeLetter(std::string_view text, size_t position) const;
  [[nodiscard]] bool MayBeginAt(std::string_view text, size_t position) const;
  // Moves *position behind the character.
  [[nodiscard]] bool MayBeWide(std::string_view text, size_t* position) const;
  [[nodiscard]] bool MayFollow(char32_t first, std::string_view text, size_t behind) const;

  std::array<Action, 256> actions_;  // by the first byte of a character
  std::bitset<128> letters_;         // of ASCII that words begin with, not capitals
  std::bitset<4096> letter_pairs_;
  bool has_letter_pairs_ = false;
  std::bitset<4096> firsts_;                       // characters that words begin with, by their low bits
  std::set<std::pair<char32_t, char32_t>> pairs_;  // of these and what follows them, 0: anything
  bool beyond_bmp_ = false;                        // a word begins with a character of four bytes
  std::vector<std::string> whole_letters_;         // of AddLetters
};

}  // namespace sou::query
