// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/text_check.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "common/store/record.h"
#include "common/store/schema.h"

namespace sou::query {
namespace {

// Throws what a damaged page is to the searcher.
template <typename T>
T Sound(Result<T> result) {
  if (!result.ok()) throw Xapian::DatabaseCorruptError(result.error().message);
  return std::move(*result);
}

}  // namespace

TextChecker::TextChecker(const TextCheck& check, const IndexReader& index) : check_(check), index_(index) {
  Prepare(check);
}

void TextChecker::Prepare(const TextCheck& check) {
  if (check.kind == TextCheck::Kind::kPhrase) phrases_.try_emplace(&check, check.phrase);
  for (const TextCheck& child : check.children) Prepare(child);
}

bool TextChecker::Holds(Xapian::docid id, const Xapian::Document& document) {
  Candidate candidate{id, &document, {}, {}};
  return Holds(check_, &candidate);
}

bool TextChecker::Holds(const TextCheck& check, Candidate* candidate) {
  const auto holds = [&](const TextCheck& child) { return Holds(child, candidate); };
  switch (check.kind) {
    case TextCheck::Kind::kPhrase:
      return HasPhrase(check, candidate);
    case TextCheck::Kind::kQuery:
      return Matches(check, candidate->id);
    case TextCheck::Kind::kAll:
      return std::all_of(check.children.begin(), check.children.end(), holds);
    case TextCheck::Kind::kAny:
      return std::any_of(check.children.begin(), check.children.end(), holds);
    case TextCheck::Kind::kNot:
      return std::none_of(check.children.begin(), check.children.end(), holds);
  }
  return false;
}

// Cheapest first: the terms, the title's slot, the body where it lies in the stored page, then the rest of the page.
bool TextChecker::HasPhrase(const TextCheck& check, Candidate* candidate) {
  if (!check.query.empty() && !Matches(check, candidate->id)) return false;
  PhraseMatcher& phrase = phrases_.at(&check);
  const std::string titles = candidate->document->get_value(static_cast<Xapian::valueno>(store::Slot::kTitle));
  if (phrase.IsIn(titles)) return true;
  if (check.title_only) return false;

  if (candidate->bytes.empty()) candidate->bytes = index_.Record(candidate->id);
  const std::string_view body = Sound(store::StoredBody(candidate->bytes));
  if (phrase.IsIn(body)) return true;
  const std::string_view fields = std::string_view(candidate->bytes).substr(0, candidate->bytes.size() - body.size());
  if (!candidate->page && !phrase.MayBeAmong(fields)) return false;
  if (!candidate->page) candidate->page = Sound(store::DecodePage(candidate->bytes));
  const Page& page = *candidate->page;
  const auto in_any = [&](const std::vector<std::string>& texts) {
    return std::any_of(texts.begin(), texts.end(), [&](const std::string& text) { return phrase.IsIn(text); });
  };
  return phrase.IsIn(page.description) || phrase.IsIn(page.summary) || in_any(page.tags) || in_any(page.categories) ||
         in_any(page.image_alts) || in_any(page.authors) || in_any(page.extra);
}

// Asked about many pages, one search for all is cheaper than one for each.
bool TextChecker::Matches(const TextCheck& check, Xapian::docid id) {
  const auto [found, is_new] = matching_.try_emplace(&check);
  std::vector<bool>& matching = found->second;
  if (is_new) {
    matching.resize(index_.database().get_lastdocid() + size_t{1});
    Xapian::Enquire enquire(index_.database());
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_query(check.query);
    const Xapian::MSet all = enquire.get_mset(0, index_.database().get_doccount());
    for (auto page = all.begin(); page != all.end(); ++page) matching[*page] = true;
  }
  return id < matching.size() && matching[id];
}

}  // namespace sou::query
