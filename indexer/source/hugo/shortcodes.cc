// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hugo/shortcodes.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "indexer/source/ascii.h"
#include "indexer/source/clean_text.h"

namespace sou::indexer {
namespace {

// Shortcodes that make no sense without an end: Hugo's own and those of widely used themes.
constexpr std::array<std::string_view, 5> kPaired = {"highlight", "details", "notice", "admonition", "tabs"};

// A longer tag is none: it keeps the search for ends that never come linear.
constexpr size_t kMaxTagBytes = 16 * 1024;
constexpr size_t kMaxCommentBytes = 1024;
// Of one page; more would say the same.
constexpr size_t kMaxWarnings = 10;

struct Argument {
  std::string_view name;  // empty if it has none
  std::string_view value;
};

struct Tag {
  size_t length = 0;       // bytes of source
  bool closes = false;     // {{< /name >}}
  bool is_single = false;  // {{< name />}}
  bool is_comment = false;
  std::string_view name;
  std::string_view inside;  // between the delimiters
  std::vector<Argument> arguments;
};

// Reads one tag; `text` begins with "{{<" or "{{%".
class TagReader {
 public:
  explicit TagReader(std::string_view text)
      : text_(text.substr(0, kMaxTagBytes)), close_(text[2] == '<' ? ">}}" : "%}}"), at_(3) {}

  // nullopt if it is never finished.
  std::optional<Tag> Read() {
    Tag tag;
    if (text_.substr(at_).starts_with("/*")) return ReadComment();
    SkipSpace();
    if (Take('/')) tag.closes = true;
    SkipSpace();
    tag.name = TakeWord();
    while (true) {
      SkipSpace();
      if (text_.substr(at_).starts_with(close_)) break;
      if (text_.substr(at_).starts_with(std::string("/") + std::string(close_))) {
        tag.is_single = true;
        ++at_;
        break;
      }
      if (!ReadArgument(&tag)) return std::nullopt;
    }
    tag.inside = text_.substr(3, at_ - 3);
    tag.length = at_ + close_.size();
    return tag;
  }

 private:
  std::optional<Tag> ReadComment() const {
    const size_t end = text_.substr(0, kMaxCommentBytes).find("*/" + std::string(close_));
    if (end == std::string_view::npos) return std::nullopt;
    Tag tag;
    tag.is_comment = true;
    tag.inside = text_.substr(5, end - 5);
    tag.length = end + 2 + close_.size();
    return tag;
  }

  void SkipSpace() {
    while (at_ < text_.size() && IsAsciiSpace(text_[at_])) ++at_;
  }

  bool Take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  [[nodiscard]] bool AtEndOfWord() const {
    if (at_ >= text_.size() || IsAsciiSpace(text_[at_]) || text_[at_] == '=') return true;
    const std::string_view rest = text_.substr(at_);
    return rest.starts_with(close_) || IsTagBegin(rest) || (rest.front() == '/' && rest.substr(1).starts_with(close_));
  }

  std::string_view TakeWord() {
    const size_t begin = at_;
    while (!AtEndOfWord()) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  bool ReadArgument(Tag* tag) {
    if (at_ >= text_.size() || IsTagBegin(text_.substr(at_))) return false;
    Argument argument;
    if (!ReadValue(&argument.value)) return false;
    if (Take('=')) {
      argument.name = argument.value;
      SkipSpace();
      if (at_ >= text_.size() || !ReadValue(&argument.value)) return false;
    }
    tag->arguments.push_back(argument);
    return true;
  }

  static bool IsTagBegin(std::string_view text) { return text.starts_with("{{<") || text.starts_with("{{%"); }

  // "…" on one line with \" inside, `…` over several, or a word.
  bool ReadValue(std::string_view* value) {
    const char quote = text_[at_];
    if (quote != '"' && quote != '`') {
      *value = TakeWord();
      return !value->empty();
    }
    size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != quote) {
      if (quote == '"' && text_[end] == '\n') return false;
      if (quote == '"' && text_[end] == '\\') ++end;
      ++end;
    }
    if (end >= text_.size()) return false;
    *value = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    return true;
  }

  std::string_view text_;
  std::string_view close_;
  size_t at_;
};

std::string Unescape(std::string_view value) {
  std::string out;
  for (size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '\\' && i + 1 < value.size() && (value[i + 1] == '"' || value[i + 1] == '\\')) ++i;
    out += value[i];
  }
  return CleanLine(out);
}

class Reader {
 public:
  Reader(std::string_view text, const DocumentPlace& place, std::vector<Warning>* warnings)
      : text_(text), place_(place), warnings_(warnings) {}

  TemplateText Read() {
    size_t at = 0;
    while (at < text_.size()) {
      const size_t begin = FindTag(at);
      out_.markdown += text_.substr(at, begin - at);
      if (begin == text_.size()) break;
      CountLines(begin);
      at = begin + ReadTag(begin);
    }
    WarnOfUnclosed();
    std::sort(found_.begin(), found_.end());
    for (auto& [line, message] : found_) warnings_->push_back({{place_.path, line, 0}, std::move(message)});
    return std::move(out_);
  }

 private:
  size_t FindTag(size_t from) const {
    for (size_t begin = text_.find("{{", from); begin < text_.size(); begin = text_.find("{{", begin + 1)) {
      const char next = begin + 2 < text_.size() ? text_[begin + 2] : '\0';
      if (next == '<' || next == '%') return begin;
    }
    return text_.size();
  }

  void CountLines(size_t until) {
    line_ += static_cast<uint32_t>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(counted_),
                                              text_.begin() + static_cast<std::ptrdiff_t>(until), '\n'));
    counted_ = until;
  }

  void Warn(std::string message, uint32_t line) {
    if (found_.size() < kMaxWarnings) found_.emplace_back(place_.first_line + line, std::move(message));
  }

  // Handles the tag there and returns its length.
  size_t ReadTag(size_t begin) {
    const std::optional<Tag> tag = TagReader(text_.substr(begin)).Read();
    if (!tag) {
      Warn("a shortcode tag is never finished; it is left as text", line_);
      out_.markdown += text_.substr(begin, 3);
      return 3;
    }
    if (tag->is_comment) {
      out_.markdown.append(text_.substr(begin, 3)).append(tag->inside).append(text_[begin + 2] == '<' ? ">}}" : "%}}");
    } else if (tag->closes) {
      Close(*tag);
    } else {
      Open(*tag, begin);
    }
    return tag->length;
  }

  void Open(const Tag& tag, size_t begin) {
    if (!tag.is_single) ++open_[tag.name].count;
    if (!tag.is_single) open_[tag.name].last_line = line_;
    if (tag.name == "highlight" && !tag.is_single && IsAlone(begin, tag.length)) {
      const std::string_view language = tag.arguments.empty() ? std::string_view() : tag.arguments[0].value;
      out_.markdown.append("```").append(language.substr(0, language.find_first_of(" \n`")));
      return;
    }
    std::string shown;
    for (const Argument& argument : tag.arguments) {
      if (argument.name == "alt") out_.image_alts.push_back(Unescape(argument.value));
      if (argument.name != "caption" && argument.name != "title") continue;
      if (!shown.empty()) shown += ' ';
      shown += Unescape(argument.value);
    }
    out_.markdown += shown;
    // A title on a line of its own is a paragraph of its own.
    if (!shown.empty() && IsAlone(begin, tag.length)) out_.markdown += '\n';
  }

  void Close(const Tag& tag) {
    const auto open = open_.find(tag.name);
    if (open == open_.end() || open->second.count == 0) {
      Warn("the shortcode '" + std::string(tag.name) + "' ends here but never begins", line_);
      return;
    }
    --open->second.count;
    if (tag.name == "highlight" && EndsWithLine()) out_.markdown += "```";
  }

  [[nodiscard]] bool EndsWithLine() const {
    const size_t end = out_.markdown.find_last_not_of(" \t");
    return end == std::string::npos || out_.markdown[end] == '\n';
  }

  // Whether nothing but blanks stands before and after the tag on its lines.
  [[nodiscard]] bool IsAlone(size_t begin, size_t length) const {
    size_t end = begin + length;
    while (begin > 0 && IsAsciiBlank(text_[begin - 1])) --begin;
    if (begin > 0 && text_[begin - 1] != '\n') return false;
    while (end < text_.size() && (IsAsciiBlank(text_[end]) || text_[end] == '\r')) ++end;
    return end == text_.size() || text_[end] == '\n';
  }

  void WarnOfUnclosed() {
    for (const auto& [name, open] : open_) {
      if (open.count == 0 || std::find(kPaired.begin(), kPaired.end(), name) == kPaired.end()) continue;
      Warn("the shortcode '" + std::string(name) + "' is never closed", open.last_line);
    }
  }

  struct OpenTags {
    size_t count = 0;
    uint32_t last_line = 0;
  };

  std::string_view text_;
  const DocumentPlace& place_;
  std::vector<Warning>* warnings_;
  TemplateText out_;
  std::map<std::string_view, OpenTags> open_;
  std::vector<std::pair<uint32_t, std::string>> found_;
  size_t counted_ = 0;
  uint32_t line_ = 0;  // lines before the current tag
};

}  // namespace

TemplateText ReadShortcodes(std::string_view text, const DocumentPlace& place, std::vector<Warning>* warnings) {
  return Reader(text, place, warnings).Read();
}

}  // namespace sou::indexer
