// SPDX-License-Identifier: GPL-3.0-or-later
//
// A word of the query as the analyzer sees it: one segment with the terms by which documents may hold it. Both the
// planner and the highlighter work on these.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/text/analyzer.h"
#include "query/plan/stop_words.h"

namespace sou::query {

// A term with its stems in the languages of the index.
struct StemmedTerm {
  std::string text;
  std::vector<std::string> stems;
};

// A dictionary's word or a gram within a run.
struct RunTerm {
  std::string text;       // as indexed (サーバ for サーバー)
  text::ByteRange range;  // in QueryUnit::text
  bool stop = false;      // says nothing about a page
};

struct QueryUnit {
  text::SegmentKind kind = text::SegmentKind::kWord;
  std::string text;        // the folded segment
  text::ByteRange typed;   // where it stands in the text that was read
  bool stop = false;       // says nothing about a page, alone or in all its words
  bool prefix = false;     // stands for the words that begin so, too: `completions`, or all of them if that is empty
  uint32_t phrase = 0;     // units of one phrase in quotes share a number; 0: none
  uint32_t group = 0;      // ordinal of the unit's WordGroup in the plan
  bool other = false;      // not typed: of a synonym or a correction
  bool continues = false;  // typed without a blank behind the unit before it: a synonym cut their run

  // Words of the index that the unit may become, those on most pages first, and the same of titles. The latter alone:
  // the unit is a word, but the last of the query, and titles are looked at for words that begin so.
  std::vector<std::string> completions;
  std::vector<std::string> title_completions;

  // kWord, kSymbol
  StemmedTerm word;                // text is empty if the word is only looked for by its parts
  std::string joined;              // empty if none
  std::vector<StemmedTerm> parts;  // of an identifier
  bool version = false;            // the parts are nested

  // kRun, kHangul
  std::vector<RunTerm> words;
  std::vector<RunTerm> grams;
  // Of a lone character: the index's grams that begin with it, and those of titles. Empty: not looked up.
  std::vector<std::string> beginnings;
  std::vector<std::string> title_beginnings;
  std::string crossing;  // of a piece of a run: the gram across its end, for ranking only; empty if none
};

// What units are read with. All outlive the reading.
struct UnitReading {
  std::span<const std::string> languages;  // whose stems are looked for
  const StopWords& stop_words;
  text::Analyzer* analyzer;
};

// The stretch [begin, end) of a kRun unit, both borders of its words, as a unit of its own.
[[nodiscard]] QueryUnit SliceRun(const QueryUnit& run, text::ByteRange range);

// The units of a text, in order. `purpose` is kQuery, or kTyping if the last word is not finished.
[[nodiscard]] std::vector<QueryUnit> ReadUnits(std::string_view text, text::Purpose purpose,
                                               const UnitReading& reading);

}  // namespace sou::query
