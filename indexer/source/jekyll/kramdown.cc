// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/jekyll/kramdown.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "indexer/source/ascii.h"
#include "indexer/source/html_text.h"

namespace sou::indexer {
namespace {

// HTML elements whose content kramdown does not read as Markdown.
constexpr std::array<std::string_view, 18> kHtmlBlocks = {
    "div",    "details", "section", "article", "aside", "header", "footer", "nav",  "table",
    "center", "figure",  "ul",      "ol",      "dl",    "p",      "pre",    "form", "blockquote"};

size_t Indent(std::string_view line) { return std::min(line.find_first_not_of(" \t"), line.size()); }

bool IsBlank(std::string_view line) { return Indent(line) == line.size(); }

bool IsIdByte(char c) {
  return IsAsciiLetter(c) || IsAsciiDigit(c) || c == '-' || c == '_' || c == ':' || c == '.' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// Whether the text ends with ` {#id}`, kramdown's only attribute on a heading's own line.
bool EndsWithId(std::string_view text, size_t brace) {
  if (brace == 0 || !IsAsciiBlank(text[brace - 1])) return false;
  const std::string_view id = text.substr(brace + 2, text.size() - brace - 3);
  return text[brace + 1] == '#' && !id.empty() && !IsAsciiDigit(id[0]) && id[0] != '-' && id[0] != '.' &&
         std::all_of(id.begin(), id.end(), IsIdByte);
}

// "{: … }" alone on its line: what stands between.
std::optional<std::string_view> AttributeLine(std::string_view line) {
  line = TrimSpace(line);
  if (!line.starts_with("{:") || line.size() < 4 || line[2] == ':' || line[2] == '/') return std::nullopt;
  if (line.find('}') != line.size() - 1) return std::nullopt;
  return line.substr(2, line.size() - 3);
}

// "{:name: …}" defines attributes for later.
bool IsDefinition(std::string_view attributes) {
  const size_t end = attributes.find_first_of(": \t.#=");
  return end != std::string_view::npos && end > 0 && attributes[end] == ':';
}

struct Attributes {
  std::string id;
  bool is_toc = false;
};

Attributes ReadAttributes(std::string_view text) {
  Attributes out;
  while (!(text = TrimSpace(text)).empty()) {
    const size_t end = std::min(text.find_first_of(" \t"), text.size());
    std::string_view word = text.substr(0, end);
    text.remove_prefix(end);
    if (word == "toc") out.is_toc = true;
    // "#id.class" and ".class#id" too
    for (size_t hash = word.find('#'); hash != std::string_view::npos && word.find('=') == std::string_view::npos;) {
      word.remove_prefix(hash + 1);
      const std::string_view id = word.substr(0, word.find_first_of("#."));
      if (!id.empty() && IsAsciiLetter(id[0])) out.id = id;
      hash = word.find('#');
    }
  }
  return out;
}

std::string_view FenceOf(std::string_view line) {
  line.remove_prefix(Indent(line));
  if (line.empty() || (line[0] != '`' && line[0] != '~')) return {};
  const size_t length = std::min(line.find_first_not_of(line[0]), line.size());
  if (length < 3 || (line[0] == '`' && line.find('`', length) != std::string_view::npos)) return {};
  return line.substr(0, length);
}

bool ClosesFence(std::string_view line, std::string_view fence) {
  line = TrimSpace(line);
  return line.size() >= fence.size() && line.find_first_not_of(fence[0]) == std::string_view::npos;
}

size_t AtxLevel(std::string_view line) { return std::min(line.find_first_not_of('#'), line.size()); }

bool IsListItem(std::string_view line) {
  line.remove_prefix(Indent(line));
  size_t digits = 0;
  while (digits < line.size() && IsAsciiDigit(line[digits])) ++digits;
  const size_t mark = digits > 0 ? digits : 0;
  if (mark >= line.size()) return false;
  const bool is_mark = digits > 0 ? line[mark] == '.' : line[mark] == '*' || line[mark] == '-' || line[mark] == '+';
  return is_mark && (mark + 1 == line.size() || IsAsciiBlank(line[mark + 1]));
}

// "---" or "===" that could underline a heading.
bool IsUnderline(std::string_view line) {
  if (Indent(line) > 0) return false;
  line = TrimSpace(line);
  return !line.empty() && (line[0] == '-' || line[0] == '=') && line.find_first_not_of(line[0]) == line.npos;
}

// Copies a code span that begins at *at; false if none does.
bool CopyCodeSpan(std::string_view line, size_t* at, std::string* out) {
  const size_t end = std::min(line.find_first_not_of('`', *at), line.size());
  const std::string ticks(end - *at, '`');
  const size_t close = ticks.empty() ? line.npos : line.find(ticks, end);
  const size_t stop = close == line.npos ? end : close + ticks.size();
  if (stop == *at) return false;
  out->append(line.substr(*at, stop - *at));
  *at = stop;
  return true;
}

// What kramdown sets for "--", "---", "<< " and " >>".
std::string WithTypography(std::string_view line) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kSigns = {
      {{"---", "—"}, {"--", "–"}, {"<< ", "«"}, {" >>", "»"}}};
  std::string out;
  for (size_t at = 0; at < line.size();) {
    if (CopyCodeSpan(line, &at, &out)) continue;
    const auto sign = std::find_if(kSigns.begin(), kSigns.end(),
                                   [&](const auto& entry) { return line.substr(at).starts_with(entry.first); });
    // A comment's dashes are none.
    const bool in_comment = line.substr(at).starts_with("-->") || (at >= 2 && line.substr(at - 2, 2) == "<!");
    if (sign != kSigns.end() && !in_comment) {
      out += sign->second;
      at += sign->first.size();
    } else {
      out += line[at++];
    }
  }
  return out;
}

// Attributes that follow an element within a line.
std::string WithoutSpanAttributes(std::string_view line) {
  constexpr std::string_view kEnds = ")*_`]>~";
  std::string out;
  const size_t last_brace = line.rfind('}');
  for (size_t at = 0; at < line.size();) {
    if (last_brace == line.npos || at > last_brace) return out.append(line.substr(at));
    if (CopyCodeSpan(line, &at, &out)) continue;
    const std::string_view rest = line.substr(at);
    const bool is_extension = rest.starts_with("{::") || rest.starts_with("{:/");
    const bool is_attributes =
        rest.starts_with("{:") && !out.empty() && kEnds.find(out.back()) != std::string_view::npos;
    const size_t end = is_extension || is_attributes ? rest.find('}') : std::string_view::npos;
    if (end == std::string_view::npos) {
      out += line[at++];
    } else {
      at += end + 1;
    }
  }
  return out;
}

class Rewriter {
 public:
  Rewriter(std::string_view text, bool is_gfm) : is_gfm_(is_gfm) {
    while (!text.empty()) lines_.push_back(TakeLine(&text));
    for (size_t i = 0; i < lines_.size(); ++i) {
      if (TrimSpace(lines_[i]).starts_with("{:/")) last_stop_ = i;
    }
  }

  std::string Rewrite() {
    for (at_ = 0; at_ < lines_.size(); ++at_) Line(lines_[at_]);
    std::string text;
    for (const std::string& line : out_) text.append(line).append("\n");
    return text;
  }

 private:
  void Line(std::string_view line) {
    if (!fence_.empty()) {
      if (ClosesFence(line, fence_)) fence_ = {};
      return Keep(line);
    }
    if (InHtmlBlock(line)) return Keep(AtxLevel(line) > 0 ? "\\" + std::string(line) : std::string(line));
    if (!(fence_ = FenceOf(line)).empty()) {
      if (is_gfm_ || line[Indent(line)] == '~') return Keep(line);
      fence_ = {};
    }
    if (Extension(line) || BlockAttributes(line)) return;
    Markdown(line);
  }

  void Keep(std::string line) {
    if (!IsBlank(line)) pending_id_.clear();
    has_pending_ = has_pending_ && IsBlank(line);
    out_.push_back(std::move(line));
  }
  void Keep(std::string_view line) { Keep(std::string(line)); }

  // kramdown's parsers for headings look at what stands before.
  [[nodiscard]] bool AtBoundary() const { return out_.empty() || IsBlank(out_.back()) || has_pending_; }

  // Whether the line is inside an HTML element that is not to be read as Markdown; headings there are none.
  bool InHtmlBlock(std::string_view line) {
    if (html_.empty()) {
      const std::string_view tag = TrimSpace(line);
      if (Indent(line) > 3 || !tag.starts_with('<') || tag.find("markdown=") != tag.npos) return false;
      const std::string name = TagName(tag);
      if (tag.starts_with("</") || std::find(kHtmlBlocks.begin(), kHtmlBlocks.end(), name) == kHtmlBlocks.end())
        return false;
      html_ = name;
      html_depth_ = 0;
    }
    html_depth_ += Count(line, "<" + html_);
    const size_t closed = Count(line, "</" + html_);
    html_depth_ = html_depth_ > closed ? html_depth_ - closed : 0;
    if (html_depth_ == 0) html_.clear();
    return true;
  }

  static size_t Count(std::string_view line, const std::string& tag) {
    size_t count = 0;
    for (size_t at = line.find(tag); at != line.npos; at = line.find(tag, at + tag.size())) {
      const size_t end = at + tag.size();
      if (end == line.size() || !IsAsciiLetter(line[end])) ++count;
    }
    return count;
  }

  // {::comment}, {::options … /}, {::nomarkdown}, {:/}
  bool Extension(std::string_view line) {
    const std::string_view tag = TrimSpace(line);
    if (!tag.ends_with('}') || (!tag.starts_with("{::") && !tag.starts_with("{:/"))) return false;
    if (tag.find('}') != tag.size() - 1) return false;
    if (tag == "{::comment}" && at_ < last_stop_) {
      while (at_ + 1 < lines_.size() && !TrimSpace(lines_[at_ + 1]).starts_with("{:/")) ++at_;
      ++at_;
    }
    out_.emplace_back();
    return true;
  }

  bool BlockAttributes(std::string_view line) {
    const std::optional<std::string_view> inside = AttributeLine(line);
    const bool is_code = Indent(line) > 3 && (out_.empty() || IsBlank(out_.back()));
    if (!inside || is_code) return false;
    const Attributes attributes = IsDefinition(*inside) ? Attributes{} : ReadAttributes(*inside);
    if (attributes.is_toc) DropList();
    if (IsDefinition(*inside)) {
      out_.emplace_back();
    } else if (AtBoundary()) {
      has_pending_ = true;
      pending_id_ = attributes.id.empty() ? pending_id_ : attributes.id;
    } else {
      if (!attributes.id.empty()) SetIdOfLastHeading(attributes.id);
      out_.emplace_back();
    }
    return true;
  }

  void DropList() {
    size_t begin = out_.size();
    while (begin > 0 && !IsBlank(out_[begin - 1])) --begin;
    if (begin < out_.size() && IsListItem(out_[begin])) out_.resize(begin);
  }

  void SetIdOfLastHeading(const std::string& id) {
    if (out_.size() != heading_end_) return;
    std::string& line = out_[heading_];
    if (line.ends_with('}') && EndsWithId(line, line.rfind('{'))) line.resize(line.rfind('{') - 1);
    line += " {#" + id + "}";
  }

  void Markdown(std::string_view line) {
    if (IsUnderline(line) && Underline(line)) return;
    const size_t indent = Indent(line);
    const std::string_view rest = line.substr(indent);
    const bool is_heading = !rest.empty() && rest[0] == '#' && AtxLevel(rest) <= 6;
    if (is_heading && indent == 0) return Atx(line);
    // Below a list item the same line is a heading; without one it is text.
    if (is_heading && indent < 4 && AtBoundary() && !in_list_) {
      return Keep(std::string(indent, ' ') + "\\" + std::string(rest));
    }
    if (IsListItem(line)) in_list_ = true;
    if (indent == 0 && !rest.empty() && AtBoundary() && !IsListItem(line)) in_list_ = false;
    if (rest.starts_with("*[") && indent < 4 && rest.find("]:") != rest.npos) {
      out_.emplace_back();
    } else if (indent < 4 && rest.size() > 2 && rest[0] == ':' && IsAsciiBlank(rest[1]) && !out_.empty()) {
      Keep(std::string(indent, ' ') + "-" + WithoutSpanAttributes(rest.substr(1)));
    } else if (rest == "^") {
      out_.emplace_back();
    } else {
      if (AtBoundary()) paragraph_ = out_.size();
      Text(line);
    }
  }

  void Text(std::string_view line) {
    const bool is_code = Indent(line) > 3 && AtBoundary() && !in_list_;
    std::string text = is_code ? std::string(line) : WithoutSpanAttributes(line);
    // The line may become a heading by what follows.
    std::string id = std::exchange(pending_id_, {});
    const bool was_pending = has_pending_;
    Keep(std::move(text));
    pending_setext_id_ = was_pending ? std::move(id) : std::string();
  }

  // A heading needs a paragraph of one line after a boundary.
  bool Underline(std::string_view line) {
    if (out_.empty() || IsBlank(out_.back())) return false;
    const size_t text = out_.size() - 1;
    const bool is_text = Indent(out_[text]) < 4 && !IsListItem(out_[text]) && AtxLevel(out_[text]) == 0 &&
                         !out_[text].starts_with('>') && !out_[text].starts_with('|');
    if (!is_text) return false;
    if (text != paragraph_) {
      Keep("\\" + std::string(line));
      return true;
    }
    out_[text] = Heading(out_[text]);
    heading_ = text;
    Keep(line);
    heading_end_ = out_.size();
    if (!pending_setext_id_.empty()) SetIdOfLastHeading(std::exchange(pending_setext_id_, {}));
    return true;
  }

  void Atx(std::string_view line) {
    const size_t level = AtxLevel(line);
    const bool has_blank = level == line.size() || IsAsciiBlank(line[level]);
    if (is_gfm_ ? !has_blank : !AtBoundary()) return Keep(has_blank ? "\\" + std::string(line) : std::string(line));
    in_list_ = in_list_ && !AtBoundary();
    const std::string id = std::exchange(pending_id_, {});
    std::string text = Heading(line);
    if (!has_blank) text.insert(level, " ");
    heading_ = out_.size();
    Keep(std::move(text));
    heading_end_ = out_.size();
    paragraph_ = 0;
    if (!id.empty() && out_[heading_].find("{#") == std::string::npos) SetIdOfLastHeading(id);
  }

  // The line with kramdown's attributes only, so that no other brace is taken for one.
  [[nodiscard]] std::string Heading(std::string_view line) const {
    while (!line.empty() && IsAsciiSpace(line.back())) line.remove_suffix(1);
    std::string text = WithoutSpanAttributes(line);
    if (text.ends_with('}')) {
      const size_t brace = text.rfind('{');
      if (brace != std::string::npos && !EndsWithId(text, brace)) text.insert(brace, "\\");
    }
    return is_gfm_ ? WithTypography(text) : text;
  }

  const bool is_gfm_;
  std::vector<std::string_view> lines_;
  size_t last_stop_ = 0;  // the last line that begins with `{:/`
  size_t at_ = 0;
  std::vector<std::string> out_;
  std::string_view fence_;  // of the code block around the line
  std::string html_;        // the element around the line
  size_t html_depth_ = 0;
  bool in_list_ = false;
  bool has_pending_ = false;  // attributes for the next block
  std::string pending_id_;
  std::string pending_setext_id_;
  size_t paragraph_ = 0;    // where the paragraph begins that may be a heading
  size_t heading_ = 0;      // the last heading's line
  size_t heading_end_ = 0;  // the line after it
};

}  // namespace

std::string ReadKramdown(std::string_view text, bool is_gfm) { return Rewriter(text, is_gfm).Rewrite(); }

}  // namespace sou::indexer
