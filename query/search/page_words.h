// SPDX-License-Identifier: GPL-3.0-or-later
//
// The words of a stored page and how much each stands out in it: in the title, the tags, headings and the text. One
// object per thread.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include <xapian.h>

#include "common/store/page.h"
#include "common/store/schema.h"
#include "common/text/analyzer.h"
#include "query/plan/stop_words.h"

namespace sou::query {

// A word by the terms that pages have of it.
struct PageWord {
  enum class Kind : uint8_t {
    kAlphabet,  // by its stem: pods and pod are one
    kRun,       // of the dictionary
    kGram,      // two characters that the dictionary does not know as a word
    kHangul,    // a Korean word without its particle: every two of its characters
  };
  Kind kind = Kind::kAlphabet;
  std::string text;
  double count = 0;  // weighted by where it stands: 1 in the text
};

class PageWords {
 public:
  // Both outlive it.
  PageWords(const StopWords& stop_words, text::Analyzer* analyzer) : stop_words_(stop_words), analyzer_(analyzer) {}

  // Words that say something, no numbers; most counted first, at most `most`.
  [[nodiscard]] std::vector<PageWord> Of(const Page& page, size_t most);

 private:
  void Add(store::TextField field, std::string_view text, std::string_view language);
  void AddToken(const text::Token& token);
  void Count(PageWord::Kind kind, std::string_view text, double factor);
  [[nodiscard]] bool BeginsWithSingle(const text::Token& gram) const;

  const StopWords& stop_words_;
  text::Analyzer* analyzer_;
  std::unordered_map<std::string, PageWord> words_;  // by kind and text
  double weight_ = 0;                                // of the field being read
  uint32_t unit_ = 0;                                // the segment being read
  std::vector<text::ByteRange> singles_;             // its words of one character
  PageWord* last_ = nullptr;                         // the alphabet's word that a stem may follow
  double last_count_ = 0;
};

// Pages that have the word, in the title alone or anywhere. Their number is an estimate.
[[nodiscard]] Xapian::Query MatchPageWord(const PageWord& word, bool title);
[[nodiscard]] Xapian::doccount PagesWith(const PageWord& word, const Xapian::Database& database);

}  // namespace sou::query
