// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/correct/near_words.h"

#include <algorithm>
#include <cmath>

#include "query/correct/typo.h"

namespace sou::query {
namespace {

using store::Vocabulary;
using store::VocabularyWord;

// A noisy channel (Kernighan, Church, Gale 1990): how often the word is written, times how likely the slip is. One edit
// more makes a word 50 times less likely, a page that has it in its title counts for ten.
constexpr double kEdit = 3.9;  // ln 50
constexpr double kTitlePages = 9;

// Where words of a script lie: the others need not be looked at.
Vocabulary::Range RangeOf(WordScript script, std::string_view folded) {
  switch (script) {
    case WordScript::kHangul:
      return {"\uAC00", "\uD7A4"};
    case WordScript::kKatakana:
      return {"\u30A1", "\u3100"};
    case WordScript::kAlphabet:
    case WordScript::kOther:
      break;
  }
  const bool ascii = std::all_of(folded.begin(), folded.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return ascii ? Vocabulary::Range{"a", "{"} : Vocabulary::Range{"a", "\u3041"};
}

double ScoreOf(std::string_view typed, const VocabularyWord& word) {
  return std::log(1 + word.pages + kTitlePages * word.title_pages) - kEdit * TypoCost(typed, word.text);
}

}  // namespace

std::vector<NearWord> FindNearWords(const Vocabulary& vocabulary, std::string_view folded, size_t limit) {
  std::vector<NearWord> words;
  const uint32_t max_edits = MaxEdits(folded);
  if (max_edits == 0) return words;
  const WordScript script = ScriptOf(folded);
  vocabulary.EachNear(folded, max_edits, RangeOf(script, folded), [&](const VocabularyWord& word, uint32_t edits) {
    if (edits == 0 || ScriptOf(word.text) != script) return;
    words.push_back({std::string(word.text), word.pages, edits, ScoreOf(folded, word)});
  });
  const auto better = [](const NearWord& a, const NearWord& b) {
    return a.score != b.score ? a.score > b.score : a.text < b.text;
  };
  std::sort(words.begin(), words.end(), better);
  if (words.size() > limit) words.resize(limit);
  return words;
}

}  // namespace sou::query
