// SPDX-License-Identifier: GPL-3.0-or-later
//
// The socket that Sou listens on: TCP, or a local one that a proxy on the same machine reaches.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/base/result.h"
#include "web/server/fd.h"

namespace sou::web {

// "127.0.0.1:7700", "[::1]:7700", "localhost:0" (0: any free port) or "unix:/run/sou/sou.sock".
struct ListenAddress {
  std::string host;       // without brackets; empty for a local socket
  std::string port;       // digits
  std::string unix_path;  // empty for TCP
};
[[nodiscard]] Result<ListenAddress> ParseListenAddress(std::string_view text);

// Thread-compatible. Removes the file of a local socket when it goes.
class Listener {
 public:
  // Errors are kInvalidArgument (the address) or kIo (in use, not allowed); messages say what to
  // do.
  static Result<Listener> Open(const ListenAddress& address);
  Listener(Listener&& other) noexcept;
  Listener& operator=(Listener&&) = delete;
  ~Listener();

  [[nodiscard]] int fd() const { return fd_.get(); }     // non-blocking
  [[nodiscard]] uint16_t port() const { return port_; }  // 0 for a local socket
  // "http://127.0.0.1:7700/" or "unix:PATH".
  [[nodiscard]] const std::string& url() const { return url_; }
  // Only programs on this machine can connect.
  [[nodiscard]] bool is_local() const { return is_local_; }

 private:
  Listener() = default;
  static Result<Listener> OpenTcp(const ListenAddress& address);
  static Result<Listener> OpenUnix(const std::string& path);

  Fd fd_;
  uint16_t port_ = 0;
  std::string url_;
  std::string unix_path_;
  bool is_local_ = true;
};

}  // namespace sou::web
