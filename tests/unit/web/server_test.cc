// SPDX-License-Identifier: GPL-3.0-or-later
//
// The server over real sockets, asked what it must refuse. The cases are the known holes of the
// HTTP library it uses.
#include "web/server/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <future>
#include <latch>
#include <stdexcept>

#include "raw_client.h"

namespace sou::web {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

Response Text(std::string body) {
  Response response;
  response.content_type = "text/plain";
  response.body = std::move(body);
  return response;
}

constexpr const char* kPolite = "Host: x\r\nConnection: close\r\n";
constexpr const char* kHello = "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n";

size_t Count(const std::string& text, std::string_view what) {
  size_t count = 0;
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

class ServerTest : public testing::Test {
 protected:
  ServerTest() {
    options_.listen = "127.0.0.1:0";
    options_.threads = 4;
    options_.limits.timeout = milliseconds(10'000);
    options_.lobby.patience = milliseconds(10'000);
    options_.limits.max_body_bytes = 1000;
    options_.limits.max_url_bytes = 500;
    router_.Add("GET", "/hello", [](const Request&) { return Text("hello"); });
    router_.Add("POST", "/echo", [](const Request& request) { return Text("[" + request.body + "]"); });
    router_.Add("GET", "/remote", [](const Request& request) { return Text(request.remote); });
    router_.Add("GET", "/param", [](const Request& request) { return Text(request.params.find("q")->second); });
    router_.Add("GET", "/origin", [](const Request& request) { return Text(std::string(request.Header("origin"))); });
    router_.Add("GET", "/throws", [](const Request&) -> Response { throw std::runtime_error("secret detail"); });
    router_.Add("GET", "/large", [](const Request&) { return Text(std::string(3'000'000, 'x')); });
    router_.Add("GET", "/unchanged", [](const Request&) {
      Response response;
      response.status = 304;
      return response;
    });
    router_.Add("GET", "/slow", [this](const Request&) {
      slow_started_.count_down();
      slow_release_.wait();
      return Text("slow");
    });
  }
  ~ServerTest() override {
    if (!released_) Release();
  }

  void Start() {
    auto server = Server::Start(options_, std::make_shared<const Router>(router_));
    ASSERT_TRUE(server.ok()) << server.error().message;
    server_ = *std::move(server);
  }

  // Sends the bytes, with the headers behind the request line that end the connection after one answer.
  std::string Ask(std::string bytes) {
    const size_t line = bytes.find(" HTTP/1.1\r\n");
    if (line != std::string::npos) bytes.insert(line + 11, kPolite);
    return AskExactly(bytes);
  }

  std::string AskExactly(std::string_view bytes) {
    if (server_ == nullptr) Start();
    const RawClient client(server_->port());
    EXPECT_TRUE(client.connected());
    client.Send(bytes);
    return client.ReadAll();
  }

  void Release() {
    released_ = true;
    slow_release_.count_down();
  }

  ServerOptions options_;
  Router router_;
  std::latch slow_started_{1};
  std::latch slow_release_{1};
  bool released_ = false;
  std::unique_ptr<Server> server_;
};

TEST_F(ServerTest, AnswersAndCloses) {
  const std::string answer = Ask("GET /hello HTTP/1.1\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(answer, HasSubstr("Connection: close\r\n"));
  EXPECT_THAT(answer, HasSubstr("Content-Length: 5\r\n"));
  EXPECT_THAT(answer, testing::EndsWith("\r\n\r\nhello"));
}

TEST_F(ServerTest, HeadHasNoBody) {
  const std::string answer = Ask("HEAD /hello HTTP/1.1\r\n\r\n");
  EXPECT_THAT(answer, HasSubstr("Content-Length: 5\r\n"));
  EXPECT_THAT(answer, testing::EndsWith("\r\n\r\n"));
}

TEST_F(ServerTest, NotModifiedHasNoLength) {
  const std::string answer = Ask("GET /unchanged HTTP/1.1\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 304 "));
  EXPECT_THAT(answer, Not(HasSubstr("Content-Length")));
  EXPECT_THAT(answer, Not(HasSubstr("Transfer-Encoding")));
}

TEST_F(ServerTest, DecodesParametersOnce) {
  EXPECT_THAT(Ask("GET /param?q=%E4%BA%91+%2525 HTTP/1.1\r\n\r\n"), testing::EndsWith("\r\n\r\n云 %25"));
}

TEST_F(ServerTest, SendsALargeAnswerWhole) { EXPECT_GT(Ask("GET /large HTTP/1.1\r\n\r\n").size(), 3'000'000U); }

struct RefusedCase {
  const char* name;
  std::string bytes;
  const char* status;
  const char* code;
};

void PrintTo(const RefusedCase& row, std::ostream* out) { *out << row.name; }

class Refused : public ServerTest, public testing::WithParamInterface<RefusedCase> {};

TEST_P(Refused, IsAnsweredWithAJsonError) {
  const std::string answer = Ask(GetParam().bytes);
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 " + std::string(GetParam().status) + " "));
  EXPECT_THAT(answer, HasSubstr("{\"error\":{\"code\":\"" + std::string(GetParam().code) + "\""));
  EXPECT_THAT(answer, HasSubstr("X-Content-Type-Options: nosniff\r\n"));
  EXPECT_THAT(Ask("GET /hello HTTP/1.1\r\n\r\n"), StartsWith("HTTP/1.1 200 "));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Refused,
    testing::Values(
        RefusedCase{"nowhere", "GET /nowhere HTTP/1.1\r\n\r\n", "404", "not_found"},
        RefusedCase{"method", "DELETE /hello HTTP/1.1\r\n\r\n", "405", "method_not_allowed"},
        RefusedCase{"no such method", "FETCH /hello HTTP/1.1\r\n\r\n", "501", "unknown_method"},
        RefusedCase{"garbage", "\x16\x03\x01\r\n\r\n", "400", "bad_request"},
        RefusedCase{"url over our limit", "GET /hello?" + std::string(600, 'x') + " HTTP/1.1\r\n\r\n", "414",
                    "url_too_long"},
        RefusedCase{"url over the library's limit", "GET /hello?" + std::string(9000, 'x') + " HTTP/1.1\r\n\r\n", "414",
                    "url_too_long"},
        RefusedCase{"endless request line", "GET /" + std::string(100'000, 'x'), "414", "url_too_long"},
        RefusedCase{"100,000 headers",
                    [] {
                      std::string bytes = "GET /hello HTTP/1.1\r\n";
                      for (int i = 0; i < 100'000; ++i) bytes += "a: b\r\n";
                      return bytes + "\r\n";
                    }(),
                    "431", "headers_too_large"},
        RefusedCase{"long body", "POST /echo HTTP/1.1\r\nContent-Length: 1001\r\n\r\n" + std::string(1001, 'x'), "413",
                    "body_too_large"},
        RefusedCase{"huge length", "POST /echo HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\nx", "413",
                    "body_too_large"},
        RefusedCase{"long body after asking",
                    "POST /echo HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 5000\r\n\r\n", "413",
                    "body_too_large"},
        RefusedCase{"negative length", "POST /echo HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "400", "bad_request"},
        RefusedCase{"two lengths", "POST /echo HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx", "400",
                    "bad_request"},
        RefusedCase{"chunks", "POST /echo HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n", "411",
                    "length_required"},
        RefusedCase{"chunks and length",
                    "POST /echo HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: "
                    "chunked\r\n\r\n0\r\n\r\n",
                    "411", "length_required"},
        RefusedCase{"chunks with GET", "GET /hello HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "411",
                    "length_required"},
        RefusedCase{"gzip", "POST /echo HTTP/1.1\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx", "415",
                    "unsupported_encoding"}));

TEST_F(ServerTest, ReadsABodyOfAnnouncedLength) {
  EXPECT_THAT(Ask("POST /echo HTTP/1.1\r\nContent-Length: 4\r\n\r\nabcdEFGH"), testing::EndsWith("[abcd]"));
  EXPECT_THAT(Ask("POST /echo HTTP/1.1\r\nContent-Length: 1000\r\n\r\n" + std::string(1000, 'x')),
              HasSubstr(" 200 OK"));
  EXPECT_THAT(Ask("POST /echo HTTP/1.1\r\nContent-Length: 10\r\nContent-Type: "
                  "application/x-www-form-urlencoded\r\n"
                  "\r\na=1&b=%262"),
              testing::EndsWith("[a=1&b=%262]"));
}

// Closing while the client still sends would reset the connection, and the answer could be lost.
TEST_F(ServerTest, ARefusedClientMayFinishSending) {
  Start();
  const RawClient client(server_->port());
  client.Send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 300000\r\n\r\n");
  for (int i = 0; i < 30; ++i) {
    std::this_thread::sleep_for(milliseconds(2));
    ASSERT_TRUE(client.Send(std::string(10'000, 'x'))) << i;
  }
  EXPECT_THAT(client.ReadAll(), StartsWith("HTTP/1.1 413 "));
}

TEST_F(ServerTest, OneConnectionAsksAgainAndAgain) {
  const std::string answer =
      AskExactly(kHello + std::string(kHello) + "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab" +
                 "GET /hello HTTP/1.1\r\n" + kPolite + "\r\n");
  EXPECT_EQ(Count(answer, "HTTP/1.1 200 OK\r\n"), 4U) << answer;
  EXPECT_EQ(Count(answer, "Connection: close"), 1U) << answer;
  EXPECT_THAT(answer, HasSubstr("[ab]"));
}

TEST_F(ServerTest, AnswersEvenThoughTheClientHasClosedItsSide) {
  Start();
  const RawClient client(server_->port());
  client.Send(kHello);
  client.EndSending();
  EXPECT_THAT(client.ReadAll(), testing::EndsWith("hello"));
}

TEST_F(ServerTest, AnOldProtocolIsAnsweredOnce) {
  const std::string answer = AskExactly("GET /hello HTTP/1.0\r\n\r\nGET /hello HTTP/1.0\r\n\r\n");
  EXPECT_EQ(Count(answer, " 200 OK"), 1U) << answer;
}

// A body that nobody reads would otherwise be taken for the next request.
TEST_F(ServerTest, ABodyIsNeverARequest) {
  for (const char* head : {"GET /hello", "HEAD /hello", "POST /nowhere", "DELETE /hello", "OPTIONS /hello"}) {
    const std::string answer = AskExactly(std::string(head) + " HTTP/1.1\r\nHost: x\r\nContent-Length: 35\r\n\r\n" +
                                          "GET /throws HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(Count(answer, "HTTP/1.1 "), 1U) << answer;
  }
}

TEST_F(ServerTest, RangesAreIgnored) {
  std::string many = "bytes=0-0";
  for (int i = 0; i < 1000; ++i) many += ",0-0";
  const std::string answer = Ask("GET /hello HTTP/1.1\r\nRange: " + many + "\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(answer, testing::EndsWith("\r\n\r\nhello"));
}

TEST_F(ServerTest, HeadersCannotSayWhoAsks) {
  EXPECT_THAT(Ask("GET /remote HTTP/1.1\r\nREMOTE_ADDR: 6.6.6.6\r\nX-Forwarded-For: 6.6.6.6\r\n\r\n"),
              testing::EndsWith("\r\n\r\n127.0.0.1"));
}

TEST_F(ServerTest, HeadersCarryNoLineEnds) {
  EXPECT_THAT(Ask("GET /origin HTTP/1.1\r\nOrigin: a%0d%0aSet-Cookie: b\r\n\r\n"),
              testing::EndsWith("\r\n\r\naSet-Cookie: b"));
}

TEST_F(ServerTest, ExceptionsAreNotSent) {
  const std::string answer = Ask("GET /throws HTTP/1.1\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 500 "));
  EXPECT_THAT(answer, Not(HasSubstr("secret")));
  EXPECT_THAT(answer, Not(HasSubstr("EXCEPTION_WHAT")));
  EXPECT_THAT(answer, HasSubstr("X-Request-Id: "));
}

// A limit per system call would never be reached: every byte starts it anew.
TEST_F(ServerTest, ADrippingClientIsCutOffByTheClock) {
  options_.lobby.patience = milliseconds(300);
  Start();
  const RawClient client(server_->port());
  client.Send("GET /hello HTTP/1.1\r\nHost: x\r\n");
  std::string answer;
  const auto start = std::chrono::steady_clock::now();
  while (answer.empty() && std::chrono::steady_clock::now() - start < std::chrono::seconds(5)) {
    client.Send("a: b\r\n");
    answer = client.ReadAll(milliseconds(25));
  }
  ASSERT_FALSE(answer.empty()) << "still served after 5 s";
  answer += client.ReadAll();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 408 "));
}

TEST_F(ServerTest, SilentConnectionsDoNotHoldThreads) {
  options_.threads = 2;
  Start();
  std::vector<RawClient> silent;
  for (int i = 0; i < 20; ++i) silent.emplace_back(server_->port());
  const auto start = std::chrono::steady_clock::now();
  EXPECT_THAT(Ask("GET /hello HTTP/1.1\r\n\r\n"), StartsWith("HTTP/1.1 200 "));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(3));
}

TEST_F(ServerTest, AFullQueueIsAnsweredAtOnce) {
  options_.threads = 1;
  options_.queue = 1;
  Start();
  const RawClient busy(server_->port());
  busy.Send("GET /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  slow_started_.wait();
  const RawClient waiting(server_->port());
  waiting.Send("GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  std::string refused;
  // The waiting connection reaches the queue a moment after it was sent.
  for (int i = 0; i < 50 && !refused.starts_with("HTTP/1.1 503 "); ++i) {
    const RawClient next(server_->port());
    next.Send("GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    refused = next.ReadAll(milliseconds(200));
  }
  EXPECT_THAT(refused, StartsWith("HTTP/1.1 503 "));
  EXPECT_THAT(refused, HasSubstr("Retry-After: 1\r\n"));
  EXPECT_THAT(refused, HasSubstr("\"code\":\"overloaded\""));
  Release();
  EXPECT_THAT(busy.ReadAll(), testing::EndsWith("slow"));
  EXPECT_THAT(waiting.ReadAll(), testing::EndsWith("hello"));
}

TEST_F(ServerTest, StoppingFinishesWhatIsInFlight) {
  Start();
  const uint16_t port = server_->port();
  const RawClient busy(port);
  busy.Send("GET /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  slow_started_.wait();
  EXPECT_FALSE(server_->Stop(milliseconds(50)));
  Release();
  EXPECT_TRUE(server_->Stop(milliseconds(10'000)));
  EXPECT_THAT(busy.ReadAll(), testing::EndsWith("slow"));
  server_.reset();
  EXPECT_FALSE(RawClient(port).connected());
}

TEST_F(ServerTest, StoppingDoesNotWaitForSilentConnections) {
  std::string pattern = (std::filesystem::temp_directory_path() / "sou-server-XXXXXX").string();
  const std::filesystem::path folder = mkdtemp(pattern.data());
  options_.listen = "unix:" + (folder / "s").string();  // where the kernel does not hold silent ones back
  Start();
  const RawClient silent((folder / "s").string());
  const RawClient asking((folder / "s").string());
  asking.Send("GET /remote HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(asking.ReadAll(), testing::EndsWith("\r\n\r\nunix"));
  const auto start = std::chrono::steady_clock::now();
  EXPECT_TRUE(server_->Stop(milliseconds(8'000)));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(4));
  server_.reset();
  EXPECT_TRUE(std::filesystem::is_empty(folder));
  std::filesystem::remove_all(folder);
}

// Slow ones wait in the lobby, where they cost no thread.
TEST_F(ServerTest, SlowHeadsDoNotHoldThreads) {
  options_.threads = 2;
  Start();
  std::vector<RawClient> slow;
  for (int i = 0; i < 50; ++i) slow.emplace_back(server_->port()).Send("GET /hello HTTP/1.1\r\nHost: x\r\nA: ");
  const auto start = std::chrono::steady_clock::now();
  EXPECT_THAT(Ask("GET /hello HTTP/1.1\r\n\r\n"), StartsWith("HTTP/1.1 200 "));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(3));
  EXPECT_EQ(server_->load().lobby, 50U);
}

TEST_F(ServerTest, WhenTheLobbyIsFullTheLongestWaitingIsClosed) {
  options_.lobby.max_connections = 3;
  Start();
  std::vector<RawClient> slow;
  for (int i = 0; i < 10; ++i) slow.emplace_back(server_->port()).Send("GET /hello HTTP/1.1\r\n");
  EXPECT_THAT(Ask("GET /hello HTTP/1.1\r\n\r\n"), StartsWith("HTTP/1.1 200 "));
  EXPECT_EQ(slow.front().ReadAll(), "");
  EXPECT_LE(server_->load().lobby, 3U);
  slow.back().Send("Host: x\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(slow.back().ReadAll(), StartsWith("HTTP/1.1 200 "));
}

TEST_F(ServerTest, AnotherRouterAnswersTheNextRequest) {
  Start();
  auto other = std::make_shared<Router>();
  other->Add("GET", "/hello", [](const Request&) { return Text("other"); });
  server_->SetRouter(other);
  EXPECT_THAT(Ask("GET /hello HTTP/1.1\r\n\r\n"), testing::EndsWith("other"));
}

// Compressing is the proxy's work.
TEST_F(ServerTest, DoesNotCompress) {
  const std::string answer = Ask("GET /large HTTP/1.1\r\nAccept-Encoding: br, gzip\r\n\r\n");
  EXPECT_THAT(answer.substr(0, 1000), Not(HasSubstr("Content-Encoding")));
  EXPECT_GT(answer.size(), 3'000'000U);
}

}  // namespace
}  // namespace sou::web
