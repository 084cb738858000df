// SPDX-License-Identifier: GPL-3.0-or-later
//
// What somebody typed, without the blanks that mean nothing. Pure function, thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace sou::text {

// ASCII blanks and control characters as one blank between words, none at the ends.
[[nodiscard]] inline std::string OneBlank(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = static_cast<unsigned char>(c) <= ' ';
    if (!blank) out += c;
    if (blank && !out.empty() && out.back() != ' ') out += ' ';
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

}  // namespace sou::text
