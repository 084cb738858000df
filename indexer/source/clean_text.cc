// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/clean_text.h"

#include "indexer/source/ascii.h"

namespace sou::indexer {
namespace {

bool IsControl(char c) { return (static_cast<unsigned char>(c) < 0x20) || c == 0x7F; }

// The length in bytes of a C1 control character or a mark of direction at the start of the text; 0 if there is none.
size_t HarmfulLength(std::string_view text) {
  const auto byte = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0; };
  if (byte(0) == 0xC2 && byte(1) >= 0x80 && byte(1) <= 0x9F) return 2;
  if (byte(0) != 0xE2) return 0;
  const bool embedding = byte(1) == 0x80 && byte(2) >= 0xAA && byte(2) <= 0xAE;
  const bool isolate = byte(1) == 0x81 && byte(2) >= 0xA6 && byte(2) <= 0xA9;
  return embedding || isolate ? 3 : 0;
}

}  // namespace

std::string CleanLine(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    if (IsAsciiSpace(text[i]) || IsControl(text[i])) {
      if (!out.empty() && out.back() != ' ') out += ' ';
      ++i;
    } else if (const size_t harmful = HarmfulLength(text.substr(i)); harmful > 0) {
      i += harmful;
    } else {
      out += text[i++];
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string CleanLines(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    if (IsControl(text[i]) && text[i] != '\n' && text[i] != '\t') {
      ++i;
    } else if (const size_t harmful = HarmfulLength(text.substr(i)); harmful > 0) {
      i += harmful;
    } else {
      out += text[i++];
    }
  }
  return out;
}

}  // namespace sou::indexer
