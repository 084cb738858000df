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

struct Before {
  std::string_view exact;
  bool operator()(const Counted& a, const Counted& b) const {
    const bool is_a = a.text == exact;
    const bool is_b = b.text == exact;
    if (is_a != is_b) return is_a;
    return a.pages != b.pages ? a.pages > b.pages : a.text < b.text;
  }
};

// The words on most pages, as many as the bounds allow; the exact one first.
class MostFrequent {
 public:
  explicit MostFrequent(std::string_view exact) : before_{exact} {}

  void Offer(std::string_view text, uint32_t pages) {
    const bool full = words_.size() == kMaxWords;
    if (full && pages <= words_.front().pages && text != before_.exact) return;
    words_.push_back({std::string(text), pages});
    std::push_heap(words_.begin(), words_.end(), before_);
    if (!full) return;
    std::pop_heap(words_.begin(), words_.end(), before_);
    words_.pop_back();
  }

  [[nodiscard]] std::vector<std::string> Take() {
    std::sort(words_.begin(), words_.end(), before_);
    std::vector<std::string> chosen;
    uint64_t postings = 0;
    for (Counted& word : words_) {
      if (postings >= kMaxPostings) break;
      postings += word.pages;
      chosen.push_back(std::move(word.text));
    }
    return chosen;
  }

 private:
  Before before_;
  std::vector<Counted> words_;  // a heap, the least frequent in front
};

}  // namespace

Completions Complete(const Vocabulary& vocabulary, std::string_view folded) {
  Completions found;
  if (folded.empty()) return found;
  std::vector<Vocabulary::Range> ranges = HangulContinuations(folded);
  if (ranges.empty()) ranges.push_back(Vocabulary::BeginningWith(folded));
  MostFrequent words(folded);
  MostFrequent title_words(folded);
  for (const Vocabulary::Range& range : ranges) {
    vocabulary.EachIn(range, [&](const VocabularyWord& word) {
      ++found.all;
      words.Offer(word.text, word.pages);
      if (word.title_pages > 0) title_words.Offer(word.text, word.title_pages);
    });
  }
  found.words = words.Take();
  found.title_words = title_words.Take();
  return found;
}

}  // namespace sou::query
