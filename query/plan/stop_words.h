// SPDX-License-Identifier: GPL-3.0-or-later
//
// Words that say nothing about a page. They count in ranking like any word, but a page need not have them. Thread-safe.
#pragma once

#include <string_view>

namespace sou::query {

// `folded` is a word as the analyzer yields it.
[[nodiscard]] bool IsStopWord(std::string_view folded);

}  // namespace sou::query
