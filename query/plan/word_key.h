// SPDX-License-Identifier: GPL-3.0-or-later
//
// The form in which words of sou.yaml and of queries are compared: folded, without signs, a blank between segments.
// "Cloud-Native 雲" → "cloud-native 云". Pure functions, thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sou::query {

struct WordKey {
  std::string text;     // empty if there are no letters or digits
  size_t segments = 0;  // how many units of a query it is
};

[[nodiscard]] WordKey MakeWordKey(std::string_view words);

}  // namespace sou::query
