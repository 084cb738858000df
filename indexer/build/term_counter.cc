// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/term_counter.h"

#include <optional>

#include "common/store/address.h"

namespace sou::indexer {

using store::TermField;
using store::TextField;
using text::TokenKind;

namespace {

struct TokenFields {
  TermField everywhere;
  TermField title;
};

TokenFields FieldsOf(const text::Token& token) {
  switch (token.kind) {
    case TokenKind::kStem:
      return {TermField::kStem, TermField::kTitleStem};
    case TokenKind::kGram:
      return {TermField::kGram, TermField::kTitleGram};
    case TokenKind::kWord:
      if (token.segment != text::SegmentKind::kRun) break;
      return {store::FieldOfRunWord(token.text, TermField::kWord, TermField::kGram),
              store::FieldOfRunWord(token.text, TermField::kTitleWord, TermField::kTitleGram)};
    case TokenKind::kJoined:
    case TokenKind::kPart:
    case TokenKind::kRun:
      break;
  }
  return {TermField::kWord, TermField::kTitleWord};
}

const store::TextRule& RuleOf(TextField field) { return store::kTextRules[static_cast<size_t>(field)]; }

}  // namespace

const std::vector<TermCounts::Entry>& TermCounter::Count(const Page& page) {
  counts_.Clear();
  const std::string& language = page.language;
  AddText(TextField::kTitle, page.title, language);
  AddText(TextField::kSubtitle, page.subtitle, language);
  AddText(TextField::kDescription, page.description, language);
  if (page.summary != page.description) AddText(TextField::kDescription, page.summary, language);
  for (const Heading& heading : page.headings) AddText(TextField::kHeading, heading.text, language);
  for (const std::string& tag : page.tags) AddText(TextField::kTag, tag, language);
  for (const std::string& category : page.categories) AddText(TextField::kTag, category, language);
  AddText(TextField::kBody, page.body, language);
  for (const std::string& alt : page.image_alts) AddText(TextField::kImageAlt, alt, language);
  for (const std::string& author : page.authors) AddText(TextField::kExtra, author, language);
  for (const std::string& text : page.extra) AddText(TextField::kExtra, text, language);
  AddFilters(page);
  return counts_.Sorted();
}

void TermCounter::AddText(TextField field, std::string_view text, std::string_view language) {
  const store::TextRule& rule = RuleOf(field);
  analyzer_.Analyze(text, text::Purpose::kDocument, language, [&](const text::Token& token) { AddToken(token, rule); });
}

void TermCounter::AddToken(const text::Token& token, const store::TextRule& rule) {
  const TokenFields fields = FieldsOf(token);
  Add(fields.everywhere, token.text, rule.weight);
  if (rule.title) Add(fields.title, token.text, 1);
}

void TermCounter::Add(TermField field, std::string_view text, uint32_t count) {
  store::MakeTerm(field, text, &term_);
  counts_.Add(term_, count);
}

void TermCounter::AddFilters(const Page& page) {
  AddFilter(TermField::kId, page.id);
  AddFilter(TermField::kPath, page.path);
  AddFilter(TermField::kLanguage, text::Fold(page.language));
  AddFilter(TermField::kLanguage, text::Fold(page.language_tag));
  AddFilter(TermField::kSection, text::Fold(page.section));
  for (const std::string& tag : page.tags) AddFilter(TermField::kTag, text::Fold(tag));
  for (const std::string& category : page.categories) AddFilter(TermField::kCategory, text::Fold(category));
  for (const std::string& author : page.authors) AddFilter(TermField::kAuthor, text::Fold(author));
  AddFilter(TermField::kTranslation, store::TranslationId(page.translation_key));
  AddAddresses(page);
}

void TermCounter::AddAddresses(const Page& page) {
  if (page.url.empty()) return;
  counts_.Add(store::AddressTerm(page.url), 0);
  for (const std::string& alias : page.aliases) counts_.Add(store::AddressTerm(alias), 0);
  for (const std::string& folder : store::AddressFolders(page.url)) counts_.Add(store::FolderTerm(folder), 0);
}

void TermCounter::AddFilter(TermField field, std::string_view folded) {
  if (!folded.empty()) Add(field, folded, 0);
}

}  // namespace sou::indexer
