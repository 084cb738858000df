// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/store/suggestions_writer.h"

#include <xxhash.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <functional>
#include <future>
#include <map>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "common/store/place_list.h"
#include "common/store/sorted_strings.h"
#include "common/store/spelling.h"
#include "common/store/suggestions_format.h"
#include "common/store/usual_anchor.h"
#include "common/store/varint.h"
#include "common/text/run_words.h"
#include "common/text/sounds.h"
#include "common/text/typing_key.h"
#include "common/text/utf8.h"

namespace sou::store {
namespace {

constexpr uint64_t kMaxBlob = UINT32_MAX - 4096;  // offsets have 32 bits
constexpr size_t kMaxLanguages = UINT16_MAX;

// What is suggested first among equally good matches: a page of its own rather than a part of one, what many pages have
// rather than what one has, the short rather than the long. A tag of 16 pages comes before a title of one.
double RankOf(const NewSuggestion& suggestion) {
  constexpr double kBase[] = {4, 2.5, 3};  // title, heading, tag
  constexpr double kPerDoubling = 0.25;
  constexpr double kMostDoublings = 8;
  constexpr double kPerCharacter = 0.05;
  const double doublings = std::min(kMostDoublings, std::log2(std::max(1.0, static_cast<double>(suggestion.pages))));
  const auto length = static_cast<double>(text::CountCodePoints(suggestion.text));
  return kBase[static_cast<size_t>(suggestion.kind)] + kPerDoubling * doublings - kPerCharacter * length;
}

class Maker {
 public:
  Result<std::string> Run(NewSuggestions suggestions) {
    NumberUrls(&suggestions);
    names_ += '\0';
    for (const uint32_t number : OrderOf(suggestions.texts)) {
      const NewSuggestion suggestion = std::move(suggestions.texts[number]);  // its memory is free for what it becomes
      if (Status status = Add(suggestion); !status.ok()) return status.error();
    }
    suggestions.texts = {};
    numbers_ = {};
    if (keys_.empty()) keys_ += '\0';
    SortPlaces();
    return Assemble(suggestions.partly);
  }

 private:
  // On two threads: it is a quarter of the work, and a run with few changes waits for it. A list that is packed is
  // freed, so that the file and the lists, each several times as large as the texts, are not in memory at once.
  void SortPlaces() {
    const auto sort = [this](size_t first) {
      for (size_t i = first; i < kPlaceSections; i += 2) {
        const auto places = static_cast<Places>(i);
        packed_[i].places = places_[i].size();
        packed_[i].bytes = places_[i].Pack(ComparedAt(places).sound ? sounds_ : keys_, PlaceBits(places, keys_.size()));
      }
    };
    const std::future<void> other = std::async(std::launch::async, sort, 1);
    sort(0);
    other.wait();
  }

  static std::vector<uint32_t> OrderOf(const std::vector<NewSuggestion>& suggestions) {
    struct Row {
      double rank;
      uint64_t head;  // of the text: most are told apart by it
      uint32_t number;
    };
    std::vector<Row> rows;
    rows.reserve(suggestions.size());
    for (const NewSuggestion& s : suggestions) {
      rows.push_back({-RankOf(s), HeadOf(s.text), static_cast<uint32_t>(rows.size())});
    }
    const auto facts = [&](const Row& row) {
      const NewSuggestion& s = suggestions[row.number];
      return std::tie(s.text, s.kind, s.language_tag, s.language, s.url, s.anchor);
    };
    std::sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) {
      if (a.rank != b.rank) return a.rank < b.rank;
      return a.head != b.head ? a.head < b.head : facts(a) < facts(b);
    });
    std::vector<uint32_t> order;
    order.reserve(rows.size());
    for (const Row& row : rows) order.push_back(row.number);
    return order;
  }

  // A page each; of a URL that is not in the list, one.
  void NumberUrls(NewSuggestions* suggestions) {
    urls_ = std::move(suggestions->urls);
    std::erase(urls_, "");
    std::sort(urls_.begin(), urls_.end());
    Number();
    std::unordered_set<std::string_view> others;
    for (const NewSuggestion& suggestion : suggestions->texts) {
      if (!suggestion.url.empty() && !numbers_.contains(suggestion.url)) others.insert(suggestion.url);
    }
    if (others.empty()) return;
    urls_.insert(urls_.end(), others.begin(), others.end());
    std::sort(urls_.begin(), urls_.end());
    Number();
  }
  void Number() {
    numbers_.clear();
    numbers_.reserve(urls_.size());
    for (size_t i = 0; i < urls_.size(); ++i) numbers_.emplace(urls_[i], static_cast<uint32_t>(i) + 1);
  }

  PlaceList& Of(Places places) { return places_[static_cast<size_t>(places)]; }

  static uint32_t Append(std::string_view text, std::string* blob) {
    const auto offset = static_cast<uint32_t>(blob->size());
    blob->append(text);
    blob->push_back('\0');
    return offset;
  }

  Status Add(const NewSuggestion& suggestion) {
    const text::TypingKey key(suggestion.text);
    if (key.text().empty()) return {};
    const Result<uint16_t> language = LanguageOf(suggestion);
    if (!language.ok()) return language.error();
    if (entries_ % kPerSample == 0)
      samples_.push_back({static_cast<uint32_t>(keys_.size()), static_cast<uint32_t>(records_.size())});
    ++entries_;
    facts_.push_back({static_cast<uint32_t>(suggestion.kind), *language, PageOf(suggestion)});
    AddRecord(suggestion, key.text());
    const uint32_t begin = Append(key.text(), &keys_);
    Of(Places::kWholeKey).Add(begin, begin);
    for (const uint32_t start : key.starts()) Of(Places::kInnerKey).Add(begin + start, begin + start);
    AddSounds(key, begin, suggestion);
    const bool fits = keys_.size() < kMaxKeyBytes && records_.size() < kMaxBlob && sounds_.size() < kMaxBlob;
    if (!fits) return Error{ErrorCode::kLimit, "more titles, headings and tags than can be suggested"};
    return {};
  }

  static PageSum SumOf(const NewSuggestion& suggestion) {
    if (suggestion.sum) return *suggestion.sum;
    if (suggestion.pages != 1 || suggestion.kind != SuggestionKind::kHeading) return {};
    return {HashOfUrl(suggestion.url), ShortAnchor(suggestion.text, suggestion.anchor)};
  }

  void AddRecord(const NewSuggestion& suggestion, std::string_view key) {
    std::string record;
    const bool one = suggestion.pages == 1;
    const PageSum sum = SumOf(suggestion);
    if (!one) {
      AppendVarint(suggestion.pages, &record);
      if (suggestion.kind != SuggestionKind::kTag) {
        record.append(reinterpret_cast<const char*>(&sum.urls), sizeof(sum.urls));
      }
    }
    if (!sum.anchors.empty()) {
      AppendVarint(static_cast<uint32_t>(sum.anchors.size()), &record);
      record += sum.anchors;
    }
    record += EditsOf(key, suggestion.text);
    AppendVarint(static_cast<uint32_t>(record.size() * 4 + (one ? 0 : 1) + (sum.anchors.empty() ? 0 : 2)), &records_);
    records_ += record;
  }

  [[nodiscard]] uint32_t PageOf(const NewSuggestion& suggestion) const {
    if (suggestion.url.empty() || suggestion.pages != 1) return 0;
    return numbers_.find(suggestion.url)->second;
  }

  void AddSounds(const text::TypingKey& key, uint32_t begin, const NewSuggestion& suggestion) {
    const bool pinyin = text::ReadAsPinyin(key.text(), suggestion.language);
    const auto sounds = text::SoundsOfTitle(key.text(), pinyin);
    if (sounds.empty()) return;
    const std::vector<uint32_t> words = suggestion.words ? *suggestion.words : key.WordStarts(&dictionary_);
    uint32_t other = 0;  // number of the sound among those of its kind
    for (size_t i = 0; i < sounds.size(); ++i) {
      other = i > 0 && sounds[i].kind == sounds[i - 1].kind ? other + 1 : 0;
      AddSound(sounds[i], {sounds[i].kind, pinyin, other, key.text()}, begin, words);
    }
  }

  // The places of a sound; but for the whole one only those that no sound before it has: it differs from the first in
  // one character.
  void AddSound(const text::Sound& sound, const text::SoundPlace& whole, uint32_t begin,
                const std::vector<uint32_t>& words) {
    const Places places = PlacesOf(sound.kind, whole.pinyin, false);
    const uint32_t factor = ComparedAt(places).readings;
    PlaceList& inner = Of(PlacesOf(sound.kind, whole.pinyin, true));
    const uint32_t letters = Append(sound.text, &sounds_);
    Of(places).Add(begin * factor + whole.other, letters);
    size_t word = 0;
    uint32_t passed = 0;  // other readings before the unit
    for (const text::Sound::Unit& unit : sound.units) {
      while (word < words.size() && words[word] < unit.key.begin) ++word;
      const bool starts = word < words.size() && words[word] == unit.key.begin;
      const bool is_new = whole.other == 0 || whole.other > passed;
      if (starts && is_new && unit.at > 0 && unit.at < sound.text.size()) {
        const text::SoundPlace place{sound.kind, whole.pinyin, whole.other == 0 ? 0 : whole.other - passed,
                                     whole.key.substr(unit.key.begin)};
        // Letters that melt into the word before (AppendRomaji) would not do so here; then the first one differs.
        const bool same = text::CompareSound(place, std::string_view(sound.text).substr(unit.at, 1)) == 0;
        if (same) inner.Add((begin + unit.key.begin) * factor + place.other, letters + unit.at);
      }
      if (unit.character != 0 && factor > 1) passed += text::OtherReadings(unit.character, sound.kind);
    }
  }

  Result<uint16_t> LanguageOf(const NewSuggestion& suggestion) {
    const auto known = languages_.find(std::tie(suggestion.language, suggestion.language_tag));
    if (known != languages_.end()) return known->second;
    if (languages_.size() >= kMaxLanguages) return Error{ErrorCode::kLimit, "more languages than can be suggested"};
    const auto number = static_cast<uint16_t>(languages_.size());
    languages_.emplace(std::tuple(suggestion.language, suggestion.language_tag), number);
    language_rows_.push_back({Append(suggestion.language, &names_), Append(suggestion.language_tag, &names_)});
    return number;
  }

  template <typename Row>
  static std::string BytesOf(const std::vector<Row>& rows) {
    std::string bytes(rows.size() * sizeof(Row), '\0');
    if (!rows.empty()) std::memcpy(bytes.data(), rows.data(), bytes.size());
    return bytes;
  }

  [[nodiscard]] std::string PackedFacts() const {
    const FactsLayout layout(language_rows_.size(), urls_.size());
    std::vector<uint64_t> packed;
    packed.reserve(facts_.size());
    for (const Facts& facts : facts_) packed.push_back(layout.Pack(facts));
    return Pack(packed, layout.bits());
  }

  [[nodiscard]] Result<std::string> Assemble(bool partly) {
    const SortedStringsBytes urls = WriteSortedStrings(urls_);
    FileHeader header;
    header.entries = entries_;
    header.pages = static_cast<uint32_t>(urls_.size());
    header.partly = partly ? 1 : 0;
    std::vector<std::string> sections = {BytesOf(samples_),       keys_,  records_,     PackedFacts(),
                                         BytesOf(language_rows_), names_, urls.strings, BytesOf(urls.blocks)};
    for (size_t i = 0; i < kPlaceSections; ++i) {
      header.places[i] = packed_[i].places;
      sections.push_back(std::move(packed_[i].bytes));
    }
    std::string file(sizeof(FileHeader), '\0');
    for (size_t i = 0; i < kSections; ++i) {
      file.resize((file.size() + 7) / 8 * 8);
      header.sections[i] = {file.size(), sections[i].size()};
      file += std::exchange(sections[i], {});
    }
    header.hash = XXH3_64bits(&header, offsetof(FileHeader, hash));
    std::memcpy(file.data(), &header, sizeof(header));
    return file;
  }

  text::RunWords dictionary_;
  uint32_t entries_ = 0;
  std::string keys_;
  std::string records_;
  std::vector<SampleRow> samples_;
  std::vector<Facts> facts_;
  std::string names_;
  std::vector<LanguageRow> language_rows_;
  std::map<std::tuple<std::string, std::string>, uint16_t, std::less<>> languages_;
  std::vector<std::string> urls_;                           // sorted
  std::unordered_map<std::string_view, uint32_t> numbers_;  // of the URLs, from 1 on
  std::string sounds_;                                      // what the places of sounds are sorted by; not in the file
  std::array<PlaceList, kPlaceSections> places_;
  struct Packed {
    uint64_t places = 0;
    std::string bytes;
  };
  std::array<Packed, kPlaceSections> packed_;  // places_ once they are sorted
};

}  // namespace

Result<std::string> MakeSuggestions(NewSuggestions suggestions) { return Maker().Run(std::move(suggestions)); }

Result<std::string> MakeSuggestions(std::vector<NewSuggestion> texts) {
  return MakeSuggestions(NewSuggestions{std::move(texts), {}, false});
}

}  // namespace sou::store
