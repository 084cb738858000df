// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace sou::web {
namespace {

constexpr size_t kMaxRejected = 64;
constexpr std::chrono::milliseconds kOutOfDescriptorsPause{20};

std::string PeerName(const sockaddr_storage& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (address.ss_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    inet_ntop(AF_INET, &v4.sin_addr, text.data(), text.size());
  } else if (address.ss_family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &address, sizeof v6);
    inet_ntop(AF_INET6, &v6.sin6_addr, text.data(), text.size());
  } else {
    return "unix";
  }
  return text.data();
}

std::string OverloadResponse() {
  Response response = ErrorResponse(503, "overloaded", "Too many searches at once. Try again in a moment.");
  response.headers.emplace_back("Retry-After", "1");
  AddCommonHeaders(&response);
  return RawResponse(response);
}

}  // namespace

Result<std::unique_ptr<Server>> Server::Start(const ServerOptions& options, Router router) {
  const auto address = ParseListenAddress(options.listen);
  if (!address.ok()) return address.error();
  auto listener = Listener::Open(*address);
  if (!listener.ok()) return listener.error();
  Fd stop_event(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (stop_event.get() < 0) return Error{ErrorCode::kIo, "cannot make an eventfd: out of file descriptors"};
  if (!listener->is_local()) {
    spdlog::warn(
        "listening on {}: other machines can connect. Put a proxy (nginx, Caddy) in front that "
        "limits and "
        "encrypts, or listen on 127.0.0.1 or a unix socket",
        listener->url());
  }
  return std::unique_ptr<Server>(new Server(options, std::move(router), *std::move(listener), std::move(stop_event)));
}

Server::Server(const ServerOptions& options, Router router, Listener listener, Fd stop_event)
    : limits_(options.limits),
      router_(std::move(router)),
      listener_(std::make_unique<Listener>(std::move(listener))),
      stop_event_(std::move(stop_event)),
      queue_(options.threads, options.queue),
      acceptor_([this] { AcceptLoop(); }) {}

Server::~Server() { Stop(std::chrono::hours(1)); }

bool Server::Stop(std::chrono::milliseconds patience) {
  if (acceptor_.joinable()) {
    eventfd_write(stop_event_.get(), 1);
    acceptor_.join();
  }
  return queue_.Close(patience);
}

void Server::AcceptLoop() {
  std::array<pollfd, 2> fds = {{{listener_->fd(), POLLIN, 0}, {stop_event_.get(), POLLIN, 0}}};
  while (true) {
    if (poll(fds.data(), fds.size(), -1) < 0 && errno != EINTR) break;
    if (fds[1].revents != 0) break;
    if (fds[0].revents != 0) Accept();
  }
  rejected_.clear();
}

void Server::Accept() {
  sockaddr_storage peer{};
  socklen_t size = sizeof peer;
  void* const address = &peer;
  Fd connection(accept4(listener_->fd(), static_cast<sockaddr*>(address), &size, SOCK_NONBLOCK | SOCK_CLOEXEC));
  if (connection.get() < 0) {
    if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      rejected_.clear();
      std::this_thread::sleep_for(kOutOfDescriptorsPause);
    }
    return;
  }
  // Shared only because std::function must be copyable.
  auto shared = std::make_shared<Fd>(std::move(connection));
  const bool accepted = queue_.TryPush([this, shared, remote = PeerName(peer)] {
    ServeConnection(std::move(*shared), remote, stop_event_.get(), limits_, router_);
  });
  if (!accepted) Reject(std::move(*shared));
}

void Server::Reject(Fd connection) {
  static const std::string kAnswer = OverloadResponse();
  send(connection.get(), kAnswer.data(), kAnswer.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  shutdown(connection.get(), SHUT_WR);
  rejected_.push_back(std::move(connection));
  if (rejected_.size() > kMaxRejected) rejected_.pop_front();
}

}  // namespace sou::web
