// SPDX-License-Identifier: GPL-3.0-or-later
//
// The nearest of some names to a mistyped one, for "did you mean" in messages. By bytes; names are ASCII.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace sou {

// The candidate with the fewest edits (insert, delete, substitute, swap of neighbours), if at most a third of its
// length need change; the first of equals.
[[nodiscard]] std::optional<std::string_view> NearestName(std::string_view name,
                                                          std::span<const std::string_view> candidates);

}  // namespace sou
