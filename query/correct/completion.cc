// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/correct/completion.h"

#include <algorithm>
#include <cstdint>

#include "query/correct/hangul.h"

namespace sou::query {
namespace {

using store::Vocabulary;
using store::VocabularyWord;

constexpr size_t kMaxWords = 200;
constexpr uint64_t kMaxPostings = 20'000;  // pages of all words together

struct Counted {
  std::string text;
  uint32_t pages = 0;
};

// Those on most pages, as many as the bounds allow; the exact one first.
std::vector<std::string> MostFrequent(std::vector<Counted> words, std::string_view exact) {
  const auto before = [&](const Counted& a, const Counted& b) {
    const bool is_a = a.text == exact;
    const bool is_b = b.text == exact;
    if (is_a != is_b) return is_a;
    return a.pages != b.pages ? a.pages > b.pages : a.text < b.text;
  };
  const size_t most = std::min(words.size(), kMaxWords);
  std::partial_sort(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(most), words.end(), before);
  std::vector<std::string> chosen;
  uint64_t postings = 0;
  for (size_t i = 0; i < most && postings < kMaxPostings; ++i) {
    postings += words[i].pages;
    chosen.push_back(std::move(words[i].text));
  }
  return chosen;
}

}  // namespace

Completions Complete(const Vocabulary& vocabulary, std::string_view folded) {
  Completions found;
  if (folded.empty()) return found;
  std::vector<Vocabulary::Range> ranges = HangulContinuations(folded);
  if (ranges.empty()) ranges.push_back(Vocabulary::BeginningWith(folded));
  std::vector<Counted> words;
  std::vector<Counted> title_words;
  for (const Vocabulary::Range& range : ranges) {
    vocabulary.EachIn(range, [&](const VocabularyWord& word) {
      words.push_back({std::string(word.text), word.pages});
      if (word.title_pages > 0) title_words.push_back({std::string(word.text), word.title_pages});
    });
  }
  found.all = words.size();
  found.words = MostFrequent(std::move(words), folded);
  found.title_words = MostFrequent(std::move(title_words), folded);
  return found;
}

}  // namespace sou::query
