// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/suggest/suggester.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/text/sounds.h"
#include "common/text/typing_key.h"
#include "common/text/utf8.h"
#include "query/suggest/typed_text.h"

namespace sou::query {
namespace {

using store::Places;
using store::Suggestions;
using text::SoundKind;
using Range = Suggestions::Range;

constexpr size_t kMaxLimit = 100;
// Where filters or further words must fit: lists up to the first are gone through as a whole; of longer ones so many of
// the best are tried, and then as many places as they come.
constexpr uint32_t kShortList = 2048;
constexpr size_t kMaxBestTried = 200;
constexpr uint32_t kMaxScannedForWords = 2000;
constexpr uint32_t kMaxScannedForLanguage = 20'000;
// What has the letters but is none, such as homophones of Han that were typed.
constexpr size_t kMaxMisses = 100;
// Queries of others must leave room for the pages themselves.
constexpr size_t kMaxQueries = 3;

Parts MarkedParts(const text::TypingKey& key, std::string_view shown, const std::vector<text::ByteRange>& found) {
  Parts parts;
  size_t done = 0;
  const auto add = [&](size_t end, bool match) {
    if (end <= done) return;
    parts.push_back({std::string(shown.substr(done, end - done)), match});
    done = end;
  };
  for (const text::ByteRange range : found) {
    if (range.end > key.text().size()) break;  // a damaged file
    const text::ByteRange original = key.ToOriginal(range.begin, range.end);
    add(original.begin, false);
    add(original.end, true);
  }
  add(shown.size(), false);
  return parts;
}

class Search {
 public:
  Search(const Suggestions& suggestions, const QueryMemory* memory, const SuggestRequest& request)
      : suggestions_(suggestions),
        memory_(memory),
        typed_(request.text),
        limit_(std::min(request.limit, kMaxLimit)),
        langs_(request.langs.begin(), request.langs.end()) {
    for (std::string& lang : langs_) lang = text::Fold(lang);
  }

  std::vector<Suggestion> Run() {
    if (typed_.key().empty() || limit_ == 0) return {};
    Take({suggestions_.FindWhole(Places::kWholeKey, typed_.key())});
    AddQueries();
    Take({suggestions_.Find(Places::kWholeKey, typed_.key())});
    Take({suggestions_.Find(Places::kInnerKey, typed_.key())});
    TakeWithAllWords();
    TakeSounds(Places::kWholeSound, false);
    TakeSounds(Places::kInnerSound, false);
    TakeSounds(Places::kWholeInitials, true);
    TakeSounds(Places::kInnerInitials, true);
    return std::move(found_);
  }

 private:
  [[nodiscard]] bool Full() const { return found_.size() >= limit_; }

  [[nodiscard]] bool Allowed(const Suggestions::Entry& entry) {
    if (langs_.empty()) return true;
    const auto known = allowed_.find(entry.language_tag);
    if (known != allowed_.end()) return known->second;
    const bool allowed = std::any_of(langs_.begin(), langs_.end(), [&](const std::string& lang) {
      return entry.language == lang || text::Fold(entry.language_tag) == lang;
    });
    return allowed_[entry.language_tag] = allowed;
  }

  void Add(const Suggestions::Entry& entry) {
    if (!seen_.insert(std::string(entry.key)).second) return;
    constexpr SuggestionOrigin kOrigins[] = {SuggestionOrigin::kTitle, SuggestionOrigin::kHeading,
                                             SuggestionOrigin::kTag};
    const text::TypingKey key(entry.text);
    const auto found = typed_.FindIn(key.text(), text::ReadAsPinyin(key.text(), entry.language));
    // Equal letters of two languages' sounds are no match: `云yuan` is not 芸園.
    if (found.empty()) {
      ++misses_;
      return;
    }
    found_.push_back({MarkedParts(key, entry.text, found), entry.Url(), kOrigins[static_cast<size_t>(entry.kind)]});
  }

  [[nodiscard]] bool Done() const { return Full() || misses_ > kMaxMisses; }

  // Adds the entry if it fits.
  template <typename Fits>
  void Try(uint32_t number, const Fits& fits) {
    const std::string_view key = suggestions_.KeyOf(number);
    if (!typed_.MayBeIn(key) || !fits(key)) return;
    const Suggestions::Entry entry = suggestions_.entry(number);
    if (Allowed(entry)) Add(entry);
  }

  // What the ranges have, best first, as far as `fits` says yes of the key. `words`: it says no of most.
  template <typename Fits>
  void TakeIf(const std::vector<Range>& ranges, bool words, const Fits& fits) {
    uint32_t size = 0;
    for (const Range& range : ranges) size += range.size();
    if (size <= kShortList && (words || !langs_.empty())) return TakeAll(ranges, fits);
    Suggestions::BestFirst best(suggestions_, ranges);
    for (size_t tried = 0; tried < kMaxBestTried && !Done(); ++tried) {
      const auto number = best.Next();
      if (!number) return;
      Try(*number, fits);
    }
    if (langs_.empty() && !words) return;
    // The best do not fit; any that does is better than none.
    uint32_t left = words ? kMaxScannedForWords : kMaxScannedForLanguage;
    for (const Range& range : ranges) {
      for (uint32_t at = range.begin; at < range.end && left > 0 && !Done(); ++at, --left) {
        Try(suggestions_.EntryAt(range.places, at), fits);
      }
    }
  }

  template <typename Fits>
  void TakeAll(const std::vector<Range>& ranges, const Fits& fits) {
    std::vector<uint32_t> all;
    for (const Range& range : ranges) {
      const std::vector<uint32_t> entries = suggestions_.EntriesOf(range);
      all.insert(all.end(), entries.begin(), entries.end());
    }
    std::sort(all.begin(), all.end());
    for (size_t i = 0; i < all.size() && !Done(); ++i) {
      if (i == 0 || all[i] != all[i - 1]) Try(all[i], fits);
    }
  }

  void Take(const std::vector<Range>& ranges) {
    if (Done()) return;
    TakeIf(ranges, false, [](std::string_view) { return true; });
  }

  // The rarest word's places are gone through for those that have the others, too.
  void TakeWithAllWords() {
    if (Done() || typed_.words().empty()) return;
    std::vector<Range> rarest;
    uint32_t fewest = UINT32_MAX;
    for (const std::string& word : typed_.words()) {
      const std::vector<Range> ranges = {suggestions_.Find(Places::kWholeKey, word),
                                         suggestions_.Find(Places::kInnerKey, word)};
      const uint32_t size = ranges[0].size() + ranges[1].size();
      if (size >= fewest) continue;
      fewest = size;
      rarest = ranges;
    }
    TakeIf(rarest, true, [&](std::string_view key) { return typed_.HasWords(key); });
  }

  void TakeSounds(Places places, bool initials) {
    std::vector<Range> ranges;
    for (const text::Sound& sound : typed_.sounds()) {
      const bool here = (sound.kind == SoundKind::kInitials) == initials;
      if (here && !sound.text.empty()) ranges.push_back(suggestions_.Find(places, sound.text));
    }
    Take(ranges);
  }

  void AddQueries() {
    if (memory_ == nullptr) return;
    std::vector<QueryMemory::Query> queries = memory_->BeginningWith(typed_.key(), kMaxQueries);
    for (const text::Sound& sound : typed_.sounds()) {
      if (queries.size() >= kMaxQueries || sound.text.empty()) break;
      auto more = memory_->SoundingLike(sound.text, kMaxQueries - queries.size());
      std::move(more.begin(), more.end(), std::back_inserter(queries));
    }
    for (const QueryMemory::Query& query : queries) {
      // What is a title leads further than a query of the same words.
      if (Full() || suggestions_.FindWhole(Places::kWholeKey, query.key).size() > 0) continue;
      if (!seen_.insert(query.key).second) continue;
      const text::TypingKey key(query.text);
      const auto found = typed_.FindIn(key.text(), text::ReadAsPinyin(key.text(), ""));
      found_.push_back({MarkedParts(key, query.text, found), "", SuggestionOrigin::kQuery});
    }
  }

  const Suggestions& suggestions_;
  const QueryMemory* memory_;
  const TypedText typed_;
  const size_t limit_;
  std::vector<std::string> langs_;
  std::map<std::string_view, bool> allowed_;  // by language tag
  std::set<std::string> seen_;                // keys
  size_t misses_ = 0;
  std::vector<Suggestion> found_;
};

}  // namespace

SuggestResponse Suggest(const Suggestions& suggestions, const QueryMemory* memory, const SuggestRequest& request) {
  SuggestResponse response;
  response.query = text::RepairUtf8(request.text);
  response.suggestions = Search(suggestions, memory, request).Run();
  return response;
}

}  // namespace sou::query
