// SPDX-License-Identifier: GPL-3.0-or-later
//
// The program sou-serve: command line and configuration in, a server until SIGTERM or SIGINT, an
// exit code out.
#pragma once

namespace sou::web {

// Call from the main thread before any other thread exists: it takes over the signals. 0: stopped
// as asked; 2: an error, told on stderr.
[[nodiscard]] int RunServeCommand(int argc, char** argv);

}  // namespace sou::web
