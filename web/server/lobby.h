// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where connections wait, without a thread each, until the head of their next request has come whole: new ones, slow
// ones, and those that were answered and may ask again. What has come stays in the kernel, so a waiting connection
// costs a file descriptor and no buffer. Enter is thread-safe; the rest is for one thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "web/server/fd.h"
#include "web/server/request_head.h"

namespace sou::web {

struct Connection {
  Fd socket;           // non-blocking
  std::string remote;  // the peer's address as the kernel tells it; "unix" on a local socket
  uint64_t watch = 0;  // of the lobby
};

// One that leaves the lobby: its request is kWhole or kBroken.
struct Visitor {
  Connection connection;
  RequestHead head;
};

class Lobby {
 public:
  struct Limits {
    size_t max_connections = 1024;                 // one more, and the one whose time ends first is closed
    std::chrono::milliseconds patience{5000};      // for a whole head
    std::chrono::milliseconds keep_alive{30'000};  // for a next request, with its head
    HeadLimits head;
  };

  explicit Lobby(const Limits& limits);
  Lobby(const Lobby&) = delete;
  Lobby& operator=(const Lobby&) = delete;

  // false: the system has no file descriptor left for it.
  [[nodiscard]] bool ok() const { return events_.get() >= 0; }
  // Readable when Collect may have something.
  [[nodiscard]] int fd() const { return events_.get(); }

  // What has come of a connection's request so far; kPartial: it should enter.
  [[nodiscard]] RequestHead Look(const Connection& connection);

  // `answered`: it has been served before. An answered connection may be closed at any time; its client knows.
  void Enter(Connection connection, bool answered);

  // Those whose requests can be answered or refused now. Closes the ones that have asked nothing in time or are gone;
  // who has begun a request and does not end it is refused with 408.
  [[nodiscard]] std::vector<Visitor> Collect();

  // Until Collect has something to do without an event; at most a minute.
  [[nodiscard]] std::chrono::milliseconds UntilDeadline() const;

  // From now on only requests that have begun are waited for.
  void Drain();

  [[nodiscard]] size_t size() const;

 private:
  using Clock = std::chrono::steady_clock;
  using Guests = std::multimap<Clock::time_point, Connection>;  // by deadline

  bool Watch(Connection* connection);
  void CollectReady(std::vector<Visitor>* out);
  void CollectLate(std::vector<Visitor>* out);
  Connection Take(Guests::iterator guest);
  [[nodiscard]] bool HasBegun(const Connection& connection) const;

  const Limits limits_;
  const Fd events_;
  std::vector<char> peeked_;  // of Look

  mutable std::mutex mutex_;  // guards what follows
  Guests guests_;
  std::unordered_map<uint64_t, Guests::iterator> by_watch_;
  uint64_t last_watch_ = 0;
  bool draining_ = false;
};

}  // namespace sou::web
