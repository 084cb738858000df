// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/request_head.h"

#include <gtest/gtest.h>

#include <string>

namespace sou::web {
namespace {

using State = RequestHead::State;

struct HeadCase {
  const char* name;
  std::string bytes;
  int status;  // 0: whole
};

void PrintTo(const HeadCase& row, std::ostream* out) { *out << row.name; }

class Heads : public testing::TestWithParam<HeadCase> {};

TEST_P(Heads, AreReadStrictly) {
  const RequestHead head = InspectHead(GetParam().bytes, {.max_bytes = 2000, .max_headers = 5});
  EXPECT_EQ(head.status, GetParam().status) << head.message;
  if (GetParam().status == 0) {
    EXPECT_EQ(head.state, State::kWhole);
    EXPECT_EQ(head.bytes, GetParam().bytes.find("\r\n\r\n") + 4);
  } else {
    EXPECT_EQ(head.state, State::kBroken);
    EXPECT_FALSE(head.message.empty());
  }
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Heads,
    testing::Values(
        HeadCase{"plain", "GET / HTTP/1.1\r\nHost: x\r\n\r\n", 0},
        HeadCase{"with what follows", "GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1", 0},
        HeadCase{"tabs in values are allowed", "GET / HTTP/1.1\r\nHost:\tx\r\n\r\n", 0},
        HeadCase{"bytes above ASCII in values, too", "GET /\xe4 HTTP/1.1\r\nHost: x\r\nA: \xff\r\n\r\n", 0},
        HeadCase{"an empty value", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 0},
        HeadCase{"the old protocol needs no Host", "GET / HTTP/1.0\r\n\r\n", 0},
        HeadCase{"absolute form", "GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n", 0},
        HeadCase{"no Host", "GET / HTTP/1.1\r\n\r\n", 400},
        HeadCase{"two Hosts", "GET / HTTP/1.1\r\nHost: x\r\nhOST: y\r\n\r\n", 400},
        HeadCase{"a line feed alone", "GET / HTTP/1.1\nHost: x\n\n", 400},
        HeadCase{"a line feed alone within", "GET / HTTP/1.1\r\nHost: x\nA: b\r\n\r\n", 400},
        HeadCase{"a carriage return alone", "GET / HTTP/1.1\r\nHost: x\rA: b\r\n\r\n", 400},
        HeadCase{"a folded header", "GET / HTTP/1.1\r\nHost: x\r\n a\r\n\r\n", 400},
        HeadCase{"a blank before the colon", "GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400},
        HeadCase{"no colon", "GET / HTTP/1.1\r\nHost\r\n\r\n", 400},
        HeadCase{"no name", "GET / HTTP/1.1\r\n: x\r\n\r\n", 400},
        HeadCase{"a length", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: \t12 \r\n\r\n", 0},
        // The HTTP library leaves out a header without a value, and decodes percent signs.
        HeadCase{"an empty length", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length:\r\n\r\n", 400},
        HeadCase{"a length in percent signs", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %30\r\n\r\n", 400},
        HeadCase{"a length with a sign", "POST / HTTP/1.1\r\nHost: x\r\ncontent-length: +1\r\n\r\n", 400},
        HeadCase{"two lengths", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n", 400},
        HeadCase{"chunks", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", 411},
        HeadCase{"an empty transfer coding", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding:\r\n\r\n", 411},
        HeadCase{"NUL in a value", std::string("GET / HTTP/1.1\r\nHost: x\0y\r\n\r\n", 27), 400},
        HeadCase{"NUL in the target", std::string("GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n", 28), 400},
        HeadCase{"a blank in the target", "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        HeadCase{"no target", "GET  HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        HeadCase{"no version", "GET /\r\nHost: x\r\n\r\n", 400},
        HeadCase{"another protocol", "GET / RTSP/1.0\r\nHost: x\r\n\r\n", 400},
        HeadCase{"a version to come", "GET / HTTP/2.0\r\nHost: x\r\n\r\n", 505},
        HeadCase{"HTTP/2 as it begins", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
        HeadCase{"an unknown method", "FETCH / HTTP/1.1\r\nHost: x\r\n\r\n", 501},
        HeadCase{"a method in small letters", "get / HTTP/1.1\r\nHost: x\r\n\r\n", 501},
        HeadCase{"TLS", "\x16\x03\x01\r\n\r\n", 400},
        HeadCase{"an empty line first", "\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        HeadCase{"too many headers", "GET / HTTP/1.1\r\nA: b\r\nA: b\r\nA: b\r\nA: b\r\nA: b\r\nHost: x\r\n\r\n", 431},
        HeadCase{"too long", "GET / HTTP/1.1\r\nHost: x\r\nA: " + std::string(2000, 'x'), 431},
        HeadCase{"too long a target", "GET /" + std::string(2000, 'x'), 414}));

TEST(InspectHead, WaitsForTheRest) {
  const std::string bytes = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  for (size_t size = 0; size < bytes.size(); ++size)
    EXPECT_EQ(InspectHead(bytes.substr(0, size), {}).state, State::kPartial) << size;
}

}  // namespace
}  // namespace sou::web
