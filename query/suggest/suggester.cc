// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/suggest/suggester.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
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
// Where a language or further words must fit: lists up to the second are gone through as a whole; of longer ones so
// many of the best are tried, and then as many places as they come.
constexpr size_t kMaxBestTried = 200;
constexpr uint32_t kMaxScanned = 1000;
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
  Search(const Suggestions& suggestions, const QueryMemory* memory, const SuggestRequest& request,
         std::span<const uint32_t> hidden)
      : suggestions_(suggestions),
        memory_(memory),
        hidden_(hidden),
        typed_(request.text),
        limit_(std::min(request.limit, kMaxLimit)),
        langs_(request.langs.begin(), request.langs.end()) {
    for (std::string& lang : langs_) lang = text::Fold(lang);
  }

  std::vector<Suggestion> Run() {
    if (typed_.key().empty() || limit_ == 0) return {};
    Take({suggestions_.FindWholeKey(typed_.key())});
    AddQueries();
    Take({suggestions_.Find(Places::kWholeKey, typed_.key())});
    Take({suggestions_.Find(Places::kInnerKey, typed_.key())});
    TakeWithAllWords();
    TakeSounds(false, false);
    TakeSounds(false, true);
    TakeSounds(true, false);
    TakeSounds(true, true);
    return std::move(found_);
  }

 private:
  [[nodiscard]] bool Full() const { return found_.size() >= limit_; }

  [[nodiscard]] bool Allowed(uint32_t number) {
    if (langs_.empty()) return true;
    const uint16_t language = suggestions_.LanguageOf(number);
    const auto known = allowed_.find(language);
    if (known != allowed_.end()) return known->second;
    const auto [primary, tag] = suggestions_.language(language);
    const bool allowed = std::any_of(langs_.begin(), langs_.end(), [&, primary = primary, tag = tag](const auto& lang) {
      return primary == lang || text::Fold(tag) == lang;
    });
    return allowed_[language] = allowed;
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
  void Try(uint32_t number) {
    if (std::binary_search(hidden_.begin(), hidden_.end(), number)) return;
    if (!Allowed(number) || !typed_.MayBeIn(suggestions_.KeyOf(number))) return;
    Add(suggestions_.entry(number));
  }

  // Those whose keys stand there, best first.
  void Try(std::vector<uint32_t> offsets) {
    std::sort(offsets.begin(), offsets.end());
    std::optional<uint32_t> last;
    for (size_t i = 0; i < offsets.size() && !Done(); ++i) {
      const uint32_t number = suggestions_.EntryOf(offsets[i]);
      if (number != last) Try(number);
      last = number;
    }
  }

  static uint32_t SizeOf(const std::vector<Range>& ranges) {
    uint32_t size = 0;
    for (const Range& range : ranges) size += range.size();
    return size;
  }

  // What the ranges have, best first.
  void Take(const std::vector<Range>& ranges) {
    if (Done() || ranges.empty()) return;
    if (langs_.empty() || SizeOf(ranges) > kMaxScanned) TakeBest(ranges, false);
    if (langs_.empty() || Done()) return;
    // Where the best are of other languages, any that fits is better than none.
    Try(OffsetsOf(ranges, [](Places, uint32_t) { return true; }));
  }

  void TakeBest(const std::vector<Range>& ranges, bool all_words) {
    Suggestions::BestFirst best(suggestions_, ranges);
    for (size_t tried = 0; tried < kMaxBestTried && !Done(); ++tried) {
      const auto number = best.Next();
      if (!number) return;
      if (!all_words || typed_.HasWords(suggestions_.KeyOf(*number))) Try(*number);
    }
  }

  // Of the places that fit, as far as kMaxScanned.
  template <typename Fits>
  std::vector<uint32_t> OffsetsOf(const std::vector<Range>& ranges, const Fits& fits) const {
    std::vector<uint32_t> offsets;
    uint32_t left = kMaxScanned;
    for (const Range& range : ranges) {
      for (uint32_t at = range.begin; at < range.end && left > 0; ++at, --left) {
        if (fits(range.places, at)) offsets.push_back(suggestions_.OffsetAt(range.places, at));
      }
    }
    return offsets;
  }

  // The rarest word's places are gone through, as far as kMaxScanned, for texts that have the others, too.
  void TakeWithAllWords() {
    if (Done() || typed_.words().empty()) return;
    std::vector<Range> rarest;
    for (const std::string& word : typed_.words()) {
      std::vector<Range> ranges = {suggestions_.Find(Places::kWholeKey, word),
                                   suggestions_.Find(Places::kInnerKey, word)};
      if (rarest.empty() || SizeOf(ranges) < SizeOf(rarest)) rarest = std::move(ranges);
    }
    if (SizeOf(rarest) > kMaxScanned) TakeBest(rarest, true);
    Try(OffsetsOf(rarest,
                  [&](Places places, uint32_t at) { return typed_.HasWords(suggestions_.PlaceAt(places, at).whole); }));
  }

  void TakeSounds(bool initials, bool inner) {
    std::vector<Range> ranges;
    for (const text::Sound& sound : typed_.sounds()) {
      const bool here = (sound.kind == SoundKind::kInitials) == initials;
      if (!here || sound.text.empty()) continue;
      ranges.push_back(suggestions_.Find(store::PlacesOf(sound.kind, true, inner), sound.text));
      if (initials) ranges.push_back(suggestions_.Find(store::PlacesOf(sound.kind, false, inner), sound.text));
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
      if (Full() || suggestions_.FindWholeKey(query.key).size() > 0) continue;
      if (!seen_.insert(query.key).second) continue;
      const text::TypingKey key(query.text);
      const auto found = typed_.FindIn(key.text(), text::ReadAsPinyin(key.text(), ""));
      found_.push_back({MarkedParts(key, query.text, found), "", SuggestionOrigin::kQuery});
    }
  }

  const Suggestions& suggestions_;
  const QueryMemory* memory_;
  const std::span<const uint32_t> hidden_;
  const TypedText typed_;
  const size_t limit_;
  std::vector<std::string> langs_;
  std::map<uint16_t, bool> allowed_;  // by Suggestions::LanguageOf
  std::set<std::string> seen_;        // keys
  size_t misses_ = 0;
  std::vector<Suggestion> found_;
};

}  // namespace

SuggestResponse Suggest(const Suggestions& suggestions, const QueryMemory* memory, const SuggestRequest& request,
                        std::span<const uint32_t> hidden) {
  SuggestResponse response;
  response.query = text::RepairUtf8(request.text);
  response.suggestions = Search(suggestions, memory, request, hidden).Run();
  return response;
}

}  // namespace sou::query
