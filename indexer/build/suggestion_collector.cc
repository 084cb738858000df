// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/suggestion_collector.h"

#include <unordered_set>

#include "common/store/usual_anchor.h"

namespace sou::indexer {
namespace {

using store::SuggestionKind;
using store::Suggestions;

// No site has more languages than there are; what goes beyond is of an unknown one.
constexpr size_t kMaxLanguages = 1000;

bool IsSuggestable(const std::string& text) {
  return !text.empty() && text.size() <= store::kMaxSuggestionBytes && text.find('\0') == std::string::npos;
}

Error Damaged() { return {ErrorCode::kCorrupt, "the suggestions are damaged"}; }

}  // namespace

uint16_t SuggestionCollector::LanguageOf(const std::string& language, const std::string& tag) {
  if (languages_.empty()) languages_.emplace(std::make_pair("", ""), uint16_t{0});
  const auto known = languages_.find({language, tag});
  if (known != languages_.end()) return known->second;
  if (languages_.size() == kMaxLanguages) {
    partly_ = true;
    return 0;
  }
  const auto next = static_cast<uint16_t>(languages_.size());
  languages_.emplace(std::make_pair(language, tag), next);
  return next;
}

SuggestionCollector::Texts SuggestionCollector::TextsOf(const Page& page) {
  const uint16_t language = LanguageOf(page.language, page.language_tag);
  Texts texts;
  std::unordered_set<std::string_view> tags;
  if (IsSuggestable(page.title)) texts.push_back({{SuggestionKind::kTitle, language, page.title}, ""});
  for (const std::string& tag : page.tags) {
    if (IsSuggestable(tag) && tags.insert(tag).second) texts.push_back({{SuggestionKind::kTag, language, tag}, ""});
  }
  std::unordered_set<std::string_view> headings = {page.title};
  size_t count = 0;
  for (const Heading& heading : page.headings) {
    if (heading.text == page.title || ++count > kMaxHeadingsPerPage) continue;
    if (!IsSuggestable(heading.text) || !headings.insert(heading.text).second) continue;
    texts.push_back(
        {{SuggestionKind::kHeading, language, heading.text}, store::ShortAnchor(heading.text, heading.anchor)});
  }
  return texts;
}

void SuggestionCollector::Add(const Page& page) {
  const uint64_t url = store::HashOfUrl(page.url);
  CountUrl(page.url, 1);
  for (auto& [key, anchor] : TextsOf(page)) {
    const bool tag = key.kind == SuggestionKind::kTag;
    if (key.kind == SuggestionKind::kHeading && !found_.contains(key)) {
      if (heading_bytes_ + key.text.size() > kMaxHeadingBytes) {
        partly_ = true;
        ++left_out_;
        continue;
      }
      heading_bytes_ += key.text.size();
    }
    Found& found = found_[std::move(key)];
    ++found.pages;
    if (!tag) found.sum.Toggle(url, anchor);
  }
}

void SuggestionCollector::Remove(const Page& page) {
  const uint64_t url = store::HashOfUrl(page.url);
  const auto counted = urls_.find(url);
  if (counted != urls_.end() && --counted->second.pages == 0) urls_.erase(counted);
  for (const auto& [key, anchor] : TextsOf(page)) {
    const auto found = found_.find(key);
    if (found == found_.end()) continue;
    if (key.kind != SuggestionKind::kTag) found->second.sum.Toggle(url, anchor);
    if (--found->second.pages > 0) continue;
    if (key.kind == SuggestionKind::kHeading) heading_bytes_ -= key.text.size();
    found_.erase(found);
  }
}

void SuggestionCollector::CountUrl(const std::string& url, uint32_t pages) {
  if (url.empty()) return;
  Url& row = urls_[store::HashOfUrl(url)];
  row.url = url;
  row.pages += pages;
}

void SuggestionCollector::Merge(SuggestionCollector other) {
  std::vector<uint16_t> numbers(other.languages_.size());
  for (const auto& [names, number] : other.languages_) numbers[number] = LanguageOf(names.first, names.second);
  while (!other.found_.empty()) {
    auto node = other.found_.extract(other.found_.begin());
    node.key().language = numbers[node.key().language];
    const auto inserted = found_.insert(std::move(node));
    if (inserted.inserted) continue;
    const Found& more = inserted.node.mapped();
    inserted.position->second.pages += more.pages;
    inserted.position->second.sum.Toggle(more.sum.urls, more.sum.anchors);
  }
  for (const auto& [hash, row] : other.urls_) CountUrl(row.url, row.pages);
  heading_bytes_ += other.heading_bytes_;
  left_out_ += other.left_out_;
  partly_ = partly_ || other.partly_;
}

Result<SuggestionCollector> SuggestionCollector::Resume(const Suggestions& suggestions) {
  if (suggestions.partly()) {
    return Error{ErrorCode::kLimit, "not all texts that can be suggested are known"};
  }
  SuggestionCollector collector;
  std::vector<uint64_t> urls;
  for (uint32_t page = 0; page < suggestions.pages(); ++page) {
    const std::optional<std::string> url = suggestions.PageUrl(page);
    if (!url) return Damaged();
    collector.CountUrl(*url, 1);
    urls.push_back(store::HashOfUrl(*url));
  }
  std::vector<std::vector<uint32_t>> words = suggestions.WordStarts();
  collector.found_.reserve(suggestions.size());
  for (uint32_t number = 0; number < suggestions.size(); ++number) {
    std::optional<Suggestions::Given> given = suggestions.GivenOf(number);
    const bool whole =
        given && IsSuggestable(given->text) && given->pages > 0 && (!given->page || *given->page < urls.size());
    if (!whole) return Damaged();
    if (given->page) given->sum.urls = urls[*given->page];
    const auto [language, tag] = suggestions.language(given->language);
    if (given->kind == SuggestionKind::kHeading) collector.heading_bytes_ += given->text.size();
    Key key{given->kind, collector.LanguageOf(std::string(language), std::string(tag)), std::move(given->text)};
    collector.found_.emplace(std::move(key), Found{given->pages, std::move(given->sum), std::move(words[number])});
  }
  return collector;
}

store::NewSuggestions SuggestionCollector::Take() {
  std::vector<std::pair<std::string, std::string>> names(languages_.size());
  for (const auto& [pair, number] : languages_) names[number] = pair;
  store::NewSuggestions suggestions;
  suggestions.partly = partly_;
  suggestions.texts.reserve(found_.size());
  while (!found_.empty()) {
    auto node = found_.extract(found_.begin());
    const auto& [language, tag] = names[node.key().language];
    Found& found = node.mapped();
    store::NewSuggestion suggestion{std::move(node.key().text), "", "", language, tag, node.key().kind, found.pages};
    suggestion.words = std::move(found.words);
    // A link to one of many pages would promise too much: the text itself is to be searched then.
    if (found.pages == 1 && found.sum.urls != 0) {
      if (const auto url = urls_.find(found.sum.urls); url != urls_.end()) suggestion.url = url->second.url;
    }
    if (suggestion.kind != SuggestionKind::kTag) suggestion.sum = std::move(found.sum);
    suggestions.texts.push_back(std::move(suggestion));
  }
  for (const auto& [hash, row] : urls_) suggestions.urls.insert(suggestions.urls.end(), row.pages, row.url);
  return suggestions;
}

}  // namespace sou::indexer
