// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hexo/tags.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "indexer/source/ascii.h"
#include "indexer/source/clean_text.h"
#include "indexer/source/hexo/fence.h"

namespace sou::indexer {
namespace {

// A longer tag is none: it keeps the search for ends that never come linear.
constexpr size_t kMaxTagBytes = 4 * 1024;
// Of one page; more would say the same.
constexpr size_t kMaxWarnings = 10;
// Deeper ones keep their indentation: taking it away reads the inside once more.
constexpr size_t kMaxUnindented = 8;

struct Tag {
  size_t length = 0;  // bytes of source
  std::string_view name;
  std::vector<std::string_view> arguments;  // divided at white space, quotes kept, as Hexo does
};

// The length of what begins with `text`'s first two bytes and ends with `end` outside of quotes; 0 if it never ends or
// begins again before that.
size_t LengthTo(std::string_view text, std::string_view end) {
  text = text.substr(0, kMaxTagBytes);
  const std::string_view begin = text.substr(0, 2);
  char quote = 0;
  for (size_t i = 2; i + 1 < text.size(); ++i) {
    if (text[i] == '"' || text[i] == '\'') quote = quote == 0 ? text[i] : quote == text[i] ? '\0' : quote;
    if (quote != 0) continue;
    if (text.substr(i).starts_with(end)) return i + end.size();
    if (text.substr(i).starts_with(begin) || (end == "}}" && text[i] == '}')) return 0;
  }
  return 0;
}

// `text` begins with "{%". A quote that is not closed counts for nothing: {% note It's %}.
std::optional<Tag> ReadTag(std::string_view text) {
  Tag tag;
  tag.length = LengthTo(text, "%}");
  if (tag.length == 0) {
    text = text.substr(0, std::min(kMaxTagBytes, text.find("{%", 2)));
    const size_t end = text.find("%}", 2);
    if (end == std::string_view::npos) return std::nullopt;
    tag.length = end + 2;
  }
  std::string_view inside = text.substr(2, tag.length - 4);
  if (inside.starts_with('-')) inside.remove_prefix(1);
  if (inside.ends_with('-')) inside.remove_suffix(1);
  while (!(inside = TrimSpace(inside)).empty()) {
    size_t end = 0;
    while (end < inside.size() && !IsAsciiSpace(inside[end])) ++end;
    if (tag.name.empty()) {
      tag.name = inside.substr(0, end);
    } else {
      tag.arguments.push_back(inside.substr(0, end));
    }
    inside.remove_prefix(end);
  }
  return tag;
}

bool IsAddress(std::string_view word) { return word.find("://") != word.npos || word.starts_with('/'); }

bool IsNumber(std::string_view word) { return !word.empty() && std::all_of(word.begin(), word.end(), IsAsciiDigit); }

bool LooksLikeFile(std::string_view word) {
  const size_t dot = word.rfind('.');
  return dot != word.npos && dot > 0 && word.size() - dot <= 6 && dot + 1 < word.size();
}

std::string_view Unquote(std::string_view text) {
  text = TrimSpace(text);
  if (text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front()) {
    text = text.substr(1, text.size() - 2);
  }
  return text;
}

using Words = std::vector<std::string_view>;

std::string Join(const Words& words, size_t begin, size_t end) {
  std::string out;
  for (size_t i = begin; i < std::min(end, words.size()); ++i) out.append(out.empty() ? "" : " ").append(words[i]);
  return out;
}

// The texts of a sequence such as `"title one" 'alt'`; without quotes it is one text.
std::vector<std::string> QuotedTexts(std::string_view text) {
  std::vector<std::string> texts;
  while (!(text = TrimSpace(text)).empty()) {
    const bool quoted = text.front() == '"' || text.front() == '\'';
    size_t end = quoted ? text.find(text.front(), 1) : text.find_first_of("\"'");
    if (quoted && end != text.npos) ++end;
    const std::string_view part = text.substr(0, end);
    texts.push_back(CleanLine(Unquote(part)));
    text.remove_prefix(part.size());
  }
  return texts;
}

// {% img [class names] /path/to/image [width] [height] ["title" ["alt"]] %}
std::vector<std::string> PictureTexts(const Words& words) {
  size_t i = 0;
  while (i < words.size() && !IsAddress(words[i]) && !LooksLikeFile(words[i])) ++i;
  ++i;
  for (int sizes = 0; sizes < 2 && i < words.size() && IsNumber(words[i]); ++sizes) ++i;
  return QuotedTexts(Join(words, i, words.size()));
}

// {% link text url [external] [title] %}
std::string LinkText(const Words& words) {
  const auto url = std::find_if(words.begin(), words.end(), IsAddress);
  return Join(words, 0, static_cast<size_t>(url - words.begin()));
}

// {% post_link name [title] [escape] %}
std::string NamedLinkText(const Words& words) {
  size_t end = words.size();
  if (end > 1 && (words.back() == "true" || words.back() == "false")) --end;
  return std::string(Unquote(Join(words, 1, end)));
}

bool IsOption(std::string_view word) {
  for (const std::string_view name :
       {"lang:", "line_number:", "line_threshold:", "highlight:", "first_line:", "mark:", "wrap:", "language_attr:"}) {
    if (word.starts_with(name)) return true;
  }
  return false;
}

class Reader {
 public:
  Reader(std::string_view text, const DocumentPlace& place, std::vector<Warning>* warnings)
      : text_(text), place_(place), warnings_(warnings) {
    for (size_t at = text.find("{%"); at != text.npos; at = text.find("{%", at + 2)) {
      const size_t name = std::min(text.find_first_not_of(" \t\n-", at + 2), text.size());
      const size_t end = std::min(text.find_first_of(" \t\n-%", name), text.size());
      if (text.substr(name, end - name).starts_with("end")) last_ends_[text.substr(name + 3, end - name - 3)] = at;
    }
  }

  TemplateText Read() {
    while (at_ < text_.size()) {
      if ((at_ == 0 || text_[at_ - 1] == '\n') && CopyFence()) continue;
      const std::string_view rest = text_.substr(at_);
      if (rest.front() == '`') {
        CopyInlineCode();
      } else if (rest.starts_with("\\`")) {
        Copy(2);
      } else if (rest.starts_with("<!--")) {
        const size_t end = rest.find("-->");
        Copy(end == rest.npos ? rest.size() : end + 3);
      } else if (rest.starts_with("{{")) {
        CutVariable();
      } else if (rest.starts_with("{#")) {
        const size_t end = rest.substr(0, std::min(kMaxTagBytes, rest.find("{#", 2))).find("#}", 2);
        end == rest.npos ? Copy(2) : Skip(end + 2);
      } else if (rest.starts_with("{%")) {
        CutTag();
      } else {
        // Every line's begin is looked at for a fence.
        Copy(rest.front() == '\n' ? 1 : std::min(rest.find_first_of("`\\<{\n", 1), rest.size()));
      }
    }
    for (const auto& [name, open] : open_) {
      if (open.positions.empty()) continue;
      Warn("the tag '" + std::string(name) + "' is never closed", open.last_line);
    }
    return std::move(out_);
  }

 private:
  struct OpenTags {
    std::vector<size_t> positions;   // in the output, where their insides begin
    std::vector<std::string> below;  // what is shown below the inside: a quote's author
    uint32_t last_line = 0;
  };

  void Copy(size_t length) {
    out_.markdown += text_.substr(at_, length);
    Skip(length);
  }

  void Skip(size_t length) {
    const std::string_view passed = text_.substr(at_, length);
    line_ += static_cast<uint32_t>(std::count(passed.begin(), passed.end(), '\n'));
    at_ += passed.size();
  }

  void Warn(std::string message, uint32_t line) {
    if (warned_++ < kMaxWarnings)
      warnings_->push_back({{place_.path, place_.first_line + line, 0}, std::move(message)});
  }

  bool CopyFence() {
    const size_t length = CopyHexoFence(text_.substr(at_), &fences_, &out_.markdown);
    Skip(length);
    return length > 0;
  }

  // Backticks to the next equal number of them before a blank line; alone they are text.
  void CopyInlineCode() {
    const std::string_view rest = text_.substr(at_);
    const size_t ticks = std::min(rest.find_first_not_of('`'), rest.size());
    size_t& none_before = no_ticks_before_[ticks];
    if (at_ < none_before) return Copy(ticks);
    if (at_ >= paragraph_end_) paragraph_end_ = std::min(text_.find("\n\n", at_), text_.size());
    const size_t paragraph = paragraph_end_ - at_;
    for (size_t i = ticks; i < paragraph;) {
      const size_t begin = std::min(rest.find('`', i), paragraph);
      const size_t end = std::min(rest.find_first_not_of('`', begin), paragraph);
      if (end - begin == ticks && begin < paragraph) return Copy(end);
      i = std::max(end, begin + 1);
    }
    none_before = at_ + paragraph;
    Copy(ticks);
  }

  // `{{ 'text' }}` prints its text; what any other expression gives is not known.
  void CutVariable() {
    const std::string_view rest = text_.substr(at_);
    const size_t length = LengthTo(rest, "}}");
    if (length == 0) return Copy(2);
    const std::string_view inside = TrimSpace(rest.substr(2, length - 4));
    const std::string_view unquoted = Unquote(inside);
    if (unquoted.size() + 2 == inside.size() && unquoted.find(inside.front()) == unquoted.npos) {
      out_.markdown += unquoted;
    }
    Skip(length);
  }

  void CutTag() {
    const std::optional<Tag> tag = ReadTag(text_.substr(at_));
    if (!tag) {
      Warn("a tag begins with {% and is never finished; it is read as text", line_);
      return Copy(2);
    }
    const size_t begin = at_;
    const uint32_t line = line_;
    Skip(tag->length);
    if (tag->name.starts_with("end") && open_.contains(tag->name.substr(3))) return Close(tag->name.substr(3));
    if (tag->name == "raw" || tag->name == "codeblock" || tag->name == "code") return CopyVerbatim(*tag, line);
    if (!PutSingle(*tag) && HasEnd(tag->name)) Open(*tag, begin, line);
  }

  // Whether it is one of the tags without an end that say something.
  bool PutSingle(const Tag& tag) {
    if (tag.name == "img" || tag.name == "asset_img") {
      for (std::string& text : PictureTexts(tag.arguments)) out_.image_alts.push_back(std::move(text));
    } else if (tag.name == "link") {
      out_.markdown += LinkText(tag.arguments);
    } else if (tag.name == "post_link" || tag.name == "asset_link") {
      out_.markdown += NamedLinkText(tag.arguments);
    } else {
      return false;
    }
    return true;
  }

  // Whether a tag that closes `name` comes anywhere behind: then it has an inside.
  [[nodiscard]] bool HasEnd(std::string_view name) const {
    const auto end = last_ends_.find(name);
    return end != last_ends_.end() && end->second >= at_;
  }

  // Where the next {% endNAME %} begins and ends.
  [[nodiscard]] std::pair<size_t, size_t> FindEnd(std::string_view name, size_t from) const {
    const std::string wanted = "end" + std::string(name);
    for (size_t at = text_.find(wanted, from); at != text_.npos; at = text_.find(wanted, at + wanted.size())) {
      size_t begin = at;
      while (begin > from && (IsAsciiSpace(text_[begin - 1]) || text_[begin - 1] == '-')) --begin;
      const size_t close = std::min(text_.find_first_not_of(" \t\n-", at + wanted.size()), text_.size());
      if (begin >= from + 2 && text_.substr(begin - 2, 2) == "{%" && text_.substr(close, 2) == "%}") {
        return {begin - 2, close + 2};
      }
    }
    return {text_.npos, text_.npos};
  }

  void CopyVerbatim(const Tag& tag, uint32_t line) {
    size_t& none = no_end_.try_emplace(tag.name, text_.size() + 1).first->second;
    const auto [begin, end] = at_ < none ? FindEnd(tag.name, at_) : std::pair(text_.npos, text_.npos);
    if (begin == text_.npos) {
      none = std::min(none, at_);
      return Warn("the tag '" + std::string(tag.name) + "' is never closed", line);
    }
    const std::string_view inside = text_.substr(at_, begin - at_);
    if (tag.name == "raw") {
      out_.markdown += inside;
    } else {
      PutCode(tag.arguments, inside);
    }
    Skip(end - at_);
  }

  // {% codeblock [title] [lang:language] [url] [link text] %}
  void PutCode(const Words& arguments, std::string_view code) {
    std::string language;
    std::string title;
    for (const std::string_view word : arguments) {
      if (word.starts_with("lang:")) language = word.substr(5);
      if (!IsOption(word) && !IsAddress(word)) title.append(title.empty() ? "" : " ").append(word);
    }
    size_t longest = 2;
    for (size_t at = code.find('`'); at != code.npos; at = code.find('`', at)) {
      const size_t end = std::min(code.find_first_not_of('`', at), code.size());
      longest = std::max(longest, end - at);
      at = end;
    }
    const std::string fence(longest + 1, '`');
    while (code.starts_with('\n') || code.starts_with('\r')) code.remove_prefix(1);
    std::string& out = out_.markdown;
    out += "\n\n";
    if (!title.empty()) out.append(title).append("\n\n");
    out.append(fence).append(language).append("\n").append(code);
    if (!out.ends_with('\n')) out += '\n';
    out.append(fence).append("\n\n");
  }

  void Open(const Tag& tag, size_t begin, uint32_t line) {
    OpenTags& open = open_[tag.name];
    open.last_line = line;
    const bool alone = IsAlone(begin);
    open.positions.push_back(alone ? out_.markdown.size() : std::string::npos);
    const bool is_quote = tag.name == "blockquote" || tag.name == "quote";
    std::string source;
    for (const std::string_view word : tag.arguments) {
      if (is_quote && !IsAddress(word)) source.append(source.empty() ? "" : " ").append(word);
    }
    open.below.push_back(std::move(source));
    ++depth_;
  }

  // A tag on lines of its own has blocks inside, which end where it does.
  void Close(std::string_view name) {
    OpenTags& open = open_[name];
    if (open.positions.empty()) {
      return Warn("the tag '" + std::string(name) + "' ends here but never begins", line_);
    }
    if (open.positions.back() != std::string::npos && depth_ <= kMaxUnindented) Unindent(open.positions.back());
    if (!open.below.back().empty()) out_.markdown.append("\n\n").append(open.below.back()).append("\n");
    open.positions.pop_back();
    open.below.pop_back();
    --depth_;
  }

  // Whether nothing but blanks stands around what ends at at_, on its line.
  [[nodiscard]] bool IsAlone(size_t begin) const {
    size_t end = at_;
    while (begin > 0 && IsAsciiBlank(text_[begin - 1])) --begin;
    if (begin > 0 && text_[begin - 1] != '\n') return false;
    while (end < text_.size() && (IsAsciiBlank(text_[end]) || text_[end] == '\r')) ++end;
    return end == text_.size() || text_[end] == '\n';
  }

  // Takes the blanks that all lines from `begin` of the output share from them.
  void Unindent(size_t begin) {
    std::string_view inside = std::string_view(out_.markdown).substr(begin);
    size_t shared = std::string_view::npos;
    std::string_view rest = inside;
    for (TakeLine(&rest); !rest.empty();) {
      const std::string_view line = TakeLine(&rest);
      const size_t indentation = line.find_first_not_of(" \t");
      if (indentation != line.npos) shared = std::min(shared, indentation);
    }
    if (shared == 0 || shared == std::string_view::npos) return;
    std::string changed;
    for (bool first = true; !inside.empty(); first = false) {
      const size_t end = std::min(inside.find('\n'), inside.size() - 1) + 1;
      const std::string_view line = inside.substr(0, end);
      changed += first ? line : line.substr(std::min({shared, line.size(), line.find_first_not_of(" \t")}));
      inside.remove_prefix(end);
    }
    out_.markdown.replace(begin, std::string::npos, changed);
  }

  std::string_view text_;
  const DocumentPlace& place_;
  std::vector<Warning>* warnings_;
  size_t at_ = 0;
  uint32_t line_ = 0;         // lines before at_
  size_t paragraph_end_ = 0;  // of the paragraph that at_ was in when it was last looked for
  TemplateText out_;
  HexoFences fences_;
  std::map<size_t, size_t> no_ticks_before_;      // by their number: where the search may begin again
  std::map<std::string_view, size_t> no_end_;     // of verbatim tags: behind it there is no end
  std::map<std::string_view, size_t> last_ends_;  // where the last {% endNAME %} begins
  std::map<std::string_view, OpenTags> open_;
  size_t depth_ = 0;  // tags open at at_
  size_t warned_ = 0;
};

}  // namespace

TemplateText ReadHexoTags(std::string_view text, const DocumentPlace& place, std::vector<Warning>* warnings) {
  return Reader(text, place, warnings).Read();
}

}  // namespace sou::indexer
