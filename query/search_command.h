// SPDX-License-Identifier: GPL-3.0-or-later
//
// The program sou-search: options → search → output.
#pragma once

namespace sou::query {

// Exit code: 0 hits; 1 none; 2 error. A closed pipe is success.
[[nodiscard]] int RunSearchCommand(int argc, char** argv);

}  // namespace sou::query
