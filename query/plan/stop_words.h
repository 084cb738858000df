// SPDX-License-Identifier: GPL-3.0-or-later
//
// Words that say nothing about a page: the, 的, とは, 무엇인가요. They count in ranking a little, but a page need not
// have them. Immutable once made, so safe to share between threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/config.h"
#include "common/base/result.h"

namespace sou::query {

// Those that count on one site.
class StopWords {
 public:
  StopWords();  // the built-in ones of the languages that count everywhere

  // `folded` is a WordKey, or a stretch of one segment.
  [[nodiscard]] bool Contains(std::string_view folded) const;

  // Of the longest of them: bytes, and segments with a blank between.
  [[nodiscard]] size_t max_bytes() const { return max_bytes_; }
  [[nodiscard]] size_t max_segments() const { return max_segments_; }

 private:
  friend class StopWordRules;
  explicit StopWords(std::vector<std::string> words);

  std::vector<std::string> words_;  // sorted
  size_t max_bytes_ = 0;
  size_t max_segments_ = 1;
};

// What a sou.yaml makes of the built-in ones.
class StopWordRules {
 public:
  StopWordRules();

  // search.stop_words: "kafka" and "zh: 请问" add, "-how" and "de: -die" take out.
  [[nodiscard]] static Result<StopWordRules> Read(std::span<const ListItem> entries);

  // `pages`: how many pages of the site are in which language. The words of a language count if there are any; English,
  // Chinese, Japanese and Korean ones always.
  [[nodiscard]] StopWords For(const std::map<std::string, uint64_t>& pages) const;

 private:
  struct Word {
    std::string language;  // empty: any
    std::string key;
  };
  std::vector<Word> words_;
};

}  // namespace sou::query
