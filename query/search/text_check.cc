// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/text_check.h"

#include <algorithm>
#include <string>

#include "common/store/schema.h"

namespace sou::query {

TextChecker::TextChecker(const TextCheck& check, const Xapian::Database& database)
    : check_(check), database_(database) {
  Prepare(check);
}

void TextChecker::Prepare(const TextCheck& check) {
  if (check.kind == TextCheck::Kind::kPhrase) matchers_.push_back({&check, PhraseMatcher(check.phrase)});
  for (const TextCheck& child : check.children) Prepare(child);
}

bool TextChecker::Holds(const Page& page) { return Holds(check_, page); }

bool TextChecker::Holds(const TextCheck& check, const Page& page) {
  const auto holds = [&](const TextCheck& child) { return Holds(child, page); };
  switch (check.kind) {
    case TextCheck::Kind::kPhrase:
      return HasPhrase(check, page);
    case TextCheck::Kind::kQuery:
      return Matches(check.query, page);
    case TextCheck::Kind::kAll:
      return std::all_of(check.children.begin(), check.children.end(), holds);
    case TextCheck::Kind::kAny:
      return std::any_of(check.children.begin(), check.children.end(), holds);
    case TextCheck::Kind::kNot:
      return std::none_of(check.children.begin(), check.children.end(), holds);
  }
  return false;
}

bool TextChecker::HasPhrase(const TextCheck& check, const Page& page) {
  const auto found =
      std::find_if(matchers_.begin(), matchers_.end(), [&](const Matcher& m) { return m.check == &check; });
  PhraseMatcher& phrase = found->phrase;
  if (phrase.empty()) return true;  // said in a diagnostic
  if (phrase.IsIn(page.title)) return true;
  if (check.title_only) return false;
  const auto in_any = [&](const std::vector<std::string>& texts) {
    return std::any_of(texts.begin(), texts.end(), [&](const std::string& text) { return phrase.IsIn(text); });
  };
  return phrase.IsIn(page.body) || phrase.IsIn(page.subtitle) || phrase.IsIn(page.description) ||
         phrase.IsIn(page.summary) || in_any(page.tags) || in_any(page.categories) || in_any(page.image_alts) ||
         in_any(page.authors) || in_any(page.extra);
}

bool TextChecker::Matches(const Xapian::Query& query, const Page& page) const {
  const Xapian::Query id(store::MakeTerm(store::TermField::kId, page.id));
  Xapian::Enquire enquire(database_);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_query(Xapian::Query(Xapian::Query::OP_FILTER, id, query));
  return !enquire.get_mset(0, 1).empty();
}

}  // namespace sou::query
