// SPDX-License-Identifier: GPL-3.0-or-later
//
// SHA-1 (RFC 3174), for addresses that a generator makes with it; it protects nothing. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace sou::indexer {

// 40 hexadecimal digits, lower case.
[[nodiscard]] std::string Sha1Hex(std::string_view bytes);

}  // namespace sou::indexer
