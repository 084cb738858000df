// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/correct/han_correction.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "common/text/pinyin.h"
#include "common/text/sounds.h"
#include "common/text/utf8.h"

namespace sou::query {
namespace {

using store::Places;
using store::Suggestions;
using Closeness = HanCorrection::Closeness;
using Range = Suggestions::Range;

constexpr size_t kMinRun = 2;
constexpr size_t kMinEditedRun = 3;
constexpr size_t kMaxRun = 16;
constexpr size_t kMinLetters = 3;
constexpr size_t kMaxLetters = 64;
// Of the entries that sound so the best ones, and of the places of a half the first ones, are looked at.
constexpr size_t kMaxHeard = 400;
constexpr uint32_t kMaxPlaces = 20'000;
// Initials say so little that their stretch must be far more frequent than the next.
constexpr uint32_t kClearLead = 4;

std::u32string CharactersOf(std::string_view text) {
  std::u32string characters;
  for (size_t position = 0; position < text.size();) characters += text::NextCodePoint(text, &position);
  return characters;
}

std::string Utf8Of(std::u32string_view characters) {
  std::string out;
  for (const char32_t c : characters) text::AppendCodePoint(c, &out);
  return out;
}

bool IsHan(char32_t c) { return !text::PinyinReadings(c).empty(); }
bool IsHanRun(std::u32string_view run) { return std::all_of(run.begin(), run.end(), IsHan); }
bool IsLetters(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '\''; });
}

// The characters of a key before a place, the last first in reading order, at most `most`.
std::u32string LastCharacters(std::string_view before, size_t most) {
  size_t begin = before.size();
  for (size_t i = 0; i < most && begin > 0; ++i) text::PreviousCodePoint(before, &begin);
  return CharactersOf(before.substr(begin));
}

std::u32string FirstCharacters(std::string_view text, size_t most) {
  std::u32string characters;
  for (size_t position = 0; position < text.size() && characters.size() < most;) {
    characters += text::NextCodePoint(text, &position);
  }
  return characters;
}

// Whether `b` is `a` with one character replaced, left out or put in. (Swaps are looked for by themselves.)
std::optional<Closeness> OneEdit(std::u32string_view a, std::u32string_view b) {
  const size_t common = static_cast<size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
  const std::u32string_view rest_a = a.substr(common);
  const std::u32string_view rest_b = b.substr(common);
  if (a.size() == b.size()) {
    const bool one = !rest_a.empty() && rest_a.substr(1) == rest_b.substr(1);
    return one ? std::optional(Closeness::kReplaced) : std::nullopt;
  }
  const bool extra = a.size() == b.size() + 1 && rest_a.substr(1) == rest_b;
  const bool missing = b.size() == a.size() + 1 && rest_b.substr(1) == rest_a;
  return extra || missing ? std::optional(Closeness::kExtra) : std::nullopt;
}

class Corrector {
 public:
  Corrector(const Suggestions& suggestions, std::string_view word) : suggestions_(suggestions), word_(word) {}

  std::vector<HanCorrection> Run(size_t most) {
    const std::u32string run = CharactersOf(word_);
    if (run.size() >= kMinRun && run.size() <= kMaxRun && IsHanRun(run)) {
      Hear();
      if (run.size() >= kMinEditedRun) Edit(run);
    } else if (word_.size() >= kMinLetters && word_.size() <= kMaxLetters && IsLetters(word_)) {
      const text::PinyinShape shape = text::PinyinShapeOf(word_);
      if (shape.syllables) Hear();
      if (found_.empty() && shape.initials) HearInitials();
    }
    return Best(most);
  }

 private:
  void Add(const std::u32string& stretch, Closeness closeness, uint32_t entry) {
    std::string text = Utf8Of(stretch);
    if (text == word_) return;
    const auto [known, inserted] = found_.emplace(std::move(text), Found{closeness, {}});
    known->second.closeness = std::min(known->second.closeness, closeness);
    known->second.entries.insert(entry);
  }

  [[nodiscard]] uint32_t PagesOf(const std::set<uint32_t>& entries) const {
    uint64_t pages = 0;
    for (const uint32_t entry : entries) pages += std::max<uint32_t>(1, suggestions_.PagesOf(entry));
    return static_cast<uint32_t>(std::min<uint64_t>(pages, UINT32_MAX));
  }

  // The stretch of Han, whole characters, in a title that sounds like the letters; empty if there is none.
  static std::u32string StretchOf(const text::Sound& title, std::string_view letters) {
    for (size_t i = 0; i < title.units.size(); ++i) {
      if (!std::string_view(title.text).substr(title.units[i].at).starts_with(letters)) continue;
      std::u32string stretch;
      const size_t end = title.units[i].at + letters.size();
      size_t next = i;
      for (; next < title.units.size() && title.units[next].at < end; ++next) stretch += title.units[next].character;
      const size_t reached = next < title.units.size() ? title.units[next].at : title.text.size();
      const bool whole = reached == end && stretch.find(U'\0') == std::u32string::npos;
      if (whole && stretch.size() >= kMinRun) return stretch;
    }
    return {};
  }

  void Listen(text::SoundKind kind, std::string_view letters, Places whole, Places inner) {
    Suggestions::BestFirst best(suggestions_, {suggestions_.Find(whole, letters), suggestions_.Find(inner, letters)});
    for (size_t heard = 0; heard < kMaxHeard; ++heard) {
      const auto number = best.Next();
      if (!number) return;
      for (const text::Sound& sound : text::SoundsOfTitle(suggestions_.KeyOf(*number), true)) {
        if (sound.kind != kind) continue;
        const std::u32string stretch = StretchOf(sound, letters);
        if (stretch.empty()) continue;
        Add(stretch, kind == text::SoundKind::kPinyin ? Closeness::kSound : Closeness::kInitials, *number);
        break;
      }
    }
  }

  void Hear() {
    for (const text::Sound& sound : text::SoundsOfTitle(word_, true)) Hear(sound);  // of Han
    for (const text::Sound& sound : text::SoundsOfTyped(word_)) Hear(sound);        // of letters
  }
  void Hear(const text::Sound& sound) {
    if (sound.kind != text::SoundKind::kPinyin) return;
    Listen(sound.kind, sound.text, Places::kWholePinyin, Places::kInnerPinyin);
  }

  void HearInitials() {
    Listen(text::SoundKind::kInitials, word_, Places::kWholeInitials, Places::kInnerInitials);
    uint32_t first = 0;
    uint32_t second = 0;
    for (const auto& [text, found] : found_) {
      const uint32_t pages = PagesOf(found.entries);
      second = std::max(second, std::min(first, pages));
      first = std::max(first, pages);
    }
    const bool clear = second == 0 || first / kClearLead >= second;
    std::erase_if(found_, [&](const auto& row) { return !clear || PagesOf(row.second.entries) < first; });
  }

  // One edit leaves one of the two halves as it is; a swap of the two characters between them neither.
  void Edit(const std::u32string& run) {
    const size_t half = run.size() / 2;
    EditBehind(run, half);
    EditBefore(run, half);
    for (size_t i = 0; i + 1 < run.size(); ++i) {
      std::u32string swapped = run;
      std::swap(swapped[i], swapped[i + 1]);
      if (swapped != run) AddExact(swapped, Closeness::kSwapped);
    }
  }

  void AddExact(const std::u32string& stretch, Closeness closeness) {
    EachPlace(Utf8Of(stretch),
              [&](const Suggestions::Place& /*place*/, const auto& entry) { Add(stretch, closeness, entry()); });
  }

  // Calls the sink with what stands there and a function that looks up whose it is.
  template <typename Sink>
  void EachPlace(const std::string& letters, const Sink& sink) {
    for (const Places places : {Places::kWholeKey, Places::kInnerKey}) {
      const Range range = suggestions_.Find(places, letters);
      const uint32_t end = std::min(range.end, range.begin + kMaxPlaces);
      for (uint32_t at = range.begin; at < end; ++at) {
        sink(suggestions_.PlaceAt(places, at), [&] { return suggestions_.EntryAt(places, at); });
      }
    }
  }

  template <typename Entry>
  void Try(const std::u32string& run, const std::u32string& stretch, const Entry& entry) {
    const auto closeness = OneEdit(run, stretch);
    // What an edit only cuts off the run is no correction of it.
    if (closeness && IsHanRun(stretch) && run.find(stretch) == std::u32string::npos) Add(stretch, *closeness, entry());
  }

  // The first half is right: what follows it.
  void EditBehind(const std::u32string& run, size_t half) {
    EachPlace(Utf8Of(run.substr(0, half)), [&](const Suggestions::Place& place, const auto& entry) {
      const std::u32string there = FirstCharacters(place.letters, run.size() + 1);
      for (size_t size = run.size() - 1; size <= there.size(); ++size) Try(run, there.substr(0, size), entry);
    });
  }

  // The second half is right: what stands before it.
  void EditBefore(const std::u32string& run, size_t half) {
    const std::u32string right = run.substr(half);
    EachPlace(Utf8Of(right), [&](const Suggestions::Place& place, const auto& entry) {
      const std::u32string before = LastCharacters(place.before, half + 1);
      for (size_t size = half - 1; size <= before.size(); ++size) {
        Try(run, before.substr(before.size() - size) + right, entry);
      }
    });
  }

  std::vector<HanCorrection> Best(size_t most) const {
    std::vector<HanCorrection> best;
    for (const auto& [text, found] : found_) best.push_back({text, found.closeness, PagesOf(found.entries)});
    // 索引擎 is nowhere but in 搜索引擎.
    const auto is_part = [&](const HanCorrection& part) {
      return std::any_of(best.begin(), best.end(), [&](const HanCorrection& whole) {
        return whole.text.size() > part.text.size() && whole.pages >= part.pages &&
               whole.text.find(part.text) != std::string::npos;
      });
    };
    std::vector<HanCorrection> kept;
    std::copy_if(best.begin(), best.end(), std::back_inserter(kept), [&](const auto& row) { return !is_part(row); });
    std::stable_sort(kept.begin(), kept.end(), [](const HanCorrection& a, const HanCorrection& b) {
      return a.closeness != b.closeness ? a.closeness < b.closeness : a.pages > b.pages;
    });
    if (kept.size() > most) kept.resize(most);
    return kept;
  }

  struct Found {
    Closeness closeness;
    std::set<uint32_t> entries;
  };

  const Suggestions& suggestions_;
  std::string word_;
  std::map<std::string, Found> found_;
};

}  // namespace

std::vector<HanCorrection> CorrectHan(const Suggestions& suggestions, std::string_view word, size_t most) {
  return Corrector(suggestions, word).Run(most);
}

}  // namespace sou::query
