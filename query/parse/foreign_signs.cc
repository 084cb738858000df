// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/parse/foreign_signs.h"

#include <algorithm>
#include <array>

#include "common/base/nearest.h"

namespace sou::query {
namespace {

struct OtherName {
  std::string_view name;
  std::string_view ours;
};
constexpr OtherName kOtherNames[] = {
    {"intitle", "title"}, {"allintitle", "title"}, {"inurl", "path"}, {"allinurl", "path"}};
constexpr std::array<std::string_view, 3> kLongNames = {"category", "section", "author"};
// Shorter words are too near to too many others: data is no misspelt date.
constexpr size_t kMinMisspelt = 5;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool IsAlnum(char c) { return IsLetter(c) || IsDigit(c); }

bool IsNumber(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return IsDigit(c) || c == '.'; });
}

// The word without `sign` and a number at its end; the word itself if it does not end so.
std::string_view WithoutNumber(std::string_view word, char sign, bool number_needed) {
  const size_t at = word.rfind(sign);
  if (at == std::string_view::npos) return word;
  const std::string_view number = word.substr(at + 1);
  return IsNumber(number) || (number.empty() && !number_needed) ? word.substr(0, at) : word;
}

// A sign between two letters or digits.
bool HasInside(std::string_view word, char sign) {
  for (size_t i = 1; i + 1 < word.size(); ++i) {
    if (word[i] == sign && IsAlnum(word[i - 1]) && IsAlnum(word[i + 1])) return true;
  }
  return false;
}

bool IsRegex(std::string_view word) {
  if (word.size() < 4 || !word.starts_with('/') || !word.ends_with('/')) return false;
  constexpr std::array<std::string_view, 5> kSigns = {".*", ".+", "\\", "[", "{"};
  return std::ranges::any_of(kSigns, [&](std::string_view sign) { return word.find(sign) != std::string_view::npos; });
}

// intitle:x, catgory:x
std::optional<std::string> OtherField(std::string_view word) {
  const size_t colon = word.find(':');
  if (colon == std::string_view::npos || colon + 1 == word.size() || !IsAlnum(word[colon + 1])) return std::nullopt;
  std::string name(word.substr(0, colon));
  for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  std::string_view ours;
  for (const OtherName& other : kOtherNames) {
    if (other.name == name) ours = other.ours;
  }
  if (ours.empty() && name.size() >= kMinMisspelt) ours = NearestName(name, kLongNames).value_or("");
  if (ours.empty() || ours == name) return std::nullopt;
  return "\"" + name + ":\" names no field and was taken as a word; perhaps " + std::string(ours) + ": is meant";
}

bool HasStar(std::string_view word) {
  const size_t star = word.find('*');
  if (star == std::string_view::npos) return false;
  return std::any_of(word.begin() + static_cast<std::ptrdiff_t>(star), word.end(), IsAlnum);
}

}  // namespace

std::optional<std::string> ForeignSign(std::string_view word) {
  if (word.size() < 2) return std::nullopt;
  if (auto field = OtherField(word)) return field;
  if (IsRegex(word)) return "regular expressions are not understood; this was taken as words";
  const bool address = word.find("//") != std::string_view::npos;
  if (address) return std::nullopt;
  if (HasStar(word)) return "a star is only understood at the end of a word; this was taken as words";
  const bool one_question = std::ranges::count(word, '?') == 1 && word.find('=') == std::string_view::npos;
  if (one_question && HasInside(word, '?')) return "? stands for no letter; this was taken as words";
  if (HasInside(word, '|')) return "| joins nothing; either of two is: a OR b";
  if (word[0] == '+' && IsLetter(word[1])) return "+ is not needed: all words are looked for";
  if (word[0] == '~' && IsLetter(word[1])) return "~ is not understood and was ignored";
  if (WithoutNumber(word, '^', true) != word) return "^ does not weigh words; this was taken as words";
  const std::string_view before = WithoutNumber(word, '~', false);
  if (before != word && !before.empty() && IsAlnum(before.back()))
    return "~ is not understood; this was taken as words";
  if (word == "NEAR" || word.starts_with("NEAR/")) return "NEAR is taken as a word; words in a row are a \"phrase\"";
  return std::nullopt;
}

std::optional<std::string> JoiningSign(std::string_view word) {
  if (word == "|" || word == "||")
    return std::string(word) + " joins nothing and was ignored; either of two is: a OR b";
  if (word == "&" || word == "&&" || word == "+")
    return std::string(word) + " is not needed and was ignored: all words are looked for";
  return std::nullopt;
}

bool IsSuffixOfPhrase(std::string_view word) {
  const bool sign = word.starts_with('~') || word.starts_with('^');
  return sign && (word.size() == 1 || IsNumber(word.substr(1)));
}

}  // namespace sou::query
