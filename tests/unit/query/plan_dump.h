// SPDX-License-Identifier: GPL-3.0-or-later
//
// A plan as one line, for tables: which pages it lets through, not how they are scored.
//   all: (pods/ nginx -apache)        pages with all words: those of brackets must all hold, of {…|…} any, not what has
//   a '-' some: {pods/|nginx}               pages with some of them, where that is another query check: "cloud native"
//   what the text of a candidate must show
// A word with its stems and other forms is the word and '/', a gram 'xy, a title's word S:word, a prefix word*.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "query/plan/planner.h"

namespace sou::query {

class PlanDumper {
 public:
  static std::string Dump(const Plan& plan) {
    std::string out;
    const auto add = [&](const std::string& name, const std::string& text) {
      if (!text.empty()) out += (out.empty() ? "" : " ") + name + ": " + text;
    };
    add("all", Pages(plan.all));
    add("some", Pages(plan.some));
    std::string check;
    for (const TextCheck& child : plan.check.children) check += (check.empty() ? "" : " ") + Check(child);
    add("check", check);
    return out.empty() ? "nothing" : out;
  }

 private:
  using Query = Xapian::Query;

  static std::string Pages(const Query& query) { return query.empty() ? "" : Of(query); }

  static std::string Of(const Query& query) {
    switch (query.get_type()) {
      case Query::OP_AND:
      case Query::OP_FILTER:
        return "(" + Joined(query, " ") + ")";
      case Query::OP_OR:
        return "{" + Joined(query, "|") + "}";
      case Query::OP_AND_NOT:
        return Without(query);
      case Query::OP_AND_MAYBE:
      case Query::OP_SCALE_WEIGHT:
        return Of(query.get_subquery(0));
      case Query::OP_SYNONYM:  // the forms of a word
        return query.get_num_subqueries() == 1 ? Of(query.get_subquery(0)) : Of(query.get_subquery(0)) + "/";
      case Query::LEAF_TERM:
        return Term(*query.get_terms_begin());
      case Query::LEAF_MATCH_ALL:
        return "everything";
      case Query::LEAF_MATCH_NOTHING:
        return "nothing";
      case Query::OP_VALUE_RANGE:
      case Query::OP_VALUE_GE:
      case Query::OP_VALUE_LE:
        return "dates";
      case Query::OP_WILDCARD:
        return Term(WildcardPrefix(query)) + "*";
      default:
        return query.get_description();
    }
  }

  static std::string Joined(const Query& query, const std::string& sign) {
    std::string out;
    for (size_t i = 0; i < query.get_num_subqueries(); ++i) out += (i == 0 ? "" : sign) + Of(query.get_subquery(i));
    return out;
  }

  static std::string Without(const Query& query) {
    std::string out = Of(query.get_subquery(0));
    for (size_t i = 1; i < query.get_num_subqueries(); ++i) out += " -" + Of(query.get_subquery(i));
    return out;
  }

  // Xapian has no other way to ask: "Query(WILDCARD OR kube)".
  static std::string WildcardPrefix(const Query& query) {
    const std::string text = query.get_description();
    const size_t kind = text.find("WILDCARD ") + std::string_view("WILDCARD ").size();
    const size_t begin = text.find(' ', kind) + 1;
    return text.substr(begin, text.size() - begin - 1);
  }

  static std::string Term(const std::string& term) {
    const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto end = std::find_if_not(term.begin(), term.end(), is_capital);
    const std::string_view prefix(term.data(), static_cast<size_t>(end - term.begin()));
    std::string value = term.substr(prefix.size());
    if (value.starts_with(':')) value.erase(0, 1);
    if (prefix.empty()) return value;
    if (prefix == store::RuleOf(store::TermField::kGram).prefix) return "'" + value;
    if (prefix == store::RuleOf(store::TermField::kTitleGram).prefix) return "S:'" + value;
    return std::string(prefix) + ":" + value;
  }

  static std::string Check(const TextCheck& check) {
    switch (check.kind) {
      case TextCheck::Kind::kPhrase:
        return (check.title_only ? "title:\"" : "\"") + check.phrase + "\"";
      case TextCheck::Kind::kQuery:
        return Of(check.query);
      case TextCheck::Kind::kAll:
        return "(" + Children(check, " ") + ")";
      case TextCheck::Kind::kAny:
        return "{" + Children(check, "|") + "}";
      case TextCheck::Kind::kNot:
        return "-" + Children(check, " ");
    }
    return "";
  }

  static std::string Children(const TextCheck& check, const std::string& sign) {
    std::string out;
    for (const TextCheck& child : check.children) out += (out.empty() ? "" : sign) + Check(child);
    return out;
  }
};

}  // namespace sou::query
