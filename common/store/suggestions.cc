// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/store/suggestions.h"

#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "common/base/percent.h"
#include "common/store/sorted_strings.h"
#include "common/store/spelling.h"
#include "common/store/usual_anchor.h"
#include "common/store/varint.h"

namespace sou::store {
namespace {

// More than all sections of four billion entries.
constexpr uint64_t kMaxFileBytes = 64ULL << 30;

uint32_t OffsetOf(Places places, uint64_t place) { return static_cast<uint32_t>(place / ComparedAt(places).readings); }

Error Damaged(const std::string& what) {
  return {ErrorCode::kCorrupt, "the suggestions are damaged: " + what + "; rebuild the index with sou-index --full"};
}

// From `offset` to the zero byte behind it, or to the end.
std::string_view StringFrom(std::string_view blob, size_t offset) {
  if (offset >= blob.size()) return {};
  const std::string_view rest = blob.substr(offset);
  return rest.substr(0, rest.find('\0'));
}

SuggestionKind KindOf(const Facts& facts) {
  return static_cast<SuggestionKind>(std::min(facts.kind, static_cast<uint32_t>(SuggestionKind::kTag)));
}

}  // namespace

Result<Suggestions> Suggestions::Open(const std::filesystem::path& path) {
  Result<MappedFile> file = MappedFile::Open(path, kMaxFileBytes);
  if (!file.ok()) return file.error();
  auto shared = std::make_shared<const MappedFile>(std::move(*file));
  Result<Suggestions> suggestions = FromBytes(shared->bytes());
  if (!suggestions.ok()) return Error{suggestions.error().code, suggestions.error().message, {path.string()}};
  suggestions->file_ = std::move(shared);
  return suggestions;
}

Result<Suggestions> Suggestions::FromBytes(std::string_view bytes) {
  Suggestions suggestions(bytes);
  if (Status status = suggestions.ReadHeader(); !status.ok()) return status.error();
  return suggestions;
}

Status Suggestions::ReadHeader() {
  if (bytes_.size() < sizeof(FileHeader)) {
    // Of another version, maybe, which has a shorter header.
    const bool other = bytes_.size() >= offsetof(FileHeader, entries) &&
                       bytes_.starts_with({kSuggestionsMagic.data(), kSuggestionsMagic.size()});
    if (!other) return Damaged("too short");
  }
  std::memcpy(&header_, bytes_.data(), std::min(bytes_.size(), sizeof(FileHeader)));
  if (header_.magic != kSuggestionsMagic) return Damaged("this is another file");
  if (header_.version != kSuggestionsVersion) {
    return Error{ErrorCode::kUnsupported, "the suggestions have version " + std::to_string(header_.version) +
                                              ", this program reads " + std::to_string(kSuggestionsVersion) +
                                              "; rebuild the index with sou-index --full"};
  }
  if (bytes_.size() < sizeof(FileHeader)) return Damaged("too short");
  if (XXH3_64bits(bytes_.data(), offsetof(FileHeader, hash)) != header_.hash) return Damaged("wrong header");
  return ReadSections();
}

Status Suggestions::ReadSections() {
  for (const SectionRow& section : header_.sections) {
    const bool inside = section.offset <= bytes_.size() && section.size <= bytes_.size() - section.offset;
    if (!inside || section.offset % alignof(uint64_t) != 0) return Damaged("a section lies outside the file");
  }
  layout_ = FactsLayout(Bytes(Section::kLanguages).size() / sizeof(LanguageRow), header_.pages);
  const uint64_t samples = (uint64_t{size()} + kPerSample - 1) / kPerSample;
  if (Bytes(Section::kSamples).size() != samples * sizeof(SampleRow) || layout_.bits() > PackedNumbers::kMaxBits ||
      Bytes(Section::kFacts).size() != PackedNumbers::BytesFor(size(), layout_.bits())) {
    return Damaged("wrong number of entries");
  }
  const std::string_view keys = Bytes(Section::kKeys);
  if (!keys.ends_with('\0') || keys.size() > kMaxKeyBytes || !Bytes(Section::kNames).ends_with('\0'))
    return Damaged("an unfinished text");
  for (size_t i = 0; i < kPlaceSections; ++i) {
    const uint64_t places = header_.places[i];
    const SectionRow& section = header_.sections[static_cast<size_t>(Section::kFirstPlaces) + i];
    const bool fits =
        places <= UINT32_MAX &&
        section.size == PackedNumbers::BytesFor(NumbersOf(places), PlaceBits(static_cast<Places>(i), keys.size()));
    if (!fits) return Damaged("wrong places");
    if (places > 0 && size() == 0) return Damaged("places without entries");
  }
  return {};
}

std::string_view Suggestions::Bytes(Section section) const {
  const SectionRow& row = header_.sections[static_cast<size_t>(section)];
  return bytes_.substr(row.offset, row.size);
}

// ---------------------------------------------------------------- entries

SampleRow Suggestions::Sample(uint32_t number) const {
  SampleRow row;
  std::memcpy(&row, Bytes(Section::kSamples).data() + size_t{number} * sizeof(row), sizeof(row));
  return row;
}

Facts Suggestions::FactsOf(uint32_t number) const {
  return layout_.Unpack(PackedNumbers(Bytes(Section::kFacts), layout_.bits())[number]);
}

std::string_view Suggestions::KeyOf(uint32_t number) const {
  if (number >= size()) return {};
  const std::string_view keys = Bytes(Section::kKeys);
  size_t at = Sample(number / kPerSample).key;
  for (uint32_t i = 0; i < number % kPerSample; ++i) {
    if (at >= keys.size()) return {};
    at = keys.find('\0', at) + 1;  // there is one: they end in one
  }
  return StringFrom(keys, at);
}

std::optional<Suggestions::Record> Suggestions::RecordOf(uint32_t number) const {
  if (number >= size()) return std::nullopt;
  const std::string_view records = Bytes(Section::kRecords);
  size_t at = Sample(number / kPerSample).record;
  for (uint32_t i = 0;; ++i) {
    uint32_t header = 0;
    if (!ReadVarint(records, &at, &header) || header / 4 > records.size() - at) return std::nullopt;
    if (i == number % kPerSample) return ReadRecord(records.substr(at, header / 4), header, number);
    at += header / 4;
  }
}

std::optional<Suggestions::Record> Suggestions::ReadRecord(std::string_view bytes, uint32_t header,
                                                           uint32_t number) const {
  Record record;
  size_t at = 0;
  if ((header & 1) != 0) {
    if (!ReadVarint(bytes, &at, &record.pages)) return std::nullopt;
    if (FactsOf(number).kind != static_cast<uint32_t>(SuggestionKind::kTag)) {
      if (bytes.size() - at < sizeof(record.sum.urls)) return std::nullopt;
      std::memcpy(&record.sum.urls, bytes.data() + at, sizeof(record.sum.urls));
      at += sizeof(record.sum.urls);
    }
  }
  if ((header & 2) != 0) {
    uint32_t size = 0;
    if (!ReadVarint(bytes, &at, &size) || size > bytes.size() - at) return std::nullopt;
    record.sum.anchors = bytes.substr(at, size);
    at += size;
  }
  record.edits = bytes.substr(at);
  return record;
}

std::string Suggestions::Entry::Url() const {
  if (anchor.empty()) return page_url;
  return page_url + "#" + PercentEncode(anchor, PercentSet::kFragment);
}

Suggestions::Entry Suggestions::entry(uint32_t number) const {
  const std::optional<Record> record = RecordOf(number);
  if (!record) return {};
  const Facts facts = FactsOf(number);
  Entry entry;
  entry.key = KeyOf(number);
  entry.text = Edited(entry.key, record->edits);
  entry.kind = KindOf(facts);
  entry.pages = record->pages;
  entry.language = language(static_cast<uint16_t>(facts.language)).primary;
  if (facts.page > 0) {
    entry.page_url = PageUrl(facts.page - 1).value_or("");
    if (entry.kind == SuggestionKind::kHeading) entry.anchor = FullAnchor(entry.text, record->sum.anchors);
  }
  return entry;
}

uint32_t Suggestions::PagesOf(uint32_t number) const {
  const std::optional<Record> record = RecordOf(number);
  return record ? record->pages : 0;
}

std::optional<std::string> Suggestions::PageUrl(uint32_t number) const {
  if (number >= header_.pages) return std::nullopt;
  return SortedStrings(Bytes(Section::kUrls), Bytes(Section::kUrlBlocks)).At(number);
}

std::optional<Suggestions::Given> Suggestions::GivenOf(uint32_t number) const {
  std::optional<Record> record = RecordOf(number);
  if (!record) return std::nullopt;
  const Facts facts = FactsOf(number);
  Given given{Edited(KeyOf(number), record->edits),
              KindOf(facts),
              static_cast<uint16_t>(facts.language),
              record->pages,
              std::move(record->sum),
              {}};
  if (facts.page > 0) given.page = facts.page - 1;
  return given;
}

uint16_t Suggestions::LanguageOf(uint32_t number) const {
  return number < size() ? static_cast<uint16_t>(FactsOf(number).language) : uint16_t{0};
}

Suggestions::Language Suggestions::language(uint16_t number) const {
  const std::string_view languages = Bytes(Section::kLanguages);
  if ((size_t{number} + 1) * sizeof(LanguageRow) > languages.size()) return {};
  LanguageRow row;
  std::memcpy(&row, languages.data() + size_t{number} * sizeof(LanguageRow), sizeof(LanguageRow));
  return {NameAt(row.primary), NameAt(row.tag)};
}

std::string_view Suggestions::NameAt(uint32_t offset) const { return StringFrom(Bytes(Section::kNames), offset); }

// ---------------------------------------------------------------- places

PackedNumbers Suggestions::Numbers(Places places) const {
  const auto section = static_cast<Section>(static_cast<size_t>(Section::kFirstPlaces) + static_cast<size_t>(places));
  return {Bytes(section), PlaceBits(places, Bytes(Section::kKeys).size())};
}

uint32_t Suggestions::OffsetAt(Places places, uint32_t at) const { return OffsetOf(places, Numbers(places)[at]); }

uint32_t Suggestions::EntryOf(uint32_t offset) const {
  // The last sample that begins at or before the place: keys are of like lengths, so it is near where it would be if
  // they were equal; from there the steps double.
  const auto samples = static_cast<uint32_t>(Bytes(Section::kSamples).size() / sizeof(SampleRow));
  const std::string_view keys = Bytes(Section::kKeys);
  if (samples == 0) return 0;
  uint32_t low = static_cast<uint32_t>(std::min<uint64_t>(samples - 1, uint64_t{offset} * samples / keys.size()));
  uint32_t high = low + 1;
  for (uint32_t step = 1; low > 0 && Sample(low).key > offset; step *= 2) {
    high = low;
    low -= std::min(low, step);
  }
  for (uint32_t step = 1; high < samples && Sample(high).key <= offset; step *= 2) {
    low = high;
    high += std::min(samples - high, step);
  }
  while (high - low > 1) {
    const uint32_t middle = low + (high - low) / 2;
    (Sample(middle).key <= offset ? low : high) = middle;
  }
  uint32_t number = low * kPerSample;
  const uint32_t last = std::min(size(), number + kPerSample) - 1;
  for (size_t at = Sample(low).key; number < last && at < keys.size(); ++number) {
    at = keys.find('\0', at) + 1;
    if (at == 0 || at > offset) break;
  }
  return number;
}

text::SoundPlace Suggestions::SoundAt(Places places, uint64_t place) const {
  const std::string_view keys = Bytes(Section::kKeys);
  const Compared& row = ComparedAt(places);
  return {row.kind, row.pinyin, static_cast<uint32_t>(place % row.readings),
          keys.substr(std::min<size_t>(OffsetOf(places, place), keys.size()))};
}

std::string Suggestions::StringAt(Places places, uint64_t place) const {
  if (ComparedAt(places).sound) return text::SoundFrom(SoundAt(places, place));
  return std::string(StringFrom(Bytes(Section::kKeys), OffsetOf(places, place)));
}

int Suggestions::Compare(Places places, uint64_t place, std::string_view letters) const {
  if (ComparedAt(places).sound) return text::CompareSound(SoundAt(places, place), letters);
  // To the end of the blob: the zero byte behind the string tells it from longer ones.
  const std::string_view keys = Bytes(Section::kKeys);
  const std::string_view rest = keys.substr(std::min<size_t>(OffsetOf(places, place), keys.size()));
  return rest.substr(0, letters.size()).compare(letters);
}

Suggestions::Range Suggestions::FindBytes(Places places, std::string_view bytes) const {
  const PackedNumbers numbers = Numbers(places);
  const uint32_t count = CountOf(places);
  const auto order = [&](uint32_t at) { return Compare(places, numbers[at], bytes); };
  // The first place of [low, high) where the order is at least `least`; high if there is none.
  const auto first = [&](uint32_t low, uint32_t high, int least) {
    while (low < high) {
      const uint32_t middle = low + (high - low) / 2;
      if (order(middle) >= least) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  };
  const uint32_t begin = first(0, count, 0);
  // Most ranges are short: their end is looked for in steps that double.
  uint32_t low = begin;
  uint32_t high = begin;
  for (uint32_t step = 1; high < count && order(high) == 0; step *= 2) {
    low = high + 1;
    high += std::min(count - high, step);
  }
  return {places, begin, first(low, high, 1)};
}

Suggestions::Range Suggestions::Find(Places places, std::string_view letters) const {
  return FindBytes(places, letters);
}

Suggestions::Range Suggestions::FindWholeKey(std::string_view key) const {
  return FindBytes(Places::kWholeKey, std::string(key) + '\0');
}

Suggestions::Place Suggestions::PlaceAt(Places places, uint32_t at) const {
  const std::string_view keys = Bytes(Section::kKeys);
  const size_t offset = std::min<size_t>(OffsetAt(places, at), keys.size());
  const size_t zero = keys.substr(0, offset).rfind('\0');
  const size_t begin = zero == std::string_view::npos ? 0 : zero + 1;
  const std::string_view letters = StringFrom(keys, offset);
  return {keys.substr(begin, offset - begin + letters.size()), keys.substr(begin, offset - begin), letters};
}

uint32_t Suggestions::PlaceOfMinimum(Range range) const {
  const PackedNumbers numbers = Numbers(range.places);
  const uint64_t count = CountOf(range.places);
  // Where the numbers of each level begin: places, minima, minima of minima.
  const uint64_t levels[] = {0, count, count + BlocksOf(count)};
  // The place with the smallest number of [begin, end) of a level, without its first ones.
  const auto search = [&](const auto& self, size_t level, uint64_t begin, uint64_t end) -> uint64_t {
    const uint64_t base = levels[level];
    const auto least = [&](uint64_t from, uint64_t to) { return numbers.FirstLeast(base + from, base + to) - base; };
    const uint64_t first = (begin + kBlock - 1) / kBlock;
    const uint64_t last = end / kBlock;
    if (level + 1 == std::size(levels) || first >= last) return least(begin, end);
    const uint64_t block = self(self, level + 1, first, last);
    uint64_t best = least(block * kBlock, (block + 1) * kBlock);
    const auto better = [&](uint64_t from, uint64_t to) {
      if (from >= to) return;
      const uint64_t other = least(from, to);
      if (numbers[base + other] < numbers[base + best]) best = other;
    };
    better(begin, first * kBlock);
    better(last * kBlock, end);
    return best;
  };
  return static_cast<uint32_t>(search(search, 0, range.begin, range.end));
}

Suggestions::BestFirst::BestFirst(const Suggestions& suggestions, const std::vector<Range>& ranges)
    : suggestions_(suggestions) {
  for (const Range& range : ranges) Push(range);
}

void Suggestions::BestFirst::Push(Range range) {
  if (range.begin >= range.end) return;
  const uint32_t at = suggestions_.PlaceOfMinimum(range);
  queue_.push({suggestions_.OffsetAt(range.places, at), at, range});
}

std::optional<uint32_t> Suggestions::BestFirst::Next() {
  while (!queue_.empty()) {
    const Candidate best = queue_.top();
    queue_.pop();
    Push({best.range.places, best.range.begin, best.at});
    Push({best.range.places, best.at + 1, best.range.end});
    const uint32_t entry = suggestions_.EntryOf(best.offset);
    if (last_ != entry) return last_ = entry;
  }
  return std::nullopt;
}

std::vector<std::vector<uint32_t>> Suggestions::WordStarts() const {
  std::vector<uint32_t> offsets;
  for (size_t i = 0; i < kPlaceSections; ++i) {
    const auto places = static_cast<Places>(i);
    if (!ComparedAt(places).sound || i % 2 == 0) continue;
    const PackedNumbers numbers = Numbers(places);
    for (uint32_t at = 0; at < CountOf(places); ++at) offsets.push_back(OffsetOf(places, numbers[at]));
  }
  std::sort(offsets.begin(), offsets.end());
  offsets.erase(std::unique(offsets.begin(), offsets.end()), offsets.end());
  std::vector<std::vector<uint32_t>> words(size());
  const std::string_view keys = Bytes(Section::kKeys);
  auto offset = offsets.begin();
  for (size_t number = 0, begin = 0; number < words.size() && begin < keys.size(); ++number) {
    const size_t end = keys.find('\0', begin);
    for (; offset != offsets.end() && *offset < end; ++offset) {
      words[number].push_back(*offset - static_cast<uint32_t>(begin));
    }
    begin = end + 1;
  }
  return words;
}

// ---------------------------------------------------------------- checking

Status Suggestions::CheckEntries() const {
  const size_t languages = Bytes(Section::kLanguages).size() / sizeof(LanguageRow);
  const std::string_view keys = Bytes(Section::kKeys);
  const std::string_view records = Bytes(Section::kRecords);
  size_t key = 0;
  size_t record = 0;
  for (uint32_t i = 0; i < size(); ++i) {
    const SampleRow sample = Sample(i / kPerSample);
    const bool follows = i % kPerSample != 0 || (sample.key == key && sample.record == record);
    if (!follows || key >= keys.size()) return Damaged("entries out of order");
    uint32_t header = 0;
    if (!ReadVarint(records, &record, &header) || header / 4 > records.size() - record ||
        !ReadRecord(records.substr(record, header / 4), header, i)) {
      return Damaged("an unfinished entry");
    }
    const Facts facts = FactsOf(i);
    const bool inside = facts.kind <= static_cast<uint32_t>(SuggestionKind::kTag) && facts.language < languages &&
                        facts.page <= pages();
    if (!inside) return Damaged("an entry points outside its texts");
    key = keys.find('\0', key) + 1;
    record += header / 4;
  }
  if (size() > 0 && (key != keys.size() || record != records.size())) return Damaged("more texts than entries");
  std::string last;
  for (uint32_t i = 0; i < pages(); ++i) {
    std::optional<std::string> url = PageUrl(i);
    if (!url || *url < last) return Damaged("wrong URLs");
    last = std::move(*url);
  }
  return {};
}

Status Suggestions::CheckPlaces(Places places) const {
  const PackedNumbers numbers = Numbers(places);
  const uint64_t count = CountOf(places);
  std::string last;
  for (uint64_t i = 0; i < count; ++i) {
    if (OffsetOf(places, numbers[i]) >= Bytes(Section::kKeys).size()) return Damaged("a place lies outside its text");
    std::string letters = StringAt(places, numbers[i]);
    if (letters < last) return Damaged("wrong order");
    last = std::move(letters);
  }
  const auto minima_hold = [&](uint64_t fine, uint64_t fine_count) {
    const uint64_t coarse = fine + fine_count;
    for (uint64_t i = 0; i < BlocksOf(fine_count); ++i) {
      const uint64_t end = std::min<uint64_t>(fine_count, (i + 1) * kBlock);
      if (numbers[numbers.FirstLeast(fine + i * kBlock, fine + end)] != numbers[coarse + i]) return false;
    }
    return true;
  };
  const bool hold = minima_hold(0, count) && minima_hold(count, BlocksOf(count));
  return hold ? Status() : Status(Damaged("wrong minima"));
}

Status Suggestions::CheckAll() const {
  if (Status status = CheckEntries(); !status.ok()) return status;
  for (size_t places = 0; places < kPlaceSections; ++places) {
    if (Status status = CheckPlaces(static_cast<Places>(places)); !status.ok()) return status;
  }
  return {};
}

}  // namespace sou::store
