// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/line_finder.h"

#include <algorithm>

#include "common/text/fold.h"
#include "common/text/utf8.h"

namespace sou::query {
namespace {

using Byte = unsigned char;

constexpr char32_t kFirstHan = 0x3400;
constexpr char32_t kLastHan = 0x9FFF;

bool IsHan(char32_t c) { return c >= kFirstHan && c <= kLastHan; }
bool IsKana(char32_t c) { return (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA); }
bool IsHangul(char32_t c) { return c >= 0xAC00 && c <= 0xD7A3; }

bool IsAsciiAlnum(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

Byte ByteAt(std::string_view text, size_t at) { return at < text.size() ? static_cast<Byte>(text[at]) : Byte{0}; }
bool Within(Byte byte, Byte first, Byte last) { return byte >= first && byte <= last; }

// The character that begins at text[at], which is no ASCII, may fold to ASCII letters or digits, to nothing, or be a
// mark that vanishes behind a letter. Knows the common ones that don't: punctuation, Kana, Han, Hangul, emoji.
bool MayBeLetters(std::string_view text, size_t at) {
  const Byte second = ByteAt(text, at + 1);
  const Byte third = ByteAt(text, at + 2);
  switch (static_cast<Byte>(text[at])) {
    case 0xE2:
      if (second == 0x80) return !(Within(third, 0x90, 0xA9) || Within(third, 0xB0, 0xBF));  // dashes, quotes, …
      return !(Within(second, 0x86, 0x90) || Within(second, 0x94, 0xB0)) || second == 0x86;  // arrows, signs, boxes
    case 0xE3:
      if (second == 0x80) return Within(third, 0xAA, 0xAF);  // tone marks
      if (second == 0x82) return Within(third, 0x99, 0x9C);
      return Within(second, 0x84, 0x8F);  // in circles, in squares
    case 0xE4:
    case 0xE5:
    case 0xE6:
    case 0xE7:
    case 0xE8:
    case 0xE9:
    case 0xEB:
    case 0xEC:
    case 0xED:
      return false;
    case 0xEA:
      return second < 0xB0;
    case 0xEF:
      if (second == 0xBC) return Within(third, 0x90, 0x99) || third >= 0xA1;  // Ａ; not ，
      if (second == 0xBD) return third <= 0x9A;
      return true;
    case 0xF0:
      return !(second == 0x9F && Within(third, 0x8C, 0xAE));
    default:
      return true;
  }
}

// The same for a Han, Kana or Hangul character that is not written as itself or as a Traditional character.
bool MayBeCharacter(std::string_view text, size_t at) {
  const Byte second = ByteAt(text, at + 1);
  const Byte third = ByteAt(text, at + 2);
  switch (static_cast<Byte>(text[at])) {
    case 0xE1:
      return true;
    case 0xE2:
      return Within(second, 0xBA, 0xBF);  // radicals
    case 0xE3:
      if (second == 0x80) return third >= 0xB0;
      if (second == 0x82) return Within(third, 0x99, 0x9F);
      if (second == 0x83) return third == 0xBF;
      return Within(second, 0x84, 0x8F);
    case 0xEA:
      return second < 0xB0;
    case 0xED:
      return second >= 0x9E;
    case 0xEF:
      return second != 0xBC;
    case 0xF0:
      return second != 0x9F || !Within(third, 0x8C, 0xAE);
    case 0xF3:
    case 0xF1:
    case 0xF2:
    case 0xF4:
      return true;
    default:
      return false;
  }
}

std::vector<std::string> SpellingsOf(char32_t c) {
  std::vector<std::string> spellings;
  const auto add = [&](char32_t spelling) { text::AppendCodePoint(spelling, &spellings.emplace_back()); };
  add(c);
  if (!IsHan(c)) return spellings;
  for (char32_t other = kFirstHan; other <= kLastHan; ++other) {
    if (other != c && text::Simplified(other) == c) add(other);
  }
  return spellings;
}

}  // namespace

LineFinder::LineFinder(std::string_view folded) {
  letters_ = folded.substr(0, static_cast<size_t>(std::ranges::find_if_not(folded, IsAsciiAlnum) - folded.begin()));
  if (folded.empty() || !letters_.empty()) return;
  size_t position = 0;
  const char32_t first = text::NextCodePoint(folded, &position);
  if (IsHan(first) || IsKana(first) || IsHangul(first)) spellings_ = SpellingsOf(first);
}

size_t LineFinder::Next(std::string_view text, size_t from) const {
  return letters_.empty() ? NextSpelling(text, from) : NextLetters(text, from);
}

size_t LineFinder::NextLetters(std::string_view text, size_t from) const {
  const auto here = [&](size_t at) {
    return text.size() - at >= letters_.size() &&
           std::ranges::equal(letters_, text.substr(at, letters_.size()), {}, {}, Lower);
  };
  const char first = letters_.front();
  for (size_t at = from; at < text.size(); ++at) {
    const char c = text[at];
    const bool ascii = static_cast<Byte>(c) < 0x80;
    if (ascii ? Lower(c) == first && here(at) : static_cast<Byte>(c) >= 0xC2 && MayBeLetters(text, at)) return at;
  }
  return std::string_view::npos;
}

size_t LineFinder::NextSpelling(std::string_view text, size_t from) const {
  // All have three bytes, as what begins like them in the text.
  const auto here = [&](size_t at) {
    return std::ranges::any_of(spellings_, [&](const std::string& spelling) {
      return text[at] == spelling[0] && ByteAt(text, at + 1) == static_cast<Byte>(spelling[1]) &&
             ByteAt(text, at + 2) == static_cast<Byte>(spelling[2]);
    });
  };
  for (size_t at = from; at < text.size(); ++at) {
    if (static_cast<Byte>(text[at]) >= 0xE1 && (here(at) || MayBeCharacter(text, at))) return at;
  }
  return std::string_view::npos;
}

}  // namespace sou::query
