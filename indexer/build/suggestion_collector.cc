// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/suggestion_collector.h"

#include <limits>

namespace sou::indexer {
namespace {

using store::SuggestionKind;

// So many bytes of headings are kept in any case.
constexpr uint64_t kFreeHeadingBytes = 1 << 20;
// No site has more languages than there are; what goes beyond is of an unknown one.
constexpr size_t kMaxLanguages = 1000;
constexpr uint64_t kNoBudget = std::numeric_limits<uint64_t>::max();

bool IsSuggestable(const std::string& text) {
  return !text.empty() && text.size() <= store::kMaxSuggestionBytes && text.find('\0') == std::string::npos;
}

}  // namespace

uint16_t SuggestionCollector::LanguageOf(const std::string& language, const std::string& tag) {
  if (languages_.empty()) languages_.emplace(std::make_pair("", ""), uint16_t{0});
  const auto known = languages_.find({language, tag});
  if (known != languages_.end()) return known->second;
  if (languages_.size() == kMaxLanguages) return 0;
  const auto next = static_cast<uint16_t>(languages_.size());
  languages_.emplace(std::make_pair(language, tag), next);
  return next;
}

void SuggestionCollector::Add(const Page& page) {
  ++pages_;
  const uint16_t language = LanguageOf(page.language, page.language_tag);
  AddText(SuggestionKind::kTitle, language, page, page.title, "", kNoBudget);
  for (const std::string& tag : page.tags) AddText(SuggestionKind::kTag, language, page, tag, "", kNoBudget);
  AddHeadings(page, language);
}

void SuggestionCollector::AddHeadings(const Page& page, uint16_t language) {
  const uint64_t budget = kFreeHeadingBytes + kMeanHeadingBytes * pages_;
  size_t count = 0;
  for (const Heading& heading : page.headings) {
    if (heading.text == page.title) continue;
    const bool room = count++ < kMaxHeadingsPerPage;
    if (!room || !AddText(SuggestionKind::kHeading, language, page, heading.text, heading.anchor, budget)) {
      ++left_out_;
    }
  }
}

// False if the text is new and there is no room for it.
bool SuggestionCollector::AddText(SuggestionKind kind, uint16_t language, const Page& page, const std::string& text,
                                  const std::string& anchor, uint64_t budget) {
  if (!IsSuggestable(text)) return true;
  Key key{kind, language, text};
  auto known = found_.find(key);
  if (known == found_.end()) {
    if (kind == SuggestionKind::kHeading) {
      if (heading_bytes_ + text.size() + anchor.size() > budget) return false;
      heading_bytes_ += text.size() + anchor.size();
    }
    known = found_.emplace(std::move(key), Found{0, 0, kind == SuggestionKind::kTag ? "" : page.url, anchor}).first;
  }
  Found& found = known->second;
  if (found.last_page == pages_) return true;
  found.last_page = pages_;
  ++found.pages;
  return true;
}

void SuggestionCollector::Merge(SuggestionCollector other) {
  std::vector<uint16_t> numbers(other.languages_.size());
  for (const auto& [names, number] : other.languages_) numbers[number] = LanguageOf(names.first, names.second);
  while (!other.found_.empty()) {
    auto node = other.found_.extract(other.found_.begin());
    node.key().language = numbers[node.key().language];
    const auto inserted = found_.insert(std::move(node));
    if (!inserted.inserted) inserted.position->second.pages += inserted.node.mapped().pages;
  }
  pages_ += other.pages_;
  left_out_ += other.left_out_;
}

std::vector<store::NewSuggestion> SuggestionCollector::Take() {
  std::vector<std::pair<std::string, std::string>> names(languages_.size());
  for (const auto& [pair, number] : languages_) names[number] = pair;
  std::vector<store::NewSuggestion> suggestions;
  suggestions.reserve(found_.size());
  while (!found_.empty()) {
    auto node = found_.extract(found_.begin());
    const auto& [language, tag] = names[node.key().language];
    const Found& found = node.mapped();
    store::NewSuggestion suggestion{std::move(node.key().text), "", "", language, tag, node.key().kind, found.pages};
    // A link to one of many pages would promise too much: the text itself is to be searched then.
    if (found.pages == 1) suggestion.url = found.url;
    if (found.pages == 1) suggestion.anchor = found.anchor;
    suggestions.push_back(std::move(suggestion));
  }
  return suggestions;
}

}  // namespace sou::indexer
