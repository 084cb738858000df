// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hexo/fence.h"

#include <algorithm>

#include "indexer/source/ascii.h"

namespace sou::indexer {
namespace {

// The length of what may stand before a fence: blanks with up to three '>', or the mark of a list item and blanks.
size_t PrefixLength(std::string_view line) {
  size_t at = 0;
  const auto skip_blanks = [&] {
    while (at < line.size() && IsAsciiBlank(line[at])) ++at;
  };
  if (line.starts_with('-') || line.starts_with('*') || line.starts_with('+')) {
    at = 1;
  } else if (!line.empty() && IsAsciiDigit(line.front())) {
    while (at < line.size() && IsAsciiDigit(line[at])) ++at;
    if (at == line.size() || line[at] != '.') return 0;
    ++at;
  } else {
    for (int quotes = 0; quotes <= 3; ++quotes) {
      skip_blanks();
      if (quotes == 3 || at == line.size() || line[at] != '>') break;
      ++at;
    }
  }
  skip_blanks();
  return at;
}

// The backticks or tildes, three or more, that the text begins with.
std::string_view FenceOf(std::string_view text) {
  if (!text.starts_with("```") && !text.starts_with("~~~")) return {};
  return text.substr(0, std::min(text.find_first_not_of(text.front()), text.size()));
}

bool Closes(std::string_view line, std::string_view fence) {
  size_t at = 0;
  for (int quotes = 0; at < line.size() && (IsAsciiBlank(line[at]) || (line[at] == '>' && quotes < 3)); ++at) {
    quotes += line[at] == '>' ? 1 : 0;
  }
  line.remove_prefix(at);
  if (!line.starts_with(fence)) return false;
  line.remove_prefix(fence.size());
  return line.empty() || (line.size() == 1 && IsAsciiBlank(line.front()));
}

// What the lines of code begin with, so that they stand in the same list item or quote as the fence.
std::string InnerPrefix(std::string_view prefix) {
  std::string out(prefix);
  for (char& c : out) {
    if (c != '>' && !IsAsciiBlank(c)) c = ' ';
  }
  return out;
}

}  // namespace

size_t CopyHexoFence(std::string_view text, HexoFences* known, std::string* out) {
  std::string_view rest = text;
  const std::string_view first = TakeLine(&rest);
  const size_t prefix_length = PrefixLength(first);
  const std::string_view fence = FenceOf(first.substr(prefix_length));
  if (fence.empty() || first.substr(prefix_length + fence.size()).find('`') != std::string_view::npos) return 0;
  if (const auto found = known->unclosed_with.find(fence); found != known->unclosed_with.end()) {
    if (text.size() <= found->second) return 0;
  }
  const std::string_view code = rest;
  while (!rest.empty()) {
    const size_t begin = code.size() - rest.size();
    if (!Closes(TakeLine(&rest), fence)) continue;
    const std::string prefix = InnerPrefix(first.substr(0, prefix_length));
    out->append(first).append("\n");
    for (std::string_view lines = code.substr(0, begin); !lines.empty();) {
      const std::string_view line = TakeLine(&lines);
      if (!line.starts_with(prefix)) out->append(prefix);
      out->append(line).append("\n");
    }
    out->append(prefix).append(fence).append("\n");
    return text.size() - rest.size();
  }
  known->unclosed_with[std::string(fence)] = text.size();
  return 0;
}

}  // namespace sou::indexer
