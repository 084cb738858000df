// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hexo/glob.h"

#include <algorithm>
#include <utility>

#include "indexer/source/path_rules.h"
#include "indexer/source/url_path.h"

namespace sou::indexer {
namespace {

constexpr size_t kMaxVariants = 256;

// The end of the brace that opens at `open`, and the commas of its own; npos if it is never closed.
size_t FindClosingBrace(std::string_view pattern, size_t open, std::vector<size_t>* commas) {
  size_t depth = 0;
  for (size_t i = open; i < pattern.size(); ++i) {
    if (pattern[i] == '{') ++depth;
    if (pattern[i] == '}' && --depth == 0) return i;
    if (pattern[i] == ',' && depth == 1) commas->push_back(i);
  }
  return std::string_view::npos;
}

// "a{b,c}d" gives "abd" and "acd".
std::vector<std::string> ExpandBraces(std::string_view pattern) {
  std::vector<std::string> waiting = {std::string(pattern)};
  std::vector<std::string> done;
  while (!waiting.empty() && done.size() + waiting.size() <= kMaxVariants) {
    const std::string next = std::move(waiting.back());
    waiting.pop_back();
    std::vector<size_t> commas;
    const size_t open = next.find('{');
    const size_t close = open == std::string::npos ? open : FindClosingBrace(next, open, &commas);
    if (close == std::string::npos || commas.empty()) {
      done.push_back(next);
      continue;
    }
    commas.push_back(close);
    size_t begin = open + 1;
    for (const size_t end : commas) {
      waiting.push_back(next.substr(0, open) + next.substr(begin, end - begin) + next.substr(close + 1));
      begin = end + 1;
    }
  }
  return done;
}

bool MatchesPart(std::string_view pattern, std::string_view name) {
  if (name.starts_with('.') && !pattern.starts_with('.')) return false;
  return MatchesName(pattern, name);
}

// As in path_rules.cc a row of the table says for every number of names whether the parts so far match them.
bool MatchesPath(std::string_view pattern, std::string_view path) {
  const std::vector<std::string_view> names = SplitPath(path);
  std::vector<char> row(names.size() + 1, 0);
  row[0] = 1;
  for (const std::string_view part : SplitPath(pattern)) {
    std::vector<char> next(names.size() + 1, 0);
    for (size_t n = 0; n <= names.size(); ++n) {
      if (part == "**") {
        next[n] = row[n] != 0 || (n > 0 && next[n - 1] != 0 && !names[n - 1].starts_with('.'));
      } else {
        next[n] = n > 0 && row[n - 1] != 0 && MatchesPart(part, names[n - 1]);
      }
    }
    row = std::move(next);
  }
  return row.back() != 0;
}

bool Matches(std::string_view pattern, std::string_view path) {
  const bool negated = pattern.starts_with('!') && !pattern.starts_with("!(");
  if (negated) pattern.remove_prefix(1);
  const std::vector<std::string> variants = ExpandBraces(pattern);
  const bool found = std::any_of(variants.begin(), variants.end(),
                                 [&](const std::string& variant) { return MatchesPath(variant, path); });
  return found != negated;
}

}  // namespace

bool MatchesAnyGlob(const std::vector<std::string>& patterns, std::string_view path) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return Matches(pattern, path); });
}

}  // namespace sou::indexer
