// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/meili/filter_lexer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "common/text/utf8.h"

namespace sou::web::meili {
namespace {

constexpr std::array<std::string_view, 14> kKeywords = {
    "AND",  "OR",    "IN",       "NOT",    "TO",   "EXISTS",     "IS",
    "NULL", "EMPTY", "CONTAINS", "STARTS", "WITH", "_geoRadius", "_geoBoundingBox"};

bool IsKeyword(std::string_view word) { return std::find(kKeywords.begin(), kKeywords.end(), word) != kKeywords.end(); }

bool IsBlank(char32_t c) { return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x3000; }

// Letters and digits of any script; of what is not ASCII, all but blanks and common punctuation.
bool IsWordCharacter(char32_t c) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  if (c < 0x80) return letter || c == '_' || c == '-' || c == '.' || c == '/';
  const bool punctuation = IsBlank(c) || (c >= 0x2000 && c <= 0x206F) || (c >= 0x3001 && c <= 0x3003) ||
                           (c >= 0x3008 && c <= 0x3011) || (c >= 0xFF01 && c <= 0xFF0F) || c == text::kReplacement;
  return !punctuation;
}

// Ends what is quoted as "no value": signs of the language.
bool EndsWrongWord(char32_t c) {
  return IsBlank(c) || (c < 0x80 && std::string_view("()=<>!").find(static_cast<char>(c)) != std::string_view::npos);
}

template <typename Is>
size_t EndOf(std::string_view text, size_t begin, Is is) {
  size_t end = begin;
  for (size_t next = begin; next < text.size(); end = next) {
    if (!is(text::NextCodePoint(text, &next))) break;
  }
  return end;
}

// \u{1F600} and \u0041, of which `digits` is what follows the u.
std::optional<char32_t> HexCodePoint(std::string_view digits, size_t* used) {
  const bool braces = digits.starts_with('{');
  const size_t close = digits.find('}');
  if (braces && close == std::string_view::npos) return std::nullopt;
  const std::string_view hex = braces ? digits.substr(1, close - 1) : digits.substr(0, 4);
  uint32_t number = 0;
  const auto [stop, failure] = std::from_chars(hex.data(), hex.data() + hex.size(), number, 16);
  const bool whole = failure == std::errc() && stop == hex.data() + hex.size() && (braces || hex.size() == 4);
  if (!whole || number > 0x10FFFF || (number >= 0xD800 && number < 0xE000)) return std::nullopt;
  *used = braces ? close + 1 : 4;
  return number;
}

// What follows a backslash, appended to *out; the bytes that were used, 0 if it means nothing.
size_t Unescape(std::string_view rest, std::string* out) {
  constexpr std::string_view kEscaped = "\\\"'/nrtbf";
  constexpr std::string_view kMeant = "\\\"'/\n\r\t\b\f";
  if (rest.empty()) return 0;
  if (const size_t found = kEscaped.find(rest[0]); found != std::string_view::npos) {
    *out += kMeant[found];
    return 1;
  }
  size_t used = 0;
  const auto code_point = rest[0] == 'u' ? HexCodePoint(rest.substr(1), &used) : std::nullopt;
  if (!code_point) return 0;
  text::AppendCodePoint(*code_point, out);
  return 1 + used;
}

}  // namespace

void FilterLexer::SkipBlanks() { at_ = EndOf(text_, at_, IsBlank); }

size_t FilterLexer::EndOfWord(size_t begin) const { return EndOf(text_, begin, IsWordCharacter); }

bool FilterLexer::TakeSign(std::string_view sign) {
  const size_t before = at_;
  SkipBlanks();
  if (Rest().starts_with(sign)) {
    at_ += sign.size();
    return true;
  }
  at_ = before;
  return false;
}

bool FilterLexer::TakeKeyword(std::string_view keyword) {
  const size_t before = at_;
  SkipBlanks();
  const size_t end = EndOfWord(at_);
  if (text_.substr(at_, end - at_) == keyword) {
    at_ = end;
    return true;
  }
  at_ = before;
  return false;
}

bool FilterLexer::SeesValue() {
  SkipBlanks();
  return Rest().starts_with('"') || Rest().starts_with('\'') || EndOfWord(at_) > at_;
}

Result<FilterValue> FilterLexer::TakeValue() {
  SkipBlanks();
  if (Rest().starts_with('"') || Rest().starts_with('\'')) return TakeQuoted(text_[at_]);
  const size_t end = EndOfWord(at_);
  if (end == at_ || IsKeyword(text_.substr(at_, end - at_))) return NoValue();
  FilterValue value{std::string(text_.substr(at_, end - at_)), at_, end};
  at_ = end;
  return value;
}

Result<FilterValue> FilterLexer::TakeQuoted(char quote) {
  const size_t open = at_;
  FilterValue value{{}, open + 1, open + 1};
  size_t i = open + 1;
  while (i < text_.size() && text_[i] != quote) {
    if (text_[i] != '\\') {
      value.text += text_[i++];
      continue;
    }
    const size_t used = Unescape(text_.substr(i + 1), &value.text);
    if (used == 0) return FailFrom("Malformed value: `" + ShownFrom(open + 1) + "`.", open + 1);
    i += 1 + used;
  }
  if (i >= text_.size()) {
    return FailFrom("Expression `" + ShownFrom(open) + "` is missing the following closing delimiter: `" + quote + "`.",
                    open);
  }
  value.end = i;
  at_ = i + 1;
  return value;
}

Error FilterLexer::NoValue() const {
  const size_t end_of_word = EndOfWord(at_);
  const bool keyword = IsKeyword(text_.substr(at_, end_of_word - at_));
  const size_t end = keyword ? end_of_word : EndOf(text_, at_, [](char32_t c) { return !EndsWrongWord(c); });
  const std::string word = Shown(at_, end);
  if (word.empty()) return Fail("Was expecting a value but instead got nothing.", at_, end);
  return Fail("Was expecting a value but instead got `" + word + "`" +
                  (keyword ? ", which is a reserved keyword. To use `" + word +
                                 "` as a field name or a value, surround it by quotes."
                           : "."),
              at_, end);
}

Error FilterLexer::Fail(const std::string& message, size_t begin, size_t end, ErrorCode code) const {
  const size_t column = 1 + text::CountCodePoints(text_.substr(0, begin));
  const size_t size = text::CountCodePoints(text_.substr(begin, end - begin));
  return {code,
          message + "\n" + std::to_string(column) + ":" + std::to_string(column + size) + " " + Shown(0, text_.size())};
}

std::string FilterLexer::Shown(size_t begin, size_t end) const {
  constexpr size_t kMaxShown = 1000;
  std::string shown;
  const std::string_view all = text_.substr(begin, end - begin);
  const std::string_view front = text::TruncateUtf8(all, kMaxShown);
  for (const char c : front) {
    if (c == '\n') {
      shown += "\\n";
    } else {
      shown += c;
    }
  }
  return front.size() < all.size() ? shown + "…" : shown;
}

}  // namespace sou::web::meili
