// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/parse/ast.h"

namespace sou::query {
namespace {

std::string DumpLeaf(const Node& node) {
  std::string out;
  if (node.field != QueryField::kText) out = std::string(FieldName(node.field)) + ":";
  if (node.kind == NodeKind::kPrefix) return out + node.text + "*";
  const std::string_view quotes = node.kind == NodeKind::kWord ? "" : "\"";
  return out + std::string(quotes) + node.text + std::string(quotes);
}

std::string DumpGroup(std::string_view name, const Node& node) {
  std::string out = "(" + std::string(name);
  for (const Node& child : node.children) out += " " + Dump(child);
  return out + ")";
}

}  // namespace

std::string_view FieldName(QueryField field) {
  switch (field) {
    case QueryField::kText:
      return "";
    case QueryField::kTitle:
      return "title";
    case QueryField::kTag:
      return "tag";
    case QueryField::kCategory:
      return "category";
    case QueryField::kLang:
      return "lang";
    case QueryField::kSection:
      return "section";
    case QueryField::kPath:
      return "path";
    case QueryField::kAuthor:
      return "author";
    case QueryField::kDate:
      return "date";
  }
  return "";
}

std::string Dump(const Node& node) {
  switch (node.kind) {
    case NodeKind::kAnd:
      return DumpGroup("and", node);
    case NodeKind::kOr:
      return DumpGroup("or", node);
    case NodeKind::kNot:
      return DumpGroup("not", node);
    case NodeKind::kWord:
    case NodeKind::kPrefix:
    case NodeKind::kPhrase:
    case NodeKind::kFilter:
      return DumpLeaf(node);
  }
  return "";
}

}  // namespace sou::query
