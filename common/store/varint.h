// SPDX-License-Identifier: GPL-3.0-or-later
//
// Numbers in as few bytes as they need (LEB128: seven bits a byte, the lowest first, the high bit says that more
// follow), and what front coding needs beside them.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>

namespace sou::store {

template <std::unsigned_integral Number>
void AppendVarint(Number value, std::string* out) {
  for (; value >= 0x80; value >>= 7) *out += static_cast<char>(value | 0x80);
  *out += static_cast<char>(value);
}

// Moves *at behind the number. False if there is none, or one too large for *value.
template <std::unsigned_integral Number>
bool ReadVarint(std::string_view bytes, size_t* at, Number* value) {
  if (*at < bytes.size() && static_cast<unsigned char>(bytes[*at]) < 0x80) {  // nearly all of them
    *value = static_cast<unsigned char>(bytes[(*at)++]);
    return true;
  }
  constexpr unsigned kBits = std::numeric_limits<Number>::digits;
  Number read = 0;
  for (unsigned shift = 0; shift < kBits && *at < bytes.size(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes[(*at)++]);
    const Number bits = byte & 0x7F;
    if (shift + 7 > kBits && bits >> (kBits - shift) != 0) return false;
    read |= static_cast<Number>(bits << shift);
    if (byte >= 0x80) continue;
    *value = read;
    return true;
  }
  return false;
}

// How many bytes the two have in common at their beginning.
inline size_t CommonBytes(std::string_view a, std::string_view b) {
  const size_t most = std::min(a.size(), b.size());
  size_t common = 0;
  while (common < most && a[common] == b[common]) ++common;
  return common;
}

}  // namespace sou::store
