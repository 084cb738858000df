// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/jekyll/liquid.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "indexer/source/ascii.h"
#include "indexer/source/clean_text.h"

namespace sou::indexer {
namespace {

// Liquid's blocks and Jekyll's: each needs an end.
constexpr std::array<std::string_view, 8> kBlocks = {"if",       "unless",    "for",       "case",
                                                     "tablerow", "highlight", "ifchanged", "capture"};
// A longer tag is none.
constexpr size_t kMaxTagBytes = 16 * 1024;
// Of one page; more would say the same.
constexpr size_t kMaxWarnings = 10;
// Longer than what authors write inside.
constexpr std::string_view kFence = "~~~~~~~~";

std::string EscapeHtml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else {
      out += c;
    }
  }
  return out;
}

std::string_view TakeWord(std::string_view* rest) {
  *rest = TrimSpace(*rest);
  const size_t end = std::min(rest->find_first_of(" \t\r\n"), rest->size());
  const std::string_view word = rest->substr(0, end);
  rest->remove_prefix(end);
  return word;
}

// The text of `"…"` or `'…'` and nothing else.
std::string_view Literal(std::string_view inside) {
  if (inside.size() < 2 || (inside.front() != '"' && inside.front() != '\'')) return {};
  return inside.find(inside.front(), 1) == inside.size() - 1 ? inside.substr(1, inside.size() - 2) : std::string_view();
}

// The value of ` alt="…"`.
std::string AltArgument(std::string_view arguments) {
  for (size_t at = arguments.find("alt="); at != std::string_view::npos; at = arguments.find("alt=", at + 1)) {
    if (at == 0 || !IsAsciiSpace(arguments[at - 1]) || at + 5 > arguments.size()) continue;
    const char quote = arguments[at + 4];
    if (quote != '"' && quote != '\'') continue;
    const size_t end = arguments.find(quote, at + 5);
    if (end != std::string_view::npos) return CleanLine(arguments.substr(at + 5, end - at - 5));
  }
  return {};
}

struct Tag {
  bool is_output = false;  // {{ … }}
  bool trims_before = false;
  bool trims_after = false;
  std::string_view inside;  // without blanks around
  size_t end = 0;           // in the text
};

class Reader {
 public:
  Reader(std::string_view text, bool is_html, const DocumentPlace& place, std::vector<Warning>* warnings)
      : text_(text), is_html_(is_html), place_(place), warnings_(warnings) {}

  TemplateText Read() {
    while (at_ < text_.size()) {
      const size_t begin = FindTag(at_);
      Add(text_.substr(at_, begin - at_));
      at_ = begin;
      if (begin < text_.size()) ReadTag();
    }
    WarnOfUnclosed();
    std::sort(found_.begin(), found_.end());
    for (auto& [line, message] : found_) warnings_->push_back({{place_.path, line, 0}, std::move(message)});
    return std::move(out_);
  }

 private:
  [[nodiscard]] size_t FindTag(size_t from) const {
    for (size_t begin = text_.find('{', from); begin != text_.npos; begin = text_.find('{', begin + 1)) {
      const char next = begin + 1 < text_.size() ? text_[begin + 1] : '\0';
      if (next == '{' || next == '%') return begin;
    }
    return text_.size();
  }

  // Where the first `mark` at or after `from` lies. Remembered, so that many tags without an end stay linear.
  size_t FindEnd(std::string_view mark, size_t from) {
    const auto [entry, is_new] = ends_.try_emplace(mark, 0);
    size_t& end = entry->second;
    if (is_new || (end != std::string_view::npos && end < from)) end = text_.find(mark, from);
    return end;
  }

  // The tag that begins there; nullopt if it is never finished.
  std::optional<Tag> TagAt(size_t begin) {
    Tag tag;
    tag.is_output = text_[begin + 1] == '{';
    const size_t end = FindEnd(tag.is_output ? "}}" : "%}", begin + 2);
    if (end == std::string_view::npos || end - begin > kMaxTagBytes) return std::nullopt;
    tag.inside = text_.substr(begin + 2, end - begin - 2);
    tag.end = end + 2;
    tag.trims_before = tag.inside.starts_with('-');
    if (tag.trims_before) tag.inside.remove_prefix(1);
    tag.trims_after = tag.inside.ends_with('-');
    if (tag.trims_after) tag.inside.remove_suffix(1);
    tag.inside = TrimSpace(tag.inside);
    return tag;
  }

  void ReadTag() {
    const std::optional<Tag> tag = TagAt(at_);
    if (!tag) {
      Warn("a Liquid tag is never finished; it is left as text", at_);
      Add(text_.substr(at_, 2));
      at_ += 2;
      return;
    }
    if (tag->trims_before) TrimEnd();
    const size_t begin = std::exchange(at_, tag->end);
    trims_next_ = tag->trims_after;
    if (tag->is_output) {
      Add(Literal(tag->inside));
    } else {
      Handle(tag->inside, begin);
    }
  }

  void Handle(std::string_view inside, size_t begin) {
    const std::string_view name = TakeWord(&inside);
    if (name == "comment" || name == "raw") {
      SkipTo(name, begin);
    } else if (std::find(kBlocks.begin(), kBlocks.end(), name) != kBlocks.end()) {
      open_[name].push_back(begin);
      if (name == "highlight") OpenHighlight(TakeWord(&inside));
    } else if (name.starts_with("end")) {
      Close(name.substr(3), begin);
    } else if (std::string alt = AltArgument(inside); !alt.empty()) {
      out_.image_alts.push_back(std::move(alt));
    }
  }

  // To the end of a block whose content is no Liquid.
  void SkipTo(std::string_view name, size_t begin) {
    const std::string_view end_name = name == "raw" ? "endraw" : "endcomment";
    size_t from = endless_.contains(end_name) ? text_.size() : at_;
    for (size_t mark = FindEnd(end_name, from); mark < text_.size(); mark = FindEnd(end_name, from)) {
      const std::optional<std::pair<size_t, Tag>> end = EndTagAround(mark, end_name);
      from = mark + end_name.size();
      if (!end || end->first < at_) continue;
      if (name == "raw") Add(text_.substr(at_, end->first - at_));
      if (end->second.trims_before) TrimEnd();
      at_ = end->second.end;
      trims_next_ = end->second.trims_after;
      return;
    }
    endless_.insert(end_name);
    Warn("the Liquid tag '" + std::string(name) + "' is never closed", begin);
  }

  // `{% endraw %}` around the word at `mark`.
  std::optional<std::pair<size_t, Tag>> EndTagAround(size_t mark, std::string_view name) const {
    size_t begin = mark;
    while (begin > 0 && IsAsciiSpace(text_[begin - 1])) --begin;
    Tag tag;
    tag.trims_before = begin > 0 && text_[begin - 1] == '-';
    if (tag.trims_before) --begin;
    if (begin < 2 || text_.substr(begin - 2, 2) != "{%") return std::nullopt;
    size_t end = mark + name.size();
    while (end < text_.size() && IsAsciiSpace(text_[end])) ++end;
    tag.trims_after = end < text_.size() && text_[end] == '-';
    if (tag.trims_after) ++end;
    if (text_.substr(end, 2) != "%}") return std::nullopt;
    tag.end = end + 2;
    return std::pair(begin - 2, tag);
  }

  void OpenHighlight(std::string_view language) {
    if (is_html_) {
      out_.markdown.append("<pre><code class=\"language-").append(EscapeHtml(language)).append("\">");
      in_html_code_ = true;
      return;
    }
    const size_t end = out_.markdown.find_last_not_of(" \t");
    if (end != std::string::npos && out_.markdown[end] != '\n') out_.markdown += '\n';
    out_.markdown.append(kFence).append(language.substr(0, language.find_first_of("`~")));
    EndLineAfterTag();
  }

  void CloseHighlight() {
    if (is_html_) {
      out_.markdown += "</code></pre>";
      in_html_code_ = false;
      return;
    }
    const size_t end = out_.markdown.find_last_not_of(" \t");
    if (end != std::string::npos && out_.markdown[end] != '\n') out_.markdown += '\n';
    out_.markdown.append(kFence);
    EndLineAfterTag();
  }

  void EndLineAfterTag() {
    if (at_ < text_.size() && text_[at_] != '\n' && text_[at_] != '\r') out_.markdown += '\n';
  }

  void Close(std::string_view name, size_t begin) {
    if (std::find(kBlocks.begin(), kBlocks.end(), name) == kBlocks.end()) return;
    std::vector<size_t>& open = open_[name];
    if (open.empty()) {
      Warn("the Liquid tag '" + std::string(name) + "' ends here but never begins", begin);
      return;
    }
    open.pop_back();
    if (name == "highlight") CloseHighlight();
  }

  void Add(std::string_view text) {
    if (std::exchange(trims_next_, false)) {
      while (!text.empty() && IsAsciiSpace(text.front())) text.remove_prefix(1);
    }
    if (in_html_code_) {
      out_.markdown += EscapeHtml(text);
    } else {
      out_.markdown += text;
    }
  }

  void TrimEnd() {
    while (!out_.markdown.empty() && IsAsciiSpace(out_.markdown.back())) out_.markdown.pop_back();
  }

  void Warn(std::string message, size_t at) {
    if (found_.size() >= kMaxWarnings) return;
    const auto lines = std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    found_.emplace_back(place_.first_line + static_cast<uint32_t>(lines), std::move(message));
  }

  void WarnOfUnclosed() {
    for (const auto& [name, begins] : open_) {
      if (!begins.empty()) Warn("the Liquid tag '" + std::string(name) + "' is never closed", begins.back());
    }
  }

  std::string_view text_;
  bool is_html_;
  const DocumentPlace& place_;
  std::vector<Warning>* warnings_;
  TemplateText out_;
  size_t at_ = 0;
  bool trims_next_ = false;    // white space before the next text goes
  bool in_html_code_ = false;  // text is escaped
  std::map<std::string_view, size_t> ends_;
  std::set<std::string_view> endless_;                    // of these ends there is none any more
  std::map<std::string_view, std::vector<size_t>> open_;  // where the open blocks of that name begin
  std::vector<std::pair<uint32_t, std::string>> found_;
};

}  // namespace

TemplateText ReadLiquid(std::string_view text, bool is_html, const DocumentPlace& place,
                        std::vector<Warning>* warnings) {
  return Reader(text, is_html, place, warnings).Read();
}

}  // namespace sou::indexer
