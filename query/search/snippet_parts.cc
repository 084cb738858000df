// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/snippet_parts.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "common/text/borders.h"
#include "common/text/utf8.h"

namespace sou::query {
namespace {

using text::ByteRange;

bool IsBlank(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
  return u_isUWhiteSpace(static_cast<UChar32>(c));
}

// A mark after which a new block is told apart without another sign.
bool EndsBlock(char32_t c) {
  if (c < 0x80)
    return !((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == ')' || c == ']');
  const auto code_point = static_cast<UChar32>(c);
  return u_hasBinaryProperty(code_point, UCHAR_S_TERM) || c == U'：' || c == U'，' || c == U'；' || c == U'、';
}

class PartsWriter {
 public:
  // Blanks in a row are one; those at the ends of the fragment are left out.
  void Add(std::string_view text, bool match, bool code) {
    for (size_t position = 0; position < text.size();) {
      const size_t begin = position;
      const char32_t c = text::NextCodePoint(text, &position);
      if (IsBlank(c)) {
        blank_ = true;
        blank_in_match_ = match;
        line_ |= c == '\n';
        continue;
      }
      if (blank_) AddBlank(match, code);
      Append(text.substr(begin, position - begin), match, code);
      last_ = c;
    }
  }

  void AddGap() {
    parts_.push_back({std::string(kGapText), false, false, true});
    StartFragment();
  }

  void StartFragment() {
    blank_ = line_ = false;
    last_ = 0;
  }

  Parts Take() { return std::move(parts_); }

 private:
  // What stands between the last character and the next one.
  void AddBlank(bool match, bool code) {
    const bool begins = last_ == 0;
    const bool border = line_ && !(code && last_code_) && !EndsBlock(last_);
    blank_ = line_ = false;
    if (begins) return;
    const bool within = !border && match && blank_in_match_;  // a match of two words
    Append(border ? kBlockBorder : " ", within, code && last_code_ && !border);
  }

  void Append(std::string_view text, bool match, bool code) {
    const bool same =
        !parts_.empty() && !parts_.back().gap && parts_.back().match == match && parts_.back().code == code;
    if (!same) parts_.push_back({std::string(), match, code, false});
    parts_.back().text += text;
    last_code_ = code;
  }

  Parts parts_;
  bool blank_ = false;           // before the next character stand blanks, or
  bool line_ = false;            // even a line's end
  bool blank_in_match_ = false;  // the last of them
  bool last_code_ = false;
  char32_t last_ = 0;  // the last character of the fragment that is no blank; 0: none yet
};

class Shower {
 public:
  Shower(std::string_view text, std::span<const TextMatch> matches, std::span<const CodeBlock> code)
      : text_(text), matches_(matches), code_(code) {}

  Parts Show(std::span<const ByteRange> fragments) {
    for (size_t i = 0; i < fragments.size(); ++i) {
      if (i > 0) writer_.AddGap();
      ShowFragment(fragments[i]);
    }
    return writer_.Take();
  }

 private:
  void ShowFragment(ByteRange fragment) {
    uint32_t position = fragment.begin;
    const auto first = std::partition_point(matches_.begin(), matches_.end(),
                                            [&](const TextMatch& match) { return match.range.end <= fragment.begin; });
    for (auto match = first; match != matches_.end() && match->range.begin < fragment.end; ++match) {
      const ByteRange whole = text::WholeGraphemes(text_, match->range);
      const uint32_t begin = std::max(whole.begin, position);
      const uint32_t end = std::min(whole.end, fragment.end);
      if (begin >= end) continue;
      Write({position, begin}, false);
      Write({begin, end}, true);
      position = end;
    }
    Write({position, fragment.end}, false);
  }

  // In pieces of code and of other text.
  void Write(ByteRange range, bool match) {
    auto block = std::partition_point(code_.begin(), code_.end(),
                                      [&](const CodeBlock& code) { return code.end <= range.begin; });
    uint32_t position = range.begin;
    for (; block != code_.end() && block->begin < range.end; ++block) {
      const uint32_t begin = std::max(block->begin, position);
      const uint32_t end = std::min(block->end, range.end);
      if (begin >= end) continue;
      writer_.Add(text_.substr(position, begin - position), match, false);
      writer_.Add(text_.substr(begin, end - begin), match, true);
      position = end;
    }
    writer_.Add(text_.substr(position, range.end - position), match, false);
  }

  std::string_view text_;
  std::span<const TextMatch> matches_;
  std::span<const CodeBlock> code_;
  PartsWriter writer_;
};

}  // namespace

Parts SnippetParts(std::string_view text, std::span<const ByteRange> fragments, std::span<const TextMatch> matches,
                   std::span<const CodeBlock> code) {
  return Shower(text, matches, code).Show(fragments);
}

}  // namespace sou::query
