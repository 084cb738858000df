// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paths of published pages. Pure functions, thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sou::indexer {

// Percent-encodes as Go's url.URL.EscapedPath does, which Hugo uses: a path that is valid as it stands is kept; else
// letters, digits and "-_.~$&+,/:;=@" stay, a "%XX" stays, every other byte is encoded ('#' and '?' always).
[[nodiscard]] std::string EncodeUrlPath(std::string_view path);

// The path of "https://host/blog/" as "/blog": without a slash at the end, percent-encoded; "" for a host alone.
[[nodiscard]] std::string BasePath(std::string_view base_url);

// "a//b/./c/../d" → "a/b/d"; steps above the top are dropped. A slash at the beginning or end stays.
[[nodiscard]] std::string CleanUrlPath(std::string_view path);

// The parts of a path, without empty ones.
[[nodiscard]] std::vector<std::string_view> SplitPath(std::string_view path);

}  // namespace sou::indexer
