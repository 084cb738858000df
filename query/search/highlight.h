// SPDX-License-Identifier: GPL-3.0-or-later
//
// Finds in a text what a query is about, by the analyzer that indexed it: whole words by any of their forms, in scripts
// without spaces the query's words as they stand next to each other, never a stray character of them, phrases only as a
// whole, and words that say nothing only beside others. One object per query and thread.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/text/analyzer.h"
#include "query/plan/query_unit.h"
#include "query/search/request.h"

namespace sou::query {

struct TextMatch {
  text::ByteRange range;    // in the text, between code points
  uint32_t unit = 0;        // index of the query's unit
  double strength = 1;      // less than 1: only a part of an identifier
  uint32_t first_word = 0;  // of a unit without spaces: which of its words stand here, [first_word, last_word)
  uint32_t last_word = 1;
};

class Highlighter {
 public:
  // Both outlive the highlighter.
  Highlighter(const std::vector<QueryUnit>& units, text::Analyzer* analyzer);

  // In order of the text, not overlapping. `language` is the page's.
  [[nodiscard]] std::vector<TextMatch> Find(std::string_view text, std::string_view language);

 private:
  // A word of a query's run, at which a match may begin.
  struct RunStart {
    uint32_t unit;
    size_t word;
  };
  struct RunMatch {
    uint32_t size = 0;  // bytes
    uint32_t unit = 0;
    bool good = false;
    uint32_t first_word = 0;
    uint32_t last_word = 0;
  };

  void AddUnit(uint32_t number);
  void OnToken(const text::Token& token);
  void OnWord(const text::Token& token);
  void OnRun(const text::Token& token);
  void OnHangul(const text::Token& token);
  [[nodiscard]] RunMatch MatchAt(std::string_view rest) const;
  [[nodiscard]] RunMatch Extend(std::string_view rest, const RunStart& start) const;
  void Mark(text::ByteRange folded, uint32_t unit, double strength = 1, uint32_t first_word = 0,
            uint32_t last_word = 1);
  void DropStopWords(std::string_view text);
  void DropBrokenPhrases(std::string_view text);
  [[nodiscard]] size_t PhraseSizeAt(std::string_view text, size_t match) const;

  const std::vector<QueryUnit>& units_;
  text::Analyzer* analyzer_;
  std::unordered_map<std::string, uint32_t> words_;  // words, parts, joined forms → unit
  std::unordered_map<std::string, uint32_t> stems_;
  std::vector<uint32_t> prefixes_;
  std::vector<uint32_t> hangul_;
  std::unordered_map<char32_t, std::vector<RunStart>> run_starts_;  // by a word's first character
  std::vector<bool> stop_;  // by unit: only counts beside a match that says something
  bool has_phrase_ = false;
  uint32_t marked_unit_ = UINT32_MAX;  // the text's segment that is marked as a whole already
  std::vector<TextMatch> matches_;
};

// The stretch `range` of `text` as parts; matches touching each other are one part.
[[nodiscard]] Parts MakeParts(std::string_view text, text::ByteRange range, const std::vector<TextMatch>& matches);

}  // namespace sou::query
