// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hugo/matcher.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <utility>

#include "common/text/utf8.h"
#include "indexer/source/ascii.h"
#include "indexer/source/config_file.h"

namespace sou::indexer {
namespace {

constexpr size_t kMaxPatternBytes = 1024;
constexpr size_t kMaxPatterns = 32;
// What Hugo calls itself when it builds a site to be published.
constexpr std::string_view kEnvironment = "production";

// The end of the brace that opens at `begin`, npos if it is never closed; the commas on its own level.
size_t FindBraceEnd(std::string_view pattern, size_t begin, std::vector<size_t>* commas) {
  size_t depth = 0;
  for (size_t i = begin; i < pattern.size(); ++i) {
    if (pattern[i] == '{') ++depth;
    if (pattern[i] == ',' && depth == 1) commas->push_back(i);
    if (pattern[i] == '}' && --depth == 0) return i;
  }
  return std::string_view::npos;
}

// "a{b,c}" → "ab", "ac"; empty if there are too many.
std::vector<std::string> ExpandBraces(std::string_view pattern) {
  std::vector<std::string> done;
  std::vector<std::string> open = {std::string(pattern)};
  while (!open.empty()) {
    const std::string next = std::move(open.back());
    open.pop_back();
    const size_t begin = next.find('{');
    std::vector<size_t> stops = {begin};
    const size_t end = begin == std::string::npos ? begin : FindBraceEnd(next, begin, &stops);
    if (end == std::string::npos) {
      done.push_back(next);
    } else {
      stops.push_back(end);
      for (size_t i = 0; i + 1 < stops.size(); ++i) {
        const std::string inner = next.substr(stops[i] + 1, stops[i + 1] - stops[i] - 1);
        open.push_back(next.substr(0, begin) + inner + next.substr(end + 1));
      }
    }
    if (done.size() + open.size() > kMaxPatterns) return {};
  }
  return done;
}

struct Token {
  enum class Kind : uint8_t { kOne, kAnyOne, kAnyInFolder, kAny, kClass };
  Kind kind = Kind::kOne;
  char32_t c = 0;
  bool negated = false;
  std::vector<std::pair<char32_t, char32_t>> ranges;

  [[nodiscard]] bool Repeats() const { return kind == Kind::kAnyInFolder || kind == Kind::kAny; }
  [[nodiscard]] bool Takes(char32_t given) const {
    if (kind == Kind::kOne) return given == c;
    if (kind == Kind::kAny) return true;
    if (given == '/') return false;
    if (kind != Kind::kClass) return true;
    return negated != std::any_of(ranges.begin(), ranges.end(),
                                  [&](const auto& range) { return given >= range.first && given <= range.second; });
  }
};

// "[a-z]" from behind its bracket; false if it is never closed.
bool ReadClass(std::string_view pattern, size_t* at, Token* token) {
  size_t i = *at;
  if (i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^')) {
    token->negated = true;
    ++i;
  }
  while (i < pattern.size() && pattern[i] != ']') {
    const char32_t first = text::NextCodePoint(pattern, &i);
    char32_t last = first;
    if (i + 1 < pattern.size() && pattern[i] == '-' && pattern[i + 1] != ']') {
      ++i;
      last = text::NextCodePoint(pattern, &i);
    }
    token->ranges.emplace_back(first, last);
  }
  if (i >= pattern.size()) return false;
  token->kind = Token::Kind::kClass;
  *at = i + 1;
  return true;
}

std::vector<Token> Tokenize(std::string_view pattern) {
  std::vector<Token> tokens;
  for (size_t i = 0; i < pattern.size();) {
    Token token;
    token.c = text::NextCodePoint(pattern, &i);
    if (token.c == '\\' && i < pattern.size()) {
      token.c = text::NextCodePoint(pattern, &i);
    } else if (token.c == '?') {
      token.kind = Token::Kind::kAnyOne;
    } else if (token.c == '*') {
      const bool twice = i < pattern.size() && pattern[i] == '*';
      token.kind = twice ? Token::Kind::kAny : Token::Kind::kAnyInFolder;
      if (twice) ++i;
    } else if (token.c == '[') {
      ReadClass(pattern, &i, &token);
    }
    tokens.push_back(std::move(token));
  }
  return tokens;
}

// Walks all ways through the pattern at once: reached[i] says that the first i tokens match the text so far.
bool MatchesTokens(const std::vector<Token>& tokens, std::string_view text) {
  std::vector<char> reached(tokens.size() + 1, 0);
  const auto reach = [&tokens](std::vector<char>* states, size_t i) {
    while ((*states)[i] == 0) {  // beyond a state reached before nothing is new
      (*states)[i] = 1;
      if (i < tokens.size() && tokens[i].Repeats()) ++i;
    }
  };
  reach(&reached, 0);
  for (size_t at = 0; at < text.size();) {
    const char32_t c = text::NextCodePoint(text, &at);
    std::vector<char> next(tokens.size() + 1, 0);
    for (size_t i = 0; i < tokens.size(); ++i) {
      if (reached[i] != 0 && tokens[i].Takes(c)) reach(&next, tokens[i].Repeats() ? i : i + 1);
    }
    reached = std::move(next);
  }
  return reached.back() != 0;
}

}  // namespace

HugoMatcher ReadHugoMatcher(const Value& target) {
  HugoMatcher matcher;
  matcher.kind = AsciiLower(TextOf(target, "kind"));
  matcher.path = NormalizeHugoPath(TextOf(target, "path"));
  matcher.environment = AsciiLower(TextOf(target, "environment"));
  matcher.languages = ListOf(target.Find("lang"));
  if (const Value* matrix = target.Find("sites", "matrix"); matrix != nullptr) {
    matcher.languages = ListOf(matrix->Find("languages"));
  }
  for (std::string& language : matcher.languages) language = AsciiLower(language);
  return matcher;
}

HugoMatcher HugoSectionMatcher(std::string_view kind, std::string_view section) {
  std::string name = NormalizeHugoPath(TrimSpace(section));
  while (name.ends_with('/')) name.pop_back();
  while (name.starts_with('/')) name.erase(0, 1);
  HugoMatcher matcher;
  matcher.kind = kind;
  matcher.path = name.empty() ? "/*" : "/" + name + "{,/**}";
  return matcher;
}

bool Matches(const HugoMatcher& matcher, const HugoPageId& page) {
  if (!matcher.kind.empty() && matcher.kind != page.kind) return false;
  if (!matcher.environment.empty() && !MatchesHugoGlob(matcher.environment, kEnvironment)) return false;
  if (!MatchesLanguage(matcher, page.language)) return false;
  return matcher.path.empty() || MatchesHugoGlob(matcher.path, page.path) ||
         MatchesHugoGlob(matcher.path, page.file_path);
}

bool MatchesLanguage(const HugoMatcher& matcher, std::string_view language) {
  return matcher.languages.empty() ||
         std::any_of(matcher.languages.begin(), matcher.languages.end(),
                     [&](const std::string& glob) { return MatchesHugoGlob(glob, language); });
}

bool MatchesHugoGlob(std::string_view pattern, std::string_view text) {
  if (pattern.size() > kMaxPatternBytes) return false;
  const std::vector<std::string> patterns = ExpandBraces(pattern);
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& one) { return MatchesTokens(Tokenize(one), text); });
}

std::string NormalizeHugoPath(std::string_view path) {
  std::string out;
  for (size_t i = 0; i < path.size();) {
    const char32_t c = text::NextCodePoint(path, &i);
    text::AppendCodePoint(c == ' ' ? U'-' : static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))), &out);
  }
  return out;
}

}  // namespace sou::indexer
