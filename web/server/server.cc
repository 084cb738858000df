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

constexpr size_t kMaxTurnedAway = 64;
constexpr size_t kAcceptedAtOnce = 64;
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

}  // namespace

Result<std::unique_ptr<Server>> Server::Start(const ServerOptions& options, std::shared_ptr<const Router> router) {
  const auto address = ParseListenAddress(options.listen);
  if (!address.ok()) return address.error();
  auto listener = Listener::Open(*address);
  if (!listener.ok()) return listener.error();
  if (!listener->is_local()) {
    spdlog::warn(
        "listening on {}: other machines can connect. Put a proxy (nginx, Caddy) in front that "
        "limits and encrypts, or listen on 127.0.0.1 or a unix socket",
        listener->url());
  }
  Fd stop_event(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  std::unique_ptr<Server> server(new Server(options, std::move(router), *std::move(listener), std::move(stop_event)));
  if (server->stop_event_.get() < 0 || !server->lobby_.ok())
    return Error{ErrorCode::kIo, "cannot wait for connections: out of file descriptors"};
  server->loop_ = std::thread([&server = *server] { server.Loop(); });
  return server;
}

Server::Server(const ServerOptions& options, std::shared_ptr<const Router> router, Listener listener, Fd stop_event)
    : limits_(options.limits),
      listener_(std::make_unique<Listener>(std::move(listener))),
      stop_event_(std::move(stop_event)),
      router_(std::move(router)),
      lobby_(options.lobby),
      queue_(options.threads, options.queue) {}

Server::~Server() { Stop(std::chrono::hours(1)); }

void Server::SetRouter(std::shared_ptr<const Router> router) {
  const std::lock_guard lock(router_mutex_);
  router_.swap(router);
}

std::shared_ptr<const Router> Server::router() const {
  const std::lock_guard lock(router_mutex_);
  return router_;
}

bool Server::Stop(std::chrono::milliseconds patience) {
  if (loop_.joinable()) {
    stopping_ = true;
    eventfd_write(stop_event_.get(), 1);
    loop_.join();
  }
  return queue_.Close(patience);
}

Server::Load Server::load() const {
  const TaskQueue::Load tasks = queue_.load();
  return {lobby_.size(), tasks.waiting, tasks.running};
}

void Server::Loop() {
  std::array<pollfd, 3> fds = {
      {{lobby_.fd(), POLLIN, 0}, {stop_event_.get(), POLLIN, 0}, {listener_->fd(), POLLIN, 0}}};
  bool draining = false;
  while (!draining || lobby_.size() > 0) {
    // Whoever stops us ends the listening, not the waiting for what has begun.
    if (poll(fds.data(), draining ? 1 : 3, static_cast<int>(lobby_.UntilDeadline().count())) < 0 && errno != EINTR)
      return;
    if (!draining && fds[1].revents != 0) {
      draining = true;
      lobby_.Drain();
    }
    if (!draining && fds[2].revents != 0) Accept();
    for (Visitor& visitor : lobby_.Collect()) Receive(std::move(visitor));
  }
  turned_away_.clear();
}

void Server::Accept() {
  for (size_t i = 0; i < kAcceptedAtOnce; ++i) {
    sockaddr_storage peer{};
    socklen_t size = sizeof peer;
    void* const address = &peer;
    Fd socket(accept4(listener_->fd(), static_cast<sockaddr*>(address), &size, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (socket.get() < 0) {
      if (errno != EMFILE && errno != ENFILE && errno != ENOBUFS && errno != ENOMEM) return;
      turned_away_.clear();
      std::this_thread::sleep_for(kOutOfDescriptorsPause);
      return;
    }
    Connection connection{std::move(socket), PeerName(peer)};
    const RequestHead head = lobby_.Look(connection);
    if (head.state == RequestHead::State::kPartial) {
      lobby_.Enter(std::move(connection), false);
    } else {
      Receive({std::move(connection), head});
    }
  }
}

void Server::Receive(Visitor visitor) {
  if (visitor.head.state == RequestHead::State::kBroken) {
    Response refusal = ErrorResponse(visitor.head.status, visitor.head.code, visitor.head.message);
    Turn(std::move(visitor), std::move(refusal));
    return;
  }
  // Shared only because std::function must be copyable.
  auto shared = std::make_shared<Visitor>(std::move(visitor));
  if (!queue_.TryPush([this, shared] { Serve(shared.get()); })) Turn(std::move(*shared), Overloaded());
}

void Server::Serve(Visitor* visitor) {
  if (!ServeRequest(*visitor, stopping_, limits_, *router())) return;
  lobby_.Enter(std::move(visitor->connection), true);
}

// Without a thread, so that refusing costs little; closing at once could destroy the answer on its way.
void Server::Turn(Visitor visitor, Response response) {
  Refuse(visitor.connection, std::move(response), *router());
  turned_away_.push_back(std::move(visitor.connection.socket));
  if (turned_away_.size() > kMaxTurnedAway) turned_away_.pop_front();
}

}  // namespace sou::web
