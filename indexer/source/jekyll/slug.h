// SPDX-License-Identifier: GPL-3.0-or-later
//
// How Jekyll and its Markdown parsers turn titles into parts of addresses and heading ids, tried against Jekyll 4.3.1,
// kramdown 2.4.0 and kramdown-parser-gfm 1.1.0. Pure functions, thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sou::indexer {

// As Ruby's String#downcase: full case mapping, without regard to context.
[[nodiscard]] std::string RubyDowncase(std::string_view text);

enum class SlugMode : uint8_t {
  kDefault,  // letters, marks and digits stay
  kPretty,   // and ._~!$&'()+,;=@
};

// Jekyll's slugify: runs of anything else become one '-', one '-' at either end is cut; lower case unless `cased`.
[[nodiscard]] std::string Slugify(std::string_view text, SlugMode mode, bool cased);

// Jekyll's title of a document that has none: "my-first-POST" → "My First Post".
[[nodiscard]] std::string TitleOfSlug(std::string_view slug);

// kramdown's own header id of a heading's raw source: what stands before the first ASCII letter is cut, only ASCII
// letters, digits, blanks (as '-') and '-' stay; "section" if nothing does.
[[nodiscard]] std::string KramdownId(std::string_view source);

// The header id of `input: GFM`, Jekyll's default, of a heading's text without markup: letters, marks, digits, '_' and
// '-' of all scripts stay, blanks become '-'. May be empty.
[[nodiscard]] std::string KramdownGfmId(std::string_view text);

}  // namespace sou::indexer
