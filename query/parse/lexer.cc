// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/parse/lexer.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "common/text/utf8.h"

namespace sou::query {
namespace {

struct FieldWord {
  std::string_view name;
  QueryField field;
};
constexpr FieldWord kFieldWords[] = {
    {"title", QueryField::kTitle},
    {"tag", QueryField::kTag},
    {"tags", QueryField::kTag},
    {"category", QueryField::kCategory},
    {"categories", QueryField::kCategory},
    {"lang", QueryField::kLang},
    {"language", QueryField::kLang},
    {"section", QueryField::kSection},
    {"path", QueryField::kPath},
    {"author", QueryField::kAuthor},
    {"authors", QueryField::kAuthor},
    {"date", QueryField::kDate},
};

// In any case: keyboards of phones begin with a capital.
std::optional<QueryField> FieldByName(std::string_view name) {
  const auto same = [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b + 32 : b); };
  for (const FieldWord& word : kFieldWords) {
    if (std::ranges::equal(word.name, name, same)) return word.field;
  }
  return std::nullopt;
}

// Signs of the query language as other keyboards type them.
char32_t AsciiTwin(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
  switch (c) {
    case 0x3000:
      return ' ';
    default:
      return c;
  }
}

// “ ” „ ‟: quotes of the language only where they stand for themselves. Inside a sentence (“一轴”指的是什么) they are
// the sentence's.
bool IsCurlyQuote(char32_t c) { return c >= 0x201C && c <= 0x201F; }

bool IsBlank(char32_t c) { return c <= ' ' || c == 0x7F || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028; }
bool IsAsciiLetter(char32_t c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool EndsWord(char32_t c) { return IsBlank(c) || c == '"' || IsCurlyQuote(c) || c == '(' || c == ')'; }

class Lexer {
 public:
  explicit Lexer(std::string_view query) : query_(query) {}

  std::vector<LexToken> Run() {
    while (position_ < query_.size()) Step();
    return std::move(tokens_);
  }

 private:
  // The sign at `position`, as ASCII if it has a twin; moves behind it.
  char32_t Take(size_t* position) const { return AsciiTwin(text::NextCodePoint(query_, position)); }

  [[nodiscard]] char32_t Peek(size_t position) const { return position < query_.size() ? Take(&position) : 0; }

  void Step() {
    const size_t at = position_;
    size_t behind = at;
    const char32_t c = Take(&behind);
    if (IsBlank(c)) {
      position_ = behind;
    } else if (c == '"' || (IsCurlyQuote(c) && OpensPhrase(at, behind))) {
      position_ = behind;
      TakePhrase(at);
    } else if (IsCurlyQuote(c)) {
      position_ = behind;
    } else if (c == '(' || c == ')') {
      position_ = behind;
      tokens_.push_back({c == '(' ? LexKind::kOpen : LexKind::kClose, "", at});
    } else if (c == '-' && IsExclusion(at, behind)) {
      position_ = behind;
      tokens_.push_back({LexKind::kMinus, "-", at});
    } else {
      TakeWord(at);
    }
  }

  // A curly quote with nothing but a sign of the language before it, whose partner has nothing behind it.
  [[nodiscard]] bool OpensPhrase(size_t at, size_t behind) const {
    if (at > 0) {
      size_t before = at;
      const char32_t c = AsciiTwin(text::PreviousCodePoint(query_, &before));
      if (!IsBlank(c) && c != '(' && c != '-' && c != ':') return false;
    }
    while (behind < query_.size()) {
      const char32_t c = Take(&behind);
      if (!IsCurlyQuote(c) && c != '"') continue;
      const char32_t next = Peek(behind);
      return next == 0 || IsBlank(next) || next == ')';
    }
    return true;
  }

  // A single minus behind a blank and directly before a letter, a quote or a bracket. --dry-run, -9 and -> are words.
  [[nodiscard]] bool IsExclusion(size_t at, size_t behind) const {
    if (at > 0) {
      size_t before = at;
      const char32_t c = AsciiTwin(text::PreviousCodePoint(query_, &before));
      if (!IsBlank(c) && c != '(') return false;
    }
    if (behind == query_.size()) return false;
    const char32_t next = Take(&behind);
    if (next >= 0x80) return !IsBlank(next);
    if (IsAsciiLetter(next) || next == '_' || next == '"' || next == '(') return true;
    const bool begins_name = next == '.' || next == '@' || next == '#' || next == '$';  // -.NET
    return begins_name && IsAsciiLetter(Peek(behind));
  }

  void TakePhrase(size_t at) {
    LexToken phrase{LexKind::kPhrase, "", at};
    phrase.closed = false;
    phrase.text_at = position_;
    while (position_ < query_.size()) {
      const size_t begin = position_;
      const char32_t c = Take(&position_);
      if (c == '"' || IsCurlyQuote(c)) {
        phrase.closed = true;
        break;
      }
      phrase.text += query_.substr(begin, position_ - begin);
    }
    tokens_.push_back(std::move(phrase));
  }

  void TakeWord(size_t at) {
    while (position_ < query_.size()) {
      size_t behind = position_;
      const char32_t c = Take(&behind);
      if (EndsWord(c)) break;
      const auto field = c == ':' ? FieldByName(query_.substr(at, position_ - at)) : std::nullopt;
      if (field && BeginsValue(behind)) {
        tokens_.push_back({LexKind::kField, std::string(query_.substr(at, position_ - at)), at, *field});
        position_ = behind;
        return TakeValue();
      }
      position_ = behind;
    }
    AddWord(at);
  }

  // Something stands directly behind a field's colon. title::x is no field.
  [[nodiscard]] bool BeginsValue(size_t position) const {
    const char32_t next = Peek(position);
    return next != 0 && next != ':' && next != ')' && !IsBlank(next);
  }

  // What follows a field's colon: a phrase, or everything up to a blank; a bracket is a token of its own.
  void TakeValue() {
    const size_t at = position_;
    size_t behind = at;
    const char32_t first = Take(&behind);
    if (first == '(') return;
    if (first == '"' || IsCurlyQuote(first)) {
      position_ = behind;
      return TakePhrase(at);
    }
    while (position_ < query_.size()) {
      behind = position_;
      if (EndsWord(Take(&behind))) break;
      position_ = behind;
    }
    LexToken value{LexKind::kWord, std::string(query_.substr(at, position_ - at)), at};
    value.text_at = at;
    tokens_.push_back(std::move(value));
  }

  void AddWord(size_t at) {
    LexToken word{LexKind::kWord, std::string(query_.substr(at, position_ - at)), at};
    word.text_at = at;
    word.kind = OperatorOf(word.text);
    tokens_.push_back(std::move(word));
  }

  static LexKind OperatorOf(std::string_view word) {
    if (word == "AND") return LexKind::kAnd;
    if (word == "OR") return LexKind::kOr;
    if (word == "NOT") return LexKind::kNot;
    return LexKind::kWord;
  }

  std::string_view query_;
  size_t position_ = 0;
  std::vector<LexToken> tokens_;
};

}  // namespace

std::vector<LexToken> Lex(std::string_view query) { return Lexer(query).Run(); }

}  // namespace sou::query
