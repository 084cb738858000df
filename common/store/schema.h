// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is stored where in the Xapian database: one table for the writer, the planner, the facets and the documentation.
// Term prefixes follow Xapian's and Omega's conventions (omega docs/termprefixes.rst): S title, K keyword, Q id, P
// path, L language, A author, Z stem, X… our own.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace sou::store {

// Raised when anything here changes in a way that old indexes cannot be read.
inline constexpr uint32_t kFormatVersion = 5;

// ---- terms

enum class TermField : uint8_t {
  kWord,       // words, identifiers and their parts, of all fields together
  kStem,       // their stems, where they differ
  kGram,       // two neighbouring characters, of all fields together
  kTitleWord,  // the same of title and subtitle alone
  kTitleStem,
  kTitleGram,
  kId,
  kPath,
  kLanguage,     // primary subtag and full tag
  kTag,          // folded
  kCategory,     // folded
  kSection,      // folded
  kAuthor,       // folded
  kAddress,      // the page's address and aliases, and the folders of the address: common/store/address.h
  kTranslation,  // shared by the translations of a page
  kDelta,        // of every page of a delta segment, with no value
};

struct TermRule {
  TermField field;
  std::string_view prefix;
  bool boolean;  // a filter: counts nothing in ranking
  std::string_view help;
};

inline constexpr std::array kTermRules = {
    TermRule{TermField::kWord, "", false, "word, identifier or part of one"},
    TermRule{TermField::kStem, "Z", false, "stem, where it differs from the word"},
    TermRule{TermField::kGram, "XG", false, "two neighbouring characters"},
    TermRule{TermField::kTitleWord, "S", false, "word of the title"},
    TermRule{TermField::kTitleStem, "XZS", false, "stem of a title's word"},
    TermRule{TermField::kTitleGram, "XTG", false, "two neighbouring characters of the title"},
    TermRule{TermField::kId, "Q", true, "the page's id"},
    TermRule{TermField::kPath, "P", true, "source path"},
    TermRule{TermField::kLanguage, "L", true, "language: primary subtag, and full tag"},
    TermRule{TermField::kTag, "K", true, "tag, folded"},
    TermRule{TermField::kCategory, "XC", true, "category, folded"},
    TermRule{TermField::kSection, "XS", true, "section, folded"},
    TermRule{TermField::kAuthor, "A", true, "author, folded"},
    TermRule{TermField::kAddress, "U", true, "address, alias, folder of the address"},
    TermRule{TermField::kTranslation, "XR", true, "what the translations of a page share"},
    TermRule{TermField::kDelta, "XD", true, "the page was added or changed since the last full build"},
};

constexpr const TermRule& RuleOf(TermField field) { return kTermRules[static_cast<size_t>(field)]; }

// Xapian's limit is 245 bytes with zero bytes counted twice; a longer term ends in a hash of what was cut off.
inline constexpr size_t kMaxTermBytes = 200;

// The term of `value` in `field`. A colon is set between where the value could be taken for a part of the prefix.
[[nodiscard]] std::string MakeTerm(TermField field, std::string_view value);
// The same into a string that is used again and again.
void MakeTerm(TermField field, std::string_view value, std::string* term);

// Which of `words` and `grams` has a dictionary's word of a run without spaces. One of two characters is a gram, which
// a page has anyway, and one of a single character becomes one: a fifth of all postings less, and no judged set ranks
// worse.
[[nodiscard]] TermField FieldOfRunWord(std::string_view word, TermField words, TermField grams);

// Stands for a Page::translation_key: 16 hex digits, since the keys are paths and every page has one. Empty for "".
[[nodiscard]] std::string TranslationId(std::string_view translation_key);

// ---- weights: how often a word of a field counts as one occurrence (BM25F by weighted counts)

enum class TextField : uint8_t { kTitle, kSubtitle, kHeading, kTag, kDescription, kBody, kImageAlt, kExtra };

struct TextRule {
  TextField field;
  std::string_view name;
  uint32_t weight;  // body = kBodyWeight
  bool title;       // also in the title's own terms
};

// The body counts more than once so that some fields can count less.
inline constexpr uint32_t kBodyWeight = 2;

inline constexpr std::array kTextRules = {
    TextRule{TextField::kTitle, "title", 6, true},
    TextRule{TextField::kSubtitle, "subtitle", 4, true},
    TextRule{TextField::kHeading, "heading", 2, false},  // on top of its place in the body
    TextRule{TextField::kTag, "tag", 4, false},
    TextRule{TextField::kDescription, "description", 3, false},
    TextRule{TextField::kBody, "body", kBodyWeight, false},
    TextRule{TextField::kImageAlt, "image", 2, false},
    TextRule{TextField::kExtra, "extra", 1, false},
};

// ---- value slots

enum class Slot : uint32_t {
  kDate = 0,      // sortable_serialise(seconds since the epoch); empty: no date
  kLanguage = 1,  // primary subtag
  kSection = 2,   // as written
  kYear = 3,      // four digits, in the page's own zone
  kTitle =
      4,  // title, and subtitle behind a line end: the second phase of ranking needs them without the rest of the page
  kLanguageTag = 5,  // as the site says it: "zh-Hant"
  kTranslation = 6,  // TranslationId(); empty: none
  kTag = 16,         // 16 to 31: a tag each, as written
  kCategory = 32,    // 32 to 39: a category each, as written
};
// What goes beyond is found and shown, but not counted in facets.
inline constexpr uint32_t kTagSlots = 16;
inline constexpr uint32_t kCategorySlots = 8;

// A hash of all the above, 16 hex digits: an index that was written by other rules cannot be added to.
[[nodiscard]] std::string SchemaId();

// ---- checks

consteval bool PrefixesAreDistinct() {
  for (size_t i = 0; i < kTermRules.size(); ++i) {
    if (static_cast<size_t>(kTermRules[i].field) != i) return false;
    for (size_t j = 0; j < kTermRules.size(); ++j) {
      const bool begins = !kTermRules[i].prefix.empty() && kTermRules[j].prefix.starts_with(kTermRules[i].prefix);
      if (i != j && begins) return false;
    }
  }
  return true;
}
static_assert(PrefixesAreDistinct(), "a prefix begins another, or the table is not in the order of TermField");
static_assert(static_cast<uint32_t>(Slot::kTag) + kTagSlots <= static_cast<uint32_t>(Slot::kCategory));

}  // namespace sou::store
