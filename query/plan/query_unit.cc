// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/plan/query_unit.h"

#include <algorithm>

#include "common/text/utf8.h"

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

// Stretches of a run that begin and end at borders of its words, the longest first: 怎么办 is 怎么 | 办 to the
// dictionary.
void MarkStopWords(const StopWords& stop_words, QueryUnit* unit) {
  std::vector<RunTerm>& words = unit->words;
  for (size_t first = 0; first < words.size();) {
    size_t behind = first;
    for (size_t last = first; last < words.size(); ++last) {
      const uint32_t size = words[last].range.end - words[first].range.begin;
      if (size > stop_words.max_bytes()) break;
      if (stop_words.Contains(std::string_view(unit->text).substr(words[first].range.begin, size))) behind = last + 1;
    }
    for (size_t i = first; i < behind; ++i) words[i].stop = true;
    first = std::max(behind, first + 1);
  }
}

void MarkStopWords(const StopWords& stop_words, std::vector<QueryUnit>* units) {
  for (QueryUnit& unit : *units) {
    const bool run = unit.kind == SegmentKind::kRun && !unit.words.empty();
    if (run) MarkStopWords(stop_words, &unit);
    const bool all = run && std::all_of(unit.words.begin(), unit.words.end(), [](const RunTerm& w) { return w.stop; });
    unit.stop = all || stop_words.Contains(unit.text);
  }
}

}  // namespace

QueryUnit SliceRun(const QueryUnit& run, text::ByteRange range) {
  QueryUnit piece;
  piece.kind = run.kind;
  piece.text = run.text.substr(range.begin, range.end - range.begin);
  piece.prefix = run.prefix && range.end == run.text.size();
  piece.continues = run.continues || range.begin > 0;
  piece.typed = run.typed;
  const bool spelled_alike = run.typed.end - run.typed.begin == run.text.size();
  if (spelled_alike) piece.typed = {run.typed.begin + range.begin, run.typed.begin + range.end};
  const auto shifted = [&](const RunTerm& term) {
    return RunTerm{term.text, {term.range.begin - range.begin, term.range.end - range.begin}, term.stop};
  };
  piece.stop = true;
  for (const RunTerm& word : run.words) {
    if (word.range.begin < range.begin || word.range.end > range.end) continue;
    piece.words.push_back(shifted(word));
    piece.stop = piece.stop && word.stop;
  }
  const bool character = text::CountCodePoints(piece.text) == 1;
  if (character) piece.grams.push_back({piece.text, {0, static_cast<uint32_t>(piece.text.size())}, false});
  for (const RunTerm& gram : run.grams) {
    if (gram.range.begin < range.begin || gram.range.begin >= range.end) continue;
    if (gram.range.end > range.end) {
      piece.crossing = gram.text;
    } else if (!character) {
      piece.grams.push_back(shifted(gram));
    }
  }
  return piece;
}

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
