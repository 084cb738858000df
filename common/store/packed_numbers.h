// SPDX-License-Identifier: GPL-3.0-or-later
//
// An array of numbers of equally many bits each, one behind the other from the lowest bit of the first byte on, read
// where it lies. Little-endian.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace sou::store {

static_assert(std::endian::native == std::endian::little);

class PackedNumbers {
 public:
  // A number and the bits before it in its first byte are read as one word.
  static constexpr uint32_t kMaxBits = 57;

  PackedNumbers() = default;
  // `bytes` must have BytesFor(count, bits) bytes for numbers [0, count) to be asked for; bits <= kMaxBits.
  PackedNumbers(std::string_view bytes, uint32_t bits) : data_(bytes.data()), bits_(bits) {}

  // With room for the last word.
  static constexpr uint64_t BytesFor(uint64_t count, uint32_t bits) {
    return count == 0 ? 0 : (count * bits + 7) / 8 + sizeof(uint64_t);
  }

  [[nodiscard]] uint64_t operator[](uint64_t number) const { return AtBit(number * bits_); }

  // The first of the smallest numbers of [begin, end). Requires begin < end < begin + 2^32, and numbers below 2^32.
  [[nodiscard]] uint64_t FirstLeast(uint64_t begin, uint64_t end) const {
    uint64_t least = UINT64_MAX;  // the number, then its place: without a branch that is hard to foresee
    for (uint64_t i = 0, bit = begin * bits_; i < end - begin; ++i, bit += bits_) {
      least = std::min(least, AtBit(bit) << 32 | i);
    }
    return begin + (least & UINT32_MAX);
  }

 private:
  [[nodiscard]] uint64_t AtBit(uint64_t bit) const {
    uint64_t word = 0;
    std::memcpy(&word, data_ + bit / 8, sizeof(word));
    return word >> (bit % 8) & ((uint64_t{1} << bits_) - 1);
  }

  const char* data_ = nullptr;
  uint32_t bits_ = 0;
};

// The bits that numbers up to `most` need.
constexpr uint32_t BitsFor(uint64_t most) { return static_cast<uint32_t>(std::bit_width(most)); }

// BytesFor(numbers.size(), bits) bytes. Requires that each number has at most so many bits.
[[nodiscard]] inline std::string Pack(const std::vector<uint64_t>& numbers, uint32_t bits) {
  std::string bytes(PackedNumbers::BytesFor(numbers.size(), bits), '\0');
  uint64_t bit = 0;
  for (const uint64_t number : numbers) {
    uint64_t word = 0;
    std::memcpy(&word, bytes.data() + bit / 8, sizeof(word));
    word |= number << (bit % 8);
    std::memcpy(bytes.data() + bit / 8, &word, sizeof(word));
    bit += bits;
  }
  return bytes;
}

}  // namespace sou::store
