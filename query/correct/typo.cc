// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/correct/typo.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <string>
#include <vector>

#include "common/text/utf8.h"
#include "query/correct/hangul.h"

namespace sou::query {
namespace {

constexpr double kSwapped = 0.7;
constexpr double kDoubled = 0.7;  // a letter too much or too little beside its like
constexpr double kNeighbourKey = 0.8;
constexpr double kSameSyllable = 0.7;  // but for one jamo
constexpr double kFirstLetter = 0.4;   // on top

std::u32string CodePoints(std::string_view text) {
  std::u32string points;
  for (size_t position = 0; position < text.size();) points.push_back(text::NextCodePoint(text, &position));
  return points;
}

bool IsKatakana(char32_t c) { return (c >= 0x30A1 && c <= 0x30FA) || c == 0x30FC; }

WordScript ScriptOf(char32_t c) {
  if (c >= 'a' && c <= 'z') return WordScript::kAlphabet;
  if (c < 0x80) return WordScript::kOther;
  if (IsKatakana(c)) return WordScript::kKatakana;
  if (IsHangulSyllable(c)) return WordScript::kHangul;
  UErrorCode error = U_ZERO_ERROR;
  const auto point = static_cast<UChar32>(c);
  const UScriptCode script = uscript_getScript(point, &error);
  const bool alphabet =
      u_isalpha(point) &&
      (script == USCRIPT_LATIN || script == USCRIPT_CYRILLIC || script == USCRIPT_GREEK || script == USCRIPT_ARMENIAN ||
       script == USCRIPT_GEORGIAN || script == USCRIPT_HEBREW || script == USCRIPT_ARABIC);
  return alphabet ? WordScript::kAlphabet : WordScript::kOther;
}

// Beside each other on the keyboard that most of the world types Latin on; AZERTY and QWERTZ differ in few keys.
bool AreNeighbourKeys(char32_t a, char32_t b) {
  constexpr std::string_view kRows[] = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};
  const auto place = [&](char32_t c, int* row, int* column) {
    for (int i = 0; i < 3; ++i) {
      const size_t found = c < 0x80 ? kRows[i].find(static_cast<char>(c)) : std::string_view::npos;
      if (found == std::string_view::npos) continue;
      *row = i;
      *column = static_cast<int>(found);
      return true;
    }
    return false;
  };
  int row_a = 0, row_b = 0, column_a = 0, column_b = 0;
  if (!place(a, &row_a, &column_a) || !place(b, &row_b, &column_b)) return false;
  if (row_a == row_b) return std::abs(column_a - column_b) == 1;
  // Each row stands half a key to the right of the one above.
  const int right = row_a < row_b ? column_a - column_b : column_b - column_a;
  return std::abs(row_a - row_b) == 1 && (right == 0 || right == 1);
}

double ChangeCost(char32_t typed, char32_t meant) {
  if (typed == meant) return 0;
  if (AreNeighbourKeys(typed, meant)) return kNeighbourKey;
  return JamoDifference(typed, meant) == 1 ? kSameSyllable : 1;
}

// What it costs that word[i] is too much (or, seen from the other word, too little).
double LoneCost(const std::u32string& word, size_t i) {
  const bool doubled = (i > 0 && word[i] == word[i - 1]) || (i + 1 < word.size() && word[i] == word[i + 1]);
  return doubled ? kDoubled : 1;
}

}  // namespace

WordScript ScriptOf(std::string_view folded) {
  if (folded.empty()) return WordScript::kOther;
  size_t position = 0;
  const WordScript script = ScriptOf(text::NextCodePoint(folded, &position));
  while (position < folded.size()) {
    const char32_t c = text::NextCodePoint(folded, &position);
    const bool mark = c >= 0x80 && (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0;
    if (!mark && ScriptOf(c) != script) return WordScript::kOther;
  }
  return script;
}

uint32_t MaxEdits(std::string_view folded) {
  const size_t size = text::CountCodePoints(folded);
  switch (ScriptOf(folded)) {
    case WordScript::kAlphabet:
      return size >= 8 ? 2 : size >= 4 ? 1 : 0;
    case WordScript::kHangul:
      return size >= 3 ? 1 : 0;
    case WordScript::kKatakana:
      return size >= 4 ? 1 : 0;
    case WordScript::kOther:
      break;
  }
  return 0;
}

// The restricted Damerau-Levenshtein distance with costs.
double TypoCost(std::string_view typed_text, std::string_view meant_text) {
  const std::u32string typed = CodePoints(typed_text);
  const std::u32string meant = CodePoints(meant_text);
  std::vector<std::vector<double>> cost(typed.size() + 1, std::vector<double>(meant.size() + 1));
  for (size_t i = 0; i <= typed.size(); ++i) {
    for (size_t j = 0; j <= meant.size(); ++j) {
      if (i == 0 && j == 0) continue;
      double best = 1e9;
      const auto offer = [&](double value) { best = std::min(best, value); };
      if (i > 0) offer(cost[i - 1][j] + LoneCost(typed, i - 1));
      if (j > 0) offer(cost[i][j - 1] + LoneCost(meant, j - 1));
      if (i > 0 && j > 0) offer(cost[i - 1][j - 1] + ChangeCost(typed[i - 1], meant[j - 1]));
      const bool swapped = i > 1 && j > 1 && typed[i - 1] == meant[j - 2] && typed[i - 2] == meant[j - 1];
      if (swapped) offer(cost[i - 2][j - 2] + kSwapped);
      cost[i][j] = best;
    }
  }
  const bool same_first = !typed.empty() && !meant.empty() && typed[0] == meant[0];
  return cost[typed.size()][meant.size()] + (same_first ? 0 : kFirstLetter);
}

}  // namespace sou::query
