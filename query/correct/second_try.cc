// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/correct/second_try.h"

#include <algorithm>
#include <optional>

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

}  // namespace

std::vector<std::string> SecondTries(std::string_view query, std::span<const QueryUnit> units,
                                     const store::Vocabulary& vocabulary) {
  std::vector<std::string> tries;
  if (auto text = WithForgottenBlanks(query, units, vocabulary)) tries.push_back(std::move(*text));
  return tries;
}

}  // namespace sou::query
