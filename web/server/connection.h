// SPDX-License-Identifier: GPL-3.0-or-later
//
// One request on one connection. cpp-httplib parses the request and writes the response; sockets,
// deadlines, limits, bodies and parameters are ours, for the reasons in docs/ARCHITECTURE.md: its
// own loops have known holes.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "web/server/fd.h"
#include "web/server/router.h"

namespace sou::web {

struct ConnectionLimits {
  std::chrono::milliseconds timeout{5000};  // for the whole request, and again for the whole response
  size_t max_body_bytes = 65536;
  size_t max_url_bytes = 8192;      // more than 8,000 is cut to that by the HTTP library
  size_t max_header_bytes = 32768;  // request line and headers together
};

// Reads a request from the connected non-blocking `socket`, answers it and closes. `remote` is the
// peer's address. Returns early if `stop_fd` becomes readable before a request has begun.
// Thread-safe for different sockets.
void ServeConnection(Fd socket, const std::string& remote, int stop_fd, const ConnectionLimits& limits,
                     const Router& router);

}  // namespace sou::web
