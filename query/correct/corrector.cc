// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/correct/corrector.h"
#include "query/plan/hangul_particles.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "common/store/schema.h"
#include "common/text/utf8.h"
#include "query/correct/completion.h"
#include "query/correct/near_words.h"
#include "query/correct/typo.h"

namespace sou::query {
namespace {

using store::TermField;
using text::SegmentKind;

constexpr size_t kMaxVariants = 4;
constexpr size_t kMaxNear = 12;  // looked at, of which some have the same stem
// Less likely than the best by more than this (logarithm): not searched.
constexpr double kMaxBehind = 5;
constexpr double kOtherWeight = 0.8;

// A word on so few pages may be a slip of their authors; one that is meant is on many more.
constexpr uint32_t kRarePages = 3;
constexpr uint32_t kMeantPages = 10;
constexpr uint32_t kMeantTimes = 10;

constexpr size_t kShortStopWord = 3;

bool SharesStem(const QueryUnit& a, const QueryUnit& b) {
  const auto forms = [](const QueryUnit& unit) {
    std::vector<std::string> all = unit.word.stems;
    all.push_back(unit.word.text);
    return all;
  };
  const std::vector<std::string> of_b = forms(b);
  const std::vector<std::string> of_a = forms(a);
  return std::any_of(of_a.begin(), of_a.end(),
                     [&](const std::string& form) { return std::find(of_b.begin(), of_b.end(), form) != of_b.end(); });
}

// A number or version: 1.2 is not the beginning of 1.24.
bool IsNumber(const QueryUnit& unit) { return unit.version || (unit.text[0] >= '0' && unit.text[0] <= '9'); }

// cloudwego-kitex: words joined by hyphens. getPods, snake_case and --flag are names that are meant as they are.
bool IsHyphenated(const QueryUnit& unit) {
  if (unit.version || unit.parts.size() < 2) return false;
  std::string joined;
  for (const StemmedTerm& part : unit.parts) joined += (joined.empty() ? "" : "-") + part.text;
  return joined == unit.text;
}

}  // namespace

// ---------------------------------------------------------------- what the index has

bool Corrector::Has(TermField field, std::string_view text) const {
  return !text.empty() && database_.term_exists(store::MakeTerm(field, text));
}

bool Corrector::Has(const StemmedTerm& term, const std::string& joined) const {
  if (Has(TermField::kWord, term.text) || Has(TermField::kStem, term.text) || Has(TermField::kWord, joined))
    return true;
  return std::any_of(term.stems.begin(), term.stems.end(), [this](const std::string& stem) {
    return Has(TermField::kStem, stem) || Has(TermField::kWord, stem);
  });
}

bool Corrector::HasGrams(const QueryUnit& unit, text::ByteRange range) const {
  return std::all_of(unit.grams.begin(), unit.grams.end(), [&](const RunTerm& gram) {
    const bool inside = gram.range.begin >= range.begin && gram.range.end <= range.end;
    return !inside || Has(TermField::kGram, gram.text);
  });
}

// The word, or every two syllables of it: those of the particle may never have stood behind this word.
bool Corrector::HasHangul(const QueryUnit& unit) const {
  if (Has(TermField::kWord, unit.text)) return true;
  const auto size = static_cast<uint32_t>(WithoutParticles(unit.text).size());
  const bool single = unit.grams.size() == 1 && unit.grams[0].text == unit.text;
  const std::string begins = store::MakeTerm(TermField::kGram, unit.text);
  if (single) return database_.allterms_begin(begins) != database_.allterms_end(begins);
  return HasGrams(unit, {0, static_cast<uint32_t>(unit.text.size())}) || HasGrams(unit, {0, size});
}

bool Corrector::Has(const QueryUnit& unit) const {
  switch (unit.kind) {
    case SegmentKind::kHangul:
      return HasHangul(unit);
    case SegmentKind::kWord:
    case SegmentKind::kSymbol:
      if (Has(unit.word, unit.joined)) return true;
      return !unit.parts.empty() && std::all_of(unit.parts.begin(), unit.parts.end(),
                                                [this](const StemmedTerm& part) { return Has(part, ""); });
    case SegmentKind::kRun:
      return UnknownKatakana(unit) == nullptr;  // what else is in a run is not corrected here
    case SegmentKind::kGap:
      break;
  }
  return false;
}

const RunTerm* Corrector::UnknownKatakana(const QueryUnit& unit) const {
  for (const RunTerm& word : unit.words) {
    const bool katakana = ScriptOf(word.text) == WordScript::kKatakana && MaxEdits(word.text) > 0;
    if (katakana && !Has(TermField::kWord, word.text) && !HasGrams(unit, word.range)) return &word;
  }
  return nullptr;
}

// ---------------------------------------------------------------- unfinished words

size_t Corrector::CompletePrefix(QueryUnit* unit) const {
  Completions found = Complete(vocabulary_, unit->text);
  unit->completions = std::move(found.words);
  unit->title_completions = std::move(found.title_words);
  unit->prefix = true;
  return found.all;
}

void Corrector::CompleteLast(LastWord last, QueryUnit* unit) const {
  const bool run = unit->kind == SegmentKind::kRun || unit->kind == SegmentKind::kSymbol;
  if (last == LastWord::kFinished) return;
  if (run) {
    unit->prefix = last == LastWord::kTyping;
    return;
  }
  if (last == LastWord::kPerhaps && IsNumber(*unit)) return;
  Completions found = Complete(vocabulary_, unit->text);
  if (last == LastWord::kPerhaps && Has(*unit)) {
    // The word is one: only titles are looked at for more.
    if (unit->kind != SegmentKind::kWord) return;
    std::erase(found.title_words, unit->text);
    unit->title_completions = std::move(found.title_words);
    return;
  }
  if (found.words.empty()) return;
  unit->completions = std::move(found.words);
  unit->title_completions = std::move(found.title_words);
  unit->prefix = true;
}

// ---------------------------------------------------------------- misspelt words

std::optional<QueryUnit> Corrector::Read(const std::string& text, const QueryUnit& typed) const {
  std::vector<QueryUnit> units = ReadUnits(text, text::Purpose::kQuery, reading_);
  if (units.size() != 1) return std::nullopt;
  units[0].typed = typed.typed;
  return std::move(units[0]);
}

std::vector<Corrector::Variant> Corrector::VariantsOfWord(const QueryUnit& unit) const {
  std::vector<Variant> variants;
  if (unit.text.size() == kShortStopWord) {  // hwo, teh
    for (size_t i = 0; i + 1 < kShortStopWord; ++i) {
      std::string swapped = unit.text;
      std::swap(swapped[i], swapped[i + 1]);
      if (reading_.stop_words.Contains(swapped)) variants.push_back({std::move(swapped), 0});
    }
    return variants;
  }
  for (NearWord& word : FindNearWords(vocabulary_, unit.text, kMaxNear))
    variants.push_back({std::move(word.text), word.score});
  return variants;
}

// The best for each part that no page has.
std::vector<Corrector::Variant> Corrector::VariantsOfParts(const QueryUnit& unit) const {
  std::string corrected;
  for (const StemmedTerm& part : unit.parts) {
    std::string text = part.text;
    if (!Has(part, "")) {
      const std::vector<NearWord> near = FindNearWords(vocabulary_, text, 1);
      if (near.empty()) return {};
      text = near[0].text;
    }
    corrected += (corrected.empty() ? "" : "-") + text;
  }
  return {{corrected, 0}};
}

std::vector<Corrector::Variant> Corrector::VariantsOfHangul(const QueryUnit& unit) const {
  std::vector<Variant> variants;
  const std::string_view stem = WithoutParticles(unit.text);
  for (const std::string_view form : {std::string_view(unit.text), stem}) {
    for (NearWord& word : FindNearWords(vocabulary_, form, kMaxNear))
      variants.push_back({std::move(word.text), word.score});
    if (!variants.empty() || stem == unit.text) break;
  }
  return variants;
}

// Katakana words of the run; what stands around them stays.
std::vector<Corrector::Variant> Corrector::VariantsOfRun(const QueryUnit& unit) const {
  const RunTerm* word = UnknownKatakana(unit);
  if (word == nullptr) return {};
  std::vector<Variant> variants;
  for (const NearWord& near : FindNearWords(vocabulary_, word->text, kMaxNear)) {
    std::string text = unit.text;
    text.replace(word->range.begin, word->range.end - word->range.begin, near.text);
    variants.push_back({std::move(text), near.score});
  }
  return variants;
}

std::vector<Corrector::Variant> Corrector::VariantsOf(const QueryUnit& unit) const {
  switch (unit.kind) {
    case SegmentKind::kHangul:
      return VariantsOfHangul(unit);
    case SegmentKind::kRun:
      return VariantsOfRun(unit);
    case SegmentKind::kWord:
      if (unit.parts.empty()) return VariantsOfWord(unit);
      return IsHyphenated(unit) ? VariantsOfParts(unit) : std::vector<Variant>();
    case SegmentKind::kSymbol:
    case SegmentKind::kGap:
      break;
  }
  return {};
}

bool Corrector::IsUnknown(const WordGroup& group) const {
  if (group.units.size() != 1 || !group.others.empty()) return false;
  const QueryUnit& unit = group.units[0];
  return !unit.prefix && !unit.stop && !Has(unit);
}

std::optional<Correction> Corrector::Correct(WordGroup* group) const {
  const QueryUnit typed = group->units[0];
  const std::vector<Variant> variants = VariantsOf(typed);
  std::vector<QueryUnit> taken;
  for (const Variant& variant : variants) {
    if (taken.size() == kMaxVariants || variant.score < variants[0].score - kMaxBehind) break;
    std::optional<QueryUnit> unit = Read(variant.text, typed);
    if (!unit) continue;
    const auto same = [&](const QueryUnit& before) { return SharesStem(before, *unit); };
    if (typed.kind == SegmentKind::kWord && std::any_of(taken.begin(), taken.end(), same)) continue;
    if (!taken.empty()) {
      const double weight = kOtherWeight * std::exp((variant.score - variants[0].score) / kMaxBehind);
      group->others.push_back({OtherWords::Kind::kCorrection, variant.text, {*unit}, weight});
    }
    taken.push_back(std::move(*unit));
  }
  if (taken.empty()) return std::nullopt;
  group->units[0] = taken[0];
  return Correction{typed.typed, typed.text, taken[0].text};
}

std::optional<Correction> Corrector::Suggest(const QueryUnit& unit) const {
  const bool plain = unit.kind == SegmentKind::kWord && unit.parts.empty() && !unit.stop && !unit.prefix;
  if (!plain || unit.other || unit.phrase != 0) return std::nullopt;
  const uint32_t pages = vocabulary_.Find(unit.text).pages;
  if (pages == 0 || pages > kRarePages) return std::nullopt;
  for (const NearWord& near : FindNearWords(vocabulary_, unit.text, kMaxNear)) {
    if (near.pages < kMeantPages || near.pages < pages * kMeantTimes) continue;
    const std::optional<QueryUnit> meant = Read(near.text, unit);
    if (meant && !SharesStem(*meant, unit)) return Correction{unit.typed, unit.text, near.text};
  }
  return std::nullopt;
}

// ---------------------------------------------------------------- the query's text

namespace {

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
char ToUpper(char c) { return IsLower(c) ? static_cast<char>(c - 'a' + 'A') : c; }

// Bytes of the first `count` code points.
size_t BytesOf(std::string_view text, size_t count) {
  size_t position = 0;
  for (; count > 0 && position < text.size(); --count) text::NextCodePoint(text, &position);
  return position;
}

// `to` as who typed `from` as `typed` would have written it: what both have at their ends stays as typed, and capitals
// are capitals.
std::string Respell(std::string_view typed, std::string_view from, std::string_view to) {
  const size_t count = text::CountCodePoints(from);
  if (text::CountCodePoints(typed) != count) return std::string(to);  // ligatures, half-width Kana
  size_t front = 0;
  size_t back = 0;
  const size_t most = std::min(count, text::CountCodePoints(to));
  const auto piece = [](std::string_view text, size_t begin, size_t end) {
    const size_t first = BytesOf(text, begin);
    return text.substr(first, BytesOf(text, end) - first);
  };
  const size_t to_count = text::CountCodePoints(to);
  while (front < most && piece(from, front, front + 1) == piece(to, front, front + 1)) ++front;
  while (front + back < most &&
         piece(from, count - back - 1, count - back) == piece(to, to_count - back - 1, to_count - back)) {
    ++back;
  }
  std::string middle(piece(to, front, to_count - back));
  const bool shouted =
      std::none_of(typed.begin(), typed.end(), IsLower) && std::count_if(typed.begin(), typed.end(), IsUpper) > 1;
  if (shouted) std::transform(middle.begin(), middle.end(), middle.begin(), ToUpper);
  std::string spelled = std::string(piece(typed, 0, front)) + middle + std::string(piece(typed, count - back, count));
  const bool capital = front == 0 && !typed.empty() && IsUpper(typed[0]) && !shouted;
  if (capital) {
    for (char& c : spelled) c = IsUpper(c) ? static_cast<char>(c - 'A' + 'a') : c;
    spelled[0] = ToUpper(spelled[0]);
  }
  return spelled;
}

}  // namespace

std::string Rewrite(std::string_view query, std::vector<Correction> corrections) {
  std::sort(corrections.begin(), corrections.end(),
            [](const Correction& a, const Correction& b) { return a.typed.begin < b.typed.begin; });
  std::string rewritten;
  size_t position = 0;
  for (const Correction& correction : corrections) {
    const auto [begin, end] = correction.typed;
    if (begin < position || end > query.size() || begin >= end) continue;
    rewritten += query.substr(position, begin - position);
    rewritten += Respell(query.substr(begin, end - begin), correction.from, correction.to);
    position = end;
  }
  return rewritten + std::string(query.substr(position));
}

}  // namespace sou::query
