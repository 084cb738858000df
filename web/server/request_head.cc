// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/request_head.h"

#include <algorithm>
#include <array>

namespace sou::web {
namespace {

using State = RequestHead::State;

constexpr std::array<std::string_view, 9> kMethods = {"GET",     "HEAD",  "POST",  "PUT",    "DELETE",
                                                      "OPTIONS", "PATCH", "TRACE", "CONNECT"};

RequestHead Broken(int status, std::string_view code, std::string_view message) {
  return {State::kBroken, 0, status, code, message};
}

RequestHead BadRequest(std::string_view message) { return Broken(400, "bad_request", message); }

// RFC 9110, 5.6.2.
bool IsTokenChar(char c) {
  const bool alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  return alphanumeric || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool IsToken(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), IsTokenChar); }

bool IsControl(char c) { return (c >= 0 && c < ' ') || c == '\x7F'; }

bool EqualsIgnoringCase(std::string_view a, std::string_view lower) {
  return std::equal(a.begin(), a.end(), lower.begin(), lower.end(),
                    [](char x, char y) { return (x >= 'A' && x <= 'Z' ? x + ('a' - 'A') : x) == y; });
}

// Without the blanks and tabs around.
std::string_view Trim(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t");
  return begin == std::string_view::npos ? "" : text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

bool IsNumber(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// What is wrong with it, or State::kPartial: nothing so far.
RequestHead CheckRequestLine(std::string_view line) {
  const size_t first = line.find(' ');
  const size_t second = first == std::string_view::npos ? first : line.find(' ', first + 1);
  if (second == std::string_view::npos) return BadRequest("The request line is not METHOD TARGET HTTP/1.1.");
  const std::string_view method = line.substr(0, first);
  const std::string_view target = line.substr(first + 1, second - first - 1);
  const std::string_view version = line.substr(second + 1);
  if (!IsToken(method) || target.empty() || std::any_of(target.begin(), target.end(), IsControl))
    return BadRequest("The request line is not METHOD TARGET HTTP/1.1.");
  if (version != "HTTP/1.1" && version != "HTTP/1.0")
    return version.starts_with("HTTP/") ? Broken(505, "http_version", "Only HTTP/1.1 and HTTP/1.0 are spoken here.")
                                        : BadRequest("The request line is not METHOD TARGET HTTP/1.1.");
  if (std::find(kMethods.begin(), kMethods.end(), method) == kMethods.end())
    return Broken(501, "unknown_method", "There is no such method.");
  return {};
}

// Reads the lines behind the request line.
class HeaderLines {
 public:
  explicit HeaderLines(size_t max) : max_(max) {}

  RequestHead Check(std::string_view line) {
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos || !IsToken(line.substr(0, colon)))
      return BadRequest("A header is not NAME: VALUE on one line.");
    if (std::any_of(line.begin(), line.end(), [](char c) { return IsControl(c) && c != '\t'; }))
      return BadRequest("A header has a control character.");
    if (++count_ > max_) return Broken(431, "headers_too_large", "The request has too many headers.");
    return CheckFraming(line.substr(0, colon), line.substr(colon + 1));
  }

  // At the end of the head.
  [[nodiscard]] RequestHead CheckAll(std::string_view request_line) const {
    if (hosts_ == 1 || (hosts_ == 0 && request_line.ends_with("HTTP/1.0"))) return {};
    return BadRequest("A request has one Host header.");
  }

 private:
  // Where the request ends is decided by these bytes, not by what the HTTP library makes of them: it drops headers
  // without a value and decodes percent signs, so that "Content-Length:" and "%30" would leave a body behind that is
  // read as the next request.
  RequestHead CheckFraming(std::string_view name, std::string_view value) {
    if (EqualsIgnoringCase(name, "host")) ++hosts_;
    if (EqualsIgnoringCase(name, "content-length") && (++lengths_ > 1 || !IsNumber(Trim(value))))
      return BadRequest("Content-Length is not one number.");
    if (EqualsIgnoringCase(name, "transfer-encoding"))
      return Broken(411, "length_required", "Send the body with a Content-Length, not in chunks.");
    return {};
  }

  const size_t max_;
  size_t count_ = 0;
  size_t hosts_ = 0;
  size_t lengths_ = 0;
};

RequestHead TooLong(std::string_view received) {
  return received.find('\n') == std::string_view::npos
             ? Broken(414, "url_too_long", "The URL is too long.")
             : Broken(431, "headers_too_large", "The request line and headers are too large.");
}

}  // namespace

RequestHead InspectHead(std::string_view received, const HeadLimits& limits) {
  HeaderLines headers(limits.max_headers);
  std::string_view request_line;
  for (size_t begin = 0;;) {
    const size_t feed = received.find('\n', begin);
    if (feed == std::string_view::npos || feed >= limits.max_bytes) break;
    if (feed == begin || received[feed - 1] != '\r') return BadRequest("A line does not end in CR LF.");
    const std::string_view line = received.substr(begin, feed - 1 - begin);
    begin = feed + 1;
    if (line.empty() && request_line.empty()) return BadRequest("The request begins with an empty line.");
    RequestHead fault;
    if (line.empty()) {
      fault = headers.CheckAll(request_line);
    } else {
      fault = request_line.empty() ? CheckRequestLine(line) : headers.Check(line);
    }
    if (fault.state == State::kBroken) return fault;
    if (line.empty()) return {State::kWhole, begin, 0, {}, {}};
    if (request_line.empty()) request_line = line;
  }
  return received.size() >= limits.max_bytes ? TooLong(received) : RequestHead();
}

}  // namespace sou::web
