// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/plan/query_unit.h"

#include <algorithm>

namespace sou::query {
namespace {

using text::SegmentKind;
using text::Token;
using text::TokenKind;

class UnitReader {
 public:
  explicit UnitReader(std::vector<QueryUnit>* units) : units_(units) {}

  // First pass: everything, with the stems of the first language.
  void Add(const Token& token) {
    if (token.unit >= units_->size()) Begin(token);
    QueryUnit& unit = units_->back();
    const std::string text(token.text);
    switch (token.kind) {
      case TokenKind::kWord:
        AddWord(token, &unit);
        break;
      case TokenKind::kJoined:
        unit.joined = text;
        break;
      case TokenKind::kPart:
        unit.parts.push_back({text, {}});
        break;
      case TokenKind::kStem:
        AddStem(text, unit.parts.empty() ? &unit.word : &unit.parts.back());
        break;
      case TokenKind::kGram:
        unit.grams.push_back({text, Within(token)});
        break;
      case TokenKind::kRun:
        break;
    }
  }

  // Further passes: the stems of another language.
  void AddStemOnly(const Token& token) {
    QueryUnit& unit = (*units_)[token.unit];
    if (token.kind == TokenKind::kWord) parts_seen_ = 0;
    if (token.kind == TokenKind::kPart) ++parts_seen_;
    if (token.kind != TokenKind::kStem) return;
    AddStem(std::string(token.text), parts_seen_ == 0 ? &unit.word : &unit.parts[parts_seen_ - 1]);
  }
  void BeginPass() { parts_seen_ = 0; }

 private:
  void Begin(const Token& token) {
    QueryUnit unit;
    unit.kind = token.segment;
    unit.prefix = token.prefix;
    begin_ = token.folded.begin;
    units_->push_back(std::move(unit));
  }

  void AddWord(const Token& token, QueryUnit* unit) const {
    if (unit->kind == SegmentKind::kWord || unit->kind == SegmentKind::kSymbol) {
      unit->word.text = token.text;
      unit->version = token.version;
    } else {
      unit->words.push_back({std::string(token.text), Within(token)});
    }
  }

  static void AddStem(std::string stem, StemmedTerm* term) {
    if (std::find(term->stems.begin(), term->stems.end(), stem) == term->stems.end())
      term->stems.push_back(std::move(stem));
  }

  [[nodiscard]] text::ByteRange Within(const Token& token) const {
    return {token.folded.begin - begin_, token.folded.end - begin_};
  }

  std::vector<QueryUnit>* units_;
  uint32_t begin_ = 0;
  size_t parts_seen_ = 0;
};

// The segment's text and place: from its first token's begin to its last token's end.
void FillTexts(std::string_view text, text::Purpose purpose, text::Analyzer* analyzer, std::vector<QueryUnit>* units) {
  std::vector<text::ByteRange> ranges(units->size());
  analyzer->Analyze(text, purpose, "", [&](const Token& token) {
    text::ByteRange& range = ranges[token.unit];
    if (range.end == 0) range.begin = token.folded.begin;
    range.end = std::max(range.end, token.folded.end);
  });
  const text::FoldedText& folded = analyzer->folded();
  for (size_t i = 0; i < units->size(); ++i) {
    (*units)[i].text = folded.text().substr(ranges[i].begin, ranges[i].end - ranges[i].begin);
    (*units)[i].typed = folded.ToOriginal(ranges[i].begin, ranges[i].end);
  }
}

void MarkStopWords(const StopWords& stop_words, std::vector<QueryUnit>* units) {
  for (QueryUnit& unit : *units) {
    bool all = unit.kind == SegmentKind::kRun && !unit.words.empty();
    for (RunTerm& word : unit.words) {
      word.stop = stop_words.Contains(word.text);
      all = all && word.stop;
    }
    unit.stop = all || stop_words.Contains(unit.text);
  }
}

}  // namespace

std::vector<QueryUnit> ReadUnits(std::string_view text, text::Purpose purpose, const UnitReading& reading) {
  std::vector<QueryUnit> units;
  UnitReader reader(&units);
  const std::string first = reading.languages.empty() ? "en" : reading.languages.front();
  reading.analyzer->Analyze(text, purpose, first, [&](const Token& token) { reader.Add(token); });
  for (size_t i = 1; i < reading.languages.size(); ++i) {
    reader.BeginPass();
    reading.analyzer->Analyze(text, purpose, reading.languages[i],
                              [&](const Token& token) { reader.AddStemOnly(token); });
  }
  FillTexts(text, purpose, reading.analyzer, &units);
  MarkStopWords(reading.stop_words, &units);
  return units;
}

}  // namespace sou::query
