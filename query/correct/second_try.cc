// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/correct/second_try.h"

#include <algorithm>
#include <optional>

#include "common/text/utf8.h"
#include "query/correct/corrector.h"
#include "query/correct/han_correction.h"
#include "query/correct/typo.h"

namespace sou::query {
namespace {

constexpr size_t kMinHalf = 3;  // letters
constexpr size_t kMaxBytes = 48;

struct Cut {
  size_t at = 0;
  uint32_t pages = 0;  // that have the rarer half
};

// Where the blank was forgotten in a word that is none: cloudnative.
std::optional<Cut> FindCut(std::string_view word, const store::Vocabulary& vocabulary) {
  Cut best;
  for (size_t at = kMinHalf; at + kMinHalf <= word.size(); ++at) {
    const uint32_t left = vocabulary.Find(word.substr(0, at)).pages;
    if (left == 0) continue;
    const uint32_t pages = std::min(left, vocabulary.Find(word.substr(at)).pages);
    if (pages > best.pages) best = {at, pages};
  }
  if (best.pages == 0) return std::nullopt;
  return best;
}

// With a blank in every word that is two.
std::optional<std::string> WithForgottenBlanks(std::string_view query, std::span<const QueryUnit> units,
                                               const store::Vocabulary& vocabulary) {
  std::string rewritten;
  size_t position = 0;
  for (const QueryUnit& unit : units) {
    const auto [begin, end] = unit.typed;
    const bool typed = !unit.other && unit.phrase == 0 && begin >= position && end <= query.size();
    const bool plain = unit.kind == text::SegmentKind::kWord && unit.text.size() <= kMaxBytes &&
                       end - begin == unit.text.size() && ScriptOf(unit.text) == WordScript::kAlphabet;
    if (!typed || !plain || vocabulary.Find(unit.text).pages > 0) continue;
    const std::optional<Cut> cut = FindCut(unit.text, vocabulary);
    if (!cut) continue;
    rewritten += std::string(query.substr(position, begin + cut->at - position)) + " ";
    position = begin + cut->at;
  }
  if (position == 0) return std::nullopt;
  return rewritten + std::string(query.substr(position));
}

// What a word may say nothing about a page around: 云元生 of 云元生是什么.
text::ByteRange WithoutStopWords(const QueryUnit& unit) {
  text::ByteRange range{0, static_cast<uint32_t>(unit.text.size())};
  // Of one with other bytes than were typed the parts cannot be told.
  if (unit.typed.end - unit.typed.begin != unit.text.size()) return range;
  for (const RunTerm& word : unit.words) {
    if (word.stop && word.range.begin <= range.begin) range.begin = std::max(range.begin, word.range.end);
  }
  for (size_t i = unit.words.size(); i-- > 0;) {
    const RunTerm& word = unit.words[i];
    if (word.stop && word.range.end >= range.end) range.end = std::min(range.end, word.range.begin);
  }
  return range.begin < range.end ? range : text::ByteRange{0, static_cast<uint32_t>(unit.text.size())};
}

bool IsTyped(const QueryUnit& unit, std::string_view query) {
  return !unit.other && unit.phrase == 0 && unit.typed.begin < unit.typed.end && unit.typed.end <= query.size();
}

// yun yuan sheng: the syllables of one word with blanks between.
std::string JoinedSyllables(std::string_view query, std::span<const QueryUnit> units) {
  std::string joined;
  for (const QueryUnit& unit : units) {
    if (unit.kind != text::SegmentKind::kWord || !IsTyped(unit, query)) return "";
    joined += (joined.empty() ? "" : "'") + unit.text;
  }
  return units.size() > 1 ? joined : "";
}

// The Han that a word was meant to be, best first.
std::vector<Correction> OtherHan(const QueryUnit& unit, const store::Suggestions& suggestions) {
  const text::ByteRange range = WithoutStopWords(unit);
  const std::string word = unit.text.substr(range.begin, range.end - range.begin);
  const bool whole = word.size() == unit.text.size();
  const text::ByteRange typed =
      whole ? unit.typed : text::ByteRange{unit.typed.begin + range.begin, unit.typed.begin + range.end};
  std::vector<Correction> corrections;
  for (const HanCorrection& meant : CorrectHan(suggestions, word)) corrections.push_back({typed, word, meant.text});
  return corrections;
}

// The best for every word; then, if there is one word only, the next best.
void AddOtherHan(std::string_view query, std::span<const QueryUnit> units, const store::Suggestions& suggestions,
                 std::vector<std::string>* tries) {
  std::vector<Correction> best;
  std::vector<Correction> further;
  for (const QueryUnit& unit : units) {
    if (!IsTyped(unit, query)) continue;
    std::vector<Correction> meant = OtherHan(unit, suggestions);
    if (meant.empty()) continue;
    best.push_back(meant.front());
    further.assign(meant.begin() + 1, meant.end());
  }
  if (best.empty()) return;
  if (best.size() > 1) further.clear();
  tries->push_back(Rewrite(query, std::move(best)));
  for (const Correction& other : further) tries->push_back(Rewrite(query, {other}));
}

}  // namespace

std::vector<std::string> SecondTries(std::string_view query, std::span<const QueryUnit> units,
                                     const store::Vocabulary& vocabulary, const store::Suggestions& suggestions) {
  std::vector<std::string> tries;
  if (auto text = WithForgottenBlanks(query, units, vocabulary)) tries.push_back(std::move(*text));
  for (const HanCorrection& meant : CorrectHan(suggestions, JoinedSyllables(query, units))) tries.push_back(meant.text);
  AddOtherHan(query, units, suggestions, &tries);
  return tries;
}

}  // namespace sou::query
