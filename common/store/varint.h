// SPDX-License-Identifier: GPL-3.0-or-later
//
// Numbers in as few bytes as they need (LEB128: seven bits a byte, the lowest first, the high bit says that more
// follow), and what front coding needs beside them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sou::store {

inline void AppendVarint(uint32_t value, std::string* out) {
  for (; value >= 0x80; value >>= 7) *out += static_cast<char>(value | 0x80);
  *out += static_cast<char>(value);
}

// Moves *at behind the number; false if there is none.
inline bool ReadVarint(std::string_view bytes, size_t* at, uint32_t* value) {
  if (*at < bytes.size() && static_cast<unsigned char>(bytes[*at]) < 0x80) {  // nearly all of them
    *value = static_cast<unsigned char>(bytes[(*at)++]);
    return true;
  }
  uint64_t read = 0;
  for (uint32_t shift = 0; shift < 35 && *at < bytes.size(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes[(*at)++]);
    read |= static_cast<uint64_t>(byte & 0x7F) << shift;
    if (byte >= 0x80) continue;
    *value = static_cast<uint32_t>(read);
    return read <= UINT32_MAX;
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
