// SPDX-License-Identifier: GPL-3.0-or-later
//
// The program sou-index: options → configuration → job → what it tells the user.
#pragma once

namespace sou::indexer {

inline constexpr const char* kIndexProgram = "sou-index";

// Exit code: 0 published, or nothing to do; 1 published, but files were skipped; 2 nothing published.
[[nodiscard]] int RunIndexCommand(int argc, char** argv);

}  // namespace sou::indexer
