// SPDX-License-Identifier: GPL-3.0-or-later
//
// Hugo's permalink patterns. Pure functions, thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/base/timestamp.h"
#include "indexer/source/hugo/path.h"

namespace sou::indexer {

// The pattern with its tokens replaced: `:year`, `:slug`, `:sections[1:]`, … and Go's time layouts (`:2006`, `:Jan`).
// `\:` is a colon; unknown tokens stay.
[[nodiscard]] std::string ExpandPermalink(std::string_view pattern, const HugoFile& file, const HugoPageFacts& facts);

// A time in one of Go's layouts: "2006-01-02" → "2026-11-01". nullopt if the layout has no part of a date or time.
[[nodiscard]] std::optional<std::string> FormatGoLayout(std::string_view layout, const Timestamp& time);

}  // namespace sou::indexer
