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
char32_t NextCodePoint(std::string_view text, size_t* position);

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

}  // namespace sou::text
