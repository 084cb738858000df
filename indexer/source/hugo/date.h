// SPDX-License-Identifier: GPL-3.0-or-later
//
// The dates that Hugo itself can read, tried against Hugo 0.111.3. Sou understands more (timestamp.h), but an address
// with a date in it is made from what Hugo sees. Pure functions, thread-safe.
#pragma once

#include <cstdint>
#include <optional>

#include "common/base/timestamp.h"
#include "indexer/source/value.h"

namespace sou::indexer {

// 2024-01-02 · 2024-01-02 03:04:05 with or without T, fraction and zone · 02 Jan 2024 · Tue, 02 Jan 2024 03:04:05 +0800
// · Tue Jan 2 03:04:05 2024 · a number without quotes: seconds since 1970. Not: without seconds, with slashes, a month
// or day of one digit.
[[nodiscard]] std::optional<Timestamp> ReadHugoDate(const Value& value, int16_t offset_minutes);

}  // namespace sou::indexer
