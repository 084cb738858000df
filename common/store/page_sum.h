// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which pages have a text, added up so that each can be taken off again and the last one left is known: a few bytes
// however many they are. Adding and taking off are the same (exclusive or), in any order.
//
// Source of the idea: Eppstein, Goodrich: Straggler identification in round-trip data streams (2007), for one
// straggler.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sou::store {

// What stands for a page; 0 for one without a URL.
[[nodiscard]] uint64_t HashOfUrl(std::string_view url);

struct PageSum {
  uint64_t urls = 0;    // of HashOfUrl
  std::string anchors;  // of ShortAnchor in each, zero bytes behind the shorter; none at the end

  // Adds or takes off one page, or another sum.
  void Toggle(uint64_t url, std::string_view anchor);

  bool operator==(const PageSum&) const = default;
};

}  // namespace sou::store
