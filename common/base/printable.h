// SPDX-License-Identifier: GPL-3.0-or-later
//
// Text of others on a terminal or in a log: a file's name, an argument, a query. Pure functions, thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace sou {

// The text without what a terminal obeys: control characters (C0, C1, DEL) and those that turn the direction of text. A
// tab is a blank, line feeds stay.
[[nodiscard]] std::string Printable(std::string_view text);

}  // namespace sou
