// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which pages a rule is for: Hugo's "page matcher" in cascades and in the array form of permalinks. Pure functions,
// thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/source/value.h"

namespace sou::indexer {

// What a matcher looks at. Paths are lower case and begin with a slash.
struct HugoPageId {
  std::string kind;       // home, section, taxonomy, term, page
  std::string path;       // Hugo's logical path, without extension and language: "/posts/my-post"
  std::string file_path;  // below the content folder, what Hugo looked at before 0.123: "/posts/my post.zh.md"
  std::string language;   // its key
};

// Globs of Hugo: `*` and `?` within a folder, `**` across folders, `[a-z]`, `{a,b}`. Empty parts match everything.
struct HugoMatcher {
  std::string kind;
  std::string path;
  std::string environment;
  std::vector<std::string> languages;
};

// Of `target` (or `_target`): `path`, `kind`, `lang`, `environment`, `sites.matrix.languages`.
[[nodiscard]] HugoMatcher ReadHugoMatcher(const Value& target);

// The pages of a section, "" or "/" for those at the root, and of sections below it.
[[nodiscard]] HugoMatcher HugoSectionMatcher(std::string_view kind, std::string_view section);

[[nodiscard]] bool Matches(const HugoMatcher& matcher, const HugoPageId& page);
// Whether it may match pages of the language.
[[nodiscard]] bool MatchesLanguage(const HugoMatcher& matcher, std::string_view language);

// In time proportional to the product of the lengths; a pattern beyond 1 KB, or one whose braces make more than 32
// patterns, matches nothing.
[[nodiscard]] bool MatchesHugoGlob(std::string_view pattern, std::string_view text);

// As Hugo spells paths to compare them: lower case, '-' for a blank.
[[nodiscard]] std::string NormalizeHugoPath(std::string_view path);

}  // namespace sou::indexer
