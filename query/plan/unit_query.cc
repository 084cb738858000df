// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/plan/unit_query.h"

#include <algorithm>
#include <string>

#include "common/text/utf8.h"
#include "query/plan/ranking.h"
#include "query/plan/stop_words.h"

namespace sou::query {
namespace {

using store::MakeTerm;
using store::TermField;
using text::SegmentKind;
using Xapian::Query;

// A prefix is the most frequent so many of the words that begin with it.
constexpr Xapian::termcount kMaxExpansion = 200;
// Grams beginning with one character: all it is followed by in a large site.
constexpr Xapian::termcount kMaxCharacterExpansion = 4000;

Query Any(const std::vector<Query>& queries) { return Query(Query::OP_OR, queries.begin(), queries.end()); }
Query All(const std::vector<Query>& queries) { return Query(Query::OP_AND, queries.begin(), queries.end()); }
Query Scaled(const Query& query, double factor) { return factor == 1.0 ? query : query * factor; }

size_t CodePoints(const RunTerm& term, const QueryUnit& unit) {
  return text::CountCodePoints(std::string_view(unit.text).substr(term.range.begin, term.range.end - term.range.begin));
}

// The word, its stems, and words that are written like the stem (a page with "pod" has no stem of it): one term to the ranking.
Query AnyForm(const StemmedTerm& term, const std::string& joined, const UnitFields& fields) {
  std::vector<Query> forms;
  if (!term.text.empty()) forms.emplace_back(MakeTerm(fields.word, term.text));
  if (!joined.empty()) forms.emplace_back(MakeTerm(fields.word, joined));
  for (const std::string& stem : term.stems) {
    forms.emplace_back(MakeTerm(fields.stem, stem));
    forms.emplace_back(MakeTerm(fields.word, stem));
  }
  // A word that is another's stem: "pod" finds "pods".
  if (!term.text.empty()) forms.emplace_back(MakeTerm(fields.stem, term.text));
  return Query(Query::OP_SYNONYM, forms.begin(), forms.end());
}

Query MatchWord(const QueryUnit& unit, const UnitFields& fields) {
  std::vector<Query> ways = {AnyForm(unit.word, unit.joined, fields)};
  if (unit.version) {
    // v1.24.5 is 1.24.5; the shorter parts are other versions.
    if (unit.text.starts_with('v') && !unit.parts.empty()) ways.push_back(AnyForm(unit.parts.back(), "", fields));
  } else if (!unit.parts.empty()) {
    std::vector<Query> parts;
    for (const StemmedTerm& part : unit.parts) parts.push_back(AnyForm(part, "", fields));
    ways.push_back(All(parts));
  }
  return Any(ways);
}

Query MatchCharacter(const QueryUnit& unit, const UnitFields& fields) {
  const Query begins(Query::OP_WILDCARD, MakeTerm(fields.gram, unit.text), kMaxCharacterExpansion,
                     Query::WILDCARD_LIMIT_MOST_FREQUENT, Query::OP_SYNONYM);
  std::vector<Query> ways = {begins};
  for (const RunTerm& word : unit.words) ways.emplace_back(MakeTerm(fields.word, word.text));
  return Any(ways);
}

// What of a run a page must have: a stretch with the word that covers it, if one does.
struct Cluster {
  text::ByteRange range;
  const RunTerm* word = nullptr;
};

// The dictionary's words, but for those that say nothing. A single character goes with the word after it (before it, at the end): the
// dictionary knows no 云原生, and 云 | 原生 is not any cloud and anything native.
std::vector<Cluster> ClustersOf(const QueryUnit& unit) {
  std::vector<Cluster> clusters;
  bool open = false;  // the last cluster waits for the next word
  for (const RunTerm& word : unit.words) {
    const std::string_view text = std::string_view(unit.text).substr(word.range.begin, word.range.end - word.range.begin);
    if (IsStopWord(text)) {
      open = false;
      continue;
    }
    const bool single = CodePoints(word, unit) == 1;
    const bool touches = !clusters.empty() && clusters.back().range.end == word.range.begin;
    if (touches && open) {
      clusters.back() = {{clusters.back().range.begin, word.range.end}, nullptr};
      open = false;
    } else if (touches && single && word.range.end == unit.text.size()) {
      clusters.back() = {{clusters.back().range.begin, word.range.end}, nullptr};
    } else {
      clusters.push_back({word.range, &word});
      open = single;
    }
  }
  return clusters;
}

Query MatchGrams(const QueryUnit& unit, text::ByteRange range, const UnitFields& fields) {
  std::vector<Query> grams;
  for (const RunTerm& gram : unit.grams) {
    const bool inside = gram.range.begin >= range.begin && gram.range.end <= range.end;
    if (inside) grams.emplace_back(MakeTerm(fields.gram, gram.text));
  }
  return All(grams);
}

Query MatchCluster(const QueryUnit& unit, const Cluster& cluster, const UnitFields& fields) {
  const Query grams = MatchGrams(unit, cluster.range, fields);
  if (cluster.word == nullptr) return grams;
  const Query word(MakeTerm(fields.word, cluster.word->text));
  return grams.empty() ? word : Any({word, grams});
}

Query MatchRun(const QueryUnit& unit, const UnitFields& fields) {
  std::vector<Query> needed;
  for (const Cluster& cluster : ClustersOf(unit)) needed.push_back(MatchCluster(unit, cluster, fields));
  if (needed.empty()) return MatchGrams(unit, {0, static_cast<uint32_t>(unit.text.size())}, fields);
  return All(needed);
}

Query MatchHangul(const QueryUnit& unit, const UnitFields& fields) {
  std::vector<Query> ways = {MatchGrams(unit, {0, static_cast<uint32_t>(unit.text.size())}, fields)};
  for (const RunTerm& word : unit.words) ways.emplace_back(MakeTerm(fields.word, word.text));
  return Any(ways);
}

void ScoreWord(const QueryUnit& unit, double factor, std::vector<Query>* terms) {
  terms->push_back(Scaled(AnyForm(unit.word, unit.joined, kPageFields), factor));
  terms->push_back(Scaled(AnyForm(unit.word, unit.joined, kTitleFields), factor * ranking::kTitle));
  for (const StemmedTerm& part : unit.parts) {
    terms->push_back(Scaled(AnyForm(part, "", kPageFields), factor * ranking::kPart));
    terms->push_back(Scaled(AnyForm(part, "", kTitleFields), factor * ranking::kPart * ranking::kTitle));
  }
}

void ScoreTerm(const std::string& text, TermField page, TermField title, double factor, std::vector<Query>* terms) {
  terms->push_back(Scaled(Query(MakeTerm(page, text)), factor));
  terms->push_back(Scaled(Query(MakeTerm(title, text)), factor * ranking::kTitle));
}

void ScoreRun(const QueryUnit& unit, double word_factor, double gram_factor, std::vector<Query>* terms) {
  for (const RunTerm& word : unit.words) {
    const double factor = IsStopWord(word.text) ? word_factor * ranking::kStopWord : word_factor;
    ScoreTerm(word.text, TermField::kWord, TermField::kTitleWord, factor, terms);
  }
  for (const RunTerm& gram : unit.grams) {
    ScoreTerm(gram.text, TermField::kGram, TermField::kTitleGram, gram_factor, terms);
  }
}

bool IsCharacter(const QueryUnit& unit) { return unit.grams.size() == 1 && unit.grams[0].text == unit.text && text::CountCodePoints(unit.text) == 1; }

}  // namespace

Query MatchUnit(const QueryUnit& unit, const UnitFields& fields) {
  switch (unit.kind) {
    case SegmentKind::kRun:
      return IsCharacter(unit) ? MatchCharacter(unit, fields) : MatchRun(unit, fields);
    case SegmentKind::kHangul:
      return IsCharacter(unit) ? MatchCharacter(unit, fields) : MatchHangul(unit, fields);
    case SegmentKind::kWord:
    case SegmentKind::kSymbol:
    case SegmentKind::kGap:
      return MatchWord(unit, fields);
  }
  return {};
}

void ScoreUnit(const QueryUnit& unit, std::vector<Query>* terms) {
  const double factor = IsStopUnit(unit) ? ranking::kStopWord : 1.0;
  const bool run = unit.kind == SegmentKind::kRun || unit.kind == SegmentKind::kHangul;
  if (run && IsCharacter(unit)) {
    terms->push_back(MatchCharacter(unit, kPageFields));
    terms->push_back(Scaled(MatchCharacter(unit, kTitleFields), ranking::kTitle));
  } else if (unit.kind == SegmentKind::kHangul) {
    ScoreRun(unit, ranking::kHangulWord, ranking::kHangulGram, terms);
  } else if (unit.kind == SegmentKind::kRun) {
    ScoreRun(unit, 1.0, ranking::kGram, terms);
  } else {
    ScoreWord(unit, factor, terms);
  }
}

bool IsStopUnit(const QueryUnit& unit) {
  if (unit.kind != SegmentKind::kRun) return IsStopWord(unit.text);
  return IsStopWord(unit.text) || (!unit.words.empty() && std::all_of(unit.words.begin(), unit.words.end(), [](const RunTerm& word) {
    return IsStopWord(word.text);
  }));
}

Query MatchPrefix(const QueryUnit& unit, const UnitFields& fields) {
  const bool run = unit.kind == SegmentKind::kRun || unit.kind == SegmentKind::kHangul;
  if (run) return MatchUnit(unit, fields);  // grams are prefixes of whatever goes on
  return Query(Query::OP_WILDCARD, MakeTerm(fields.word, unit.text), kMaxExpansion, Query::WILDCARD_LIMIT_MOST_FREQUENT,
               Query::OP_SYNONYM);
}

}  // namespace sou::query
