// SPDX-License-Identifier: GPL-3.0-or-later
//
// Numbers as people read them in reports. Pure functions.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace sou::indexer {

// "1 page", "12 pages".
[[nodiscard]] std::string CountOf(uint64_t count, std::string_view noun);

// "512 B", "24 kB", "9.6 MB": powers of ten, as file managers show them.
[[nodiscard]] std::string SizeOf(uint64_t bytes);

// "zh 515, en 467": the largest first, at most `most` and how many others there are; `unnamed` stands for "".
[[nodiscard]] std::string LargestFirst(const std::map<std::string, uint64_t>& counts, std::string_view unnamed,
                                       size_t most = SIZE_MAX);

}  // namespace sou::indexer
