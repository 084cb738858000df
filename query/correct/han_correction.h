// SPDX-License-Identifier: GPL-3.0-or-later
//
// What was meant by Han that nothing has, or by Latin letters that are the sound of Han, found among stretches of
// titles, headings and tags:
//
//   const std::vector<HanCorrection> meant = CorrectHan(suggestions, "云元生");   // {云原生, kSound, 12 pages}, …
//   CorrectHan(suggestions, "yunyuansheng");                                    // {云原生, kSound, …}
//   CorrectHan(suggestions, "服务往格");                                          // {服务网格, kSound, …}
//   CorrectHan(suggestions, "服网格务");                                          // {} : two edits
//
// For searches that found nothing: never a second guess at what exists. Work is bounded by constants. Thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/store/suggestions.h"

namespace sou::query {

struct HanCorrection {
  // How it came from what was typed, the closest first.
  enum class Closeness : uint8_t {
    kSound,     // the same pinyin
    kSwapped,   // two neighbours changed round
    kReplaced,  // one character for another
    kExtra,     // one typed too many, or left out
    kInitials,  // the initials of its pinyin, and of nothing else's
  };
  std::string text;  // folded; a stretch of Han
  Closeness closeness = Closeness::kSound;
  uint32_t pages = 0;  // whose titles, headings or tags have it, as far as was looked: at least one
};

// Candidates for one word as the analyzer folds it, best first, never the word itself: a run of Han of 2 to 16
// characters, edits only from 3 on; or 3 to 64 Latin letters that are syllables, or that are the initials of one
// stretch only. None for anything else.
[[nodiscard]] std::vector<HanCorrection> CorrectHan(const store::Suggestions& suggestions, std::string_view word,
                                                    size_t most = 3);

}  // namespace sou::query
