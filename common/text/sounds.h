// SPDX-License-Identifier: GPL-3.0-or-later
//
// How text is typed by its sound: Han by pinyin or by the initials of it, Kana by romaji, Hangul by its letters. A
// title and what somebody types go through the same functions, and then one is a prefix of a stretch of the other.
// Letters of alphabets stand for themselves, so that `yun原生` and `kitex bushu` work. Pure functions, thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/text/fold.h"

namespace sou::text {

enum class SoundKind : uint8_t {
  kPinyin,    // "yunyuansheng" of 云原生; v (ü) written u
  kRomaji,    // "WAKUFURO" of ワークフロー (common/text/kana.h); in capitals, so that it is nobody's pinyin
  kJamo,      // "ㅋㅜㅂㅓ" of 쿠버 (common/text/jamo.h)
  kInitials,  // "yys" of 云原生, "ㅋㅂ" of 쿠버
};

struct Sound {
  // One character, mora or syllable; a letter of an alphabet.
  struct Unit {
    uint32_t at = 0;         // where its letters begin in Sound::text
    ByteRange key;           // where it stands in the key
    char32_t character = 0;  // a Han character
  };
  SoundKind kind = SoundKind::kPinyin;
  std::string text;
  std::vector<Unit> units;
};

// Characters of several readings give several sounds of a kind: one with the most common readings, then some with one
// of them changed, kMaxReadings in all.
inline constexpr size_t kMaxReadings = 4;

// The sounds of a title by which it can be found beside its own letters: none if it has neither Han, Kana nor Hangul.
// `key` is TypingKey::text(). `pinyin`: false for Japanese and Korean, whose Han nobody types so.
[[nodiscard]] std::vector<Sound> SoundsOfTitle(std::string_view key, bool pinyin);

// The same letters without the sounds: what a file that has the keys need not have, too.
//
// A unit of a title's sound, by where its characters stand. `other`: 0 for the sound with the most common readings; n
// for the one that has the n-th other reading of what follows here. Of a title read otherwise than here, or in the
// middle of a unit, it is something else.
struct SoundPlace {
  SoundKind kind = SoundKind::kPinyin;
  bool pinyin = false;   // as SoundsOfTitle was told
  uint32_t other = 0;    // below kMaxReadings
  std::string_view key;  // from the unit on; a zero byte ends it
};

// The order of the letters from there on, cut to the size of `letters`, and those: less than 0, 0, more.
[[nodiscard]] int CompareSound(const SoundPlace& place, std::string_view letters);

// The letters from there on. Kana that melt into what stands before them (AppendRomaji) do not do so here.
[[nodiscard]] std::string SoundFrom(const SoundPlace& place);

// How many readings of the character the sounds of that kind try beside the most common one.
[[nodiscard]] uint32_t OtherReadings(char32_t character, SoundKind kind);

// What typed letters may be the beginning of. Han alone and digits alone give nothing: they are compared as they are.
[[nodiscard]] std::vector<Sound> SoundsOfTyped(std::string_view key);

// The first stretch of the title's key that sounds as what was typed; Han that were typed must be there themselves.
// Empty range if there is none. `title`: of the same kind.
[[nodiscard]] ByteRange MatchSound(const Sound& typed, const Sound& title);

// Whether the Mandarin of a page in that language (primary subtag; empty: unknown) helps to find its titles. Kana are a
// sign of Japanese.
[[nodiscard]] bool ReadAsPinyin(std::string_view key, std::string_view language);

}  // namespace sou::text
