// SPDX-License-Identifier: GPL-3.0-or-later
//
// A line of the access log: what sou-serve writes of a request and sou-search reports of. JSON Lines, fields are only
// ever added. Pure functions, thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/base/result.h"

namespace sou::query {

struct AccessLine {
  std::chrono::sys_time<std::chrono::milliseconds> time;  // when it was answered; years 1970 to 9999
  std::string id;                                         // of the request, as in the server's messages
  std::string method;
  std::string route;  // as in the table of routes: "/api/search"; empty: an unknown address
  int status = 200;
  double ms = 0;                     // to answer it, in whole microseconds
  uint64_t bytes = 0;                // of the body, before compression
  std::optional<std::string> query;  // of a search or a suggestion, UTF-8
  bool typing = false;               // the query is not finished
  std::optional<uint64_t> total;     // pages found
  std::optional<uint64_t> generation;
  std::string cache;   // "hit", "miss", "shared"; empty: never kept
  std::string key;     // name of the API key; empty: none
  std::string client;  // the reader's address; empty unless the site's owner asked for it

  bool operator==(const AccessLine&) const = default;
};

// One JSON object on one line, without a line end; fields that are empty or false are left out. Time is RFC 3339 in
// UTC. Whatever texts hold, the line is valid UTF-8 and has no control character: broken UTF-8 becomes U+FFFD. A time
// or duration out of range is written as the nearest in it.
[[nodiscard]] std::string ToJsonLine(const AccessLine& line);

// The reverse: equal to what was written if its texts were valid UTF-8. kInvalidInput if it is no line of an access
// log. Fields that are not known are passed over.
[[nodiscard]] Result<AccessLine> ParseAccessLine(std::string_view line);

}  // namespace sou::query
