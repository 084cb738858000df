// SPDX-License-Identifier: GPL-3.0-or-later
//
// Percent encoding: the one place that reads and writes it for requests and links. Pure functions, thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "web/server/http.h"

namespace sou::web {

// Each %XX as its byte; a '%' without two hexadecimal digits stays. `plus_is_space` for query strings. The result is
// repaired to valid UTF-8.
[[nodiscard]] std::string DecodePercent(std::string_view text, bool plus_is_space);

// Everything but unreserved characters as %XX, spaces as '+': safe as a key or value of a query string.
[[nodiscard]] std::string EncodeQueryPart(std::string_view text);

// The parameters of "a=1&b=2" (without '?').
[[nodiscard]] Params ParseQuery(std::string_view query);

// A request target cut at its first '?'; a fragment is dropped.
struct Target {
  std::string path;  // decoded
  Params params;
};
[[nodiscard]] Target ParseTarget(std::string_view target);

}  // namespace sou::web
