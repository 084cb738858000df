// SPDX-License-Identifier: GPL-3.0-or-later
//
// Input: what a connection sends.
#include <algorithm>
#include <string_view>

#include "tests/fuzz/law.h"
#include "web/server/request_head.h"

namespace sou::web {
namespace {

using fuzz::Law;
using State = RequestHead::State;

constexpr HeadLimits kLimits{.max_bytes = 4096, .max_headers = 20};

void CheckWhole(std::string_view head) {
  Law(head.ends_with("\r\n\r\n"), "a head ends with an empty line");
  Law(head.find("\r\n\r\n") == head.size() - 4, "it has no other");
  Law(head.size() <= kLimits.max_bytes, "it is within the limit");
  Law(std::count(head.begin(), head.end(), '\r') == std::count(head.begin(), head.end(), '\n'), "lines end in CR LF");
  Law(head.find('\0') == std::string_view::npos, "no byte is NUL");
  for (const std::string_view wrong : {"\r\n ", "\r\n\t"})
    Law(head.find(wrong) == std::string_view::npos, "no header is folded");
}

void Check(std::string_view bytes) {
  const RequestHead head = InspectHead(bytes, kLimits);
  if (head.state == State::kWhole) {
    CheckWhole(bytes.substr(0, head.bytes));
    // A head that comes byte by byte is the same head, and what follows it changes nothing.
    Law(InspectHead(bytes.substr(0, head.bytes), kLimits).bytes == head.bytes, "what follows does not matter");
    for (size_t size = 0; size < head.bytes; ++size)
      Law(InspectHead(bytes.substr(0, size), kLimits).state == State::kPartial, "a beginning of a head is partial");
  } else if (head.state == State::kBroken) {
    Law(head.status >= 400 && head.status < 600 && !head.message.empty(), "a refusal says why");
  } else {
    Law(bytes.size() < kLimits.max_bytes, "nobody waits for ever");
  }
}

}  // namespace
}  // namespace sou::web

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  sou::web::Check(sou::fuzz::AsText(data, std::min<size_t>(size, 8192)));
  return 0;
}
