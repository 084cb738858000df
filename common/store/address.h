// SPDX-License-Identifier: GPL-3.0-or-later
//
// Addresses of pages as index terms: what the site's author types, what stands in hits and what a browser shows name
// the same page. Pure functions, thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sou::store {

// The form in which addresses are compared: without scheme, host, query, fragment, "index.html" and the last slash,
// percent-decoded. "https://example.org/posts/%E4%BA%91/?a#b" → "/posts/云"; the home page is "/".
[[nodiscard]] std::string AddressKey(std::string_view url);

// The folders that a page lies in, itself if it is one: "/", "/posts/", "/posts/a/" for "/posts/a/".
[[nodiscard]] std::vector<std::string> AddressFolders(std::string_view url);

// "/drafts/*" as AddressFolders would have it: "/drafts/"; empty if the text does not end in "/*".
[[nodiscard]] std::string FolderOfPattern(std::string_view pattern);

// The term of all pages in a folder that AddressFolders gives.
[[nodiscard]] std::string FolderTerm(std::string_view folder);
// The term of the page with that address.
[[nodiscard]] std::string AddressTerm(std::string_view url);

}  // namespace sou::store
