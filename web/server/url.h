// SPDX-License-Identifier: GPL-3.0-or-later
//
// Request targets taken apart. Names, values and paths come out decoded and repaired to valid
// UTF-8. Pure functions, thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "web/server/http.h"

namespace sou::web {

// The parameters of "a=1&b=2" (without '?'); '+' is a space.
[[nodiscard]] Params ParseQuery(std::string_view query);

// A request target cut at its first '?'; a fragment is dropped.
struct Target {
  std::string path;  // decoded
  Params params;
};
[[nodiscard]] Target ParseTarget(std::string_view target);

}  // namespace sou::web
