// SPDX-License-Identifier: GPL-3.0-or-later
//
// One request on one connection. cpp-httplib parses the request and writes the response; sockets,
// deadlines, limits, bodies and parameters are ours, for the reasons in docs/ARCHITECTURE.md: its
// own loops have known holes.
#pragma once

#include <chrono>
#include <cstddef>

#include "web/server/lobby.h"
#include "web/server/router.h"

namespace sou::web {

struct ConnectionLimits {
  std::chrono::milliseconds timeout{5000};  // for the whole request, and again for the whole response
  std::chrono::seconds keep_alive{30};      // told to clients; the lobby keeps it
  size_t max_body_bytes = 65536;
  size_t max_url_bytes = 8192;  // more than 8,000 is cut to that by the HTTP library
};

// Reads the request of `visitor`, whose head is whole, and answers it. true: the connection may ask again. With `last`
// it may not, and is told so. Thread-safe for different connections.
[[nodiscard]] bool ServeRequest(const Visitor& visitor, bool last, const ConnectionLimits& limits,
                                const Router& router);

// Says why nothing more is read of the connection's request, as far as its socket takes that without waiting, and ends
// the sending side.
void Refuse(const Connection& connection, Response response, const Router& router);

}  // namespace sou::web
