// SPDX-License-Identifier: GPL-3.0-or-later
//
// The one Analyzer: text → tokens, for the index, for queries and for highlighting alike. A change of what it yields is
// a new kAnalyzerVersion, which makes existing indexes ask for a rebuild.
//
//   Latin and other alphabets: the word, the parts of an identifier, Snowball stems
//   Han, Kana, Thai …:         the dictionary's words, and every two neighbouring characters (grams)
//   Hangul:                    the space-delimited word, and grams
//
// Laws (tests/unit/text): token ranges lie in the text and between code points; the tokens of a text as a query are
// among its tokens as a document. One object per thread; reuse it, it keeps its buffers.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/function_ref.h"
#include "common/text/fold.h"
#include "common/text/run_words.h"
#include "common/text/segment.h"
#include "common/text/stemmer.h"
#include "common/text/word_memo.h"
#include "common/text/word_parts.h"

namespace sou::text {

inline constexpr uint32_t kAnalyzerVersion = 1;

// Name, version and the versions of the data it rests on: "sou 1, ICU 72.1, Unicode 15.0". An index is only read by the
// analyzer that wrote it.
[[nodiscard]] std::string AnalyzerId();

enum class Purpose : uint8_t {
  kDocument,
  kQuery,
  kTyping,     // a query whose last word is not finished: its tokens are marked as prefixes
  kHighlight,  // no dictionary and no grams: runs come whole, to be searched for what the query has
};

enum class TokenKind : uint8_t {
  kWord,    // a whole word, or a dictionary's word
  kJoined,  // an identifier without its inner signs: nodejs for node.js
  kPart,    // a part of an identifier
  kStem,    // the stem of the kWord or kPart before it, where it differs
  kGram,    // two neighbouring characters of a run; one, where the run ends or has no more
  kRun,     // kHighlight only: a whole run of Han, Kana, Hangul, …
};

struct Token {
  std::string_view text;  // folded; valid during the callback only
  ByteRange range;        // in the original text
  ByteRange folded;       // in Analyzer::folded()
  uint32_t unit = 0;      // ordinal of the segment that the token is of; tokens of a unit come together
  TokenKind kind = TokenKind::kWord;
  SegmentKind segment = SegmentKind::kWord;
  bool prefix = false;   // kTyping: the token may go on
  bool version = false;  // the kWord is a version number, and its parts are nested
};

class Analyzer {
 public:
  using Sink = FunctionRef<void(const Token&)>;

  // `language` is the page's primary subtag and chooses the stemmer.
  void Analyze(std::string_view text, Purpose purpose, std::string_view language, Sink sink);

  // Analyze() in two steps, for who need not see every segment: the segments of a text, valid until the next text, and
  // the tokens of one of them. `text` must be the same; the tokens' unit is 0.
  [[nodiscard]] const std::vector<Segment>& Split(std::string_view text);
  void AnalyzeSegment(std::string_view text, const Segment& segment, Purpose purpose, std::string_view language,
                      Sink sink);

  // The folded form of the text analyzed last.
  [[nodiscard]] const FoldedText& folded() const { return folded_; }

 private:
  struct Job;  // what one Analyze call carries along
  // A language's stemmer and the stems it found last.
  struct Stems {
    explicit Stems(std::string_view language) : stemmer(language) {}

    struct Stem {
      uint8_t size = 0;
      char text[31] = {};
      [[nodiscard]] std::string_view view() const { return {text, size}; }
    };
    Stemmer stemmer;
    WordMemo<Stem, 11> plain;     // of the folded word
    WordMemo<Stem, 10> accented;  // of the original, folded after stemming
  };
  void AnalyzeOne(const Job& job, ByteRange range);
  void AnalyzeWord(const Job& job, ByteRange range);
  void AnalyzeRun(const Job& job, ByteRange range);
  void EmitStem(const Job& job, ByteRange range);
  void EmitGrams(const Job& job, ByteRange range);
  void ChooseStems(std::string_view language);
  std::string_view StemOf(std::string_view word);
  std::string_view AccentedStemOf(std::string_view original);

  FoldedText folded_;
  std::vector<Segment> segments_;
  RunWords dictionary_;
  std::string spelled_;
  WordParts parts_;
  std::map<std::string, Stems, std::less<>> stems_by_language_;
  std::string language_;    // of the text being analyzed
  Stems* stems_ = nullptr;  // of that language
  std::string stem_;        // the stem found last, where it is too long to be remembered
  std::string accented_;    // likewise
};

}  // namespace sou::text
