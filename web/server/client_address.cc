// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/client_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace sou::web {
namespace {

constexpr unsigned kIpv4Bits = 96;  // of ::ffff:0:0/96

std::string_view Trim(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// "[2001:db8::1]:4711" and "192.0.2.1:4711", as some proxies write them.
std::string_view WithoutPort(std::string_view text) {
  if (text.starts_with('[')) return text.substr(1, text.find(']') - 1);
  const size_t colon = text.find(':');
  const bool one = colon != std::string_view::npos && text.find(':', colon + 1) == std::string_view::npos;
  return one ? text.substr(0, colon) : text;
}

}  // namespace

std::optional<TrustedProxies::Address> TrustedProxies::ParseAddress(std::string_view text) {
  const std::string terminated(text);
  Address address{};
  if (inet_pton(AF_INET6, terminated.c_str(), address.data()) == 1) return address;
  address[10] = 0xFF;
  address[11] = 0xFF;
  if (inet_pton(AF_INET, terminated.c_str(), address.data() + 12) == 1) return address;
  return std::nullopt;
}

std::optional<TrustedProxies::Network> TrustedProxies::ParseNetwork(std::string_view text) {
  const size_t slash = text.find('/');
  const auto address = ParseAddress(text.substr(0, slash));
  if (!address) return std::nullopt;
  Network network{*address, 128};
  if (slash == std::string_view::npos) return network;
  const bool v4 = text.substr(0, slash).find(':') == std::string_view::npos;
  const std::string_view length = text.substr(slash + 1);
  const auto [end, failure] = std::from_chars(length.data(), length.data() + length.size(), network.bits);
  if (failure != std::errc() || end != length.data() + length.size() || network.bits > (v4 ? 32U : 128U))
    return std::nullopt;
  if (v4) network.bits += kIpv4Bits;
  return network;
}

Result<TrustedProxies> TrustedProxies::Read(std::span<const ListItem> items) {
  TrustedProxies proxies;
  for (const ListItem& item : items) {
    if (item.text == "unix") {
      proxies.local_ = true;
      continue;
    }
    const auto network = ParseNetwork(item.text);
    if (!network) {
      return Error{ErrorCode::kInvalidArgument,
                   item.source + ": serve.trusted_proxies has \"" + item.text +
                       "\"; it takes addresses (127.0.0.1), networks (10.0.0.0/8) and unix"};
    }
    proxies.networks_.push_back(*network);
  }
  return proxies;
}

bool TrustedProxies::Trusts(std::string_view text) const {
  if (text == "unix") return local_;
  const auto address = ParseAddress(text);
  return address && std::any_of(networks_.begin(), networks_.end(), [&](const Network& network) {
           const size_t bytes = network.bits / 8;
           const unsigned rest = network.bits % 8;
           if (std::memcmp(address->data(), network.address.data(), bytes) != 0) return false;
           const unsigned mask = rest == 0 ? 0 : 0xFFU << (8 - rest);
           return rest == 0 || (((*address)[bytes] ^ network.address[bytes]) & mask) == 0;
         });
}

std::string TrustedProxies::ClientOf(std::string_view remote, std::string_view forwarded_for) const {
  std::string_view client = remote;
  while (!forwarded_for.empty() && Trusts(client)) {
    const size_t comma = forwarded_for.rfind(',');
    const std::string_view last =
        WithoutPort(Trim(comma == std::string_view::npos ? forwarded_for : forwarded_for.substr(comma + 1)));
    if (!ParseAddress(last)) break;
    client = last;
    forwarded_for = comma == std::string_view::npos ? std::string_view() : forwarded_for.substr(0, comma);
  }
  return std::string(client);
}

std::string TrustedProxies::SchemeOf(std::string_view remote, std::string_view forwarded_proto) const {
  return forwarded_proto == "https" && Trusts(remote) ? "https" : "http";
}

std::string AddressGroup(std::string_view address) {
  in6_addr v6{};
  if (inet_pton(AF_INET6, std::string(address).c_str(), &v6) != 1 || IN6_IS_ADDR_V4MAPPED(&v6))
    return std::string(address);
  std::fill(std::begin(v6.s6_addr) + 8, std::end(v6.s6_addr), uint8_t{0});
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(AF_INET6, &v6, text.data(), text.size());
  return std::string(text.data()) + "/64";
}

}  // namespace sou::web
