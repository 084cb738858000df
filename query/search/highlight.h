// SPDX-License-Identifier: GPL-3.0-or-later
//
// Finds in a text what a query is about, by the analyzer that indexed it: whole words by any of their forms, in scripts
// without spaces the query's words as they stand next to each other, never a stray character of them, phrases only as a
// whole, and words that say nothing only beside others. One object per query and thread.
#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/text/analyzer.h"
#include "common/text/word_memo.h"
#include "query/plan/query_unit.h"
#include "query/search/request.h"
#include "query/search/word_finder.h"

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

  [[nodiscard]] const std::vector<QueryUnit>& units() const { return units_; }

  // In order of the text, not overlapping. `language` is the page's. Only what is around places where a word of the
  // query may begin is folded and segmented.
  [[nodiscard]] std::vector<TextMatch> Find(std::string_view text, std::string_view language);

  // The same by all of the text: what tests hold Find() against.
  [[nodiscard]] std::vector<TextMatch> FindInAll(std::string_view text, std::string_view language);

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

  // What is found in a word of ASCII: nothing, or one match, by its bytes within the word.
  struct WordMatch {
    uint16_t unit = 0;
    uint8_t begin = 0;
    uint8_t end = 0;  // 0: nothing
    bool weak = false;
  };

  void AddUnit(uint32_t number);
  void FillFinder();
  void AddToFinder(const RunStart& start);
  void ChooseStems(std::string_view language);
  void FindInPiece(std::string_view text, text::ByteRange piece);
  std::vector<TextMatch> Checked(std::string_view text);
  void OnSegment(std::string_view text, const text::Segment& segment);
  void OnWordSegment(std::string_view text, const text::Segment& segment);
  void RememberWord(std::string_view word, uint32_t begin, size_t matches_before);
  void OnWord(const text::Token& token);
  void OnPrefix(const text::Token& token);
  [[nodiscard]] bool IsMarked(const text::Token& token) const;
  void OnRun(std::string_view run, uint32_t begin);
  [[nodiscard]] bool MayStartRun(std::string_view run, size_t position) const;
  void OnHangul(std::string_view word, uint32_t begin);
  [[nodiscard]] RunMatch MatchAt(char32_t first, std::string_view rest) const;
  [[nodiscard]] RunMatch Extend(std::string_view rest, const RunStart& start) const;
  void Mark(text::ByteRange folded, uint32_t unit, double strength = 1, uint32_t first_word = 0,
            uint32_t last_word = 1);
  [[nodiscard]] text::ByteRange OriginalOf(text::ByteRange folded) const;
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
  std::bitset<4096> run_start_bits_;                                // of the same, by the low bits: most others are out
  std::vector<bool> stop_;  // by unit: only counts beside a match that says something
  bool has_phrase_ = false;
  WordFinder finder_;
  bool keeps_beginning_ = false;  // the stemmer of language_ does: two letters of every word, but for what is known
  std::string language_;          // whose stems the remembered words were looked up by
  text::WordMemo<WordMatch, 11> seen_;  // by the original word
  uint32_t piece_ = 0;                  // where the piece of the text begins that is being looked at
  // Of the segment being looked at:
  text::ByteRange segment_;  // folded
  bool marked_whole_ = false;
  uint32_t parts_of_parts_ = 0;  // matches of a part with a part of the query's word
  std::vector<TextMatch> matches_;
};

// The stretch `range` of `text` as parts; matches touching each other are one part, and
// take in the graphemes that they begin and end in.
[[nodiscard]] Parts MakeParts(std::string_view text, text::ByteRange range, const std::vector<TextMatch>& matches);

}  // namespace sou::query
