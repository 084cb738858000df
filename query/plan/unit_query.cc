// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/plan/unit_query.h"

#include <algorithm>
#include <string>

#include "common/text/utf8.h"
#include "query/plan/hangul_particles.h"
#include "query/plan/ranking.h"

namespace sou::query {
namespace {

using store::MakeTerm;
using store::TermField;
using text::SegmentKind;
using Xapian::Query;

constexpr size_t kMaxScoredCompletions = 20;
// Grams beginning with one character: all it is followed by, which are at most as many as there are characters.
constexpr Xapian::termcount kEveryGram = 0;

Query Any(const std::vector<Query>& queries) { return Query(Query::OP_OR, queries.begin(), queries.end()); }
Query All(const std::vector<Query>& queries) { return Query(Query::OP_AND, queries.begin(), queries.end()); }
Query Scaled(const Query& query, double factor) { return factor == 1.0 ? query : query * factor; }

size_t CodePoints(const RunTerm& term, const QueryUnit& unit) {
  return text::CountCodePoints(std::string_view(unit.text).substr(term.range.begin, term.range.end - term.range.begin));
}

// The word, its stems, and words that are written like the stem (a page with "pod" has no stem of it): one term to the
// ranking.
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

// Any of the words, as one to the ranking; at most the first `most`.
Query AnyWord(const std::vector<std::string>& words, TermField field, size_t most) {
  std::vector<Query> terms;
  for (size_t i = 0; i < std::min(words.size(), most); ++i) terms.emplace_back(MakeTerm(field, words[i]));
  return Query(Query::OP_SYNONYM, terms.begin(), terms.end());
}

Query MatchWord(const QueryUnit& unit, const UnitFields& fields) {
  std::vector<Query> ways = {AnyForm(unit.word, unit.joined, fields)};
  for (const std::string& word : unit.title_completions) ways.emplace_back(MakeTerm(TermField::kTitleWord, word));
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

TermField FieldOf(const RunTerm& word, const UnitFields& fields) {
  return store::FieldOfRunWord(word.text, fields.word, fields.gram);
}

Query MatchCharacter(const QueryUnit& unit, const UnitFields& fields) {
  const bool title = fields.gram == TermField::kTitleGram;
  const std::vector<std::string>& beginnings = title ? unit.title_beginnings : unit.beginnings;
  if (!beginnings.empty()) return AnyWord(beginnings, fields.gram, beginnings.size());
  return {Query::OP_WILDCARD, MakeTerm(fields.gram, unit.text), kEveryGram, Query::WILDCARD_LIMIT_ERROR,
          Query::OP_SYNONYM};
}

// What of a run a page must have: a stretch, with the word that covers it if one does.
struct Cluster {
  text::ByteRange range;
  const RunTerm* word = nullptr;
  size_t singles = 0;  // how many single characters it is made of; 0 once a longer word is in it
};

// The dictionary's words, but for those that say nothing. Single characters go together, and a lone one with the word
// after it (before it, at the end): the dictionary knows no 云原生, and 云 | 原生 is not any cloud and anything native.
std::vector<Cluster> ClustersOf(const QueryUnit& unit) {
  std::vector<Cluster> clusters;
  for (const RunTerm& word : unit.words) {
    if (word.stop) continue;
    const bool single = CodePoints(word, unit) == 1;
    const bool touches = !clusters.empty() && clusters.back().range.end == word.range.begin;
    const size_t singles = touches ? clusters.back().singles : 0;
    const bool last = word.range.end == unit.text.size();
    if (single && (singles > 0 || (touches && last))) {
      clusters.back() = {{clusters.back().range.begin, word.range.end}, nullptr, singles == 0 ? 0 : singles + 1};
    } else if (!single && singles == 1) {
      clusters.back() = {{clusters.back().range.begin, word.range.end}, nullptr, 0};
    } else {
      clusters.push_back({word.range, &word, single ? 1U : 0U});
    }
  }
  return clusters;
}

std::vector<Query> GramsWithin(const QueryUnit& unit, text::ByteRange range, const UnitFields& fields) {
  std::vector<Query> grams;
  for (const RunTerm& gram : unit.grams) {
    const bool inside = gram.range.begin >= range.begin && gram.range.end <= range.end;
    if (inside) grams.emplace_back(MakeTerm(fields.gram, gram.text));
  }
  return grams;
}

Query MatchGrams(const QueryUnit& unit, text::ByteRange range, const UnitFields& fields) {
  return All(GramsWithin(unit, range, fields));
}

// Of a character between words that say nothing (短 in 短的介): it need not be a word of the page, but stand there so.
std::vector<Query> GramsAround(const QueryUnit& unit, text::ByteRange range, const UnitFields& fields) {
  std::vector<Query> grams;
  for (const RunTerm& gram : unit.grams) {
    const bool touches = gram.range.begin < range.end && gram.range.end > range.begin;
    if (touches) grams.emplace_back(MakeTerm(fields.gram, gram.text));
  }
  return grams;
}

Query MatchCluster(const QueryUnit& unit, const Cluster& cluster, const UnitFields& fields) {
  const bool single = cluster.singles == 1;
  const Query grams = single ? All(GramsAround(unit, cluster.range, fields)) : MatchGrams(unit, cluster.range, fields);
  const bool gram = cluster.word != nullptr && CodePoints(*cluster.word, unit) == 2;  // it is what `grams` has
  if (cluster.word == nullptr || gram) return grams;
  return Any({Query(MakeTerm(FieldOf(*cluster.word, fields), cluster.word->text)), grams});
}

std::vector<Query> MatchRun(const QueryUnit& unit, const UnitFields& fields) {
  std::vector<Query> needed;
  for (const Cluster& cluster : ClustersOf(unit)) needed.push_back(MatchCluster(unit, cluster, fields));
  if (needed.empty()) needed.push_back(MatchGrams(unit, {0, static_cast<uint32_t>(unit.text.size())}, fields));
  return needed;
}

// A Korean word without its particles and endings: 쿠버네티스를 means pages with 쿠버네티스는.
Query MatchHangul(const QueryUnit& unit, const UnitFields& fields) {
  const auto stem = static_cast<uint32_t>(WithoutParticles(unit.text).size());
  return MatchGrams(unit, {0, stem}, fields);
}

void ScoreWord(const QueryUnit& unit, double factor, const Ranking& ranking, std::vector<Query>* terms) {
  terms->push_back(Scaled(AnyForm(unit.word, unit.joined, kPageFields), factor));
  terms->push_back(Scaled(AnyForm(unit.word, unit.joined, kTitleFields), factor * ranking.title));
  if (!unit.title_completions.empty()) {
    const Query titles = AnyWord(unit.title_completions, TermField::kTitleWord, unit.title_completions.size());
    terms->push_back(Scaled(titles, factor * (unit.prefix ? ranking.title : ranking.title_completion)));
  }
  for (const StemmedTerm& part : unit.parts) {
    terms->push_back(Scaled(AnyForm(part, "", kPageFields), factor * ranking.part));
    terms->push_back(Scaled(AnyForm(part, "", kTitleFields), factor * ranking.part * ranking.title));
  }
}

void ScoreTerm(const std::string& text, TermField page, TermField title, double factor, const Ranking& ranking,
               std::vector<Query>* terms) {
  terms->push_back(Scaled(Query(MakeTerm(page, text)), factor));
  terms->push_back(Scaled(Query(MakeTerm(title, text)), factor * ranking.title));
}

// The terms of a run, each once: a word that is stored as a gram counts as both.
class RunScore {
 public:
  void Add(const std::string& text, bool gram, double factor) {
    const auto same = [&](const Entry& entry) { return entry.gram == gram && entry.text == text; };
    const auto known = std::find_if(entries_.begin(), entries_.end(), same);
    if (known == entries_.end()) {
      entries_.push_back({text, gram, factor});
    } else {
      known->factor += factor;
    }
  }
  void AppendTo(const Ranking& ranking, std::vector<Query>* terms) const {
    for (const Entry& entry : entries_) {
      const TermField page = entry.gram ? kPageFields.gram : kPageFields.word;
      const TermField title = entry.gram ? kTitleFields.gram : kTitleFields.word;
      ScoreTerm(entry.text, page, title, entry.factor, ranking, terms);
    }
  }

 private:
  struct Entry {
    std::string text;
    bool gram;
    double factor;
  };
  std::vector<Entry> entries_;
};

void ScoreRun(const QueryUnit& unit, double word_factor, double gram_factor, const Ranking& ranking,
              std::vector<Query>* terms) {
  RunScore score;
  for (const RunTerm& word : unit.words) {
    const bool gram = unit.kind == SegmentKind::kRun && FieldOf(word, kPageFields) == kPageFields.gram;
    score.Add(word.text, gram, word.stop ? word_factor * ranking.stop_word : word_factor);
  }
  for (const RunTerm& gram : unit.grams) score.Add(gram.text, true, gram_factor);
  if (!unit.crossing.empty()) score.Add(unit.crossing, true, gram_factor);
  score.AppendTo(ranking, terms);
}

bool IsRun(const QueryUnit& unit) { return unit.kind == SegmentKind::kRun || unit.kind == SegmentKind::kHangul; }

bool IsCharacter(const QueryUnit& unit) {
  return unit.grams.size() == 1 && unit.grams[0].text == unit.text && text::CountCodePoints(unit.text) == 1;
}

}  // namespace

std::vector<Query> MatchWords(const QueryUnit& unit, const UnitFields& fields) {
  switch (unit.kind) {
    case SegmentKind::kRun:
      return IsCharacter(unit) ? std::vector{MatchCharacter(unit, fields)} : MatchRun(unit, fields);
    case SegmentKind::kHangul:
      return {IsCharacter(unit) ? MatchCharacter(unit, fields) : MatchHangul(unit, fields)};
    case SegmentKind::kWord:
    case SegmentKind::kSymbol:
    case SegmentKind::kGap:
      break;
  }
  return {MatchWord(unit, fields)};
}

std::vector<Query> MatchLoosely(const QueryUnit& unit, const UnitFields& fields) {
  if (IsCharacter(unit)) return {MatchCharacter(unit, fields)};
  if (unit.kind != SegmentKind::kRun) return MatchWords(unit, fields);
  std::vector<Query> words;
  for (const Cluster& cluster : ClustersOf(unit)) {
    if (cluster.word != nullptr) {
      words.push_back(MatchCluster(unit, cluster, fields));
      continue;
    }
    for (Query& gram : GramsWithin(unit, cluster.range, fields)) words.push_back(std::move(gram));
  }
  return words;
}

Query MatchExactly(const QueryUnit& unit, const UnitFields& fields) {
  if (IsCharacter(unit)) return MatchCharacter(unit, fields);
  if (IsRun(unit)) return MatchGrams(unit, {0, static_cast<uint32_t>(unit.text.size())}, fields);
  std::vector<Query> ways;
  if (!unit.word.text.empty()) ways.emplace_back(MakeTerm(fields.word, unit.word.text));
  std::vector<Query> parts;
  if (!unit.version)
    for (const StemmedTerm& part : unit.parts) parts.emplace_back(MakeTerm(fields.word, part.text));
  if (!parts.empty()) ways.push_back(All(parts));
  return Any(ways);
}

Query MatchUnit(const QueryUnit& unit, const UnitFields& fields) { return All(MatchWords(unit, fields)); }

void ScoreUnit(const QueryUnit& unit, const Ranking& ranking, std::vector<Query>* terms) {
  const double factor = unit.stop ? ranking.stop_word : 1.0;
  if (IsRun(unit) && IsCharacter(unit)) {
    terms->push_back(MatchCharacter(unit, kPageFields));
    terms->push_back(Scaled(MatchCharacter(unit, kTitleFields), ranking.title));
  } else if (unit.kind == SegmentKind::kHangul) {
    ScoreRun(unit, ranking.hangul_word, ranking.hangul_gram, ranking, terms);
  } else if (unit.kind == SegmentKind::kRun) {
    ScoreRun(unit, 1.0, ranking.gram, ranking, terms);
  } else {
    ScoreWord(unit, factor, ranking, terms);
  }
}

Query MatchPrefix(const QueryUnit& unit, const UnitFields& fields) {
  std::vector<Query> ways = {MatchUnit(unit, fields)};
  if (unit.completions.empty() && !IsRun(unit)) {
    constexpr Xapian::termcount kUnbounded = 0;
    ways.emplace_back(Query::OP_WILDCARD, MakeTerm(fields.word, unit.text), kUnbounded, Query::WILDCARD_LIMIT_ERROR,
                      Query::OP_OR);
  }
  const bool title = fields.word == TermField::kTitleWord;
  for (const std::string& word : title ? unit.title_completions : unit.completions) {
    ways.emplace_back(MakeTerm(fields.word, word));
  }
  return Any(ways);
}

void ScorePrefix(const QueryUnit& unit, const Ranking& ranking, std::vector<Query>* terms) {
  ScoreUnit(unit, ranking, terms);
  if (!unit.completions.empty()) terms->push_back(AnyWord(unit.completions, TermField::kWord, kMaxScoredCompletions));
  if (IsRun(unit) && !unit.title_completions.empty()) {
    const Query titles = AnyWord(unit.title_completions, TermField::kTitleWord, unit.title_completions.size());
    terms->push_back(Scaled(titles, ranking.title));
  }
}

}  // namespace sou::query
