// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/parse/lexer.h"

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
    {"date", QueryField::kDate},
};

std::optional<QueryField> FieldByName(std::string_view name) {
  for (const FieldWord& word : kFieldWords) {
    if (word.name == name) return word.field;
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
    } else if (c == '-' && IsExclusion(behind)) {
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

  // A single minus directly before a word, phrase or bracket; --dry-run is a name.
  [[nodiscard]] bool IsExclusion(size_t behind) const {
    const char32_t next = Peek(behind);
    return next != 0 && next != '-' && next != ')' && !IsBlank(next);
  }

  void TakePhrase(size_t at) {
    LexToken phrase{LexKind::kPhrase, "", at};
    phrase.closed = false;
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
    std::string word;
    while (position_ < query_.size()) {
      size_t behind = position_;
      const char32_t c = Take(&behind);
      if (EndsWord(c)) break;
      if (c == ':') {
        const auto field = FieldByName(word);
        const char32_t next = Peek(behind);
        if (field && next != 0 && next != ':' && (next == '"' || IsCurlyQuote(next) || !EndsWord(next))) {
          position_ = behind;
          tokens_.push_back({LexKind::kField, std::move(word), at, *field});
          return TakeValue();
        }
      }
      // Only the signs of the language change; letters stay as typed, the analyzer folds them.
      const bool sign =
          c < 0x80 && c != 0 && !(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z');
      if (sign) {
        word += static_cast<char>(c);
      } else {
        word += query_.substr(position_, behind - position_);
      }
      position_ = behind;
    }
    tokens_.push_back({OperatorOf(word), std::move(word), at});
  }

  // What follows a field's colon: a phrase, or everything up to a blank.
  void TakeValue() {
    const size_t at = position_;
    size_t behind = at;
    const char32_t first = Take(&behind);
    if (first == '"' || IsCurlyQuote(first)) {
      position_ = behind;
      return TakePhrase(at);
    }
    std::string value;
    while (position_ < query_.size()) {
      behind = position_;
      if (EndsWord(Take(&behind))) break;
      value += query_.substr(position_, behind - position_);
      position_ = behind;
    }
    tokens_.push_back({LexKind::kWord, std::move(value), at});
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
