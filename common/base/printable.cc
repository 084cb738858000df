// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/base/printable.h"

#include <cstddef>

namespace sou {
namespace {

bool IsBetween(char c, int low, int high) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= low && byte <= high;
}

// Bytes of the control character that the text begins with; 0: it begins with another.
size_t ControlLength(std::string_view text) {
  if (IsBetween(text[0], 0x00, 0x1F) || text[0] == 0x7F) return 1;
  if (text.size() >= 2 && text[0] == '\xC2' && IsBetween(text[1], 0x80, 0x9F)) return 2;
  if (text.size() < 3 || text[0] != '\xE2') return 0;
  const bool embedding = text[1] == '\x80' && IsBetween(text[2], 0xAA, 0xAE);  // U+202A to U+202E
  const bool isolate = text[1] == '\x81' && IsBetween(text[2], 0xA6, 0xA9);    // U+2066 to U+2069
  return embedding || isolate ? 3 : 0;
}

}  // namespace

std::string Printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const size_t control = text[0] == '\n' ? 0 : ControlLength(text);
    if (text[0] == '\t') out += ' ';
    if (control == 0) out += text[0];
    text.remove_prefix(control == 0 ? 1 : control);
  }
  return out;
}

}  // namespace sou
