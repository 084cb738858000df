// SPDX-License-Identifier: GPL-3.0-or-later
//
// Code points in byte strings, over ICU's macros: the one place that decodes UTF-8. Broken bytes never fail: each
// maximal broken sequence counts as one U+FFFD. Pure functions, thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sou::text {

inline constexpr char32_t kReplacement = 0xFFFD;

// The code point that starts at text[*position]; moves *position behind it. Requires *position < text.size().
inline char32_t NextCodePoint(std::string_view text, size_t* position);
// The same for any bytes; NextCodePoint decodes what most texts consist of by itself.
char32_t NextAnyCodePoint(std::string_view text, size_t* position);

// The code point that ends at *position; moves *position to its start. Requires *position > 0.
char32_t PreviousCodePoint(std::string_view text, size_t* position);

void AppendCodePoint(char32_t code_point, std::string* out);

// Byte offset of the first byte that is not part of valid UTF-8.
[[nodiscard]] std::optional<size_t> FindInvalidUtf8(std::string_view text);

// The text with each broken sequence as U+FFFD; the same text if it is valid.
[[nodiscard]] std::string RepairUtf8(std::string_view text);

[[nodiscard]] size_t CountCodePoints(std::string_view text);

// The longest prefix of at most max_bytes bytes that ends between two code points.
[[nodiscard]] std::string_view TruncateUtf8(std::string_view text, size_t max_bytes);

inline char32_t NextCodePoint(std::string_view text, size_t* position) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data()) + *position;
  const char32_t lead = bytes[0];
  if (lead < 0x80) {
    ++*position;
    return lead;
  }
  if ((lead & 0xF0) == 0xE0 && text.size() - *position >= 3) {
    const char32_t c = (lead & 0x0F) << 12 | (bytes[1] & 0x3FU) << 6 | (bytes[2] & 0x3FU);
    const bool continued = (bytes[1] & 0xC0) == 0x80 && (bytes[2] & 0xC0) == 0x80;
    const bool surrogate = (c & 0xF800) == 0xD800;
    if (continued && c >= 0x800 && !surrogate) {
      *position += 3;
      return c;
    }
  }
  return NextAnyCodePoint(text, position);
}

}  // namespace sou::text
