// SPDX-License-Identifier: GPL-3.0-or-later
//
// Numbers of a fixed width in the index's own files: little-endian, whatever the machine. Pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sou::store {

// Appends the lowest `bytes` bytes of a number.
inline void AppendFixed(uint64_t value, size_t bytes, std::string* out) {
  for (size_t i = 0; i < bytes; ++i) *out += static_cast<char>(value >> (8 * i));
}

// The number in bytes [at, at + count), which must be there.
inline uint64_t ReadFixed(std::string_view bytes, size_t at, size_t count) {
  uint64_t value = 0;
  for (size_t i = 0; i < count; ++i)
    value |= static_cast<uint64_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  return value;
}

}  // namespace sou::store
