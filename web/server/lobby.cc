// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/lobby.h"

#include <sys/epoll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace sou::web {
namespace {

constexpr size_t kEventsAtOnce = 64;
constexpr std::chrono::milliseconds kLongestWait{60'000};

RequestHead NotInTime() {
  return {RequestHead::State::kBroken, 0, 408, "timeout", "The request did not arrive in time."};
}

RequestHead CutShort() {
  return {RequestHead::State::kBroken, 0, 400, "bad_request", "The connection was closed in the middle of a request."};
}

}  // namespace

Lobby::Lobby(const Limits& limits)
    : limits_(limits), events_(epoll_create1(EPOLL_CLOEXEC)), peeked_(limits.head.max_bytes) {}

RequestHead Lobby::Look(const Connection& connection) {
  const ssize_t got = recv(connection.socket.get(), peeked_.data(), peeked_.size(), MSG_PEEK | MSG_DONTWAIT);
  if (got <= 0) return {};
  return InspectHead({peeked_.data(), static_cast<size_t>(got)}, limits_.head);
}

// Edge-triggered: a client that has sent half a head wakes nobody until it sends more. Watching again what is watched
// already makes an event of what has come meanwhile.
bool Lobby::Watch(Connection* connection) {
  const bool known = connection->watch != 0;
  if (!known) connection->watch = ++last_watch_;
  epoll_event event{};
  event.events = EPOLLIN | EPOLLRDHUP | EPOLLET;
  event.data.u64 = connection->watch;
  return epoll_ctl(events_.get(), known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, connection->socket.get(), &event) == 0;
}

void Lobby::Enter(Connection connection, bool answered) {
  Connection crowded_out;  // closed without the lock
  const std::lock_guard lock(mutex_);
  if (draining_ && !HasBegun(connection)) return;
  if (guests_.size() >= limits_.max_connections && !guests_.empty()) crowded_out = Take(guests_.begin());
  const auto deadline = Clock::now() + (answered ? limits_.keep_alive : limits_.patience);
  const auto guest = guests_.emplace(deadline, std::move(connection));
  if (Watch(&guest->second)) {
    by_watch_.emplace(guest->second.watch, guest);
  } else {
    guests_.erase(guest);
  }
}

std::vector<Visitor> Lobby::Collect() {
  std::vector<Visitor> out;
  CollectReady(&out);
  CollectLate(&out);
  return out;
}

void Lobby::CollectReady(std::vector<Visitor>* out) {
  std::array<epoll_event, kEventsAtOnce> events;
  const int count = epoll_wait(events_.get(), events.data(), static_cast<int>(events.size()), 0);
  for (int i = 0; i < count; ++i) {
    const epoll_event& event = events[static_cast<size_t>(i)];
    const std::lock_guard lock(mutex_);
    const auto found = by_watch_.find(event.data.u64);
    if (found == by_watch_.end()) continue;
    RequestHead head = Look(found->second->second);
    const bool gone = (event.events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
    if (head.state == RequestHead::State::kPartial && !gone) continue;
    Connection connection = Take(found->second);
    if (head.state == RequestHead::State::kPartial) {
      if (!HasBegun(connection)) continue;
      head = CutShort();
    }
    out->push_back({std::move(connection), head});
  }
}

void Lobby::CollectLate(std::vector<Visitor>* out) {
  const std::lock_guard lock(mutex_);
  const auto now = Clock::now();
  while (!guests_.empty() && guests_.begin()->first <= now) {
    Connection connection = Take(guests_.begin());
    if (HasBegun(connection)) out->push_back({std::move(connection), NotInTime()});
  }
}

Connection Lobby::Take(Guests::iterator guest) {
  Connection connection = std::move(guest->second);
  by_watch_.erase(connection.watch);
  guests_.erase(guest);
  return connection;
}

bool Lobby::HasBegun(const Connection& connection) const {
  char byte = 0;
  return recv(connection.socket.get(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 1;
}

std::chrono::milliseconds Lobby::UntilDeadline() const {
  const std::lock_guard lock(mutex_);
  if (guests_.empty()) return kLongestWait;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(guests_.begin()->first - Clock::now());
  return std::clamp(left, std::chrono::milliseconds(0), kLongestWait);
}

void Lobby::Drain() {
  const std::lock_guard lock(mutex_);
  draining_ = true;
  for (auto guest = guests_.begin(); guest != guests_.end();) {
    const auto next = std::next(guest);
    if (!HasBegun(guest->second)) Take(guest);
    guest = next;
  }
}

size_t Lobby::size() const {
  const std::lock_guard lock(mutex_);
  return guests_.size();
}

}  // namespace sou::web
