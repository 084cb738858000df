// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a word of the query that is none of the index was meant to be: the beginning of words that are, or a
// misspelling of some. A word of the index is never replaced. One object per thread; Xapian::Error passes through.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "common/store/vocabulary.h"
#include "query/plan/query_unit.h"
#include "query/plan/word_group.h"

namespace sou::query {

// A word of the query and what it was taken for.
struct Correction {
  text::ByteRange typed;  // in the query
  std::string from;       // both folded
  std::string to;
};

// How the last word of a query stands.
enum class LastWord : uint8_t {
  kFinished,  // a blank or sign follows
  kPerhaps,   // nothing follows: a word of its own or, failing that, the beginning of one
  kTyping,    // it is being typed
};

class Corrector {
 public:
  // All outlive the corrector.
  Corrector(const store::Vocabulary& vocabulary, const UnitReading& reading, const Xapian::Database& database)
      : vocabulary_(vocabulary), reading_(reading), database_(database) {}

  // Makes the last word of the query stand for the words that it may become.
  void CompleteLast(LastWord last, QueryUnit* unit) const;
  // Makes the word stand for those that begin with it, and nothing else. Returns how many there are.
  size_t CompletePrefix(QueryUnit* unit) const;

  // Whether the group is a word that no page has, nor words that mean the same.
  [[nodiscard]] bool IsUnknown(const WordGroup& group) const;

  // Puts what was likely meant in the place of an unknown word; further candidates become other words of the group.
  // nullopt if the word is left alone (numbers, identifiers), or nothing is like it.
  [[nodiscard]] std::optional<Correction> Correct(WordGroup* group) const;

  // For a word that hardly any page has, one like it that many more have.
  [[nodiscard]] std::optional<Correction> Suggest(const QueryUnit& unit) const;

 private:
  struct Variant {
    std::string text;  // folded
    double score = 0;
  };
  [[nodiscard]] bool Has(store::TermField field, std::string_view text) const;
  [[nodiscard]] bool Has(const StemmedTerm& term, const std::string& joined) const;
  [[nodiscard]] bool Has(const QueryUnit& unit) const;
  [[nodiscard]] bool HasGrams(const QueryUnit& unit, text::ByteRange range) const;
  [[nodiscard]] bool HasHangul(const QueryUnit& unit) const;
  [[nodiscard]] const RunTerm* UnknownKatakana(const QueryUnit& unit) const;
  [[nodiscard]] std::vector<Variant> VariantsOf(const QueryUnit& unit) const;
  [[nodiscard]] std::vector<Variant> VariantsOfWord(const QueryUnit& unit) const;
  [[nodiscard]] std::vector<Variant> VariantsOfParts(const QueryUnit& unit) const;
  [[nodiscard]] std::vector<Variant> VariantsOfHangul(const QueryUnit& unit) const;
  [[nodiscard]] std::vector<Variant> VariantsOfRun(const QueryUnit& unit) const;
  [[nodiscard]] std::optional<QueryUnit> Read(const std::string& text, const QueryUnit& typed) const;

  const store::Vocabulary& vocabulary_;
  const UnitReading& reading_;
  const Xapian::Database& database_;
};

// The query with the corrected words in their places, spelled as far as possible as they were typed: Ktiex becomes
// Kitex.
[[nodiscard]] std::string Rewrite(std::string_view query, std::vector<Correction> corrections);

}  // namespace sou::query
