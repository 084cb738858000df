// SPDX-License-Identifier: GPL-3.0-or-later
//
// How documentation generators turn a heading's text (markup gone) into an id. Pure functions, thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace sou::indexer {

// github-slugger 2: lower case; letters, marks, digits, '_' and '-' stay, a blank becomes '-', the rest is dropped.
[[nodiscard]] std::string GithubSlug(std::string_view text);

// @mdit-vue/shared 2: accents and control characters dropped, runs of blanks and ASCII punctuation become one '-', none
// at the ends, a '_' before a digit at the beginning, lower case.
[[nodiscard]] std::string VitePressSlug(std::string_view text);

// mdBook 0.4: ASCII in lower case; letters, numbers, '_' and '-' stay, a blank becomes '-', the rest is dropped.
[[nodiscard]] std::string MdBookSlug(std::string_view text);

// Zola's slugify "on": everything spelt in ASCII (CJK by its reading; ICU's, which differs from Zola's for rare
// characters), lower case, runs of anything but letters and digits become one '-', none at the ends.
[[nodiscard]] std::string ZolaSlug(std::string_view text);

}  // namespace sou::indexer
