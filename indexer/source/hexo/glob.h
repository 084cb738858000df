// SPDX-License-Identifier: GPL-3.0-or-later
//
// The globs of Hexo's settings (skip_render, include, exclude, ignore), which micromatch reads. Pure, thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sou::indexer {

// Whether one of the patterns matches the whole path: `*` and `?` within a name (not a dot at its begin), `**` across
// folders, `[a-z]`, `{a,b}` (nested too), `!` before a pattern for all that it does not match. Of a pattern whose
// braces give more than 256 variants only these count.
[[nodiscard]] bool MatchesAnyGlob(const std::vector<std::string>& patterns, std::string_view path);

}  // namespace sou::indexer
