// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hexo/front_matter.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "indexer/source/ascii.h"
#include "indexer/source/value_builder.h"

namespace sou::indexer {
namespace {

struct Cut {
  bool is_json = false;
  bool has_opening = false;
  bool is_closed = false;
  std::string_view block;
  uint32_t block_line = 1;
  std::string_view body;
};

uint32_t CountLines(std::string_view text) { return static_cast<uint32_t>(std::count(text.begin(), text.end(), '\n')); }

// The dashes or semicolons, three or more, that the line begins with.
std::string_view FenceOf(std::string_view line) {
  if (!line.starts_with("---") && !line.starts_with(";;;")) return {};
  return line.substr(0, std::min(line.find_first_not_of(line.front()), line.size()));
}

// Without a fence this is one line too: everything above the first fence.
std::optional<Cut> FindCut(std::string_view text) {
  std::string_view rest = text;
  while (!rest.empty() && IsAsciiSpace(rest.front())) rest.remove_prefix(1);
  Cut cut;
  std::string_view below = rest;
  std::string_view fence = FenceOf(rest);
  if (!fence.empty()) {
    if (!TrimSpace(TakeLine(&below).substr(fence.size())).empty()) return std::nullopt;
    cut.has_opening = true;
  }
  const std::string_view block = below;
  cut.block_line = CountLines(text.substr(0, text.size() - block.size())) + 1;
  while (!below.empty()) {
    const size_t begin = block.size() - below.size();
    const std::string_view found = FenceOf(below);
    if (!found.empty() && (cut.has_opening ? found.starts_with(fence) : begin > 0)) {
      if (!cut.has_opening) fence = found;
      cut.is_closed = true;
      cut.is_json = fence.front() == ';';
      cut.block = block.substr(0, begin);
      cut.body = below.substr(fence.size());
      // Hexo keeps what stands behind the dashes, even blanks.
      if (const size_t end = cut.body.find('\n'); TrimSpace(cut.body.substr(0, end)).empty()) {
        cut.body.remove_prefix(end == std::string_view::npos ? cut.body.size() : end + 1);
      }
      return cut;
    }
    TakeLine(&below);
  }
  return cut.has_opening ? std::optional(cut) : std::nullopt;
}

std::string ReplaceTabs(std::string_view block) {
  std::string out;
  bool at_begin = true;
  for (const char c : block) {
    out += at_begin && c == '\t' ? std::string("  ") : std::string(1, c);
    at_begin = c == '\n' || (at_begin && c == '\t');
  }
  return out;
}

Result<Value> ParseFields(const Cut& cut, const std::string& path, std::vector<Warning>* warnings) {
  const DocumentPlace place = {path, cut.block_line};
  if (!cut.is_json) {
    std::vector<Warning> found;
    Result<Value> fields = ParseYaml(ReplaceTabs(cut.block), place, &found);
    for (const Warning& warning : found) {
      if (!fields.ok() || warning.message.find(kDoubledKey) == std::string::npos) continue;
      return Error{ErrorCode::kInvalidInput, warning.message + "; Hexo refuses the page for it", warning.place};
    }
    warnings->insert(warnings->end(), found.begin(), found.end());
    return fields;
  }
  Result<Value> fields = ParseJson("{" + std::string(cut.block) + "}", place, warnings);
  if (fields.ok()) return fields;
  const Error& error = fields.error();
  warnings->push_back({error.place, "front matter is no JSON, so it is read as text: " + error.message});
  return Value();
}

}  // namespace

Result<FrontMatter> ReadHexoFrontMatter(std::string_view text, const std::string& path,
                                        std::vector<Warning>* warnings) {
  FrontMatter matter;
  matter.body = text;
  const std::optional<Cut> cut = FindCut(text);
  if (!cut) return matter;
  if (!cut->is_closed) {
    warnings->push_back({{path, cut->block_line - 1, 0}, "front matter is never closed; Hexo shows it as text"});
    return matter;
  }
  Result<Value> fields = ParseFields(*cut, path, warnings);
  if (!fields.ok()) {
    if (cut->has_opening) return fields.error();
    Error error = fields.error();
    error.message += " (Hexo takes everything above the first line of dashes for front matter)";
    return error;
  }
  const bool is_empty = cut->has_opening && !cut->is_json && fields->kind == Value::Kind::kNull;
  if (fields->IsScalar() || (fields->kind == Value::Kind::kNull && !is_empty)) return matter;
  matter.present = true;
  if (fields->IsMap()) matter.fields = std::move(*fields);  // Hexo cuts a list too
  matter.body = cut->body;
  matter.body_line = 1 + CountLines(text.substr(0, text.size() - cut->body.size()));
  return matter;
}

}  // namespace sou::indexer
