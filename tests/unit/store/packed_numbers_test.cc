// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/store/packed_numbers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace sou::store {
namespace {

TEST(PackedNumbers, GivesBackNumbersOfEverySize) {
  std::mt19937_64 random(5);
  for (uint32_t bits = 0; bits <= PackedNumbers::kMaxBits; ++bits) {
    std::vector<uint64_t> numbers(77);
    for (uint64_t& number : numbers) number = random() & ((uint64_t{1} << bits) - 1);
    const std::string bytes = Pack(numbers, bits);
    EXPECT_EQ(bytes.size(), PackedNumbers::BytesFor(numbers.size(), bits));
    const PackedNumbers packed(bytes, bits);
    for (size_t i = 0; i < numbers.size(); ++i) ASSERT_EQ(packed[i], numbers[i]) << bits << " bits";
  }
  EXPECT_EQ(Pack({}, 7), "");
  EXPECT_EQ(BitsFor(0), 0U);
  EXPECT_EQ(BitsFor(255), 8U);
  EXPECT_EQ(BitsFor(256), 9U);
}

TEST(PackedNumbers, FindsTheFirstOfTheLeast) {
  std::mt19937 random(6);
  std::vector<uint64_t> numbers(300);
  for (uint64_t& number : numbers) number = random() % 40;
  const std::string bytes = Pack(numbers, 6);
  const PackedNumbers packed(bytes, 6);
  for (size_t begin = 0; begin < numbers.size(); begin += 7) {
    for (size_t end = begin + 1; end <= numbers.size(); end += 11) {
      const auto least = std::min_element(numbers.begin() + static_cast<ptrdiff_t>(begin),
                                          numbers.begin() + static_cast<ptrdiff_t>(end));
      ASSERT_EQ(packed.FirstLeast(begin, end), static_cast<uint64_t>(least - numbers.begin()));
    }
  }
}

}  // namespace
}  // namespace sou::store
