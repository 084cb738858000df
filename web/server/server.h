// SPDX-License-Identifier: GPL-3.0-or-later
//
// Listens, accepts, and hands each connection to a thread of a bounded queue. Connections beyond
// the queue get 503 at once.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <thread>

#include "common/base/result.h"
#include "web/server/connection.h"
#include "web/server/fd.h"
#include "web/server/listener.h"
#include "web/server/router.h"
#include "web/server/task_queue.h"

namespace sou::web {

struct ServerOptions {
  std::string listen = "127.0.0.1:7700";  // see ParseListenAddress
  size_t threads = 32;                    // connections served at once
  size_t queue = 256;                     // connections that wait for a thread
  ConnectionLimits limits;
};

// Start, then Stop from any one thread.
class Server {
 public:
  // Serves from when it returns. The errors are those of Listener::Open.
  static Result<std::unique_ptr<Server>> Start(const ServerOptions& options, Router router);
  // Stops, waiting for what is in flight without limit.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Accepts no more connections and waits until the requests in flight are answered, at most
  // `patience`. false: some are still being answered.
  bool Stop(std::chrono::milliseconds patience);

  [[nodiscard]] const std::string& url() const { return listener_->url(); }
  [[nodiscard]] uint16_t port() const { return listener_->port(); }

 private:
  Server(const ServerOptions& options, Router router, Listener listener, Fd stop_event);

  void AcceptLoop();
  void Accept();
  void Reject(Fd connection);

  const ConnectionLimits limits_;
  const Router router_;
  std::unique_ptr<Listener> listener_;
  const Fd stop_event_;
  std::deque<Fd> rejected_;  // of the accepting thread: kept a while so that their 503 arrives
  TaskQueue queue_;
  std::thread acceptor_;
};

}  // namespace sou::web
