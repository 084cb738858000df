// SPDX-License-Identifier: GPL-3.0-or-later
//
// Query text → tree and diagnostics. Whatever is typed gives a tree; what could not be taken as typed is said in a
// diagnostic.
//
//   query  = group of alternatives joined by OR; a group is terms joined by AND or nothing
//   term   = [-|NOT] [field:] ( word | "phrase" | word* | '(' query ')' )
//
// Operators are in capitals. All rules, with examples: docs/QUERY_SYNTAX.md. Pure functions, thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "query/parse/ast.h"
#include "query/search/request.h"

namespace sou::query {

struct ParseLimits {
  size_t max_bytes = 2048;  // the rest of the query is not searched
  size_t max_leaves = 64;   // words, phrases and filters; further ones are not searched
  size_t max_depth = 16;    // brackets deeper than this are ignored
};

struct ParsedQuery {
  Node root;  // a kAnd; without children: everything
  std::vector<Diagnostic> diagnostics;
};

// `query` must be valid UTF-8.
[[nodiscard]] ParsedQuery Parse(std::string_view query, const ParseLimits& limits = {});

}  // namespace sou::query
