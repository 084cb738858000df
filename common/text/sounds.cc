// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/sounds.h"

#include <algorithm>
#include <functional>
#include <span>
#include <utility>

#include "common/text/jamo.h"
#include "common/text/kana.h"
#include "common/text/pinyin.h"
#include "common/text/utf8.h"

namespace sou::text {
namespace {

struct Character {
  char32_t code_point;
  ByteRange key;
  bool han = false;  // with a reading
};

struct Letters {
  std::vector<Character> characters;
  size_t han = 0;
  size_t kana = 0;
  size_t hangul = 0;     // syllables and single letters
  size_t syllables = 0;  // of Hangul
  size_t latin = 0;
};

Letters LettersOf(std::string_view key) {
  Letters letters;
  letters.characters.reserve(key.size());
  std::string jamo;
  for (size_t position = 0; position < key.size();) {
    const auto begin = static_cast<uint32_t>(position);
    const char32_t c = NextCodePoint(key, &position);
    Character character{c, {begin, static_cast<uint32_t>(position)}};
    if (c < 0x80) {
      letters.latin += c >= 'a' && c <= 'z' ? 1 : 0;
    } else if (!PinyinReadings(c).empty()) {
      character.han = true;
      ++letters.han;
    } else if (IsKana(c)) {
      ++letters.kana;
    } else if (jamo.clear(); AppendJamo(c, &jamo)) {
      ++letters.hangul;
      letters.syllables += c >= 0xAC00 ? 1 : 0;
    }
    letters.characters.push_back(character);
  }
  return letters;
}

// Blanks and apostrophes are where they like between syllables.
bool IsSilent(char32_t c) { return c == ' ' || c == '\''; }

char WithoutUmlaut(char letter) { return letter == 'v' ? 'u' : letter; }

char Capital(char letter) { return static_cast<char>(letter >= 'a' && letter <= 'z' ? letter - 'a' + 'A' : letter); }

class Speller {
 public:
  Speller(SoundKind kind, std::string_view key, size_t characters) : key_(key) {
    sound_.kind = kind;
    sound_.units.reserve(characters);
    sound_.text.reserve(2 * key.size());
  }

  void Add(const Character& character, std::string_view letters) {
    sound_.units.push_back(
        {static_cast<uint32_t>(sound_.text.size()), character.key, character.han ? character.code_point : 0});
    sound_.text += letters;
  }
  void AddReading(const Character& character, std::string_view letters) {
    Add(character, letters);
    for (size_t i = sound_.text.size() - letters.size(); i < sound_.text.size(); ++i) {
      sound_.text[i] = WithoutUmlaut(sound_.text[i]);
    }
  }
  void AddAsItIs(const Character& character) {
    const std::string_view bytes = key_.substr(character.key.begin, character.key.end - character.key.begin);
    Add(character, IsSilent(character.code_point) ? std::string_view() : bytes);
  }
  // Written in the one spelling of romaji, where letters may vanish.
  void AddRomaji(ByteRange range, std::string_view letters) {
    sound_.units.push_back({static_cast<uint32_t>(sound_.text.size()), range, 0});
    const size_t begin = sound_.text.size();
    AppendRomaji(letters, &key_of_kana_);
    for (const char c : std::string_view(key_of_kana_).substr(begin)) sound_.text += Capital(c);
  }

  Sound Take() { return std::move(sound_); }

 private:
  std::string_view key_;
  std::string key_of_kana_;  // sound_.text of a kRomaji in small letters
  Sound sound_;
};

bool DiffersInInitial(std::span<const std::string_view> readings, size_t reading) {
  return readings[reading].front() != readings.front().front();
}

// The number of the reading to take of each Han character: all first, then one other at a time.
using Choice = std::pair<size_t, size_t>;  // character, reading
std::vector<Choice> Choices(const Letters& letters, bool initials) {
  std::vector<Choice> choices = {{letters.characters.size(), 0}};
  for (size_t i = 0; i < letters.characters.size(); ++i) {
    if (!letters.characters[i].han) continue;
    const auto readings = PinyinReadings(letters.characters[i].code_point);
    for (size_t reading = 1; reading < readings.size(); ++reading) {
      if (choices.size() == kMaxReadings) return choices;
      if (!initials || DiffersInInitial(readings, reading)) choices.emplace_back(i, reading);
    }
  }
  return choices;
}

std::string_view ReadingOf(const Letters& letters, size_t i, Choice choice) {
  return PinyinReadings(letters.characters[i].code_point)[choice.first == i ? choice.second : 0];
}

void AddPinyin(std::string_view key, const Letters& letters, std::vector<Sound>* out) {
  for (const Choice& choice : Choices(letters, false)) {
    Speller speller(SoundKind::kPinyin, key, letters.characters.size());
    for (size_t i = 0; i < letters.characters.size(); ++i) {
      const Character& character = letters.characters[i];
      if (character.han) {
        speller.AddReading(character, ReadingOf(letters, i, choice));
      } else if (character.code_point == 'v') {
        speller.Add(character, "u");
      } else {
        speller.AddAsItIs(character);
      }
    }
    out->push_back(speller.Take());
  }
}

void AddInitials(std::string_view key, const Letters& letters, bool pinyin, std::vector<Sound>* out) {
  for (const Choice& choice : Choices(letters, true)) {
    Speller speller(SoundKind::kInitials, key, letters.characters.size());
    for (size_t i = 0; i < letters.characters.size(); ++i) {
      const Character& character = letters.characters[i];
      std::string letter;
      if (const char32_t jamo = InitialJamo(character.code_point); jamo != 0) AppendCodePoint(jamo, &letter);
      if (character.han && pinyin) letter = WithoutUmlaut(ReadingOf(letters, i, choice).front());
      if (letter.empty()) {
        speller.AddAsItIs(character);
      } else {
        speller.Add(character, letter);
      }
    }
    out->push_back(speller.Take());
    if (!pinyin) break;
  }
}

void AddJamo(std::string_view key, const Letters& letters, std::vector<Sound>* out) {
  Speller speller(SoundKind::kJamo, key, letters.characters.size());
  for (const Character& character : letters.characters) {
    std::string jamo;
    if (AppendJamo(character.code_point, &jamo)) {
      speller.Add(character, jamo);
    } else {
      speller.AddAsItIs(character);
    }
  }
  out->push_back(speller.Take());
}

// The letters, not yet in the one spelling, of the mora, the letters of an alphabet or any other character that begins
// at *position; moves it behind.
std::string NextRomaji(std::string_view key, size_t* position) {
  const size_t begin = *position;
  const char32_t first = NextCodePoint(key, position);
  if (IsKana(first)) {
    *position = begin;
    return NextMora(key, position);
  }
  if (first >= 0x80) return std::string(key.substr(begin, *position - begin));
  // Together, since their spelling depends on each other.
  while (*position < key.size() && static_cast<unsigned char>(key[*position]) < 0x80 && key[*position] != '\0')
    ++*position;
  std::string written(key.substr(begin, *position - begin));
  std::erase(written, ' ');
  return written;
}

void AddRomaji(std::string_view key, const Letters& letters, std::vector<Sound>* out) {
  Speller speller(SoundKind::kRomaji, key, letters.characters.size());
  for (size_t i = 0; i < letters.characters.size();) {
    const Character& first = letters.characters[i];
    size_t end = first.key.begin;
    const std::string written = NextRomaji(key, &end);
    speller.AddRomaji({first.key.begin, static_cast<uint32_t>(end)}, written);
    while (i < letters.characters.size() && letters.characters[i].key.begin < end) ++i;
  }
  out->push_back(speller.Take());
}

// Units without letters stand at the same place as the next one.
bool HasHan(const Sound& title, uint32_t at, char32_t character) {
  auto unit = std::lower_bound(title.units.begin(), title.units.end(), at,
                               [](const Sound::Unit& row, uint32_t place) { return row.at < place; });
  for (; unit != title.units.end() && unit->at == at; ++unit) {
    if (unit->character == character) return true;
  }
  return false;
}

// Where the unit before `behind` ends, or the prolonged sound mark behind it, which has no letters. (A blank has none,
// too.)
uint32_t EndWithSilent(const Sound& title, std::vector<Sound::Unit>::const_iterator behind) {
  const uint32_t at = behind == title.units.end() ? 0 : behind->at;
  const auto has_letters = [&](std::vector<Sound::Unit>::const_iterator unit) {
    return (unit + 1 == title.units.end() ? title.text.size() : (unit + 1)->at) > at;
  };
  while (behind != title.units.end() && !has_letters(behind) && behind->key.end - behind->key.begin > 1) ++behind;
  return (behind - 1)->key.end;
}

bool HasTypedHan(const Sound& typed, const Sound& title, uint32_t at) {
  return std::all_of(typed.units.begin(), typed.units.end(), [&](const Sound::Unit& unit) {
    return unit.character == 0 || HasHan(title, at + unit.at, unit.character);
  });
}

// Spells a key unit by unit, as SoundsOfTitle does, as far as it is asked for.
class SoundReader {
 public:
  explicit SoundReader(const SoundPlace& place) : place_(place) {}

  // The letters of the next unit, perhaps none; false if there is none. Valid until the next call.
  bool Next(std::string_view* letters) {
    if (at_ >= place_.key.size() || place_.key[at_] == '\0') return false;
    letters_.clear();
    if (place_.kind != SoundKind::kRomaji && static_cast<unsigned char>(place_.key[at_]) < 0x80) {
      *letters = NextOfAscii();
      return true;
    }
    if (place_.kind == SoundKind::kRomaji) {
      *letters = NextOfRomaji();
      return true;
    }
    const size_t begin = at_;
    const char32_t c = NextCodePoint(place_.key, &at_);
    Spell(c);
    if (letters_.empty()) letters_ = place_.key.substr(begin, at_ - begin);
    *letters = letters_;
    return true;
  }

 private:
  std::string_view NextOfAscii() {
    const char c = place_.key[at_++];
    if (IsSilent(static_cast<unsigned char>(c))) return {};
    if (c == 'v' && place_.kind == SoundKind::kPinyin) return "u";
    return place_.key.substr(at_ - 1, 1);
  }

  std::string_view NextOfRomaji() {
    const size_t begin = romaji_.size();
    AppendRomaji(NextRomaji(place_.key, &at_), &romaji_);
    for (const char c : std::string_view(romaji_).substr(begin)) letters_ += Capital(c);
    return letters_;
  }

  // Leaves letters_ empty where the character stands for itself.
  void Spell(char32_t c) {
    const bool initials = place_.kind == SoundKind::kInitials;
    if (place_.kind == SoundKind::kJamo) {
      AppendJamo(c, &letters_);
    } else if (const auto readings = PinyinReadings(c); !readings.empty()) {
      if (!initials || place_.pinyin) SpellHan(readings, initials);
    } else if (const char32_t jamo = initials ? InitialJamo(c) : 0; jamo != 0) {
      AppendCodePoint(jamo, &letters_);
    }
  }

  void SpellHan(std::span<const std::string_view> readings, bool initials) {
    std::string_view taken = readings.front();
    for (size_t reading = 1; reading < readings.size(); ++reading) {
      if (initials && !DiffersInInitial(readings, reading)) continue;
      if (++others_ == place_.other) taken = readings[reading];
    }
    for (const char letter : initials ? taken.substr(0, 1) : taken) letters_ += WithoutUmlaut(letter);
  }

  const SoundPlace& place_;
  size_t at_ = 0;
  uint32_t others_ = 0;
  std::string letters_;
  std::string romaji_;  // all letters so far, in small letters
};

}  // namespace

int CompareSound(const SoundPlace& place, std::string_view letters) {
  SoundReader reader(place);
  std::string_view unit;
  while (!letters.empty()) {
    if (!reader.Next(&unit)) return -1;
    const size_t size = std::min(unit.size(), letters.size());
    const int order = unit.substr(0, size).compare(letters.substr(0, size));
    if (order != 0) return order;
    letters.remove_prefix(size);
  }
  return 0;
}

std::string SoundFrom(const SoundPlace& place) {
  SoundReader reader(place);
  std::string letters;
  std::string_view unit;
  while (reader.Next(&unit)) letters += unit;
  return letters;
}

uint32_t OtherReadings(char32_t character, SoundKind kind) {
  const auto readings = PinyinReadings(character);
  uint32_t others = 0;
  for (size_t reading = 1; reading < readings.size(); ++reading) {
    others += kind != SoundKind::kInitials || DiffersInInitial(readings, reading) ? 1U : 0U;
  }
  return others;
}

std::vector<Sound> SoundsOfTitle(std::string_view key, bool pinyin) {
  const Letters letters = LettersOf(key);
  const size_t han = pinyin ? letters.han : 0;
  std::vector<Sound> sounds;
  if (han > 0) AddPinyin(key, letters, &sounds);
  if (letters.kana > 0) AddRomaji(key, letters, &sounds);
  if (letters.hangul > 0) AddJamo(key, letters, &sounds);
  if (han + letters.syllables > 1) AddInitials(key, letters, pinyin, &sounds);
  return sounds;
}

std::vector<Sound> SoundsOfTyped(std::string_view key) {
  const Letters letters = LettersOf(key);
  std::vector<Sound> sounds;
  if (letters.latin > 0 && letters.kana + letters.hangul == 0) AddPinyin(key, letters, &sounds);
  if (letters.kana > 0 || (letters.latin > 0 && letters.hangul == 0)) AddRomaji(key, letters, &sounds);
  if (letters.hangul > 0) AddJamo(key, letters, &sounds);
  const bool consonants = letters.hangul > 1 && letters.syllables == 0;
  const bool initials = letters.latin > 1 && letters.han + letters.kana + letters.hangul == 0;
  if (consonants || initials) AddInitials(key, letters, false, &sounds);
  return sounds;
}

ByteRange MatchSound(const Sound& typed, const Sound& title) {
  if (typed.text.empty()) return {};
  for (size_t i = 0; i < title.units.size(); ++i) {
    const Sound::Unit& unit = title.units[i];
    const bool silent = i + 1 < title.units.size() && title.units[i + 1].at == unit.at;
    if (silent || !std::string_view(title.text).substr(unit.at).starts_with(typed.text)) continue;
    if (!HasTypedHan(typed, title, unit.at)) continue;
    const auto end = static_cast<uint32_t>(unit.at + typed.text.size());
    const auto behind = std::lower_bound(title.units.begin(), title.units.end(), end,
                                         [](const Sound::Unit& row, uint32_t place) { return row.at < place; });
    return {unit.key.begin, EndWithSilent(title, behind)};
  }
  return {};
}

bool ReadAsPinyin(std::string_view key, std::string_view language) {
  if (language == "ja" || language == "ko") return false;
  for (size_t position = 0; position < key.size();) {
    if (IsKana(NextCodePoint(key, &position))) return false;
  }
  return true;
}

}  // namespace sou::text
