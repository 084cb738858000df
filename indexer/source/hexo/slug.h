// SPDX-License-Identifier: GPL-3.0-or-later
//
// Hexo's names in addresses and anchors, tried against hexo-util 4.0.0. Pure functions, thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sou::indexer {

// Hexo's settings filename_case and modifyAnchors.
enum class LetterCase : uint8_t { kKeep, kLower, kUpper };

// Latin letters without their diacritics ("é" is 'e', "ß" is 's', "Æ" is "AE"), control characters dropped, every run
// of ASCII punctuation and white space one '-', none at the ends. All else stays: "你好，世界 2" is "你好，世界-2".
[[nodiscard]] std::string HexoSlug(std::string_view text, LetterCase letter_case = LetterCase::kKeep);

// Without what JavaScript's trim() cuts from both ends.
[[nodiscard]] std::string_view TrimScriptSpace(std::string_view text);

}  // namespace sou::indexer
