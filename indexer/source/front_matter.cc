// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/front_matter.h"

#include <algorithm>
#include <utility>

#include "indexer/source/ascii.h"

namespace sou::indexer {
namespace {

// Where the front matter lies, before it is parsed.
struct Cut {
  Syntax syntax = Syntax::kYaml;
  std::string_view block;
  uint32_t block_line = 1;
  std::string_view body;
};

uint32_t CountLines(std::string_view text) { return static_cast<uint32_t>(std::count(text.begin(), text.end(), '\n')); }

bool IsFence(std::string_view line, std::string_view fence) {
  if (!line.starts_with(fence)) return false;
  return TrimSpace(line.substr(fence.size())).empty();
}

// "key:" or "key = ", with any key of one word: authors write keys in their own language too.
bool LooksLikeKey(std::string_view line) {
  line = TrimSpace(line);
  if (line.starts_with('"') || line.starts_with('\'')) {
    const size_t quote = line.find(line.front(), 1);
    return quote != std::string_view::npos && line.substr(quote + 1).starts_with(':');
  }
  const size_t end = line.find_first_of(" \t:");
  if (end == 0 || end == std::string_view::npos) return false;
  line.remove_prefix(end);
  while (!line.empty() && IsAsciiBlank(line.front())) line.remove_prefix(1);
  return line == ":" || line.starts_with(": ") || line.starts_with(":\t");
}

// Whether the first line with text after the fence reads like front matter.
bool StartsLikeYaml(std::string_view block) {
  while (!block.empty()) {
    const std::string_view line = TrimSpace(TakeLine(&block));
    if (line.empty() || line.starts_with('#')) continue;
    return LooksLikeKey(line) || line.starts_with('{') || line.starts_with("? ") || line.starts_with("<<:");
  }
  return false;
}

// Prose in paragraphs between two lines across the page, not fields.
bool IsProse(std::string_view block) {
  if (StartsLikeYaml(block)) return false;
  bool text = false;
  bool blank_line = false;
  while (!block.empty()) {
    const std::string_view line = TrimSpace(TakeLine(&block));
    blank_line = blank_line || line.empty();
    text = text || (!line.empty() && !line.starts_with('#'));
  }
  return text && blank_line;
}

// The end of the line that closes the block, and the block before it.
std::optional<std::pair<std::string_view, std::string_view>> FindClosingFence(std::string_view rest,
                                                                              std::string_view fence) {
  const std::string_view all = rest;
  while (!rest.empty()) {
    const size_t begin = all.size() - rest.size();
    if (IsFence(TakeLine(&rest), fence)) return std::pair(all.substr(0, begin), rest);
  }
  return std::nullopt;
}

Result<std::optional<Cut>> CutFenced(std::string_view text, uint32_t line, std::string_view fence,
                                     const std::string& path) {
  std::string_view rest = text;
  if (!IsFence(TakeLine(&rest), fence)) return std::optional<Cut>();
  const bool yaml = fence == "---";
  const auto closed = FindClosingFence(rest, fence);
  if (!closed) {
    if (yaml && !StartsLikeYaml(rest)) return std::optional<Cut>();
    return Error{
        ErrorCode::kInvalidInput,
        "front matter opened with " + std::string(fence) + " on line " + std::to_string(line) + " is never closed",
        {path, line, 0}};
  }
  if (yaml && IsProse(closed->first)) return std::optional<Cut>();
  return std::optional<Cut>({yaml ? Syntax::kYaml : Syntax::kToml, closed->first, line + 1, closed->second});
}

// The length of the JSON object that `text` starts with; nullopt if its braces never balance.
std::optional<size_t> JsonObjectLength(std::string_view text) {
  size_t depth = 0;
  bool in_string = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{') {
      ++depth;
    } else if (c == '}' && --depth == 0) {
      return i + 1;
    }
  }
  return std::nullopt;
}

// A brace begins front matter only before a quote or another brace's end: `{{< shortcode >}}`, `{% tag %}` and `{:
// .class}` begin text.
Result<std::optional<Cut>> CutJson(std::string_view text, uint32_t line, const std::string& path) {
  const std::string_view inner = TrimSpace(text.substr(1));
  if (!inner.starts_with('"') && !inner.starts_with('}')) return std::optional<Cut>();
  const std::optional<size_t> length = JsonObjectLength(text);
  if (!length) {
    return Error{ErrorCode::kInvalidInput,
                 "front matter opened with { on line " + std::to_string(line) + " is never closed",
                 {path, line, 0}};
  }
  return std::optional<Cut>({Syntax::kJson, text.substr(0, *length), line, text.substr(*length)});
}

Result<std::optional<Cut>> FindCut(std::string_view text, const std::string& path) {
  const std::string_view all = text;
  while (!text.empty() && IsAsciiSpace(text.front())) text.remove_prefix(1);
  const std::string_view blank = all.substr(0, all.size() - text.size());
  const bool at_line_begin = blank.empty() || blank.back() == '\n';
  if (!at_line_begin || text.empty()) return std::optional<Cut>();
  const uint32_t line = CountLines(blank) + 1;
  switch (text.front()) {
    case '-':
      return CutFenced(text, line, "---", path);
    case '+':
      return CutFenced(text, line, "+++", path);
    case '{':
      return CutJson(text, line, path);
    default:
      return std::optional<Cut>();
  }
}

}  // namespace

Result<FrontMatter> ReadFrontMatter(std::string_view text, const std::string& path, std::vector<Warning>* warnings) {
  FrontMatter matter;
  matter.body = text;
  const Result<std::optional<Cut>> cut = FindCut(text, path);
  if (!cut.ok()) return cut.error();
  if (!cut->has_value()) return matter;

  const Cut& found = **cut;
  Result<Value> fields = ParseDocument(found.syntax, found.block, {path, found.block_line}, warnings);
  if (!fields.ok()) return fields.error();
  if (!fields->IsMap() && fields->kind != Value::Kind::kNull) {
    return Error{ErrorCode::kInvalidInput, "front matter must be 'key: value' lines", {path, found.block_line, 0}};
  }
  matter.present = true;
  matter.fields = std::move(*fields);
  matter.body = found.body;
  matter.body_line = 1 + CountLines(text.substr(0, text.size() - found.body.size()));
  return matter;
}

}  // namespace sou::indexer
