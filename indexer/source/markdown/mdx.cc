// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/markdown/mdx.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "indexer/source/ascii.h"
#include "indexer/source/code_fence.h"
#include "indexer/source/markdown/containers.h"

namespace sou::indexer {
namespace {

// A tag or expression of an author is shorter. Without the two limits, a text of open braces would cost its square.
constexpr size_t kMaxExpression = 20'000;
constexpr size_t kMaxUnclosed = 100;  // after so many the rest of the page stays as it is

bool StartsWithAny(std::string_view text, std::initializer_list<std::string_view> beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(), [&](std::string_view b) { return text.starts_with(b); });
}

// The first line of a block of `import`s and `export`s; such a block ends at a blank line.
bool IsModuleLine(std::string_view line) {
  if (line.starts_with("import ")) {
    return line.find(" from ") != line.npos || StartsWithAny(line.substr(7), {"'", "\"", "{", "* as "});
  }
  return StartsWithAny(line, {"export const ", "export let ", "export var ", "export function ", "export default ",
                              "export async ", "export class ", "export {", "export * "});
}

// Where the text "{ … }" ends (behind its brace), strings and inner braces passed over; npos if it does not.
size_t EndOfBraces(std::string_view text) {
  text = text.substr(0, kMaxExpression);
  size_t depth = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' || c == '\'' || c == '`') {
      const size_t end = text.find(c, i + 1);
      // An apostrophe in JSX text is no string.
      if (end != text.npos && (c == '`' || text.substr(i, end - i).find('\n') == text.npos)) i = end;
    } else if (c == '{') {
      ++depth;
    } else if (c == '}' && --depth == 0) {
      return i + 1;
    }
  }
  return std::string_view::npos;
}

// Where a tag at the text's beginning ends, behind its '>'; npos if it is none.
size_t EndOfTag(std::string_view text) {
  text = text.substr(0, kMaxExpression);
  for (size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '>') return i + 1;
    if (text[i] == '<') return std::string_view::npos;
    if (text[i] == '{') {
      const size_t length = EndOfBraces(text.substr(i));
      if (length == std::string_view::npos) return length;
      i += length - 1;
    } else if (text[i] == '"' || text[i] == '\'') {
      i = text.find(text[i], i + 1);
      if (i == std::string_view::npos) return i;
    }
  }
  return std::string_view::npos;
}

// Whether '<' begins a tag that HTML would not understand: a component, a fragment, or one with braces.
bool IsJsx(std::string_view tag) {
  const std::string_view name = tag.substr(tag.starts_with("</") ? 2 : 1);
  if (name.empty()) return false;
  if (name.front() == '>' || (name.front() >= 'A' && name.front() <= 'Z')) return true;
  return IsAsciiLetter(name.front()) && tag.find('{') != tag.npos;
}

// The value of name="…" or name='…' or name={'…'} in a tag.
std::string_view Attribute(std::string_view tag, std::string_view name) {
  for (size_t at = tag.find(name); at != tag.npos; at = tag.find(name, at + 1)) {
    if (at == 0 || !IsAsciiSpace(tag[at - 1])) continue;
    std::string_view rest = tag.substr(at + name.size());
    if (!rest.starts_with('=')) continue;
    rest.remove_prefix(1);
    if (rest.starts_with('{')) rest.remove_prefix(1);
    if (rest.empty() || (rest[0] != '"' && rest[0] != '\'')) return {};
    const size_t end = rest.find(rest[0], 1);
    return end == rest.npos ? std::string_view() : rest.substr(1, end - 1);
  }
  return {};
}

class MdxReader {
 public:
  MdxReader(const DocumentPlace& place, std::vector<Warning>* warnings) : place_(place), warnings_(warnings) {}

  TemplateText Read(std::string_view text) {
    rest_ = text;
    line_ = place_.first_line;
    while (!rest_.empty()) Line();
    out_.markdown = DropContainers(out_.markdown);
    return std::move(out_);
  }

 private:
  void Line() {
    const std::string_view line = rest_.substr(0, std::min(rest_.find('\n'), rest_.size() - 1) + 1);
    const std::string_view trimmed = TrimSpace(line);
    const bool is_module = in_module_ || (!fence_.is_open() && IsModuleLine(line));
    if (is_module) {
      in_module_ = !trimmed.empty();
      Drop(line.size());
      out_.markdown += '\n';
    } else if (fence_.Contains(line)) {
      Keep(line.size());
    } else {
      Text(line.size());
    }
  }

  // A line of text, or more if an expression or tag goes on.
  void Text(size_t length) {
    const char* end = rest_.data() + length;
    while (!rest_.empty() && rest_.data() < end) {
      const char c = rest_.front();
      if (unclosed_ >= kMaxUnclosed) {
        Keep(static_cast<size_t>(end - rest_.data()));
      } else if (c == '\\' && rest_.size() > 1) {
        Keep(2);
      } else if (c == '`') {
        CodeSpan();
      } else if (c == '{') {
        Expression();
      } else if (c == '<' && IsJsx(rest_.substr(0, std::min<size_t>(rest_.size(), 200)))) {
        Tag();
      } else {
        Keep(1);
      }
    }
  }

  void CodeSpan() {
    const size_t run = std::min(rest_.find_first_not_of('`'), rest_.size());
    const std::string_view near = rest_.substr(0, kMaxExpression);
    const size_t end = near.substr(0, near.find("\n\n")).find(near.substr(0, run), run);
    Keep(end == near.npos ? run : end + run);
  }

  void Expression() {
    if (rest_.starts_with("{#")) return Keep(std::min(rest_.find('}'), rest_.size() - 1) + 1);
    const size_t length = EndOfBraces(rest_);
    if (length == rest_.npos) return Unclosed("an expression");
    const std::string_view inner = TrimSpace(rest_.substr(1, length - 2));
    const bool is_text = inner.size() >= 2 && (inner[0] == '\'' || inner[0] == '"' || inner[0] == '`') &&
                         inner.find(inner[0], 1) == inner.size() - 1;
    if (is_text) out_.markdown += inner.substr(1, inner.size() - 2);
    Drop(length);
  }

  void Tag() {
    const size_t length = EndOfTag(rest_);
    if (length == rest_.npos) return Unclosed("a tag");
    const std::string_view tag = rest_.substr(0, length);
    if (!IsJsx(tag)) return Keep(length);
    for (const std::string_view name : {"title", "label", "summary"}) {
      if (const std::string_view value = Attribute(tag, name); !value.empty()) {
        out_.markdown.append("\n\n").append(value).append("\n\n");
      }
    }
    if (const std::string_view alt = Attribute(tag, "alt"); !alt.empty()) out_.image_alts.emplace_back(alt);
    Drop(length);
  }

  void Unclosed(std::string_view what) {
    ++unclosed_;
    warnings_->push_back({{place_.path, line_, 0}, std::string(what) + " of MDX is never closed; it stays as text"});
    Keep(1);
  }

  void Keep(size_t length) {
    out_.markdown += rest_.substr(0, length);
    Drop(length);
  }

  void Drop(size_t length) {
    length = std::min(length, rest_.size());
    line_ +=
        static_cast<uint32_t>(std::count(rest_.begin(), rest_.begin() + static_cast<std::ptrdiff_t>(length), '\n'));
    rest_.remove_prefix(length);
  }

  const DocumentPlace& place_;
  std::vector<Warning>* warnings_;
  std::string_view rest_;
  uint32_t line_ = 1;
  CodeFence fence_;
  bool in_module_ = false;
  size_t unclosed_ = 0;
  TemplateText out_;
};

}  // namespace

TemplateText ReadMdx(std::string_view text, const DocumentPlace& place, std::vector<Warning>* warnings) {
  return MdxReader(place, warnings).Read(text);
}

}  // namespace sou::indexer
