// SPDX-License-Identifier: GPL-3.0-or-later
//
// A query as read: a tree of what the user asked for, before anything is known of the index.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sou::query {

enum class NodeKind {
  kAnd,     // all children; a query without operators is one of these
  kOr,      // any child
  kNot,     // not its one child
  kWord,    // text as typed between blanks; the analyzer may find several words in it
  kPrefix,  // words that begin so
  kPhrase,  // these words in a row
  kFilter,  // field:value
};

// What stands before the colon. kText: the page's text as a whole, no field was named.
enum class QueryField { kText, kTitle, kTag, kCategory, kLang, kSection, kPath, kAuthor, kDate };

struct Node {
  NodeKind kind = NodeKind::kAnd;
  QueryField field = QueryField::kText;  // kWord, kPrefix, kPhrase: kText or kTitle; kFilter: any other
  std::string text;                      // of leaves: the query's own bytes
  size_t at = 0;                         // byte offset in the query of the whole, its field and quotes included
  size_t text_at = 0;                    // of `text`
  bool required = false;                 // kAnd: joined by AND, so a page must have all; blanks ask for them first
  std::vector<Node> children;
};

// One line: (and "nginx" (not "apache") tag:"cloud native" ku*).
[[nodiscard]] std::string Dump(const Node& node);

// "title", "tag", …; empty for kText.
[[nodiscard]] std::string_view FieldName(QueryField field);

}  // namespace sou::query
