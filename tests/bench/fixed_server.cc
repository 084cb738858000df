// SPDX-License-Identifier: GPL-3.0-or-later
//
// Answers every GET with the same body, so that what a search costs over HTTP has something to be compared with.
// usage: fixed_server sou|httplib BYTES THREADS     prints "listening on http://127.0.0.1:PORT"; SIGTERM ends it
//   sou      the server of sou-serve, with a handler that does nothing else
//   httplib  the HTTP library's own server with THREADS threads, for orientation
#include <httplib.h>

#include <charconv>
#include <csignal>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include "web/server/server.h"

namespace {

constexpr size_t kMaxBytes = 1 << 24;
constexpr size_t kMaxThreads = 1024;
constexpr size_t kMaxQueue = 65536;

int Fail(const std::string& message) {
  std::fprintf(stderr, "fixed_server: %s\n", message.c_str());
  return 2;
}

// 0: it is none, or too large.
size_t ParseNumber(std::string_view text, size_t max) {
  size_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size() || number > max) return 0;
  return number;
}

sigset_t BlockSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

void WaitForStop(const sigset_t& signals) {
  int received = 0;
  while (sigwait(&signals, &received) != 0) continue;
}

void Announce(const std::string& url) {
  std::printf("listening on %s\n", url.c_str());
  std::fflush(stdout);
}

int ServeSou(const std::string& body, size_t threads, const sigset_t& signals) {
  const auto router = std::make_shared<sou::web::Router>();
  router->Add("GET", "/api/search", [body](const sou::web::Request&) {
    sou::web::Response response;
    response.body = body;
    // As many headers as an answer of a search has.
    response.headers = {{"ETag", "W/\"1-0123456789abcdef\""}, {"Cache-Control", "public, max-age=60"}};
    return response;
  });
  sou::web::ServerOptions options;
  options.listen = "127.0.0.1:0";
  options.threads = threads;
  const auto server = sou::web::Server::Start(options, router);
  if (!server.ok()) return Fail(server.error().ToString());
  Announce((*server)->url());
  WaitForStop(signals);
  return 0;
}

int ServeHttplib(const std::string& body, size_t threads, const sigset_t& signals) {
  httplib::Server server;
  server.new_task_queue = [threads] { return new httplib::ThreadPool(threads); };
  server.set_tcp_nodelay(true);  // else an answer waits 40 ms for an acknowledgement
  server.set_keep_alive_max_count(kMaxQueue);
  server.Get("/api/search", [body](const httplib::Request&, httplib::Response& response) {
    response.set_header("ETag", "W/\"1-0123456789abcdef\"");
    response.set_header("Cache-Control", "public, max-age=60");
    response.set_content(body, "application/json");
  });
  const int port = server.bind_to_any_port("127.0.0.1");
  if (port < 0) return Fail("cannot listen on 127.0.0.1");
  std::thread listening([&server] { server.listen_after_bind(); });
  Announce("http://127.0.0.1:" + std::to_string(port) + "/");
  WaitForStop(signals);
  server.stop();
  listening.join();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const sigset_t signals = BlockSignals();
  const std::string mode = argc == 4 ? argv[1] : "";
  const auto bytes = argc == 4 ? ParseNumber(argv[2], kMaxBytes) : 0;
  const auto threads = argc == 4 ? ParseNumber(argv[3], kMaxThreads) : 0;
  if ((mode != "sou" && mode != "httplib") || bytes == 0 || threads == 0) {
    return Fail("usage: fixed_server sou|httplib BYTES THREADS");
  }
  const std::string body(bytes, 'x');
  return mode == "sou" ? ServeSou(body, threads, signals) : ServeHttplib(body, threads, signals);
}
