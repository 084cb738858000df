// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where typed letters are looked for in a suggestions file: sorts of places, each with a section of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>

#include "common/store/packed_numbers.h"
#include "common/text/sounds.h"

namespace sou::store {

// "Whole": at the beginning of a text; "Inner": at a later word of it.
enum class Places : uint8_t {
  kWholeKey,
  kInnerKey,
  kWholePinyin,
  kInnerPinyin,
  kWholeRomaji,
  kInnerRomaji,
  kWholeJamo,  // Hangul by its letters
  kInnerJamo,
  kWholeInitials,  // of pinyin and of Hangul
  kInnerInitials,
  kWholeConsonants,  // initials of Hangul alone: of titles whose Han are not read as pinyin
  kInnerConsonants,
};
inline constexpr size_t kPlaceSections = 12;

// What is compared there.
struct Compared {
  bool sound = true;  // else the key itself
  text::SoundKind kind = text::SoundKind::kPinyin;
  bool pinyin = false;    // whether Han are read so
  uint32_t readings = 1;  // as many sounds a text may have there
};
inline constexpr Compared kCompared[] = {
    {.sound = false},
    {.kind = text::SoundKind::kPinyin, .pinyin = true, .readings = text::kMaxReadings},
    {.kind = text::SoundKind::kRomaji},
    {.kind = text::SoundKind::kJamo},
    {.kind = text::SoundKind::kInitials, .pinyin = true, .readings = text::kMaxReadings},
    {.kind = text::SoundKind::kInitials},
};
static_assert(std::size(kCompared) * 2 == kPlaceSections);

constexpr const Compared& ComparedAt(Places places) { return kCompared[static_cast<size_t>(places) / 2]; }

// Where the initials of titles are, without and with Han read as pinyin, and every other sound.
constexpr Places PlacesOf(text::SoundKind kind, bool pinyin, bool inner) {
  const bool initials = kind == text::SoundKind::kInitials;
  for (size_t i = 0; i < kPlaceSections; i += 2) {
    const Compared& row = kCompared[i / 2];
    if (row.sound && row.kind == kind && (!initials || row.pinyin == pinyin))
      return static_cast<Places>(i + (inner ? 1 : 0));
  }
  return Places::kWholeKey;
}

// The bits of a place in a file with so many bytes of keys.
constexpr uint32_t PlaceBits(Places places, uint64_t key_bytes) {
  return BitsFor(key_bytes * ComparedAt(places).readings);
}

}  // namespace sou::store
