// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the head of a request ends (its request line and headers), and whether it is what RFC 9112 allows. Stricter
// than the HTTP library behind it, so that a proxy in front and the library never read the same bytes as different
// requests. Pure functions, thread-safe.
#pragma once

#include <cstddef>
#include <string_view>

namespace sou::web {

struct HeadLimits {
  size_t max_bytes = 32768;  // request line and headers together
  size_t max_headers = 100;
};

struct RequestHead {
  enum class State {
    kPartial,  // more must come
    kWhole,    // `bytes` of it, with the empty line at its end
    kBroken,   // never to be read: `status`, `code` and `message` say why
  };
  State state = State::kPartial;
  size_t bytes = 0;
  int status = 0;
  std::string_view code;
  std::string_view message;
};

// `received`: all that has come of the request so far.
[[nodiscard]] RequestHead InspectHead(std::string_view received, const HeadLimits& limits);

}  // namespace sou::web
