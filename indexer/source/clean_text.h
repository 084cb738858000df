// SPDX-License-Identifier: GPL-3.0-or-later
//
// Keeps what could harm a reader's screen out of page text: control characters, and the marks that turn the direction
// of text around (U+202A to U+202E, U+2066 to U+2069). Everything else stays as the author wrote it. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace sou::indexer {

// One line: every run of white space or control characters becomes one blank, none at the ends.
[[nodiscard]] std::string CleanLine(std::string_view text);

// Lines kept, with their tabs and indentation: control characters are dropped.
[[nodiscard]] std::string CleanLines(std::string_view text);

}  // namespace sou::indexer
