// SPDX-License-Identifier: GPL-3.0-or-later
//
// Run at build time: prints ICU's "Han-Latin" readings without tones as two C++ arrays: kSyllables, the syllables,
// sorted, and kReadings, for each code point from kFirstHan to kLastHan the number of its syllable plus one, 0 for
// none. ü is written v.
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "common/text/generate_from_icu.h"

namespace {

constexpr UChar32 kFirstHan = 0x3400;
constexpr UChar32 kLastHan = 0x9FFF;
constexpr char16_t kDiaeresis = 0x0308;

// "lǜ", decomposed, as "lv"; empty if it is no syllable with a vowel.
std::string WithoutTone(const icu::UnicodeString& decomposed) {
  std::string letters;
  bool vowel = false;
  for (int32_t i = 0; i < decomposed.length(); ++i) {
    const char16_t c = decomposed.charAt(i);
    if (c == kDiaeresis && letters.ends_with('u')) letters.back() = 'v';
    if (c >= 0x0300 && c <= 0x036F) continue;
    if (c < u'a' || c > u'z') return "";
    letters += static_cast<char>(c);
    vowel = vowel || std::string_view("aeiou").find(letters.back()) != std::string_view::npos;
  }
  return vowel ? letters : "";
}

}  // namespace

int main() {
  const auto transliterator = sou::text::OpenTransliterator("Han-Latin; NFD");
  std::vector<std::string> readings;
  std::map<std::string, int> syllables;
  for (UChar32 c = kFirstHan; c <= kLastHan; ++c) {
    readings.push_back(WithoutTone(sou::text::Transliterated(*transliterator, c)));
    if (!readings.back().empty()) syllables[readings.back()] = 0;
  }
  int number = 0;
  std::printf("constexpr std::string_view kSyllables[] = {\n");
  for (auto& [syllable, place] : syllables) {
    place = ++number;
    std::printf("\"%s\",\n", syllable.c_str());
  }
  std::printf("};\nconstexpr uint16_t kReadings[] = {\n");
  for (const std::string& reading : readings) std::printf("%d,\n", reading.empty() ? 0 : syllables[reading]);
  std::printf("};\n");
  return 0;
}
