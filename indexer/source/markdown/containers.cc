// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/markdown/containers.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "indexer/source/ascii.h"
#include "indexer/source/code_fence.h"

namespace sou::indexer {
namespace {

constexpr size_t kMkDocsIndent = 4;

size_t IndentOf(std::string_view line) { return std::min(line.find_first_not_of(" \t"), line.size()); }

bool IsTypeWord(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return IsAsciiLetter(c) || IsAsciiDigit(c) || c == '-' || c == '_';
  });
}

std::string_view TakeWord(std::string_view* rest) {
  const size_t end = std::min(rest->find_first_of(" \t[{"), rest->size());
  const std::string_view word = rest->substr(0, end);
  *rest = TrimSpace(rest->substr(end));
  return word;
}

// The title of ":::tip Title", "::: details Title {open}", ":::note[Title]{.x}"; nullopt if the line is no such mark.
std::optional<std::string_view> ColonTitle(std::string_view line) {
  line = TrimSpace(line);
  const size_t colons = std::min(line.find_first_not_of(':'), line.size());
  if (colons < 3) return std::nullopt;
  std::string_view rest = TrimSpace(line.substr(colons));
  if (rest.empty()) return rest;
  if (!IsTypeWord(TakeWord(&rest))) return std::nullopt;
  if (rest.starts_with('[')) return rest.substr(1, rest.find(']') - 1);
  return TrimSpace(rest.substr(0, rest.find('{')));
}

// The title of `!!! note "Title"`, `??? tip`, `=== "Tab"`; nullopt if the line is no such mark.
std::optional<std::string_view> IndentedTitle(std::string_view line) {
  line = TrimSpace(line);
  const bool is_tab = line.starts_with("===");
  if (!is_tab && !line.starts_with("!!!") && !line.starts_with("???")) return std::nullopt;
  std::string_view rest = line.substr(3);
  if (rest.starts_with('+') || (is_tab && rest.starts_with('!'))) rest.remove_prefix(1);
  if (!rest.starts_with(' ')) return std::nullopt;
  rest = TrimSpace(rest);
  // Behind the type only these two may stand: "!!! what a day" is somebody's text.
  for (bool first = true; !rest.empty() && rest.front() != '"'; first = false) {
    const std::string_view word = TakeWord(&rest);
    if (is_tab || !IsTypeWord(word) || (!first && word != "inline" && word != "end")) return std::nullopt;
  }
  if (rest.empty()) return is_tab ? std::nullopt : std::optional(rest);
  if (rest.size() < 2 || rest.back() != '"') return std::nullopt;
  return rest.substr(1, rest.size() - 2);
}

// A line that only the generator reads.
bool IsDirective(std::string_view line) {
  line = TrimSpace(line);
  if (EqualsIgnoringCase(line, "[toc]") || EqualsIgnoringCase(line, "[[toc]]")) return true;
  if (line.starts_with("<<< ") || (line.starts_with("{{#") && line.ends_with("}}"))) return true;
  // GitHub's alerts: "> [!NOTE]".
  while (line.starts_with('>')) line = TrimSpace(line.substr(1));
  return line.starts_with("[!") && line.ends_with(']') && IsTypeWord(line.substr(2, line.size() - 3));
}

class Dropper {
 public:
  std::string Drop(std::string_view text) {
    while (!text.empty()) Line(TakeLine(&text));
    return std::move(out_);
  }

 private:
  void Line(std::string_view line) {
    line = MoveLeft(line);
    if (fence_.Contains(line)) return Put(line);
    std::optional<std::string_view> title = ColonTitle(line);
    if (!title) {
      title = IndentedTitle(line);
      if (title) indents_.push_back(IndentOf(line) + kMkDocsIndent * indents_.size());
    }
    if (title) return PutTitle(line.substr(0, IndentOf(line)), *title);
    Put(IsDirective(line) ? std::string_view() : line);
  }

  // Without the indentation that the containers around the line ask for; a line with less of it ends them.
  std::string_view MoveLeft(std::string_view line) {
    if (TrimSpace(line).empty()) return line;
    const size_t indent = IndentOf(line);
    while (!indents_.empty() && indent < indents_.back() + kMkDocsIndent) indents_.pop_back();
    return line.substr(std::min(indent, kMkDocsIndent * indents_.size()));
  }

  void Put(std::string_view line) { out_.append(line).append("\n"); }

  void PutTitle(std::string_view indent, std::string_view title) {
    Put("");
    if (!title.empty()) out_.append(indent).append(title).append("\n\n");
  }

  std::string out_;
  CodeFence fence_;
  std::vector<size_t> indents_;  // where the marks of the open MkDocs containers stand, in columns of the file
};

}  // namespace

std::string DropContainers(std::string_view text) { return Dropper().Drop(text); }

}  // namespace sou::indexer
