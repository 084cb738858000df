// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where a hit leads, and how its address is shown. The addresses come from an index that anybody's
// page may be in, so they are judged here. Pure functions, thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sou::web {

// The address for href: http(s) as it is; a path behind `site_url` (which may be empty). nullopt
// for every other scheme, for "//host" and for control characters or backslashes, which browsers
// read as something else.
[[nodiscard]] std::optional<std::string> SafeHref(std::string_view site_url, std::string_view url);

// "https://example.org/posts/%E4%BA%91/" gives {"example.org", "posts", "云"}; the host comes from
// `site_url` for a path.
[[nodiscard]] std::vector<std::string> Breadcrumb(std::string_view site_url, std::string_view url);

// The first of them that is fit for a lang attribute: a page's own tag, then its primary subtag; nullopt: neither.
[[nodiscard]] std::optional<std::string_view> LanguageAttribute(std::string_view tag, std::string_view primary);

// Whether the text is fit for a lang attribute: letters, digits and '-', as in "zh-TW".
[[nodiscard]] bool IsLanguageTag(std::string_view text);

}  // namespace sou::web
