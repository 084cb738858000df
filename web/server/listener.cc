// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/listener.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <system_error>
#include <utility>

namespace sou::web {
namespace {

constexpr int kBacklog = 256;
constexpr int kSocketFlags = SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC;
// The kernel hands a connection over when its first bytes have come, so that silent ones hold no
// thread of ours.
constexpr int kDeferAcceptSeconds = 5;

std::string SystemMessage(int number) { return std::generic_category().message(number); }

Error ListenError(const std::string& where, int number) {
  std::string message = "cannot listen on " + where + ": " + SystemMessage(number);
  if (number == EADDRINUSE) message += "; stop the program that uses it or choose another with --listen";
  if (number == EACCES) message += "; choose a port above 1023 or a place you may write to with --listen";
  if (number == EADDRNOTAVAIL) message += "; this machine does not have that address, choose another with --listen";
  return {ErrorCode::kIo, std::move(message)};
}

bool IsLoopback(const sockaddr_storage& address) {
  if (address.ss_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    return (ntohl(v4.sin_addr.s_addr) >> 24U) == 127;
  }
  sockaddr_in6 v6{};
  std::memcpy(&v6, &address, sizeof v6);
  return std::memcmp(&v6.sin6_addr, &in6addr_loopback, sizeof in6addr_loopback) == 0;
}

uint16_t PortOf(const sockaddr_storage& address) {
  sockaddr_in v4{};  // the port lies at the same place in both families
  std::memcpy(&v4, &address, sizeof v4);
  return ntohs(v4.sin_port);
}

// Reads a sockaddr of any family through the type that the system's calls want.
sockaddr* Generic(void* address) { return static_cast<sockaddr*>(address); }

using AddressList = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

Result<AddressList> Resolve(const ListenAddress& address) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const int failure = getaddrinfo(address.host.c_str(), address.port.c_str(), &hints, &found);
  if (failure != 0) {
    return Error{ErrorCode::kInvalidArgument, "cannot listen on '" + address.host + "': " + gai_strerror(failure)};
  }
  return AddressList(found, &freeaddrinfo);
}

// A socket file that nobody answers on is left over from a crash and may go; anything else stays.
Status RemoveStaleSocket(const std::string& path, const sockaddr_un& address) {
  struct stat info {};
  if (lstat(path.c_str(), &info) != 0) return {};
  if (!S_ISSOCK(info.st_mode)) {
    return Error{ErrorCode::kIo, "cannot listen on unix:" + path + ": there is a file that is no socket"};
  }
  const Fd probe(socket(AF_UNIX, kSocketFlags, 0));
  sockaddr_un copy = address;
  if (connect(probe.get(), Generic(&copy), sizeof copy) == 0 || errno != ECONNREFUSED) {
    return ListenError("unix:" + path, EADDRINUSE);
  }
  if (unlink(path.c_str()) != 0) return ListenError("unix:" + path, errno);
  return {};
}

}  // namespace

Result<ListenAddress> ParseListenAddress(std::string_view text) {
  constexpr std::string_view kForms = "; give HOST:PORT such as 127.0.0.1:7700, or unix:/path/to/socket";
  const auto wrong = [&](std::string_view why) {
    return Error{ErrorCode::kInvalidArgument,
                 "listen address '" + std::string(text) + "' " + std::string(why) + std::string(kForms)};
  };
  ListenAddress out;
  if (text.starts_with("unix:")) {
    out.unix_path = text.substr(5);
    if (out.unix_path.empty()) return wrong("has no path");
    if (out.unix_path.size() >= sizeof(sockaddr_un::sun_path)) return wrong("is too long for a local socket");
    return out;
  }
  const size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return wrong("has no port");
  std::string_view host = text.substr(0, colon);
  const std::string_view port = text.substr(colon + 1);
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  if (host.empty()) return wrong("has no host");
  if (!bracketed && host.find(':') != std::string_view::npos) return wrong("needs [ ] around the IPv6 address");
  const bool digits = std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (port.empty() || port.size() > 5 || !digits || std::stoul(std::string(port)) > 65535) {
    return wrong("has no port from 0 to 65535");
  }
  out.host = host;
  out.port = port;
  return out;
}

Result<Listener> Listener::Open(const ListenAddress& address) {
  return address.unix_path.empty() ? OpenTcp(address) : OpenUnix(address.unix_path);
}

Result<Listener> Listener::OpenTcp(const ListenAddress& address) {
  const auto list = Resolve(address);
  if (!list.ok()) return list.error();
  const addrinfo& info = **list;
  const bool v6 = info.ai_family == AF_INET6;
  const std::string host = v6 ? "[" + address.host + "]" : address.host;
  const std::string where = host + ":" + address.port;

  Listener out;
  out.fd_ = Fd(socket(info.ai_family, kSocketFlags, 0));
  if (out.fd() < 0) return ListenError(where, errno);
  const int on = 1;
  setsockopt(out.fd(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  setsockopt(out.fd(), IPPROTO_TCP, TCP_DEFER_ACCEPT, &kDeferAcceptSeconds, sizeof kDeferAcceptSeconds);
  if (bind(out.fd(), info.ai_addr, info.ai_addrlen) != 0 || listen(out.fd(), kBacklog) != 0) {
    return ListenError(where, errno);
  }
  sockaddr_storage bound{};
  socklen_t size = sizeof bound;
  if (getsockname(out.fd(), Generic(&bound), &size) != 0) return ListenError(where, errno);
  out.port_ = PortOf(bound);
  out.is_local_ = IsLoopback(bound);
  out.url_ = "http://" + host + ":" + std::to_string(out.port_) + "/";
  return out;
}

Result<Listener> Listener::OpenUnix(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  const Status free = RemoveStaleSocket(path, address);
  if (!free.ok()) return free.error();

  const std::string where = "unix:" + path;
  Listener out;
  out.fd_ = Fd(socket(AF_UNIX, kSocketFlags, 0));
  if (out.fd() < 0 || bind(out.fd(), Generic(&address), sizeof address) != 0) return ListenError(where, errno);
  out.unix_path_ = path;
  // Nobody can connect before listen(), so there is no moment with wider permissions.
  if (chmod(path.c_str(), S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP) != 0 || listen(out.fd(), kBacklog) != 0) {
    return ListenError(where, errno);
  }
  out.url_ = where;
  return out;
}

Listener::Listener(Listener&& other) noexcept
    : fd_(std::move(other.fd_)),
      port_(other.port_),
      url_(std::move(other.url_)),
      unix_path_(std::exchange(other.unix_path_, {})),
      is_local_(other.is_local_) {}

Listener::~Listener() {
  if (!unix_path_.empty()) unlink(unix_path_.c_str());
}

}  // namespace sou::web
