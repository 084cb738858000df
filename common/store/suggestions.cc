// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/store/suggestions.h"

#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "common/base/percent.h"

namespace sou::store {
namespace {

// Six blobs of 4 GB and their places.
constexpr uint64_t kMaxFileBytes = 64ULL << 30;

constexpr Places kAllPlaces[] = {Places::kWholeKey,   Places::kInnerKey,      Places::kWholeSound,
                                 Places::kInnerSound, Places::kWholeInitials, Places::kInnerInitials};

Error Damaged(const std::string& what) {
  return {ErrorCode::kCorrupt, "the suggestions are damaged: " + what + "; rebuild the index with sou-index --full"};
}

size_t Number(Places places) { return static_cast<size_t>(places); }

// The zero-terminated string that begins at `offset`; blobs end in a zero byte.
std::string_view StringAt(std::string_view blob, size_t offset) {
  if (offset >= blob.size()) return {};
  const std::string_view rest = blob.substr(offset);
  return rest.substr(0, rest.find('\0'));
}

// The first place of [begin, end) with the smallest number.
uint32_t FirstMinimum(const uint32_t* numbers, uint32_t begin, uint32_t end) {
  return static_cast<uint32_t>(std::min_element(numbers + begin, numbers + end) - numbers);
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
  if (bytes_.size() < sizeof(FileHeader)) return Damaged("too short");
  std::memcpy(&header_, bytes_.data(), sizeof(FileHeader));
  if (header_.magic != kSuggestionsMagic) return Damaged("this is another file");
  if (header_.version != kSuggestionsVersion) {
    return Error{ErrorCode::kUnsupported, "the suggestions have version " + std::to_string(header_.version) +
                                              ", this program reads " + std::to_string(kSuggestionsVersion) +
                                              "; rebuild the index with sou-index --full"};
  }
  if (XXH3_64bits(bytes_.data(), offsetof(FileHeader, hash)) != header_.hash) return Damaged("wrong header");
  for (const SectionRow& section : header_.sections) {
    const bool inside = section.offset <= bytes_.size() && section.size <= bytes_.size() - section.offset;
    if (!inside || section.offset % alignof(uint64_t) != 0) return Damaged("a section lies outside the file");
  }
  if (Bytes(Section::kEntries).size() != header_.entries * sizeof(EntryRow)) return Damaged("wrong number of entries");
  for (const Section blob : {Section::kTexts, Section::kKeys, Section::kSounds, Section::kInitials}) {
    if (!Bytes(blob).ends_with('\0') || Bytes(blob).size() > UINT32_MAX) return Damaged("an unfinished text");
  }
  for (size_t i = 0; i < kPlaceSections; ++i) {
    const uint64_t places = header_.places[i];
    const SectionRow& section = header_.sections[static_cast<size_t>(Section::kFirstPlaces) + i];
    if (places > UINT32_MAX || section.size != NumbersOf(places) * sizeof(uint32_t)) return Damaged("wrong places");
    if (places > 0 && header_.entries == 0) return Damaged("places without entries");
  }
  return {};
}

std::string_view Suggestions::Bytes(Section section) const {
  const SectionRow& row = header_.sections[static_cast<size_t>(section)];
  return bytes_.substr(row.offset, row.size);
}

EntryRow Suggestions::Row(uint32_t number) const {
  EntryRow row;
  std::memcpy(&row, Bytes(Section::kEntries).data() + size_t{number} * sizeof(EntryRow), sizeof(EntryRow));
  return row;
}

std::string_view Suggestions::TextAt(uint32_t offset) const { return StringAt(Bytes(Section::kTexts), offset); }

std::string Suggestions::Entry::Url() const {
  if (anchor.empty()) return std::string(page_url);
  return std::string(page_url) + "#" + PercentEncode(anchor, PercentSet::kFragment);
}

Suggestions::Entry Suggestions::entry(uint32_t number) const {
  if (number >= size()) return {};
  const EntryRow row = Row(number);
  Entry entry;
  entry.text = TextAt(row.text);
  entry.page_url = TextAt(row.url);
  entry.anchor = TextAt(row.anchor);
  entry.key = KeyOf(number);
  entry.kind = static_cast<SuggestionKind>(std::min(row.kind, static_cast<uint8_t>(SuggestionKind::kTag)));
  entry.pages = row.pages;
  entry.language = language(row.language).primary;
  return entry;
}

uint16_t Suggestions::LanguageOf(uint32_t number) const { return number < size() ? Row(number).language : uint16_t{0}; }

Suggestions::Language Suggestions::language(uint16_t number) const {
  const std::string_view languages = Bytes(Section::kLanguages);
  if ((size_t{number} + 1) * sizeof(LanguageRow) > languages.size()) return {};
  LanguageRow row;
  std::memcpy(&row, languages.data() + size_t{number} * sizeof(LanguageRow), sizeof(LanguageRow));
  return {TextAt(row.primary), TextAt(row.tag)};
}

std::string_view Suggestions::KeyOf(uint32_t number) const {
  return number < size() ? StringAt(Bytes(Section::kKeys), Row(number).key) : std::string_view();
}

const uint32_t* Suggestions::Numbers(Places places) const {
  if (bytes_.empty()) return nullptr;
  const SectionRow& row = header_.sections[static_cast<size_t>(Section::kFirstPlaces) + Number(places)];
  return reinterpret_cast<const uint32_t*>(bytes_.data() + row.offset);
}

uint32_t Suggestions::CountOf(Places places) const { return static_cast<uint32_t>(header_.places[Number(places)]); }

std::string_view Suggestions::Blob(Places places) const {
  switch (places) {
    case Places::kWholeKey:
    case Places::kInnerKey:
      return Bytes(Section::kKeys);
    case Places::kWholeSound:
    case Places::kInnerSound:
      return Bytes(Section::kSounds);
    case Places::kWholeInitials:
    case Places::kInnerInitials:
      break;
  }
  return Bytes(Section::kInitials);
}

// To the end of the blob: the zero byte behind the string tells it from longer ones.
std::string_view Suggestions::From(Places places, uint32_t offset) const {
  const std::string_view blob = Blob(places);
  return blob.substr(std::min<size_t>(offset, blob.size()));
}

uint32_t Suggestions::EntryOf(Places places, uint32_t offset) const {
  const auto begins = [&](uint32_t number) {
    const EntryRow row = Row(number);
    if (places == Places::kWholeKey || places == Places::kInnerKey) return row.key;
    return places == Places::kWholeSound || places == Places::kInnerSound ? row.sounds : row.initials;
  };
  // The last entry that begins at or before the place. Texts are of like lengths: it is near where it would be if they
  // were equal; from there the steps double.
  const size_t blob = std::max<size_t>(1, Blob(places).size());
  uint32_t low = static_cast<uint32_t>(std::min<uint64_t>(size() - 1, uint64_t{offset} * size() / blob));
  uint32_t high = low + 1;
  for (uint32_t step = 1; low > 0 && begins(low) > offset; step *= 2) {
    high = low;
    low -= std::min(low, step);
  }
  for (uint32_t step = 1; high < size() && begins(high) <= offset; step *= 2) {
    low = high;
    high += std::min(size() - high, step);
  }
  while (high - low > 1) {
    const uint32_t middle = low + (high - low) / 2;
    (begins(middle) <= offset ? low : high) = middle;
  }
  return low;
}

Suggestions::Range Suggestions::FindBytes(Places places, std::string_view bytes) const {
  const uint32_t* begin = Numbers(places);
  const uint32_t* end = begin + CountOf(places);
  const auto cut = [&](uint32_t offset) { return From(places, offset).substr(0, bytes.size()); };
  const uint32_t* first =
      std::lower_bound(begin, end, bytes, [&](uint32_t offset, std::string_view value) { return cut(offset) < value; });
  const uint32_t* last =
      std::upper_bound(first, end, bytes, [&](std::string_view value, uint32_t offset) { return value < cut(offset); });
  return {places, static_cast<uint32_t>(first - begin), static_cast<uint32_t>(last - begin)};
}

Suggestions::Range Suggestions::Find(Places places, std::string_view letters) const {
  return FindBytes(places, letters);
}

Suggestions::Range Suggestions::FindWhole(Places places, std::string_view letters) const {
  return FindBytes(places, std::string(letters) + '\0');
}

Suggestions::Place Suggestions::PlaceAt(Places places, uint32_t at) const {
  const std::string_view blob = Blob(places);
  const uint32_t offset = std::min(Numbers(places)[at], static_cast<uint32_t>(blob.size()));
  const size_t zero = blob.substr(0, offset).rfind('\0');
  const size_t begin = zero == std::string_view::npos ? 0 : zero + 1;
  const std::string_view letters = StringAt(blob, offset);
  return {blob.substr(begin, offset - begin + letters.size()), blob.substr(begin, offset - begin), letters};
}

uint32_t Suggestions::PlaceOfMinimum(Range range) const {
  const uint32_t* places = Numbers(range.places);
  const auto count = CountOf(range.places);
  const auto blocks = static_cast<uint32_t>(BlocksOf(count));
  const uint32_t* minima = places + count;
  const uint32_t* minima_of_minima = minima + blocks;
  const auto better = [](const uint32_t* numbers, uint32_t a, uint32_t b) { return numbers[b] < numbers[a] ? b : a; };
  const auto search = [&](const uint32_t* numbers, const uint32_t* coarse, uint32_t begin, uint32_t end,
                          const auto& inside) {
    const uint32_t first = (begin + kBlock - 1) / kBlock;
    const uint32_t last = end / kBlock;
    if (first >= last) return FirstMinimum(numbers, begin, end);
    const uint32_t block = inside(coarse, first, last);
    uint32_t best = FirstMinimum(numbers, block * kBlock, (block + 1) * kBlock);
    if (begin < first * kBlock) best = better(numbers, best, FirstMinimum(numbers, begin, first * kBlock));
    if (last * kBlock < end) best = better(numbers, best, FirstMinimum(numbers, last * kBlock, end));
    return best;
  };
  const auto plain = [](const uint32_t* numbers, uint32_t begin, uint32_t end) {
    return FirstMinimum(numbers, begin, end);
  };
  const auto by_blocks = [&](const uint32_t* numbers, uint32_t begin, uint32_t end) {
    return search(numbers, minima_of_minima, begin, end, plain);
  };
  return search(places, minima, range.begin, range.end, by_blocks);
}

Suggestions::BestFirst::BestFirst(const Suggestions& suggestions, const std::vector<Range>& ranges)
    : suggestions_(suggestions) {
  for (const Range& range : ranges) Push(range);
}

void Suggestions::BestFirst::Push(Range range) {
  if (range.begin >= range.end) return;
  const uint32_t at = suggestions_.PlaceOfMinimum(range);
  queue_.push({suggestions_.EntryOf(range.places, suggestions_.Numbers(range.places)[at]), at, range});
}

std::optional<uint32_t> Suggestions::BestFirst::Next() {
  while (!queue_.empty()) {
    const Candidate best = queue_.top();
    queue_.pop();
    Push({best.range.places, best.range.begin, best.at});
    Push({best.range.places, best.at + 1, best.range.end});
    if (last_ != best.entry) return last_ = best.entry;
  }
  return std::nullopt;
}

Status Suggestions::CheckPlaces(Places places) const {
  const uint32_t* numbers = Numbers(places);
  const uint32_t count = CountOf(places);
  const size_t size = Blob(places).size();
  for (uint32_t i = 0; i < count; ++i) {
    if (numbers[i] >= size) return Damaged("a place lies outside its text");
    if (i > 0 && StringAt(Blob(places), numbers[i]) < StringAt(Blob(places), numbers[i - 1]))
      return Damaged("wrong order");
  }
  const auto minima_hold = [](const uint32_t* fine, uint64_t fine_count, const uint32_t* coarse) {
    for (uint64_t i = 0; i < BlocksOf(fine_count); ++i) {
      const auto begin = static_cast<uint32_t>(i * kBlock);
      const auto end = static_cast<uint32_t>(std::min<uint64_t>(fine_count, (i + 1) * kBlock));
      if (fine[FirstMinimum(fine, begin, end)] != coarse[i]) return false;
    }
    return true;
  };
  const uint64_t blocks = BlocksOf(count);
  const bool hold =
      minima_hold(numbers, count, numbers + count) && minima_hold(numbers + count, blocks, numbers + count + blocks);
  return hold ? Status() : Status(Damaged("wrong minima"));
}

Status Suggestions::CheckAll() const {
  const size_t languages = Bytes(Section::kLanguages).size() / sizeof(LanguageRow);
  EntryRow last;
  for (uint32_t i = 0; i < size(); ++i) {
    const EntryRow row = Row(i);
    const bool inside = row.text < Bytes(Section::kTexts).size() && row.url < Bytes(Section::kTexts).size() &&
                        row.anchor < Bytes(Section::kTexts).size() && row.key < Bytes(Section::kKeys).size() &&
                        row.sounds < Bytes(Section::kSounds).size() &&
                        row.initials < Bytes(Section::kInitials).size() && row.language < languages;
    if (!inside) return Damaged("an entry points outside its texts");
    if (i > 0 && (row.key <= last.key || row.sounds < last.sounds || row.initials < last.initials)) {
      return Damaged("entries out of order");
    }
    last = row;
  }
  for (const Places places : kAllPlaces) {
    if (Status status = CheckPlaces(places); !status.ok()) return status;
  }
  return {};
}

}  // namespace sou::store
