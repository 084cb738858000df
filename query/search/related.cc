// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/related.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "common/base/percent.h"
#include "common/store/record.h"
#include "common/store/schema.h"
#include "query/plan/filters.h"
#include "query/plan/weighting.h"
#include "query/search/curation.h"
#include "query/search/page_words.h"

namespace sou::query {
namespace {

using store::MakeTerm;
using store::TermField;
using Xapian::Query;

// Words looked up in the index, and words searched for: more cost more and say less.
constexpr size_t kMaxConsidered = 300;
constexpr size_t kMaxSearched = 25;
// Of what the best word says; many that say little together outweigh it in pages of everything.
constexpr double kLeastShare = 0.35;
// A word that more than this share of the language's pages have says nothing of one of them.
constexpr double kMaxShare = 0.7;
constexpr double kFewOfAnySite = 10;
// Frequency beyond which a word does not stand for the page more, and pages below which rarity does not count more: a
// name that two pages share by chance must not decide.
constexpr double kMaxCount = 36;
constexpr double kFewPages = 3;
// Two characters that the dictionary does not know stand together by chance more often than not.
constexpr double kMinGrams = 3;
// A page in another language, of which there is no translation, beside one in the page's own.
constexpr double kOtherLanguage = 0.5;
// Pages looked at for one that is wanted, so that those can move down.
constexpr size_t kLookedAt = 3;

struct Scored {
  PageWord word;
  double score = 0;  // how often it stands in the page, damped, times how rare it is
};

// Whether a page other than `own` has the word: what only the page and its translations have finds nothing.
bool OthersHave(const PageWord& word, Xapian::doccount having, const std::vector<Xapian::docid>& own,
                const Xapian::Database& database) {
  if (having > own.size()) return true;
  const Query query = MatchPageWord(word, false);
  for (auto term = query.get_terms_begin(); term != query.get_terms_end(); ++term) {
    const auto end = database.postlist_end(*term);
    for (auto posting = database.postlist_begin(*term); posting != end; ++posting) {
      if (std::find(own.begin(), own.end(), *posting) == own.end()) return true;
    }
  }
  return false;
}

bool IsAddress(std::string_view text) { return text.starts_with('/') || text.find("://") != std::string_view::npos; }

}  // namespace

// The page and its translations.
std::vector<Xapian::docid> RelatedFinder::OwnPages(const Page& page) const {
  const std::string term = page.translation_key.empty()
                               ? MakeTerm(TermField::kId, page.id)
                               : MakeTerm(TermField::kTranslation, store::TranslationId(page.translation_key));
  return index_.Postings(term, database_.get_doccount());
}

Query RelatedFinder::ScoreOf(const Page& page) {
  const std::vector<PageWord> candidates = PageWords(stop_words_, analyzer_).Of(page, kMaxConsidered);
  const Xapian::doccount all_pages = database_.get_doccount();
  const Xapian::doccount of_language =
      page.language.empty() ? all_pages : database_.get_termfreq(MakeTerm(TermField::kLanguage, page.language));
  const std::vector<Xapian::docid> own = OwnPages(page);
  std::vector<Scored> scored;
  for (const PageWord& word : candidates) {
    const Xapian::doccount having = PagesWith(word, database_);
    // A word of one language is as rare as it is among that language's pages.
    const Xapian::doccount pages = having <= of_language ? of_language : all_pages;
    if (having > std::max(kFewOfAnySite, kMaxShare * pages) || !OthersHave(word, having, own, database_)) continue;
    if (word.kind == PageWord::Kind::kGram && word.count < kMinGrams) continue;
    const double often = std::sqrt(std::min(word.count, kMaxCount));
    const double rarity = std::log(1.0 + static_cast<double>(pages) / (kFewPages + having));
    scored.push_back({word, often * rarity});
  }
  std::stable_sort(scored.begin(), scored.end(), [](const Scored& a, const Scored& b) { return a.score > b.score; });
  if (scored.size() > kMaxSearched) scored.resize(kMaxSearched);
  words_.clear();
  std::vector<Query> terms;
  for (const Scored& one : scored) {
    const double weight = one.score / scored.front().score;
    if (weight < kLeastShare) break;
    words_.push_back(one.word.text);
    terms.push_back(MatchPageWord(one.word, false) * weight);
    terms.push_back(MatchPageWord(one.word, true) * (weight * Ranking().title));
  }
  return {Query::OP_OR, terms.begin(), terms.end()};
}

Query RelatedFinder::Visible(const Query& query) const { return Without(Without(query, hidden_), index_.replaced()); }

std::vector<RelatedPage> RelatedFinder::Find(const Page& page, const std::vector<std::string>& langs, size_t limit) {
  std::vector<RelatedPage> related;
  Query query = ScoreOf(page);
  if (query.empty() || limit == 0) return related;
  const std::vector<Query> allowed = MatchFilters({.langs = langs}, database_);
  for (const Query& filter : allowed) query = Query(Query::OP_FILTER, query, filter);
  const std::string translation = store::TranslationId(page.translation_key);
  std::vector<Query> own = {Query(MakeTerm(TermField::kId, page.id))};
  if (!translation.empty()) own.emplace_back(MakeTerm(TermField::kTranslation, translation));
  query = Visible(Query(Query::OP_AND_NOT, query, Query(Query::OP_OR, own.begin(), own.end())));

  Xapian::Enquire enquire(database_);
  enquire.set_weighting_scheme(MakeWeight(Ranking()));
  enquire.set_query(query);
  enquire.set_collapse_key(static_cast<Xapian::valueno>(store::Slot::kTranslation));
  const auto most =
      static_cast<Xapian::doccount>(std::min<size_t>(limit, database_.get_doccount() / kLookedAt + 1) * kLookedAt);
  const Xapian::MSet found = enquire.get_mset(0, most);
  for (auto hit = found.begin(); hit != found.end(); ++hit) {
    const Xapian::docid shown = ShownTranslation(*hit, page, allowed);
    const auto language = static_cast<Xapian::valueno>(store::Slot::kLanguage);
    const bool own_language = database_.get_document(shown).get_value(language) == page.language;
    related.push_back({shown, hit.get_weight() * (own_language ? 1 : kOtherLanguage)});
  }
  std::stable_sort(related.begin(), related.end(),
                   [](const RelatedPage& a, const RelatedPage& b) { return a.score > b.score; });
  if (related.size() > limit) related.resize(limit);
  return related;
}

// In the language that the page itself is in, else in the site's.
Xapian::docid RelatedFinder::ShownTranslation(Xapian::docid found, const Page& page,
                                              const std::vector<Query>& allowed) const {
  const Xapian::Document document = database_.get_document(found);
  const auto value = [&](store::Slot slot) { return document.get_value(static_cast<Xapian::valueno>(slot)); };
  const std::string translation = value(store::Slot::kTranslation);
  if (translation.empty() || value(store::Slot::kLanguageTag) == page.language_tag) return found;
  for (const std::string& language : {page.language_tag, page.language, site_language_}) {
    if (language.empty()) continue;
    std::vector<Query> needed = allowed;
    needed.emplace_back(MakeTerm(TermField::kTranslation, translation));
    needed.push_back(MatchFilters({.langs = {language}}, database_).front());
    Xapian::Enquire enquire(database_);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_query(Visible(Query(Query::OP_AND, needed.begin(), needed.end())));
    const Xapian::MSet shown = enquire.get_mset(0, 1);
    if (!shown.empty()) return *shown.begin();
    if (language == page.language && value(store::Slot::kLanguage) == page.language) return found;
  }
  return found;
}

Xapian::docid FindPage(const std::string& path_or_url, const IndexReader& index) {
  if (IsAddress(path_or_url)) return FindPageByAddress(path_or_url, index);
  const std::vector<Xapian::docid> page = index.Postings(MakeTerm(TermField::kPath, path_or_url), 1);
  return page.empty() ? 0 : page.front();
}

}  // namespace sou::query
