// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which files of a site its owner wants in the index: the globs of the settings index.include and index.exclude, and
// `.souignore` files. All use the patterns of gitignore(5): `*` and `?` match within a folder, `**` across folders,
// `[a-z]` a character of a range; a pattern with a slash inside is anchored, one without matches at any depth; a slash
// at the end means folders only; in a .souignore `!` takes back and the last match counts. Thread-compatible.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sou::indexer {

// The name of the file with rules for the folder it lies in and all below.
inline constexpr std::string_view kIgnoreFile = ".souignore";

class PathRules {
 public:
  PathRules(const std::vector<std::string>& include, const std::vector<std::string>& exclude);

  // The rules of folder/.souignore ("" is the site's root). They count after those added before.
  void AddIgnoreFile(std::string_view text, std::string_view folder);

  // Why the file or folder, relative to the site's root, is not wanted; empty if it is. Folders above it are not
  // looked at.
  [[nodiscard]] std::string WhyNot(std::string_view path, bool is_folder) const;

 private:
  struct Rule {
    std::vector<std::string> parts;  // of the pattern, divided at slashes
    std::string folder;              // what it is relative to
    std::string origin;              // ".souignore:3", or the pattern itself
    bool negated = false;
    bool folders_only = false;
    bool anchored = false;
  };

  static void Add(std::string_view pattern, std::string_view folder, std::string origin, std::vector<Rule>* rules);
  static bool Matches(const Rule& rule, std::string_view path, bool is_folder);

  std::vector<Rule> include_;
  std::vector<Rule> exclude_;
  std::vector<Rule> ignore_;
};

// Whether one name (no slash in it) matches a pattern without slashes. `?` and ranges stand for a code point. In time
// proportional to the product of the lengths.
[[nodiscard]] bool MatchesName(std::string_view pattern, std::string_view name);

}  // namespace sou::indexer
