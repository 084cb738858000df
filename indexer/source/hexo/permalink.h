// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where Hexo publishes posts and pages, tried against Hexo 8.1.2. Pure functions, thread-safe.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "common/base/timestamp.h"
#include "indexer/source/hexo/config.h"

namespace sou::indexer {

// What a post's file name says by the pattern new_post_name: ":year-:month-:day-:title.md" gives "title" and the parts
// of the date, ":lang/:title.md" the language.
struct HexoFileName {
  std::string slug;                           // "sub/name", or the path's slug if the pattern does not fit
  std::map<std::string, std::string> fields;  // by the pattern's names, without "title"
};

// `path` is relative to the folder of posts.
[[nodiscard]] HexoFileName ReadHexoFileName(std::string_view pattern, std::string_view path);

// The moment at which the day of such a name begins, as a clock shows it; nullopt if the name has none.
[[nodiscard]] std::optional<int64_t> DayOf(const HexoFileName& name);

// What a post's address is made of.
struct HexoPostFacts {
  std::string slug;
  std::string title;
  Timestamp date;
  std::string category;   // as HexoCategory gives it
  std::string permalink;  // of its front matter; empty if there is none
  // What its front matter and file name say, as JavaScript writes it: "abbrlink", "lang", …
  std::function<std::optional<std::string>(const std::string& name)> field;
};

// The path of a post below the site's root, not encoded: "2026/01/02/slug/". A name that nothing says is "undefined".
[[nodiscard]] std::string HexoPostPath(const HexoPostFacts& facts, const HexoConfig& config);

// The path of a page by its file below source_dir, or its front matter's permalink: "about/index.html".
[[nodiscard]] std::string HexoPagePath(std::string_view file, std::string_view permalink);

// The address of a path, percent-encoded, with the site's base path, by pretty_urls. Unlike Hexo's own links it has
// "#" encoded, and does not cut the end of "my-index.html": those links lead nowhere.
[[nodiscard]] std::string HexoUrl(std::string_view path, const HexoConfig& config);

// The slugs of the deepest category of `categories` ("a", [a, b] is b below a, [[a, b], [c]] are two): "a/b". Of
// several the last; Hexo takes the one that it met last in the whole site.
[[nodiscard]] std::string HexoCategory(const Value* categories, const HexoConfig& config);

// A scalar as JavaScript writes it after js-yaml read it: "007" is "7", "1.50" is "1.5", "4e5" is "400000".
[[nodiscard]] std::string ScriptText(const Value& scalar);

}  // namespace sou::indexer
