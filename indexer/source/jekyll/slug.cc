// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/jekyll/slug.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "common/text/utf8.h"
#include "indexer/source/ascii.h"

namespace sou::indexer {
namespace {

void AppendLower(char32_t c, std::string* out) {
  constexpr char32_t kDottedCapitalI = 0x130;  // the only letter whose full lower case is longer
  if (c == kDottedCapitalI) {
    out->append("i\u0307");
  } else {
    text::AppendCodePoint(static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))), out);
  }
}

bool IsLetterMarkOrDigit(char32_t c) {
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_ND_MASK)) != 0;
}

bool IsConnector(char32_t c) { return u_charType(static_cast<UChar32>(c)) == U_CONNECTOR_PUNCTUATION; }

bool IsPretty(char32_t c) {
  constexpr std::string_view kKept = "._~!$&'()+,;=@";
  return c < 0x80 && kKept.find(static_cast<char>(c)) != std::string_view::npos;
}

}  // namespace

std::string RubyDowncase(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size();) AppendLower(text::NextCodePoint(text, &i), &out);
  return out;
}

std::string Slugify(std::string_view text, SlugMode mode, bool cased) {
  std::string out;
  bool in_gap = false;
  for (size_t i = 0; i < text.size();) {
    const char32_t c = text::NextCodePoint(text, &i);
    if (IsLetterMarkOrDigit(c) || (mode == SlugMode::kPretty && IsPretty(c))) {
      text::AppendCodePoint(c, &out);
      in_gap = false;
    } else if (!in_gap) {
      out += '-';
      in_gap = true;
    }
  }
  if (out.starts_with('-')) out.erase(0, 1);
  if (out.ends_with('-')) out.pop_back();
  return cased ? out : RubyDowncase(out);
}

std::string TitleOfSlug(std::string_view slug) {
  std::string out;
  while (!slug.empty()) {
    const size_t end = std::min(slug.find('-'), slug.size());
    const std::string_view word = slug.substr(0, end);
    slug.remove_prefix(std::min(end + 1, slug.size()));
    if (word.empty()) continue;
    if (!out.empty()) out += ' ';
    size_t i = 0;
    const char32_t first = text::NextCodePoint(word, &i);
    text::AppendCodePoint(static_cast<char32_t>(u_totitle(static_cast<UChar32>(first))), &out);
    out += RubyDowncase(word.substr(i));
  }
  return out;
}

std::string KramdownId(std::string_view source) {
  const auto first = std::find_if(source.begin(), source.end(), IsAsciiLetter);
  std::string id;
  for (const char c : source.substr(static_cast<size_t>(first - source.begin()))) {
    if (IsAsciiLetter(c) || IsAsciiDigit(c)) id += AsciiLower(c);
    if (c == ' ' || c == '-') id += '-';
  }
  return id.empty() ? "section" : id;
}

std::string KramdownGfmId(std::string_view text) {
  text = TrimSpace(text);
  std::string id;
  for (size_t i = 0; i < text.size();) {
    const char32_t c = text::NextCodePoint(text, &i);
    if (c == ' ' || c == '\t') {
      id += '-';
    } else if (c == '-' || IsLetterMarkOrDigit(c) || IsConnector(c)) {
      AppendLower(c, &id);
    }
  }
  return id;
}

}  // namespace sou::indexer
