// SPDX-License-Identifier: GPL-3.0-or-later
//
// A list of strings that resemble their neighbours, such as sorted URLs, read by number where it lies. A string is the
// number of bytes it shares with the one before it, the number of its other bytes, and those; numbers as LEB128. Every
// kStringsPerBlock-th shares nothing, and its offset is known (front coding, Witten, Moffat, Bell: Managing Gigabytes,
// 4.1).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sou::store {

inline constexpr uint32_t kStringsPerBlock = 16;

struct SortedStringsBytes {
  std::string strings;
  std::vector<uint32_t> blocks;  // offsets in `strings`
};
// Requires fewer than 4 GB of strings.
[[nodiscard]] SortedStringsBytes WriteSortedStrings(const std::vector<std::string>& strings);

// Immutable; views of bytes that outlive it. Reads nothing outside of them, whatever they say.
class SortedStrings {
 public:
  SortedStrings() = default;
  // `blocks`: 32-bit offsets, little-endian.
  SortedStrings(std::string_view strings, std::string_view blocks) : strings_(strings), blocks_(blocks) {}

  // None if it is damaged, or there are no so many.
  [[nodiscard]] std::optional<std::string> At(uint32_t number) const;

 private:
  std::string_view strings_;
  std::string_view blocks_;
};

}  // namespace sou::store
