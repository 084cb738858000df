// SPDX-License-Identifier: GPL-3.0-or-later
//
// What fuzz targets have in common: a law that must hold, and the laws of texts, places and bodies.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "common/text/utf8.h"

namespace sou::fuzz {

// Ends the program where a law is broken, in every build: libFuzzer then keeps the input.
inline void Law(bool holds, const char* law) {
  if (holds) return;
  std::fprintf(stderr, "broken law: %s\n", law);
  std::abort();
}

inline std::string_view AsText(const uint8_t* data, size_t size) {
  return size == 0 ? std::string_view() : std::string_view(reinterpret_cast<const char*>(data), size);
}

// The first line, and what follows it.
inline std::pair<std::string_view, std::string_view> CutFirstLine(std::string_view text) {
  const size_t end = text.find('\n');
  if (end == std::string_view::npos) return {text, {}};
  return {text.substr(0, end), text.substr(end + 1)};
}

inline bool IsUtf8(std::string_view text) { return !text::FindInvalidUtf8(text); }

inline bool IsBetweenCodePoints(std::string_view text, size_t offset) {
  return offset == text.size() || (offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0) != 0x80);
}

}  // namespace sou::fuzz
