// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which other sites may read the API from their pages.
#pragma once

#include <string>
#include <vector>

#include "web/server/router.h"

namespace sou::web {

// `origins`: "*" or exact origins such as "https://example.org"; empty: none. Refusals may be read, too: a page must be
// able to tell its reader what is wrong. Thread-safe.
[[nodiscard]] Router::Filter CorsFilter(std::vector<std::string> origins);

}  // namespace sou::web
