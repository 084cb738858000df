// SPDX-License-Identifier: GPL-3.0-or-later
//
// A client that sends any bytes, so that the server can be asked what no proper client would ask.
#pragma once

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "web/server/fd.h"

namespace sou::web {

class RawClient {
 public:
  explicit RawClient(uint16_t port) : fd_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    void* const generic = &address;
    connected_ = connect(fd_.get(), static_cast<sockaddr*>(generic), sizeof address) == 0;
  }
  explicit RawClient(const std::string& unix_path) : fd_(socket(AF_UNIX, SOCK_STREAM, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    unix_path.copy(address.sun_path, sizeof address.sun_path - 1);
    void* const generic = &address;
    connected_ = connect(fd_.get(), static_cast<sockaddr*>(generic), sizeof address) == 0;
  }

  [[nodiscard]] bool connected() const { return connected_; }

  bool Send(std::string_view data) const {
    while (!data.empty()) {
      const ssize_t sent = send(fd_.get(), data.data(), data.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      data.remove_prefix(static_cast<size_t>(sent));
    }
    return true;
  }

  void EndSending() const { shutdown(fd_.get(), SHUT_WR); }

  // Everything until the server closes; what has come so far if that takes longer than `patience`.
  [[nodiscard]] std::string ReadAll(std::chrono::milliseconds patience = std::chrono::seconds(10)) const {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    std::string out;
    while (true) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
      pollfd wait{fd_.get(), POLLIN, 0};
      if (left.count() <= 0 || poll(&wait, 1, static_cast<int>(left.count())) <= 0) return out;
      char buffer[4096];
      const ssize_t got = recv(fd_.get(), buffer, sizeof buffer, 0);
      if (got <= 0) return out;
      out.append(buffer, static_cast<size_t>(got));
    }
  }

 private:
  Fd fd_;
  bool connected_ = false;
};

}  // namespace sou::web
