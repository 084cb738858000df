// SPDX-License-Identifier: GPL-3.0-or-later
//
// Addresses of built HTML: which one a file has, and which file an address means. Paths here are percent-decoded
// unless they are said to be addresses. Pure functions, thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sou::indexer {

// The path at which a web server shows the file: "a/index.html" → "/a/", "a.html" → "/a.html".
[[nodiscard]] std::string PathOfFile(std::string_view file);

// The other paths at which one may show it: "/a" and "/a/index.html"; "/a" and "/a/".
[[nodiscard]] std::vector<std::string> OtherPathsOfFile(std::string_view file);

// The files that a server may show for a path, best first: "/a" → "a", "a.html", "a/index.html".
[[nodiscard]] std::vector<std::string> FilesOfPath(std::string_view path);

// Why the file is no page of its own, by its name: the error page, a list's second part. nullopt if it is one.
[[nodiscard]] std::optional<std::string> WhyNoPage(std::string_view file);

struct HtmlAddress {
  std::string host;  // in lower case; empty if the link names none
  std::string path;  // begins with '/', percent-decoded, without query and fragment
};

// Where a link in a page at `from` leads; nullopt for schemes but http and https.
[[nodiscard]] std::optional<HtmlAddress> ResolveLink(std::string_view link, std::string_view from);

}  // namespace sou::indexer
