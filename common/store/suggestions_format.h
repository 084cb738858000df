// SPDX-License-Identifier: GPL-3.0-or-later
//
// The bytes of a generation's suggestions file, for the two that write and read it. Little-endian, as the machine that
// wrote it; sections begin at multiples of eight.
//
//   FileHeader
//   kSamples      SampleRow of each kPerSample-th entry
//   kKeys         the entries' keys (common/text/typing_key.h), each with a zero byte behind it; the best entry (by
//                 RankOf in suggestions_writer.cc) first. What typed letters are compared with lies here and nowhere
//                 else: sounds are read off the keys (SoundPlace of common/text/sounds.h)
//   kRecords      of each entry, a varint: bytes behind it * 4, + 1 if it is not of one page, + 2 if it has an anchor
//                 that is not the usual one; then
//                   not of one page: a varint, how many; and but for tags the hash of their URLs (page_sum.h), 8 bytes
//                   anchor: a varint, its bytes, and those: PageSum::anchors
//                   what makes its text of its key (spelling.h)
//   kFacts        of each entry FactsOf a number: kind, language, page (packed_numbers.h)
//   kLanguages    LanguageRow: a primary subtag and a tag in kNames
//   kNames        strings, each with a zero byte behind it; the first is empty
//   kUrls         of each page, sorted (sorted_strings.h), and
//   kUrlBlocks    the offsets of their blocks
//   the rest      kPlaceSections: for each sort of place (Places in suggestion_places.h) the places where a compared
//   string
//                 begins, ordered by what follows there; then minima: of each kBlock places, then of each kBlock of
//                 those. A place is an offset in kKeys; where a text can have several sounds, times
//                 Compared::readings, plus the number of the one (SoundPlace::other). Packed
//
// Numbers have as many bits as the greatest possible one needs. Since keys are in the order of the entries, the
// smallest place of a range is that of its best entry.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "common/store/packed_numbers.h"
#include "common/store/suggestion_places.h"

namespace sou::store {

inline constexpr std::array<char, 8> kSuggestionsMagic = {'S', 'O', 'U', 'S', 'U', 'G', 'G', '\n'};
inline constexpr uint32_t kSuggestionsVersion = 2;
inline constexpr uint32_t kBlock = 64;
inline constexpr uint32_t kPerSample = 8;
inline constexpr uint64_t kMaxKeyBytes = 1ULL << 30;  // a place with its reading is below 2^32

enum class Section : uint8_t {
  kSamples,
  kKeys,
  kRecords,
  kFacts,
  kLanguages,
  kNames,
  kUrls,
  kUrlBlocks,
  kFirstPlaces,  // then one per sort of place
};
inline constexpr size_t kSections = static_cast<size_t>(Section::kFirstPlaces) + kPlaceSections;

struct SectionRow {
  uint64_t offset = 0;  // in the file
  uint64_t size = 0;    // bytes
};

struct FileHeader {
  std::array<char, 8> magic = kSuggestionsMagic;
  uint32_t version = kSuggestionsVersion;
  uint32_t entries = 0;
  uint32_t pages = 0;   // with a URL
  uint32_t partly = 0;  // 1: texts were left out for want of memory
  std::array<SectionRow, kSections> sections = {};
  std::array<uint64_t, kPlaceSections> places = {};  // of each places section, without its minima
  uint64_t hash = 0;                                 // XXH3 of all before it
};
static_assert(sizeof(FileHeader) == 24 + 16 * kSections + 8 * kPlaceSections + 8);

struct SampleRow {
  uint32_t key = 0;  // where it begins in kKeys
  uint32_t record = 0;
};

struct LanguageRow {
  uint32_t primary = 0;
  uint32_t tag = 0;
};

// What most entries say in equally many bits.
struct Facts {
  uint32_t kind = 0;
  uint32_t language = 0;  // number of a LanguageRow
  uint32_t page = 0;      // number of its URL, from 1 on; 0: several pages have it, or none with a URL
};

// How facts are packed in a file of so many languages and pages.
class FactsLayout {
 public:
  FactsLayout(uint64_t languages, uint64_t pages)
      : language_bits_(BitsFor(languages > 0 ? languages - 1 : 0)), page_bits_(BitsFor(pages)) {}

  [[nodiscard]] uint32_t bits() const { return kKindBits + language_bits_ + page_bits_; }
  [[nodiscard]] uint64_t Pack(const Facts& facts) const {
    return facts.kind | static_cast<uint64_t>(facts.language) << kKindBits |
           static_cast<uint64_t>(facts.page) << (kKindBits + language_bits_);
  }
  [[nodiscard]] Facts Unpack(uint64_t packed) const {
    return {Low(packed, kKindBits), Low(packed >> kKindBits, language_bits_),
            Low(packed >> (kKindBits + language_bits_), page_bits_)};
  }

 private:
  static constexpr uint32_t kKindBits = 2;
  static uint32_t Low(uint64_t word, uint32_t bits) {
    return static_cast<uint32_t>(word & ((uint64_t{1} << bits) - 1));
  }
  uint32_t language_bits_ = 0;
  uint32_t page_bits_ = 0;
};

// Places of minima behind `places` places.
constexpr uint64_t BlocksOf(uint64_t places) { return (places + kBlock - 1) / kBlock; }
constexpr uint64_t NumbersOf(uint64_t places) { return places + BlocksOf(places) + BlocksOf(BlocksOf(places)); }

}  // namespace sou::store
