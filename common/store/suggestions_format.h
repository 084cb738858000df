// SPDX-License-Identifier: GPL-3.0-or-later
//
// The bytes of a generation's suggestions file, for the two that write and read it. Little-endian, as the machine that
// wrote it; sections begin at multiples of eight.
//
//   FileHeader
//   kEntries      EntryRow for each entry, the best (by RankOf in suggestions_writer.cc) first
//   kLanguages    LanguageRow: places of a language's primary subtag and its tag in kTexts
//   kTexts        shown texts, URLs and languages; every string ends in a zero byte, and the first is empty
//   kKeys, kSounds, kInitials
//                 what typed letters are compared with, in the order of the entries; strings as in kTexts
//   the rest      kPlaces sections: for each sort of place the places in its blob where a compared string begins,
//   ordered
//                 by what follows there; then minima: of each kBlock places, then of each kBlock of those
//
// Since a blob is in the order of the entries, the smallest place of a range is that of its best entry.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace sou::store {

inline constexpr std::array<char, 8> kSuggestionsMagic = {'S', 'O', 'U', 'S', 'U', 'G', 'G', '\n'};
inline constexpr uint32_t kSuggestionsVersion = 1;
inline constexpr uint32_t kBlock = 64;

enum class Section : uint8_t {
  kEntries,
  kLanguages,
  kTexts,
  kKeys,
  kSounds,
  kInitials,
  kFirstPlaces,  // then one per sort of place
};
inline constexpr size_t kPlaceSections = 6;
inline constexpr size_t kSections = static_cast<size_t>(Section::kFirstPlaces) + kPlaceSections;

struct SectionRow {
  uint64_t offset = 0;  // in the file
  uint64_t size = 0;    // bytes
};

struct FileHeader {
  std::array<char, 8> magic = kSuggestionsMagic;
  uint32_t version = kSuggestionsVersion;
  uint32_t entries = 0;
  std::array<SectionRow, kSections> sections;
  std::array<uint64_t, kPlaceSections> places;  // of each places section, without its minima
  uint64_t hash = 0;                            // XXH3 of all before it
};
static_assert(sizeof(FileHeader) == 16 + 16 * kSections + 8 * kPlaceSections + 8);

struct EntryRow {
  uint32_t text = 0;    // in kTexts
  uint32_t url = 0;     // of the page, in kTexts; 0: none
  uint32_t anchor = 0;  // in kTexts, unescaped; 0: none
  uint32_t key = 0;
  uint32_t sounds = 0;    // where its sounds begin in kSounds; those of an entry without any are empty
  uint32_t initials = 0;  // the same in kInitials
  uint32_t pages = 0;
  uint16_t language = 0;  // number of a LanguageRow
  uint8_t kind = 0;
  uint8_t unused = 0;
};
static_assert(sizeof(EntryRow) == 32);

struct LanguageRow {
  uint32_t primary = 0;
  uint32_t tag = 0;
};

// Places of minima behind `places` places.
constexpr uint64_t BlocksOf(uint64_t places) { return (places + kBlock - 1) / kBlock; }
constexpr uint64_t NumbersOf(uint64_t places) { return places + BlocksOf(places) + BlocksOf(BlocksOf(places)); }

}  // namespace sou::store
