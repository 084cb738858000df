// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/store/suggestions_writer.h"

#include <xxhash.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <map>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "common/text/dictionary.h"
#include "common/text/sounds.h"
#include "common/text/typing_key.h"
#include "common/text/utf8.h"

namespace sou::store {
namespace {

constexpr uint64_t kMaxBlob = UINT32_MAX - 4096;
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

// Places in a blob, with the eight bytes that follow each as a number that orders like them.
struct PlaceList {
  struct Place {
    uint64_t head;
    uint32_t offset;
  };
  std::vector<Place> places;

  void Add(std::string_view blob, uint64_t offset) {
    uint64_t head = 0;
    bool more = true;
    for (uint64_t i = 0; i < sizeof(head); ++i) {
      more = more && blob[offset + i] != '\0';
      head = head << 8 | (more ? static_cast<unsigned char>(blob[offset + i]) : 0U);
    }
    places.push_back({head, static_cast<uint32_t>(offset)});
  }

  // By what follows, equal ones in the order of their entries.
  void Sort(std::string_view blob) {
    const auto rest = [&](const Place& place) {
      const std::string_view all = blob.substr(place.offset);
      return all.substr(0, all.find('\0'));
    };
    std::sort(places.begin(), places.end(), [&](const Place& a, const Place& b) {
      if (a.head != b.head) return a.head < b.head;
      const int order = (a.head & 0xFF) == 0 ? 0 : rest(a).compare(rest(b));
      return order != 0 ? order < 0 : a.offset < b.offset;
    });
  }

  // Places, their minima, and the minima of those.
  [[nodiscard]] std::string Bytes() const {
    std::vector<uint32_t> numbers;
    numbers.reserve(NumbersOf(places.size()));
    for (const Place& place : places) numbers.push_back(place.offset);
    size_t begin = 0;
    for (int level = 0; level < 2; ++level) {
      const size_t end = numbers.size();
      for (size_t block = begin; block < end; block += kBlock) {
        const auto first = numbers.begin() + static_cast<ptrdiff_t>(block);
        const auto last = numbers.begin() + static_cast<ptrdiff_t>(std::min<size_t>(block + kBlock, end));
        numbers.push_back(*std::min_element(first, last));
      }
      begin = end;
    }
    std::string bytes(numbers.size() * sizeof(uint32_t), '\0');
    if (!numbers.empty()) std::memcpy(bytes.data(), numbers.data(), bytes.size());
    return bytes;
  }
};

class Maker {
 public:
  Result<std::string> Run(std::vector<NewSuggestion> suggestions) {
    Order(&suggestions);
    texts_ += '\0';
    for (const NewSuggestion& suggestion : suggestions) {
      if (Status status = Add(suggestion); !status.ok()) return status.error();
    }
    for (std::string* blob : {&keys_, &sounds_, &initials_}) *blob += '\0';
    Sort(Places::kWholeKey, keys_);
    Sort(Places::kInnerKey, keys_);
    Sort(Places::kWholeSound, sounds_);
    Sort(Places::kInnerSound, sounds_);
    Sort(Places::kWholeInitials, initials_);
    Sort(Places::kInnerInitials, initials_);
    return Assemble();
  }

 private:
  static void Order(std::vector<NewSuggestion>* suggestions) {
    std::vector<std::pair<double, size_t>> ranks;
    for (size_t i = 0; i < suggestions->size(); ++i) ranks.emplace_back(-RankOf((*suggestions)[i]), i);
    const auto facts = [&](size_t i) {
      const NewSuggestion& s = (*suggestions)[i];
      return std::tie(s.text, s.kind, s.language_tag, s.language, s.url, s.anchor);
    };
    std::sort(ranks.begin(), ranks.end(), [&](const auto& a, const auto& b) {
      return a.first != b.first ? a.first < b.first : facts(a.second) < facts(b.second);
    });
    std::vector<NewSuggestion> ordered;
    ordered.reserve(suggestions->size());
    for (const auto& [rank, i] : ranks) ordered.push_back(std::move((*suggestions)[i]));
    *suggestions = std::move(ordered);
  }

  PlaceList& Of(Places places) { return places_[static_cast<size_t>(places)]; }
  void Sort(Places places, std::string_view blob) { Of(places).Sort(blob); }

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
    EntryRow row;
    row.kind = static_cast<uint8_t>(suggestion.kind);
    row.pages = suggestion.pages;
    row.language = *language;
    row.text = Append(suggestion.text, &texts_);
    row.url = UrlOf(suggestion.url);
    row.anchor = suggestion.anchor.empty() || row.url == 0 ? 0 : Append(suggestion.anchor, &texts_);
    row.key = Append(key.text(), &keys_);
    row.sounds = static_cast<uint32_t>(sounds_.size());
    row.initials = static_cast<uint32_t>(initials_.size());
    Of(Places::kWholeKey).Add(keys_, row.key);
    for (const uint32_t start : key.starts()) Of(Places::kInnerKey).Add(keys_, uint64_t{row.key} + start);
    AddSounds(key, suggestion.language);
    entries_.push_back(row);
    const bool fits =
        texts_.size() < kMaxBlob && keys_.size() < kMaxBlob && sounds_.size() < kMaxBlob && initials_.size() < kMaxBlob;
    if (!fits) return Error{ErrorCode::kLimit, "more titles, headings and tags than can be suggested"};
    return {};
  }

  void AddSounds(const text::TypingKey& key, const std::string& language) {
    const auto sounds = text::SoundsOfTitle(key.text(), text::ReadAsPinyin(key.text(), language));
    if (sounds.empty()) return;
    const std::vector<uint32_t> words = key.WordStarts(&dictionary_);
    for (const text::Sound& sound : sounds) {
      const bool initials = sound.kind == text::SoundKind::kInitials;
      std::string& blob = initials ? initials_ : sounds_;
      const uint32_t begin = Append(sound.text, &blob);
      Of(initials ? Places::kWholeInitials : Places::kWholeSound).Add(blob, begin);
      PlaceList& inner = Of(initials ? Places::kInnerInitials : Places::kInnerSound);
      size_t word = 0;
      for (const text::Sound::Unit& unit : sound.units) {
        while (word < words.size() && words[word] < unit.key.begin) ++word;
        const bool starts = word < words.size() && words[word] == unit.key.begin;
        if (starts && unit.at > 0 && unit.at < sound.text.size()) inner.Add(blob, uint64_t{begin} + unit.at);
      }
    }
  }

  // Headings share their page's.
  uint32_t UrlOf(const std::string& url) {
    if (url.empty()) return 0;
    const auto known = urls_.find(url);
    if (known != urls_.end()) return known->second;
    return urls_.emplace(url, Append(url, &texts_)).first->second;
  }

  Result<uint16_t> LanguageOf(const NewSuggestion& suggestion) {
    const auto known = languages_.find({suggestion.language, suggestion.language_tag});
    if (known != languages_.end()) return known->second;
    if (languages_.size() >= kMaxLanguages) return Error{ErrorCode::kLimit, "more languages than can be suggested"};
    const auto number = static_cast<uint16_t>(languages_.size());
    languages_.emplace(std::make_pair(suggestion.language, suggestion.language_tag), number);
    language_rows_.push_back({Append(suggestion.language, &texts_), Append(suggestion.language_tag, &texts_)});
    return number;
  }

  template <typename Row>
  static std::string BytesOf(const std::vector<Row>& rows) {
    std::string bytes(rows.size() * sizeof(Row), '\0');
    if (!rows.empty()) std::memcpy(bytes.data(), rows.data(), bytes.size());
    return bytes;
  }

  [[nodiscard]] std::string Assemble() const {
    FileHeader header;
    header.entries = static_cast<uint32_t>(entries_.size());
    std::vector<std::string> sections = {BytesOf(entries_), BytesOf(language_rows_), texts_, keys_, sounds_, initials_};
    for (size_t i = 0; i < kPlaceSections; ++i) {
      header.places[i] = places_[i].places.size();
      sections.push_back(places_[i].Bytes());
    }
    std::string file(sizeof(FileHeader), '\0');
    for (size_t i = 0; i < kSections; ++i) {
      file.resize((file.size() + 7) / 8 * 8);
      header.sections[i] = {file.size(), sections[i].size()};
      file += sections[i];
    }
    header.hash = XXH3_64bits(&header, offsetof(FileHeader, hash));
    std::memcpy(file.data(), &header, sizeof(header));
    return file;
  }

  text::Dictionary dictionary_;
  std::string texts_;
  std::string keys_;
  std::string sounds_;
  std::string initials_;
  std::unordered_map<std::string, uint32_t> urls_;
  std::vector<EntryRow> entries_;
  std::vector<LanguageRow> language_rows_;
  std::map<std::pair<std::string, std::string>, uint16_t> languages_;
  std::array<PlaceList, kPlaceSections> places_;
};

}  // namespace

Result<std::string> MakeSuggestions(std::vector<NewSuggestion> suggestions) {
  return Maker().Run(std::move(suggestions));
}

}  // namespace sou::store
