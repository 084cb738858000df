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
};

struct QueryUnit {
  text::SegmentKind kind = text::SegmentKind::kWord;
  std::string text;  // the folded segment
  bool prefix = false;
  uint32_t phrase = 0;  // units of one phrase in quotes share a number; 0: none

  // kWord, kSymbol
  StemmedTerm word;                // text is empty if the word is only looked for by its parts
  std::string joined;              // empty if none
  std::vector<StemmedTerm> parts;  // of an identifier
  bool version = false;            // the parts are nested

  // kRun, kHangul
  std::vector<RunTerm> words;
  std::vector<RunTerm> grams;
};

// The units of a text, in order. `languages`: those whose stems are looked for.
[[nodiscard]] std::vector<QueryUnit> ReadUnits(std::string_view text, text::Purpose purpose,
                                               std::span<const std::string> languages, text::Analyzer* analyzer);

}  // namespace sou::query
