// SPDX-License-Identifier: GPL-3.0-or-later
//
// Keys that may search. A key of a public search box is public, too: it tells apart who asks, and can be taken back.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/config.h"
#include "common/base/result.h"
#include "web/server/router.h"

namespace sou::web {

// Immutable, so thread-safe.
class ApiKeys {
 public:
  // Each "name: key". A key has 8 to 511 visible ASCII characters; another is kInvalidArgument, and the message does
  // not repeat it.
  static Result<ApiKeys> Read(std::span<const ListItem> items);

  // The name of the key in an Authorization header ("Bearer KEY"); empty: there is none, or it is none of ours. Takes
  // as long for a key that is nearly right.
  [[nodiscard]] std::string_view NameOf(std::string_view authorization) const;

  [[nodiscard]] bool empty() const { return keys_.empty(); }

 private:
  struct Key {
    std::string name;
    std::string secret;
  };
  std::vector<Key> keys_;
};

// Refuses requests to Access::kApi that have no name of a key: 401 without one, 403 with a wrong one.
[[nodiscard]] Router::Guard KeyGuard();

}  // namespace sou::web
