// SPDX-License-Identifier: GPL-3.0-or-later
//
// Logging by spdlog to stderr, in one form for the three programs: "sou-serve: warning: …". Call once, first in main.
#pragma once

#include <string_view>

namespace sou {

// verbose: debug messages too.
void InitLogging(std::string_view program, bool verbose);

}  // namespace sou
