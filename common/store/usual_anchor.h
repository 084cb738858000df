// SPDX-License-Identifier: GPL-3.0-or-later
//
// Anchors of headings in a few bytes: most are made of the heading's text in the usual way (in lower case, '-' for a
// blank, other signs dropped), with a number behind it where a page has the text twice. Pure functions, thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace sou::store {

// What has to be kept beside the heading's text to know its anchor: nothing if it is the usual one. Longer anchors than
// these, and ones with zero bytes, are none.
inline constexpr size_t kMaxAnchorBytes = 1000;
[[nodiscard]] std::string ShortAnchor(std::string_view heading, std::string_view anchor);

// The anchor; empty: none. `shortened`: of ShortAnchor, or damaged, then it is something else.
[[nodiscard]] std::string FullAnchor(std::string_view heading, std::string_view shortened);

}  // namespace sou::store
