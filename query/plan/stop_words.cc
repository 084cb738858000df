// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/plan/stop_words.h"

#include <algorithm>

#include "query/plan/builtin_stop_words.h"
#include "query/plan/language_prefix.h"
#include "query/plan/word_key.h"

namespace sou::query {
namespace {

constexpr std::string_view kSetting = "search.stop_words";

bool CountsEverywhere(std::string_view language) {
  const auto lists = AllBuiltinStopWords();
  return std::any_of(lists.begin(), lists.end(),
                     [&](const BuiltinStopWords& list) { return list.language == language && list.everywhere; });
}

}  // namespace

StopWords::StopWords() : StopWords(StopWordRules().For({})) {}

StopWords::StopWords(std::vector<std::string> words) : words_(std::move(words)) {
  std::sort(words_.begin(), words_.end());
  words_.erase(std::unique(words_.begin(), words_.end()), words_.end());
  for (const std::string& word : words_) {
    max_bytes_ = std::max(max_bytes_, word.size());
    max_segments_ = std::max(max_segments_, 1 + static_cast<size_t>(std::count(word.begin(), word.end(), ' ')));
  }
}

bool StopWords::Contains(std::string_view folded) const {
  return folded.size() <= max_bytes_ && std::binary_search(words_.begin(), words_.end(), folded);
}

StopWordRules::StopWordRules() {
  for (const BuiltinStopWords& list : AllBuiltinStopWords()) {
    for (std::string_view rest = list.words; !rest.empty();) {
      const size_t end = std::min(rest.find(' '), rest.size());
      std::string word(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      std::replace(word.begin(), word.end(), '_', ' ');
      if (!word.empty()) words_.push_back({std::string(list.language), MakeWordKey(word).text});
    }
  }
}

Result<StopWordRules> StopWordRules::Read(std::span<const ListItem> entries) {
  StopWordRules rules;
  const std::vector<Word> builtin = rules.words_;
  for (const ListItem& item : entries) {
    LanguageEntry entry = SplitLanguage(item.text);
    const bool out = entry.text.starts_with('-');
    const std::string key = MakeWordKey(out ? entry.text.substr(1) : entry.text).text;
    if (key.empty()) return WrongEntry(kSetting, item, "it takes a word, as in \"kafka\", \"zh: 请问\" or \"-how\"");
    if (!out) {
      rules.words_.push_back({entry.language, key});
      continue;
    }
    const auto meant = [&](const Word& word) {
      return word.key == key && (entry.language.empty() || word.language == entry.language);
    };
    if (std::none_of(builtin.begin(), builtin.end(), meant)) {
      return WrongEntry(kSetting, item, "Sou has no such stop word to take out; without the '-' it is added");
    }
    std::erase_if(rules.words_, meant);
  }
  return rules;
}

StopWords StopWordRules::For(const std::map<std::string, uint64_t>& pages) const {
  std::vector<std::string> words;
  for (const Word& word : words_) {
    if (word.language.empty() || CountsEverywhere(word.language) || pages.contains(word.language))
      words.push_back(word.key);
  }
  return StopWords(std::move(words));
}

}  // namespace sou::query
