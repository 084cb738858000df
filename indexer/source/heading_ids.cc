// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/heading_ids.h"

#include <unicode/uchar.h>

#include <optional>

#include "common/text/utf8.h"
#include "indexer/source/ascii.h"
#include "indexer/source/hexo/heading_slug.h"
#include "indexer/source/jekyll/slug.h"
#include "indexer/source/markdown/heading_slugs.h"

namespace sou::indexer {
namespace {

bool IsNameByte(char c) {
  return IsAsciiLetter(c) || IsAsciiDigit(c) || c == '-' || c == '_' || c == ':' || c == '.' ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::string_view TakeName(std::string_view* rest) {
  size_t end = 0;
  while (end < rest->size() && IsNameByte((*rest)[end])) ++end;
  const std::string_view name = rest->substr(0, end);
  rest->remove_prefix(end);
  return name;
}

// A value after `key=`: a quoted string or a word.
bool SkipValue(std::string_view* rest) {
  if (rest->starts_with('"')) {
    const size_t end = rest->find('"', 1);
    if (end == std::string_view::npos) return false;
    rest->remove_prefix(end + 1);
    return true;
  }
  return !TakeName(rest).empty();
}

// `{#id .class key="value"}` at the very beginning and nothing but blanks behind; the id (or "") if it is one.
std::optional<std::string> ParseAttributes(std::string_view rest) {
  std::string id;
  rest.remove_prefix(1);
  while (true) {
    while (!rest.empty() && (IsAsciiBlank(rest.front()) || rest.front() == ',')) rest.remove_prefix(1);
    if (rest.empty()) return std::nullopt;
    const char c = rest.front();
    if (c == '}') break;
    if (c == '#' || c == '.') {
      rest.remove_prefix(1);
      const std::string_view name = TakeName(&rest);
      if (name.empty()) return std::nullopt;
      if (c == '#') id = name;
      continue;
    }
    if (TakeName(&rest).empty() || !rest.starts_with('=')) return std::nullopt;
    rest.remove_prefix(1);
    if (!SkipValue(&rest)) return std::nullopt;
  }
  if (!TrimSpace(rest.substr(1)).empty()) return std::nullopt;
  return id;
}

// Without a closing sequence of `#`s, which a blank must precede.
std::string_view CutClosingHashes(std::string_view line) {
  std::string_view cut = line;
  while (cut.ends_with('#')) cut.remove_suffix(1);
  if (cut.empty() || IsAsciiBlank(cut.back())) return TrimSpace(cut);
  return line;
}

// Letters, digits and '_' stay, in lower case; a blank or '-' is '-'; anything else is dropped.
std::string HugoSlug(std::string_view source) {
  source = TrimSpace(source);
  std::string id;
  for (size_t i = 0; i < source.size();) {
    const char32_t c = text::NextCodePoint(source, &i);
    const auto code_point = static_cast<UChar32>(c);
    if (c == '-' || c == ' ') {
      id += '-';
    } else if (c == '_' || u_isalpha(code_point) || u_charType(code_point) == U_DECIMAL_DIGIT_NUMBER) {
      text::AppendCodePoint(static_cast<char32_t>(u_tolower(code_point)), &id);
    }
  }
  return id.empty() ? "heading" : id;
}

}  // namespace

HeadingSource ReadHeadingSource(std::string_view line, bool is_atx) {
  line = TrimSpace(line);
  if (is_atx) {
    while (line.starts_with('#')) line.remove_prefix(1);
    line = TrimSpace(line);
  }
  HeadingSource source;
  const size_t brace = line.rfind('{');
  const bool escaped = brace != std::string_view::npos && brace > 0 && line[brace - 1] == '\\';
  if (brace != std::string_view::npos && !escaped) {
    if (const std::optional<std::string> id = ParseAttributes(line.substr(brace))) {
      source.id = *id;
      source.has_attributes = true;
      line = TrimSpace(line.substr(0, brace));
    }
  }
  source.text = is_atx ? CutClosingHashes(line) : line;
  return source;
}

std::string HeadingSlug(HeadingIdStyle style, std::string_view source, std::string_view text) {
  switch (style) {
    case HeadingIdStyle::kNone:
      return {};
    case HeadingIdStyle::kHugo:
    case HeadingIdStyle::kHugoAscii:
    case HeadingIdStyle::kHugoBlackfriday:
      return HugoSlug(source);
    case HeadingIdStyle::kKramdown:
      return KramdownId(source);
    case HeadingIdStyle::kKramdownGfm:
      return KramdownGfmId(text);
    case HeadingIdStyle::kHexo:
      return HexoHeadingSlug(text, LetterCase::kKeep);
    case HeadingIdStyle::kHexoLower:
      return HexoHeadingSlug(text, LetterCase::kLower);
    case HeadingIdStyle::kHexoUpper:
      return HexoHeadingSlug(text, LetterCase::kUpper);
    case HeadingIdStyle::kVitePress:
      return VitePressSlug(text);
    case HeadingIdStyle::kMdBook:
      return MdBookSlug(text);
    case HeadingIdStyle::kZola:
      return ZolaSlug(text);
    case HeadingIdStyle::kGithub:
      break;
  }
  return GithubSlug(text);
}

namespace {

// Whether a second name gets a number without a look at the other ids.
bool OnlyCounts(HeadingIdStyle style) {
  return IsHexoStyle(style) || style == HeadingIdStyle::kKramdown || style == HeadingIdStyle::kKramdownGfm;
}

}  // namespace

std::string HeadingIds::Make(std::string_view source, std::string_view text) {
  std::string id = HeadingSlug(style_, source, text);
  if (OnlyCounts(style_)) return Counted(std::move(id));
  if (id.empty()) return id;
  id.insert(0, prefix_);
  std::string unique = id;
  if (used_.contains(id)) {
    // All numbers below the remembered one are taken: a page of equal headings stays linear.
    int& number = next_[id];
    while (used_.contains(unique)) unique = id + "-" + std::to_string(++number);
  }
  used_.insert(unique);
  return unique;
}

std::string HeadingIds::Counted(std::string id) {
  constexpr int kMember = -1;
  const bool is_member = IsHexoStyle(style_) && IsScriptObjectMember(id);
  int& count = next_.try_emplace(id, is_member ? kMember : 0).first->second;
  const int earlier = count++;
  if (earlier == kMember) return id + "-NaN";
  return prefix_ + (earlier == 0 ? id : id + "-" + std::to_string(earlier));
}

}  // namespace sou::indexer
