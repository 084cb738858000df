// SPDX-License-Identifier: GPL-3.0-or-later
//
// Listens, accepts, and lets connections wait in the lobby until they have asked something; then a thread of a bounded
// queue answers. What is beyond the queue gets 503 at once.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "common/base/result.h"
#include "web/server/connection.h"
#include "web/server/fd.h"
#include "web/server/listener.h"
#include "web/server/lobby.h"
#include "web/server/router.h"
#include "web/server/task_queue.h"

namespace sou::web {

struct ServerOptions {
  std::string listen = "127.0.0.1:7700";  // see ParseListenAddress
  size_t threads = 32;                    // requests answered at once
  size_t queue = 256;                     // requests that wait for a thread
  ConnectionLimits limits;
  Lobby::Limits lobby;
};

// Start, then Stop from any one thread; the rest is thread-safe.
class Server {
 public:
  // Serves from when it returns. The errors are those of Listener::Open.
  static Result<std::unique_ptr<Server>> Start(const ServerOptions& options, std::shared_ptr<const Router> router);
  // Stops, waiting for what is in flight without limit.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Requests that begin from now on are answered by this one.
  void SetRouter(std::shared_ptr<const Router> router);

  // Accepts no more connections and waits until the requests in flight are answered, at most
  // `patience`. false: some are still being answered.
  bool Stop(std::chrono::milliseconds patience);

  [[nodiscard]] const std::string& url() const { return listener_->url(); }
  [[nodiscard]] uint16_t port() const { return listener_->port(); }

  struct Load {
    size_t lobby = 0;    // connections that have asked nothing yet, or nothing more
    size_t waiting = 0;  // requests that wait for a thread
    size_t running = 0;  // requests being answered
  };
  [[nodiscard]] Load load() const;

 private:
  Server(const ServerOptions& options, std::shared_ptr<const Router> router, Listener listener, Fd stop_event);

  void Loop();
  void Accept();
  void Receive(Visitor visitor);
  void Turn(Visitor visitor, Response response);
  void Serve(Visitor* visitor);
  [[nodiscard]] std::shared_ptr<const Router> router() const;

  const ConnectionLimits limits_;
  std::unique_ptr<Listener> listener_;
  const Fd stop_event_;
  std::atomic<bool> stopping_{false};
  mutable std::mutex router_mutex_;
  std::shared_ptr<const Router> router_;  // guarded by router_mutex_
  Lobby lobby_;
  std::deque<Fd> turned_away_;  // of the loop: kept a while so that what they were told arrives
  TaskQueue queue_;
  std::thread loop_;
};

}  // namespace sou::web
