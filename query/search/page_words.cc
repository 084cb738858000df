// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/page_words.h"

#include <algorithm>
#include <utility>

#include "common/text/utf8.h"

namespace sou::query {
namespace {

using store::MakeTerm;
using store::TermField;
using store::TextField;
using text::SegmentKind;
using text::TokenKind;
using Xapian::Query;

// What a page is about is said in its first part; a long page costs no more than this.
constexpr size_t kMaxBodyBytes = 64 << 10;
// A part of an identifier beside the whole.
constexpr double kPart = 0.5;
constexpr size_t kMinLetters = 2;
// The title beside its weight in searches: what a page is related by is its subject.
constexpr double kTitle = 3;

bool IsNumber(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == '-'; });
}

std::string KeyOf(PageWord::Kind kind, std::string_view text) {
  return std::string(1, static_cast<char>('0' + static_cast<int>(kind))) + std::string(text);
}

// 쿠버네티스에서 → 쿠버네티스. What is cut off says nothing; two characters stay.
std::string_view WithoutParticle(std::string_view word, const StopWords& stop_words) {
  size_t end = word.size();
  std::string_view stem = word;
  while (end > 0) {
    text::PreviousCodePoint(word, &end);
    if (text::CountCodePoints(word.substr(0, end)) < 2) break;
    if (stop_words.Contains(word.substr(end))) stem = word.substr(0, end);
  }
  return stem;
}

std::vector<std::string> PairsOf(std::string_view text) {
  std::vector<std::string> pairs;
  size_t begin = 0;
  size_t middle = 0;
  text::NextCodePoint(text, &middle);
  while (middle < text.size()) {
    size_t end = middle;
    text::NextCodePoint(text, &end);
    pairs.emplace_back(text.substr(begin, end - begin));
    begin = std::exchange(middle, end);
  }
  return pairs;
}

}  // namespace

std::vector<PageWord> PageWords::Of(const Page& page, size_t most) {
  words_.clear();
  const std::string& language = page.language;
  Add(TextField::kTitle, page.title, language);
  Add(TextField::kSubtitle, page.subtitle, language);
  Add(TextField::kDescription, page.description, language);
  for (const std::string& tag : page.tags) Add(TextField::kTag, tag, language);
  for (const std::string& category : page.categories) Add(TextField::kTag, category, language);
  for (const Heading& heading : page.headings) Add(TextField::kHeading, heading.text, language);
  Add(TextField::kBody, text::TruncateUtf8(page.body, kMaxBodyBytes), language);
  std::vector<PageWord> words;
  for (auto& [key, word] : words_) {
    if (word.count > 0) words.push_back(std::move(word));
  }
  const auto more = [](const PageWord& a, const PageWord& b) {
    return a.count != b.count ? a.count > b.count : a.text < b.text;
  };
  const size_t kept = std::min(most, words.size());
  std::partial_sort(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(kept), words.end(), more);
  words.resize(kept);
  return words;
}

void PageWords::Add(TextField field, std::string_view text, std::string_view language) {
  weight_ = static_cast<double>(store::kTextRules[static_cast<size_t>(field)].weight) / store::kBodyWeight;
  if (field == TextField::kTitle) weight_ *= kTitle;
  unit_ = UINT32_MAX;
  last_ = nullptr;
  analyzer_->Analyze(text, text::Purpose::kDocument, language, [this](const text::Token& token) { AddToken(token); });
}

void PageWords::AddToken(const text::Token& token) {
  if (token.unit != unit_) singles_.clear();
  unit_ = token.unit;
  const bool run = token.segment == SegmentKind::kRun;
  switch (token.kind) {
    case TokenKind::kWord:
      if (token.segment == SegmentKind::kHangul)
        return Count(PageWord::Kind::kHangul, WithoutParticle(token.text, stop_words_), 1);
      if (run && text::CountCodePoints(token.text) == 1) {
        if (!stop_words_.Contains(token.text)) singles_.push_back(token.folded);
        return;
      }
      if (token.version) return;
      return Count(run ? PageWord::Kind::kRun : PageWord::Kind::kAlphabet, token.text, 1);
    case TokenKind::kPart:
      return Count(PageWord::Kind::kAlphabet, token.text, kPart);
    case TokenKind::kStem:
      // The stem takes the word's place.
      if (last_ == nullptr) return;
      last_->count -= last_count_;
      return Count(PageWord::Kind::kAlphabet, token.text, last_count_ / weight_);
    case TokenKind::kGram:
      if (run && BeginsWithSingle(token)) Count(PageWord::Kind::kGram, token.text, 1);
      return;
    case TokenKind::kJoined:
    case TokenKind::kRun:
      return;
  }
}

// A gram that begins with a character which is no word of the dictionary: 云原 of 云 | 原生, 熔断 of 熔 | 断.
bool PageWords::BeginsWithSingle(const text::Token& gram) const {
  if (text::CountCodePoints(gram.text) < 2) return false;
  const auto is_single = [&](const text::ByteRange& single) { return single.begin == gram.folded.begin; };
  if (std::none_of(singles_.begin(), singles_.end(), is_single)) return false;
  size_t second = 0;
  text::NextCodePoint(gram.text, &second);
  return !stop_words_.Contains(gram.text.substr(second));
}

void PageWords::Count(PageWord::Kind kind, std::string_view text, double factor) {
  last_ = nullptr;
  if (text.size() < kMinLetters || IsNumber(text) || stop_words_.Contains(text)) return;
  PageWord& word = words_[KeyOf(kind, text)];
  if (word.text.empty()) {
    word.kind = kind;
    word.text = text;
  }
  word.count += weight_ * factor;
  last_ = kind == PageWord::Kind::kAlphabet ? &word : nullptr;
  last_count_ = weight_ * factor;
}

Query MatchPageWord(const PageWord& word, bool title) {
  const TermField in_word = title ? TermField::kTitleWord : TermField::kWord;
  const TermField in_stem = title ? TermField::kTitleStem : TermField::kStem;
  const TermField in_gram = title ? TermField::kTitleGram : TermField::kGram;
  switch (word.kind) {
    case PageWord::Kind::kAlphabet:
      return {Query::OP_SYNONYM, Query(MakeTerm(in_word, word.text)), Query(MakeTerm(in_stem, word.text))};
    case PageWord::Kind::kRun:
      return Query(MakeTerm(store::FieldOfRunWord(word.text, in_word, in_gram), word.text));
    case PageWord::Kind::kGram:
      return Query(MakeTerm(in_gram, word.text));
    case PageWord::Kind::kHangul:
      break;
  }
  // One word, not as many as it has pairs.
  std::vector<Query> pairs;
  for (const std::string& pair : PairsOf(word.text)) pairs.emplace_back(MakeTerm(in_gram, pair));
  if (pairs.empty()) return Query(MakeTerm(in_gram, word.text));
  return Query(Query::OP_AND, pairs.begin(), pairs.end()) * (1.0 / static_cast<double>(pairs.size()));
}

Xapian::doccount PagesWith(const PageWord& word, const Xapian::Database& database) {
  const auto pages = [&](TermField field, const std::string& text) {
    return database.get_termfreq(MakeTerm(field, text));
  };
  switch (word.kind) {
    case PageWord::Kind::kAlphabet:
      return std::max(pages(TermField::kWord, word.text), pages(TermField::kStem, word.text));
    case PageWord::Kind::kRun:
      return pages(store::FieldOfRunWord(word.text, TermField::kWord, TermField::kGram), word.text);
    case PageWord::Kind::kGram:
      return pages(TermField::kGram, word.text);
    case PageWord::Kind::kHangul:
      break;
  }
  Xapian::doccount least = database.get_doccount();
  for (const std::string& pair : PairsOf(word.text)) least = std::min(least, pages(TermField::kGram, pair));
  return least;
}

}  // namespace sou::query
