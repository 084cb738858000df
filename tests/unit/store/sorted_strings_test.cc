// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/store/sorted_strings.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace sou::store {
namespace {

std::string BytesOf(const std::vector<uint32_t>& numbers) {
  return {reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(uint32_t)};
}

TEST(SortedStrings, GivesBackEachByItsNumber) {
  std::vector<std::string> urls = {"", "/", "/a/", "/a/", "/a/b/"};
  for (int i = 100; i < 200; ++i) urls.push_back("/docs/page-" + std::to_string(i) + "/");
  const SortedStringsBytes bytes = WriteSortedStrings(urls);
  const std::string blocks = BytesOf(bytes.blocks);
  const SortedStrings strings(bytes.strings, blocks);
  for (uint32_t i = 0; i < urls.size(); ++i) EXPECT_EQ(strings.At(i), urls[i]);
  EXPECT_EQ(strings.At(200), std::nullopt);
  EXPECT_LT(bytes.strings.size(), 600U);
  EXPECT_EQ(SortedStrings().At(0), std::nullopt);
}

TEST(SortedStrings, DamagedBytesAreHarmless) {
  const SortedStringsBytes bytes = WriteSortedStrings({"/a/", "/a/b/", "/a/c/"});
  for (size_t at = 0; at < bytes.strings.size(); ++at) {
    std::string broken = bytes.strings;
    broken[at] = static_cast<char>(broken[at] ^ 0xFF);
    const std::string blocks = BytesOf(bytes.blocks);
    for (uint32_t i = 0; i < 3; ++i) {
      const auto found = SortedStrings(broken, blocks).At(i);
      if (found) {
        EXPECT_LE(found->size(), broken.size());
      }
    }
  }
  const std::string outside = BytesOf({1000});
  EXPECT_EQ(SortedStrings(bytes.strings, outside).At(0), std::nullopt);
}

}  // namespace
}  // namespace sou::store
