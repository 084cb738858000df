// SPDX-License-Identifier: GPL-3.0-or-later
//
// Percent encoding of UTF-8 in URLs (RFC 3986). Pure functions, thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace sou {

enum class PercentSet {
  kPath,      // as Go's url.URL writes paths, so as Hugo does: keeps unreserved characters and / $ & + , : ; = @
  kFragment,  // keeps what kPath keeps and ! ( ) * ? [ ]
  kQuery,     // keeps unreserved characters only: safe as a key or value
};

// Everything that the set does not keep as %XX, in capitals.
[[nodiscard]] std::string PercentEncode(std::string_view text, PercentSet set);

// Each %XX as its byte; a '%' without two hexadecimal digits stays.
[[nodiscard]] std::string PercentDecode(std::string_view text);

}  // namespace sou
