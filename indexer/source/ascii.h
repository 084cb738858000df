// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ASCII half of text handling: blanks, letters in either case, trimming. Bytes above 0x7F are never touched. Pure
// functions, thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace sou::indexer {

constexpr bool IsAsciiBlank(char c) { return c == ' ' || c == '\t'; }
constexpr bool IsAsciiSpace(char c) { return IsAsciiBlank(c) || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }
constexpr bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsAsciiLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr char AsciiLower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

inline std::string AsciiLower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = AsciiLower(c);
  return out;
}

constexpr bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (AsciiLower(a[i]) != AsciiLower(b[i])) return false;
  }
  return true;
}

constexpr std::string_view TrimSpace(std::string_view text) {
  while (!text.empty() && IsAsciiSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsAsciiSpace(text.back())) text.remove_suffix(1);
  return text;
}

// The text up to the next '\n' (without it and without a '\r' before it), which is removed from *rest.
constexpr std::string_view TakeLine(std::string_view* rest) {
  const size_t end = rest->find('\n');
  std::string_view line = rest->substr(0, end);
  rest->remove_prefix(end == std::string_view::npos ? rest->size() : end + 1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

}  // namespace sou::indexer
