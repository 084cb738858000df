// SPDX-License-Identifier: GPL-3.0-or-later
//
// The words, quoted values and signs of a filter, one after the other, and errors that point at them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "common/base/result.h"

namespace sou::web::meili {

// A word, or what stands in quotes.
struct FilterValue {
  std::string text;
  size_t begin = 0;  // bytes of the filter, without the quotes
  size_t end = 0;
};

// Reads a filter from front to back. Outlived by the text. One thread at a time.
class FilterLexer {
 public:
  explicit FilterLexer(std::string_view text) : text_(text) {}

  void SkipBlanks();
  [[nodiscard]] bool AtEnd() const { return at_ == text_.size(); }
  [[nodiscard]] size_t at() const { return at_; }
  void GoTo(size_t at) { at_ = at; }

  // Takes the sign, or the keyword as a whole word, if it comes next after blanks.
  bool TakeSign(std::string_view sign);
  bool TakeKeyword(std::string_view keyword);
  // The next value; an error if there is none, or the quote does not end.
  [[nodiscard]] Result<FilterValue> TakeValue();
  // Whether a value, or a keyword, comes next.
  [[nodiscard]] bool SeesValue();

  // "MESSAGE\n3:7 FILTER": columns count characters from 1.
  [[nodiscard]] Error Fail(const std::string& message, size_t begin, size_t end,
                           ErrorCode code = ErrorCode::kInvalidArgument) const;
  [[nodiscard]] Error FailFrom(const std::string& message, size_t begin) const {
    return Fail(message, begin, text_.size());
  }
  // What stands there, for a message: control characters escaped.
  [[nodiscard]] std::string Shown(size_t begin, size_t end) const;
  [[nodiscard]] std::string ShownFrom(size_t begin) const { return Shown(begin, text_.size()); }

 private:
  [[nodiscard]] std::string_view Rest() const { return text_.substr(at_); }
  [[nodiscard]] size_t EndOfWord(size_t begin) const;
  [[nodiscard]] Result<FilterValue> TakeQuoted(char quote);
  [[nodiscard]] Error NoValue() const;

  std::string_view text_;
  size_t at_ = 0;
};

}  // namespace sou::web::meili
