// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who asks, and by which scheme. Behind a proxy the peer of a connection is the proxy, and what X-Forwarded-For and
// X-Forwarded-Proto say is believed only of proxies that the configuration names: anybody can write those headers.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/config.h"
#include "common/base/result.h"

namespace sou::web {

// Immutable, so thread-safe.
class TrustedProxies {
 public:
  // Each "127.0.0.1", "10.0.0.0/8", "2001:db8::/32" or "unix"; another text is kInvalidArgument.
  static Result<TrustedProxies> Read(std::span<const ListItem> items);

  // The address of the client of a request that came from `remote`: the last one that X-Forwarded-For names and that is
  // no trusted proxy itself.
  [[nodiscard]] std::string ClientOf(std::string_view remote, std::string_view forwarded_for) const;

  // "https" if the request came from a trusted proxy whose X-Forwarded-Proto says so, else "http".
  [[nodiscard]] std::string SchemeOf(std::string_view remote, std::string_view forwarded_proto) const;

  [[nodiscard]] bool empty() const { return !local_ && networks_.empty(); }

 private:
  using Address = std::array<uint8_t, 16>;  // IPv4 as ::ffff:a.b.c.d
  struct Network {
    Address address{};
    unsigned bits = 128;
  };

  [[nodiscard]] bool Trusts(std::string_view address) const;
  static std::optional<Address> ParseAddress(std::string_view text);
  static std::optional<Network> ParseNetwork(std::string_view text);

  bool local_ = false;  // a socket on this machine
  std::vector<Network> networks_;
};

// What one reader has of addresses: the address itself, of IPv6 the network of 64 bits that a household has.
[[nodiscard]] std::string AddressGroup(std::string_view address);

}  // namespace sou::web
