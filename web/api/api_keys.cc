// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/api_keys.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

namespace sou::web {
namespace {

constexpr size_t kMinBytes = 8;
constexpr size_t kMaxBytes = 511;
constexpr std::string_view kScheme = "bearer ";

bool IsVisible(char c) { return c > ' ' && c < '\x7F'; }

// Without stopping at the first difference.
bool AreEqual(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned difference = 0;
  for (size_t i = 0; i < a.size(); ++i) difference |= static_cast<unsigned char>(a[i] ^ b[i]);
  return difference == 0;
}

std::string_view TokenOf(std::string_view authorization) {
  const bool bearer = authorization.size() > kScheme.size() &&
                      std::equal(kScheme.begin(), kScheme.end(), authorization.begin(), [](char lower, char c) {
                        return lower == (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
                      });
  if (!bearer) return {};
  authorization.remove_prefix(kScheme.size());
  while (authorization.starts_with(' ')) authorization.remove_prefix(1);
  return authorization;
}

}  // namespace

Result<ApiKeys> ApiKeys::Read(std::span<const ListItem> items) {
  ApiKeys keys;
  for (const ListItem& item : items) {
    const auto wrong = [&](const std::string& what) {
      return Error{ErrorCode::kInvalidArgument, item.source + ": serve.api_keys " + what};
    };
    const size_t colon = item.text.find(": ");
    if (colon == std::string::npos || colon == 0) return wrong("takes \"name: key\"; the name stands in the log");
    Key key{item.text.substr(0, colon), item.text.substr(colon + 2)};
    const std::string named = "has a key named " + key.name;
    if (key.secret.size() < kMinBytes || key.secret.size() > kMaxBytes ||
        !std::all_of(key.secret.begin(), key.secret.end(), IsVisible))
      return wrong(named + " that is not 8 to 511 visible ASCII characters; openssl rand -hex 16 makes a good one");
    for (const Key& other : keys.keys_) {
      if (other.name == key.name) return wrong(named + " twice");
      if (other.secret == key.secret) return wrong(named + " that is the same as the one named " + other.name);
    }
    keys.keys_.push_back(std::move(key));
  }
  return keys;
}

std::string_view ApiKeys::NameOf(std::string_view authorization) const {
  const std::string_view token = TokenOf(authorization);
  std::string_view name;
  for (const Key& key : keys_) {
    if (AreEqual(key.secret, token)) name = key.name;
  }
  return name;
}

Router::Guard KeyGuard() {
  return [](const Request& request, Access access) -> std::optional<Response> {
    if (access != Access::kApi || !request.key.empty() || request.method == "OPTIONS") return std::nullopt;
    if (!request.Header("authorization").empty())
      return ErrorResponse(403, "invalid_key", "The API key is none that this server knows.");
    Response response =
        ErrorResponse(401, "missing_key", "This server wants an API key: send it as Authorization: Bearer KEY.");
    response.headers.emplace_back("WWW-Authenticate", "Bearer");
    return response;
  };
}

}  // namespace sou::web
