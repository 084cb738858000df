// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/suggest/hidden_suggestions.h"

#include <map>
#include <set>
#include <string>

#include "common/store/page.h"
#include "common/text/typing_key.h"

namespace sou::query {
namespace {

using store::SuggestionKind;
using store::Suggestions;

// The numbers of the page's own texts, each once.
std::set<uint32_t> EntriesOf(const Page& page, const Suggestions& suggestions) {
  std::set<uint32_t> entries;
  const auto add = [&](SuggestionKind kind, const std::string& text) {
    const Suggestions::Range range = suggestions.FindWholeKey(text::TypingKey(text).text());
    for (uint32_t at = range.begin; at < range.end; ++at) {
      const uint32_t number = suggestions.EntryAt(range.places, at);
      const Suggestions::Entry entry = suggestions.entry(number);
      const bool same_language = suggestions.language(suggestions.LanguageOf(number)).tag == page.language_tag;
      if (entry.kind == kind && entry.text == text && same_language) entries.insert(number);
    }
  };
  add(SuggestionKind::kTitle, page.title);
  for (const std::string& tag : page.tags) add(SuggestionKind::kTag, tag);
  for (const Heading& heading : page.headings) add(SuggestionKind::kHeading, heading.text);
  return entries;
}

}  // namespace

std::vector<uint32_t> HiddenSuggestions(const Suggestions& suggestions, const Xapian::Query& hidden,
                                        const IndexReader& index) {
  std::vector<uint32_t> numbers;
  if (hidden.empty()) return numbers;
  Xapian::Enquire enquire(index.database());
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_query(Without(hidden, index.replaced()));
  const Xapian::MSet pages = enquire.get_mset(0, index.database().get_doccount());
  std::map<uint32_t, uint32_t> hidden_pages;  // by entry
  for (auto found = pages.begin(); found != pages.end(); ++found) {
    for (const uint32_t number : EntriesOf(index.ReadPage(*found), suggestions)) ++hidden_pages[number];
  }
  for (const auto& [number, count] : hidden_pages) {
    if (count >= suggestions.PagesOf(number)) numbers.push_back(number);
  }
  return numbers;
}

}  // namespace sou::query
