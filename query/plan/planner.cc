// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/plan/planner.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "query/plan/filters.h"
#include "query/plan/ranking.h"
#include "query/plan/unit_query.h"

namespace sou::query {
namespace {

using Xapian::Query;

// A query of 2 kB of Chinese has thousands of terms; the first of them say what it is about.
constexpr size_t kMaxScoreTerms = 400;

Query AllOf(const std::vector<Query>& queries) {
  return queries.empty() ? Query(std::string()) : Query(Query::OP_AND, queries.begin(), queries.end());
}
Query AnyOf(const std::vector<Query>& queries) { return Query(Query::OP_OR, queries.begin(), queries.end()); }

bool HasPhrase(const Node& node) {
  return node.kind == NodeKind::kPhrase || std::any_of(node.children.begin(), node.children.end(), HasPhrase);
}

}  // namespace

// One plan in the making.
class Planner::Work {
 public:
  Work(const Planner& planner, const Node& root) : planner_(planner), root_(root) {}

  Plan Run(const Filters& filters) {
    needed_ = MatchFilters(filters, planner_.database_);
    const bool nothing_asked = root_.children.empty();
    for (const Node& child : root_.children) AddClause(child);
    plan_.check.kind = TextCheck::Kind::kAll;
    for (const Node& child : root_.children) {
      if (HasPhrase(child)) plan_.check.children.push_back(CheckOf(child));
    }
    if (!nothing_asked && nothing_found_) {
      plan_.all = Query();
      return std::move(plan_);
    }
    Compose();
    return std::move(plan_);
  }

 private:
  void Say(const Node& node, std::string message) { plan_.diagnostics.push_back({node.at, std::move(message)}); }

  std::vector<QueryUnit> Units(const Node& leaf) const {
    return ReadUnits(leaf.text, text::Purpose::kQuery, planner_.languages_, planner_.analyzer_);
  }

  static const UnitFields& FieldsOf(const Node& leaf) {
    return leaf.field == QueryField::kTitle ? kTitleFields : kPageFields;
  }

  // A child of the root: words may be loosened later, all else must hold.
  void AddClause(const Node& node) {
    const bool word = node.kind == NodeKind::kWord && node.field == QueryField::kText;
    if (word) return AddWords(node);
    if (node.kind == NodeKind::kNot) {
      const Node& excluded = node.children.front();
      nothing_found_ = false;
      if (HasPhrase(excluded)) return;  // the text check decides
      if (auto query = Match(excluded)) excluded_.push_back(*query);
      return;
    }
    if (auto query = Match(node)) needed_.push_back(*query);
    Collect(node);
  }

  void AddWords(const Node& node) {
    std::vector<QueryUnit> units = Units(node);
    if (units.empty()) Say(node, "\"" + node.text + "\" has no letters or digits to search for");
    for (QueryUnit& unit : units) {
      const bool stop = IsStopUnit(unit);
      has_hangul_ |= unit.kind == text::SegmentKind::kHangul;
      for (Query& word : MatchWords(unit, kPageFields)) (stop ? stop_words_ : words_).push_back(std::move(word));
      for (Query& word : MatchLoosely(unit, kPageFields))
        (stop ? loose_stop_words_ : loose_).push_back(std::move(word));
      AddScore(unit);
      plan_.units.push_back(std::move(unit));
      nothing_found_ = false;
    }
  }

  void AddScore(const QueryUnit& unit) {
    if (score_.size() < kMaxScoreTerms) ScoreUnit(unit, &score_);
  }

  // Which pages a part of the tree allows; nullopt if it says nothing.
  std::optional<Query> Match(const Node& node) {
    switch (node.kind) {
      case NodeKind::kAnd:
        return MatchAll(node);
      case NodeKind::kOr:
        return MatchAny(node);
      case NodeKind::kNot:
        return MatchNot(node);
      case NodeKind::kFilter:
        return MatchFilterNode(node);
      case NodeKind::kWord:
      case NodeKind::kPrefix:
      case NodeKind::kPhrase:
        return MatchLeaf(node);
    }
    return std::nullopt;
  }

  std::optional<Query> MatchLeaf(const Node& leaf) {
    std::vector<Query> queries;
    const std::vector<QueryUnit> units = Units(leaf);
    for (size_t i = 0; i < units.size(); ++i) {
      const bool prefix = leaf.kind == NodeKind::kPrefix && i + 1 == units.size();
      queries.push_back(prefix ? MatchPrefix(units[i], FieldsOf(leaf)) : MatchUnit(units[i], FieldsOf(leaf)));
      nothing_found_ = false;
    }
    if (!queries.empty()) return AllOf(queries);
    Say(leaf, "\"" + leaf.text + "\" has no letters or digits to search for");
    return std::nullopt;
  }

  std::optional<Query> MatchAll(const Node& node) {
    std::vector<Query> queries;
    std::vector<Query> excluded;
    for (const Node& child : node.children) {
      const bool negative = child.kind == NodeKind::kNot;
      if (negative && HasPhrase(child)) continue;
      if (auto query = Match(negative ? child.children.front() : child))
        (negative ? excluded : queries).push_back(*query);
    }
    if (queries.empty() && excluded.empty()) return std::nullopt;
    const Query all = AllOf(queries);
    return excluded.empty() ? all : Query(Query::OP_AND_NOT, all, AnyOf(excluded));
  }

  std::optional<Query> MatchAny(const Node& node) {
    std::vector<Query> queries;
    for (const Node& child : node.children) {
      if (auto query = Match(child)) queries.push_back(*query);
    }
    if (queries.empty()) return std::nullopt;
    return AnyOf(queries);
  }

  std::optional<Query> MatchNot(const Node& node) {
    const Query everything((std::string()));
    if (HasPhrase(node)) return everything;  // the text check decides
    const auto excluded = Match(node.children.front());
    return excluded ? Query(Query::OP_AND_NOT, everything, *excluded) : everything;
  }

  std::optional<Query> MatchFilterNode(const Node& node) {
    nothing_found_ = false;
    std::string reason;
    auto query = MatchFilter(node.field, node.text, planner_.database_, &reason);
    if (!query) Say(node, reason);
    return query;
  }

  // What a part of the tree that must hold adds to score and highlighting.
  void Collect(const Node& node) {
    switch (node.kind) {
      case NodeKind::kAnd:
      case NodeKind::kOr:
        for (const Node& child : node.children) Collect(child);
        return;
      case NodeKind::kNot:
      case NodeKind::kFilter:
        return;
      case NodeKind::kPhrase:
        plan_.phrases.push_back(node.text);
        break;
      case NodeKind::kWord:
      case NodeKind::kPrefix:
        break;
    }
    std::vector<QueryUnit> units = Units(node);
    for (size_t i = 0; i < units.size(); ++i) {
      const bool prefix = node.kind == NodeKind::kPrefix && i + 1 == units.size();
      units[i].prefix = prefix;
      if (node.kind == NodeKind::kPhrase) units[i].phrase = static_cast<uint32_t>(plan_.phrases.size());
      if (prefix) {
        score_.push_back(ScorePrefix(units[i]));
      } else {
        AddScore(units[i]);
      }
      plan_.units.push_back(std::move(units[i]));
    }
  }

  // The text check of a part that has a phrase in it. At the root, what has none is left to the index.
  TextCheck CheckOf(const Node& node) {
    TextCheck check;
    if (!HasPhrase(node)) {
      check.kind = TextCheck::Kind::kQuery;
      check.query = Match(node).value_or(Query(std::string()));
      return check;
    }
    switch (node.kind) {
      case NodeKind::kPhrase:
        check.kind = TextCheck::Kind::kPhrase;
        check.phrase = node.text;
        check.title_only = node.field == QueryField::kTitle;
        return check;
      case NodeKind::kNot:
        check.kind = TextCheck::Kind::kNot;
        break;
      case NodeKind::kOr:
        check.kind = TextCheck::Kind::kAny;
        break;
      case NodeKind::kAnd:
      case NodeKind::kWord:
      case NodeKind::kPrefix:
      case NodeKind::kFilter:
        check.kind = TextCheck::Kind::kAll;
        break;
    }
    for (const Node& child : node.children) check.children.push_back(CheckOf(child));
    return check;
  }

  // Ranks what `match` lets through by the score terms.
  Query Ranked(const std::vector<Query>& match) const {
    Query query = AllOf(match);
    if (!score_.empty()) query = Query(Query::OP_AND_MAYBE, query * 0.0, AnyOf(score_));
    if (!excluded_.empty()) query = Query(Query::OP_AND_NOT, query, AnyOf(excluded_));
    return query;
  }

  void Compose() {
    // A query of stop words alone means them.
    if (words_.empty()) {
      words_.swap(stop_words_);
      loose_.swap(loose_stop_words_);
    }
    plan_.everything = score_.empty();
    std::vector<Query> all = needed_;
    all.insert(all.end(), words_.begin(), words_.end());
    plan_.all = Ranked(all);
    const bool same = loose_.empty() || (loose_.size() == 1 && words_.size() == 1 && !has_hangul_);
    if (same) return;
    std::vector<Query> some = needed_;
    some.push_back(AnyOf(loose_));
    plan_.some = Ranked(some);
  }

  const Planner& planner_;
  const Node& root_;
  Plan plan_;
  std::vector<Query> needed_;      // filters, phrases, bracketed groups
  std::vector<Query> words_;       // words at the root: all of them, or at least some
  std::vector<Query> stop_words_;  // words at the root that a page need not have
  std::vector<Query> loose_;       // the same, as pages that have only some must have them
  std::vector<Query> loose_stop_words_;
  bool has_hangul_ = false;
  std::vector<Query> excluded_;
  std::vector<Query> score_;
  bool nothing_found_ = true;  // the query has nothing in it that can be searched for
};

Planner::Planner(std::vector<std::string> languages, const Xapian::Database& database, text::Analyzer* analyzer)
    : languages_(std::move(languages)), database_(database), analyzer_(analyzer) {}

Plan Planner::MakePlan(const Node& root, const Filters& filters) { return Work(*this, root).Run(filters); }

}  // namespace sou::query
