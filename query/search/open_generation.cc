// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/open_generation.h"

#include <algorithm>
#include <utility>

#include "common/text/stemmer.h"

namespace sou::query {
namespace {

std::vector<std::string> StemLanguages(const store::Manifest& manifest) {
  std::vector<std::pair<uint64_t, std::string>> counted;
  for (const auto& [language, pages] : manifest.languages) {
    if (text::HasStemmer(language) && language != "en") counted.emplace_back(pages, language);
  }
  std::sort(counted.rbegin(), counted.rend());
  std::vector<std::string> languages = {"en"};
  for (const auto& [pages, language] : counted) languages.push_back(language);
  return languages;
}

}  // namespace

Result<std::shared_ptr<const OpenGeneration>> Open(store::Generation generation) {
  auto open = std::make_shared<OpenGeneration>();
  open->languages = StemLanguages(generation.manifest);
  Result<store::Suggestions> suggestions = store::Suggestions::Open(store::SuggestionsPath(generation.folder));
  if (!suggestions.ok()) return suggestions.error();
  open->suggestions = std::move(*suggestions);
  Result<store::Vocabulary> vocabulary = store::Vocabulary::Open(store::VocabularyPath(generation.folder));
  if (!vocabulary.ok()) return vocabulary.error();
  open->vocabulary = std::move(*vocabulary);
  std::vector<std::filesystem::path> segments = {store::BasePath(generation.folder)};
  if (generation.manifest.delta) segments.push_back(store::DeltaPath(generation.folder));
  for (const std::filesystem::path& segment : segments) {
    Result<store::PageStore> pages = store::PageStore::Open(store::RecordsPath(segment));
    if (!pages.ok()) return pages.error();
    open->pages.push_back(std::move(*pages));
  }
  open->generation = std::move(generation);
  return std::shared_ptr<const OpenGeneration>(std::move(open));
}

}  // namespace sou::query
