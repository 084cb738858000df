// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/suggest/suggester.h"

#include <algorithm>
#include <set>
#include <string>
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
// Of the best of a list, how many are looked at for some that fit a filter or all the words; then the list is gone
// through from one end, and no further than this.
constexpr size_t kMaxBestTried = 1500;
constexpr uint32_t kMaxScanned = 50'000;
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

  [[nodiscard]] bool Allowed(const Suggestions::Entry& entry) const {
    return langs_.empty() || std::any_of(langs_.begin(), langs_.end(), [&](const std::string& lang) {
             return entry.language == lang || text::Fold(entry.language_tag) == lang;
           });
  }

  void Add(const Suggestions::Entry& entry) {
    if (!seen_.insert(std::string(entry.key)).second) return;
    constexpr SuggestionOrigin kOrigins[] = {SuggestionOrigin::kTitle, SuggestionOrigin::kHeading,
                                             SuggestionOrigin::kTag};
    const text::TypingKey key(entry.text);
    const auto found = typed_.FindIn(key.text(), text::ReadAsPinyin(key.text(), entry.language));
    // Equal letters of two languages' sounds are no match: `云yuan` is not 芸園.
    if (found.empty()) return;
    found_.push_back({MarkedParts(key, entry.text, found), entry.Url(), kOrigins[static_cast<size_t>(entry.kind)]});
  }

  // What the ranges have, best first, as far as `fits` says yes.
  template <typename Fits>
  void TakeIf(const std::vector<Range>& ranges, const Fits& fits) {
    if (Full()) return;
    Suggestions::BestFirst best(suggestions_, ranges);
    for (size_t tried = 0; tried < kMaxBestTried; ++tried) {
      const auto number = best.Next();
      if (!number) return;
      const Suggestions::Entry entry = suggestions_.entry(*number);
      if (Allowed(entry) && fits(entry)) Add(entry);
      if (Full()) return;
    }
    // The best do not fit; any that does is better than none.
    for (const Range& range : ranges) {
      const uint32_t end = std::min(range.end, range.begin + kMaxScanned);
      for (uint32_t at = range.begin; at < end && !Full(); ++at) {
        const Suggestions::Entry entry = suggestions_.entry(suggestions_.PlaceAt(range.places, at).entry);
        if (Allowed(entry) && fits(entry)) Add(entry);
      }
    }
  }

  void Take(const std::vector<Range>& ranges) {
    TakeIf(ranges, [](const Suggestions::Entry&) { return true; });
  }

  // The rarest word's places are gone through for those that have the others, too.
  void TakeWithAllWords() {
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
    TakeIf(rarest, [&](const Suggestions::Entry& entry) { return typed_.HasWords(entry.key); });
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
  std::set<std::string> seen_;  // keys
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
