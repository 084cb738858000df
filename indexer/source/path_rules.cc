// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/path_rules.h"

#include <algorithm>
#include <span>
#include <utility>

#include "common/text/utf8.h"
#include "indexer/source/ascii.h"
#include "indexer/source/url_path.h"

namespace sou::indexer {
namespace {

// Reads "[!a-z]" at *at, behind the '['. False if it is never closed: then it is an ordinary character.
bool MatchesRange(std::string_view pattern, size_t* at, char32_t c, bool* matches) {
  size_t i = *at;
  const bool negated = i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^');
  if (negated) ++i;
  bool found = false;
  for (bool first = true; i < pattern.size() && (first || pattern[i] != ']'); first = false) {
    if (pattern[i] == '\\' && i + 1 < pattern.size()) ++i;
    const char32_t low = text::NextCodePoint(pattern, &i);
    char32_t high = low;
    if (i + 1 < pattern.size() && pattern[i] == '-' && pattern[i + 1] != ']') high = text::NextCodePoint(pattern, &++i);
    found = found || (low <= c && c <= high);
  }
  if (i >= pattern.size()) return false;
  *at = i + 1;
  *matches = found != negated;
  return true;
}

// Whether the pattern's element at *at (no '*') matches the code point; moves *at behind it.
bool MatchesOne(std::string_view pattern, size_t* at, char32_t c) {
  if (pattern[*at] == '?') return ++*at, true;
  if (pattern[*at] == '[') {
    size_t behind = *at + 1;
    bool matches = false;
    if (MatchesRange(pattern, &behind, c, &matches)) return *at = behind, matches;
  }
  if (pattern[*at] == '\\' && *at + 1 < pattern.size()) ++*at;
  return text::NextCodePoint(pattern, at) == c;
}

using Parts = std::span<const std::string>;
using Names = std::span<const std::string_view>;

// "**" takes any number of names. A row of the table says for every number of names whether the parts so far match
// them, so that many "**" cost no more than their product.
bool MatchesParts(Parts parts, Names names) {
  std::vector<char> row(names.size() + 1, 0);
  row[0] = 1;
  for (size_t p = 0; p < parts.size(); ++p) {
    std::vector<char> next(names.size() + 1, 0);
    const bool last = p + 1 == parts.size();
    for (size_t n = 0; n <= names.size(); ++n) {
      if (parts[p] == "**") {
        // At the end it stands for what lies inside a folder, not for the folder.
        next[n] = (n > 0 && next[n - 1] != 0) || (row[n] != 0 && !last) || (last && n > 0 && row[n - 1] != 0);
      } else {
        next[n] = n > 0 && row[n - 1] != 0 && MatchesName(parts[p], names[n - 1]);
      }
    }
    row = std::move(next);
  }
  return row.back() != 0;
}

}  // namespace

bool MatchesName(std::string_view pattern, std::string_view name) {
  size_t p = 0;
  size_t n = 0;
  size_t behind_star = std::string_view::npos;
  size_t star_name = 0;  // where the last '*' ends for now
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      behind_star = ++p;
      star_name = n;
      continue;
    }
    size_t next = n;
    const char32_t c = text::NextCodePoint(name, &next);
    if (p < pattern.size() && MatchesOne(pattern, &p, c)) {
      n = next;
    } else if (behind_star != std::string_view::npos) {
      text::NextCodePoint(name, &star_name);
      n = star_name;
      p = behind_star;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

PathRules::PathRules(const std::vector<std::string>& include, const std::vector<std::string>& exclude) {
  for (const std::string& glob : include) Add(glob, "", "the glob " + glob, &include_);
  for (const std::string& glob : exclude) Add(glob, "", "the glob " + glob, &exclude_);
}

void PathRules::AddIgnoreFile(std::string_view text, std::string_view folder) {
  const std::string file = std::string(folder) + (folder.empty() ? "" : "/") + std::string(kIgnoreFile);
  for (int line = 1; !text.empty(); ++line) {
    std::string_view pattern = TakeLine(&text);
    // Blanks at the end count only behind a backslash.
    while (pattern.ends_with(' ') && !pattern.ends_with("\\ ")) pattern.remove_suffix(1);
    if (pattern.empty() || pattern.starts_with('#')) continue;
    Add(pattern, folder, file + ":" + std::to_string(line), &ignore_);
  }
}

void PathRules::Add(std::string_view pattern, std::string_view folder, std::string origin, std::vector<Rule>* rules) {
  Rule rule;
  rule.folder = folder;
  rule.origin = std::move(origin);
  if (pattern.starts_with('!')) {
    rule.negated = true;
    pattern.remove_prefix(1);
  } else if (pattern.starts_with("\\!") || pattern.starts_with("\\#")) {
    pattern.remove_prefix(1);
  }
  if (pattern.ends_with('/')) {
    rule.folders_only = true;
    pattern.remove_suffix(1);
  }
  rule.anchored = pattern.find('/') != std::string_view::npos;
  for (const std::string_view part : SplitPath(pattern)) rule.parts.emplace_back(part);
  if (!rule.parts.empty()) rules->push_back(std::move(rule));
}

bool PathRules::Matches(const Rule& rule, std::string_view path, bool is_folder) {
  if (rule.folders_only && !is_folder) return false;
  if (!rule.folder.empty()) {
    if (!path.starts_with(rule.folder) || path.substr(rule.folder.size(), 1) != "/") return false;
    path.remove_prefix(rule.folder.size() + 1);
  }
  if (!rule.anchored) return MatchesName(rule.parts[0], path.substr(path.rfind('/') + 1));  // npos + 1 is 0
  return MatchesParts(rule.parts, SplitPath(path));
}

std::string PathRules::WhyNot(std::string_view path, bool is_folder) const {
  const auto matches = [&](const Rule& rule) { return Matches(rule, path, is_folder); };
  const auto glob = std::find_if(exclude_.begin(), exclude_.end(), matches);
  if (glob != exclude_.end()) return "excluded by " + glob->origin;
  const auto last = std::find_if(ignore_.rbegin(), ignore_.rend(), matches);
  if (last != ignore_.rend() && !last->negated) return "excluded by " + last->origin;
  if (!is_folder && !include_.empty() && std::none_of(include_.begin(), include_.end(), matches)) {
    return "no include glob names it";
  }
  return {};
}

}  // namespace sou::indexer
