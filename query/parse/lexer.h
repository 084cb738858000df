// SPDX-License-Identifier: GPL-3.0-or-later
//
// Query text → tokens. Never fails. Full-width punctuation and curly quotes count as their ASCII twins; offsets are
// bytes in the query as given. Pure functions, thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "query/parse/ast.h"

namespace sou::query {

enum class LexKind {
  kWord,
  kPhrase,
  kField,  // a known field name and its colon; a word, a phrase or a bracket follows directly
  kOpen,
  kClose,
  kMinus,  // before what is to be excluded
  kAnd,
  kOr,
  kNot,
};

struct LexToken {
  LexKind kind = LexKind::kWord;
  std::string text;  // of kWord and kPhrase: the query's own bytes; of the operators, as typed
  size_t at = 0;
  QueryField field = QueryField::kText;  // of kField
  bool closed = true;                    // kPhrase: the closing quote is there
  size_t text_at = 0;                    // of kWord and kPhrase
};

// `query` must be valid UTF-8.
[[nodiscard]] std::vector<LexToken> Lex(std::string_view query);

}  // namespace sou::query
