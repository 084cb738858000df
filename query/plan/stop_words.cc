// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/plan/stop_words.h"

#include <algorithm>
#include <array>
#include <vector>

namespace sou::query {
namespace {

// Folded: Han is simplified.
constexpr auto kWords = std::to_array<std::string_view>({
    // English
    "a", "an", "and", "are", "as", "at", "be", "by", "can", "do", "does", "did", "for", "from", "how", "i", "in", "is", "it", "its",
    "of", "on", "or", "that", "the", "their", "there", "this", "to", "was", "were", "what", "when", "where", "which",
    "who", "whom", "whose", "why", "will", "with", "my", "your", "you", "we", "has", "have", "had",
    // Chinese
    "的", "了", "是", "在", "和", "与", "及", "或", "也", "都", "就", "而", "之", "吗", "呢", "吧", "被", "把", "从", "对", "为", "于",
    "什么", "怎么", "怎样", "如何", "为什么", "哪", "哪些", "哪个", "哪里", "谁", "几", "多少", "是否", "有", "这", "那", "这个", "那个",
    "一个", "可以", "以及", "其", "中", "个", "年", "何时",
    // Japanese
    "の", "を", "は", "が", "に", "で", "と", "も", "へ", "や", "か", "ね", "よ", "な", "た", "て", "だ", "から", "まで", "より", "とは",
    "です", "ます", "する", "した", "して", "いる", "ある", "れる", "何", "どの", "どう", "誰", "こと", "もの", "という", "この", "その",
    "れ", "さ", "し", "い", "う",
    // Korean
    "은", "는", "이", "가", "을", "를", "에", "의", "와", "과", "도", "로", "에서", "으로", "무엇", "무엇인가", "어떻게", "왜", "누구",
    "언제", "어디",
});

}  // namespace

bool IsStopWord(std::string_view folded) {
  static const std::vector<std::string_view> sorted = [] {
    std::vector<std::string_view> words(kWords.begin(), kWords.end());
    std::sort(words.begin(), words.end());
    return words;
  }();
  return std::binary_search(sorted.begin(), sorted.end(), folded);
}

}  // namespace sou::query
