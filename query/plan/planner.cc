// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/plan/planner.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <utility>

#include "common/store/schema.h"
#include "common/text/fold.h"
#include "common/text/segment.h"
#include "common/text/utf8.h"
#include "query/plan/filters.h"
#include "query/plan/query_language.h"
#include "query/plan/unit_query.h"

namespace sou::query {
namespace {

using store::TermField;
using Xapian::Query;

// A query of 2 kB of Chinese has thousands of terms; the first of them say what it is about.
constexpr size_t kMaxScoreTerms = 400;

// Looking for what a word was meant to be takes some milliseconds in a vocabulary of 200,000 words.
constexpr size_t kMaxUnknownWords = 16;

// Each looks at the path of every page below it: 64 of them would take seconds on a site of 100,000 pages.
constexpr size_t kMaxPathFilters = 8;

Query AllOf(const std::vector<Query>& queries) {
  return queries.empty() ? Query(std::string()) : Query(Query::OP_AND, queries.begin(), queries.end());
}
Query AnyOf(const std::vector<Query>& queries) { return Query(Query::OP_OR, queries.begin(), queries.end()); }

std::string TextOf(const std::vector<QueryUnit>& units) {
  std::string text;
  for (const QueryUnit& unit : units) text += (text.empty() || unit.continues ? "" : " ") + unit.text;
  return text;
}

// Neighbours that are together a stop word: "tell me".
void MarkStopPhrases(const StopWords& stop_words, std::vector<WordGroup>* groups) {
  for (size_t first = 0; first < groups->size(); ++first) {
    std::string phrase = TextOf((*groups)[first].units);
    for (size_t last = first + 1; last < groups->size() && last - first < stop_words.max_segments(); ++last) {
      phrase += " " + TextOf((*groups)[last].units);
      if (!stop_words.Contains(phrase)) continue;
      for (size_t i = first; i <= last; ++i) {
        for (QueryUnit& unit : (*groups)[i].units) unit.stop = true;
      }
    }
  }
}

bool IsLeaf(const Node& node) {
  return node.kind != NodeKind::kAnd && node.kind != NodeKind::kOr && node.kind != NodeKind::kNot;
}

// Letters, digits or pictographs: something the analyzer finds words in.
bool HasWords(std::string_view text) {
  std::vector<text::Segment> segments;
  text::SplitSegments(text::Fold(text), &segments);
  return std::any_of(segments.begin(), segments.end(),
                     [](const text::Segment& segment) { return segment.kind != text::SegmentKind::kGap; });
}

bool HasPhrase(const Node& node) {
  return node.kind == NodeKind::kPhrase || std::any_of(node.children.begin(), node.children.end(), HasPhrase);
}

}  // namespace

// One plan in the making.
class Planner::Work {
 public:
  Work(const Planner& planner, const Node& root, std::string_view query, bool typing)
      : planner_(planner),
        corrector_(planner.context_.vocabulary, planner.context_.reading, planner.context_.database),
        root_(root),
        query_(query),
        last_(typing ? LastWord::kTyping : LastWord::kPerhaps) {}

  Plan Run(const Filters& filters) {
    language_ = QueryLanguage(root_, filters);
    needed_ = MatchFilters(filters, planner_.context_.database);
    const bool nothing_asked = root_.children.empty();
    Prune(&root_);
    if (!nothing_asked && root_.children.empty()) return std::move(plan_);  // nothing that can be searched for
    FindLastLeaf(root_, false);
    AddClauses();
    plan_.check.kind = TextCheck::Kind::kAll;
    for (const Node& child : root_.children) {
      if (HasPhrase(child)) plan_.check.children.push_back(CheckOf(child, true));
    }
    Compose();
    return std::move(plan_);
  }

 private:
  void Say(const Node& node, std::string message) {
    const auto said = [&](const Diagnostic& diagnostic) { return diagnostic.at == node.at; };
    if (std::none_of(plan_.diagnostics.begin(), plan_.diagnostics.end(), said))
      plan_.diagnostics.push_back({node.at, std::move(message)});
  }

  // Takes out what says nothing about a page: signs alone, dates that are none. In an OR it would stand for every page,
  // behind a NOT for none.
  void Prune(Node* node) {
    std::erase_if(node->children, [&](Node& child) {
      if (IsLeaf(child)) return !SaysSomething(child);
      Prune(&child);
      return child.children.empty();
    });
    for (Node& child : node->children) {
      const bool one_alternative = child.kind == NodeKind::kOr && child.children.size() == 1;
      if (!one_alternative) continue;
      Node only = std::move(child.children.front());
      child = std::move(only);
    }
  }

  bool SaysSomething(const Node& leaf) {
    if (leaf.kind != NodeKind::kFilter) {
      if (HasWords(leaf.text)) return true;
      Say(leaf, "\"" + leaf.text + "\" has no letters or digits to search for");
      return false;
    }
    if (leaf.field == QueryField::kPath && ++path_filters_ > kMaxPathFilters) {
      Say(leaf, "only the first " + std::to_string(kMaxPathFilters) + " path: filters count");
      return false;
    }
    std::string reason;
    const bool good = MatchFilter(leaf.field, leaf.text, planner_.context_.database, &reason).has_value();
    if (!reason.empty()) Say(leaf, std::move(reason));
    return good;
  }

  std::vector<QueryUnit> Units(const Node& leaf) const {
    std::vector<QueryUnit> units = ReadUnits(leaf.text, text::Purpose::kQuery, planner_.context_.reading);
    for (QueryUnit& unit : units) {
      unit.typed.begin += static_cast<uint32_t>(leaf.text_at);
      unit.typed.end += static_cast<uint32_t>(leaf.text_at);
    }
    if (leaf.kind == NodeKind::kPrefix && !units.empty()) units.back().prefix = true;
    for (QueryUnit& unit : units) LookUpBeginnings(&unit);
    return units;
  }

  // Not left to Xapian's wildcard: of an index of two segments it counts the pages of each alone, and a character that
  // all of the few pages of a delta have would say nothing there.
  void LookUpBeginnings(QueryUnit* unit) const {
    const bool run = unit->kind == text::SegmentKind::kRun || unit->kind == text::SegmentKind::kHangul;
    if (!run || text::CountCodePoints(unit->text) != 1) return;
    unit->beginnings = GramsBeginning(TermField::kGram, unit->text);
    unit->title_beginnings = GramsBeginning(TermField::kTitleGram, unit->text);
  }

  [[nodiscard]] std::vector<std::string> GramsBeginning(TermField field, const std::string& character) const {
    const Xapian::Database& database = planner_.context_.database;
    const std::string prefix = store::MakeTerm(field, character);
    const size_t field_bytes = prefix.size() - character.size();
    std::vector<std::string> grams;
    for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix); ++term)
      grams.push_back((*term).substr(field_bytes));
    return grams;
  }

  // The word that the query ends in, unless pages must not have it.
  void FindLastLeaf(const Node& node, bool negated) {
    negated = negated || node.kind == NodeKind::kNot;
    for (const Node& child : node.children) FindLastLeaf(child, negated);
    const bool leaf = node.children.empty() && &node != &root_;
    if (leaf && (last_leaf_ == nullptr || node.at >= last_leaf_->at)) {
      last_leaf_ = &node;
      // title:go asks for Go; who is typing may go on.
      const bool open = node.field == QueryField::kText || last_ == LastWord::kTyping;
      last_leaf_open_ = node.kind == NodeKind::kWord && open && !negated;
    }
  }

  // Nothing follows the unit, or only a sign that a name may go on behind: v0.1.
  bool IsLastWord(const QueryUnit& unit) const {
    constexpr std::string_view kSigns = "-._@&':+#";
    return query_.substr(std::min<size_t>(unit.typed.end, query_.size())).find_first_not_of(kSigns) ==
           std::string_view::npos;
  }

  void Expand(std::vector<WordGroup>* groups) const {
    planner_.context_.synonyms.Expand(planner_.context_.reading, planner_.context_.database, language_, groups);
  }

  // The groups of neighbouring words.
  std::vector<WordGroup> Groups(std::span<const Node> leaves) {
    std::vector<WordGroup> groups;
    for (const Node& leaf : leaves) {
      for (QueryUnit& unit : Units(leaf)) groups.push_back({{std::move(unit)}, {}});
    }
    MarkStopPhrases(planner_.context_.reading.stop_words, &groups);
    // What is excluded is excluded as typed: nobody expects -k8s to hide kubernetes.
    if (negations_ > 0) return groups;
    Expand(&groups);
    FindMeant(leaves.back(), &groups);
    return groups;
  }

  // Completes the last word of the query, corrects words that no page has.
  void FindMeant(const Node& last_leaf, std::vector<WordGroup>* groups) {
    const bool ends = &last_leaf == last_leaf_ && last_leaf_open_ && !groups->empty();
    if (ends && groups->back().units.size() == 1 && IsLastWord(groups->back().units[0])) {
      corrector_.CompleteLast(last_, &groups->back().units[0]);
    }
    for (WordGroup& group : *groups) {
      if (corrector_.IsUnknown(group)) FindMeant(last_leaf, &group);
    }
  }

  // Once for each word, however often the plan comes by.
  void FindMeant(const Node& leaf, WordGroup* group) {
    const uint32_t place = group->units[0].typed.begin;
    const auto known = meant_.find(place);
    if (known != meant_.end()) {
      *group = known->second;
      return;
    }
    if (meant_.size() == kMaxUnknownWords) {
      return Say(leaf, "only the first " + std::to_string(kMaxUnknownWords) + " words of no page are corrected");
    }
    if (const auto correction = corrector_.Correct(group)) {
      plan_.corrections.push_back(*correction);
      std::vector<WordGroup> same = {{group->units, {}}};
      Expand(&same);
      std::move(same[0].others.begin(), same[0].others.end(), std::back_inserter(group->others));
    }
    meant_.emplace(place, *group);
  }

  // While it lives, what is planned must not be on a page: it is meant as typed, and all of it.
  class Negation {
   public:
    explicit Negation(Work* work) : work_(work) { ++work_->negations_; }
    ~Negation() { --work_->negations_; }
    Negation(const Negation&) = delete;
    Negation& operator=(const Negation&) = delete;

   private:
    Work* work_;
  };

  // Of one leaf. What stands in quotes, and what begins a word, is meant as typed.
  std::vector<WordGroup> GroupsOf(const Node& leaf) {
    if (leaf.kind == NodeKind::kWord) return Groups({&leaf, 1});
    std::vector<WordGroup> groups;
    for (QueryUnit& unit : Units(leaf)) {
      if (unit.prefix && negations_ == 0) CompletePrefix(leaf, &unit);
      groups.push_back({{std::move(unit)}, {}});
    }
    return groups;
  }

  void CompletePrefix(const Node& leaf, QueryUnit* unit) {
    const size_t all = corrector_.CompletePrefix(unit);
    const size_t taken = unit->completions.size();
    if (taken < all)
      Say(leaf, std::to_string(all) + " words begin with \"" + leaf.text + "\"; the " + std::to_string(taken) +
                    " on most pages are searched");
  }

  static const UnitFields& FieldsOf(const Node& leaf) {
    return leaf.field == QueryField::kTitle ? kTitleFields : kPageFields;
  }

  static bool IsWord(const Node& node) { return node.kind == NodeKind::kWord && node.field == QueryField::kText; }

  void AddClauses() {
    const std::span<const Node> nodes(root_.children);
    for (size_t i = 0; i < nodes.size();) {
      size_t words = 0;
      while (i + words < nodes.size() && IsWord(nodes[i + words])) ++words;
      if (words > 0) {
        AddWords(nodes.subspan(i, words));
        i += words;
      } else {
        AddClause(nodes[i++]);
      }
    }
  }

  // A child of the root that is more than a word must hold.
  void AddClause(const Node& node) {
    if (node.kind == NodeKind::kNot) {
      const Node& excluded = node.children.front();
      if (HasPhrase(excluded)) return;  // the text check decides
      excluded_.push_back(MatchExcluded(excluded));
      return;
    }
    needed_.push_back(Match(node));
    Collect(node);
  }

  // Words at the root: all of them, or at least some.
  void AddWords(std::span<const Node> leaves) {
    for (WordGroup& group : Groups(leaves)) {
      const bool stop = group.stop();
      for (Query& word : MatchWords(group, kPageFields)) (stop ? stop_words_ : words_).push_back(std::move(word));
      for (Query& word : MatchLoosely(group, kPageFields))
        (stop ? loose_stop_words_ : loose_).push_back(std::move(word));
      AddGroup(std::move(group));
    }
  }

  // What a group adds to score and highlighting.
  void AddGroup(WordGroup group) {
    if (score_.size() < kMaxScoreTerms) ScoreGroup(group, planner_.context_.ranking, &score_);
    const auto add = [this](std::vector<QueryUnit>& units, bool other) {
      for (QueryUnit& unit : units) {
        unit.group = groups_;
        unit.other = other;
        plan_.units.push_back(std::move(unit));
      }
    };
    NoteSynonyms(group);
    add(group.units, false);
    for (OtherWords& words : group.others) {
      if (words.kind == OtherWords::Kind::kSynonym) MarkPhrase(&words.units);
      add(words.units, true);
    }
    ++groups_;
  }

  void NoteSynonyms(const WordGroup& group) {
    std::string others;
    for (const OtherWords& words : group.others) {
      if (words.kind == OtherWords::Kind::kSynonym) others += (others.empty() ? "" : ", ") + words.text;
    }
    if (!others.empty()) plan_.notes.push_back("synonyms of " + TextOf(group.units) + ": " + others);
  }

  // The words of a synonym are only highlighted in a row, as those of a phrase in quotes.
  void MarkPhrase(std::vector<QueryUnit>* units) const {
    constexpr uint32_t kFirst = 1U << 31;  // above the numbers of phrases in quotes
    if (units->size() < 2) return;
    for (QueryUnit& unit : *units) unit.phrase = kFirst + static_cast<uint32_t>(plan_.units.size());
  }

  // Which pages a part of the tree allows: those that the text check may let through, where there is a phrase in it.
  Query Match(const Node& node) {
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
    return {};
  }

  Query MatchLeaf(const Node& leaf) {
    std::vector<Query> queries;
    for (const WordGroup& group : GroupsOf(leaf)) {
      if (leaf.kind == NodeKind::kWord) {
        for (Query& word : MatchWords(group, FieldsOf(leaf))) queries.push_back(std::move(word));
      } else {
        for (const QueryUnit& unit : group.units) queries.push_back(MatchTyped(unit, leaf));
      }
    }
    return AllOf(queries);
  }

  // A word of a phrase, or of what ends in a star.
  Query MatchTyped(const QueryUnit& unit, const Node& leaf) {
    const UnitFields& fields = FieldsOf(leaf);
    if (leaf.kind == NodeKind::kPhrase) return MatchExactly(unit, fields);
    if (!unit.prefix) return MatchUnit(unit, fields);
    return MatchPrefix(unit, fields);
  }

  Query MatchExcluded(const Node& node) {
    const Negation negation(this);
    return Match(node);
  }

  Query MatchAll(const Node& node) {
    std::vector<Query> queries;
    std::vector<Query> excluded;
    for (const Node& child : node.children) {
      if (child.kind != NodeKind::kNot) {
        queries.push_back(Match(child));
      } else if (!HasPhrase(child)) {
        excluded.push_back(MatchExcluded(child.children.front()));
      }
    }
    const Query all = AllOf(queries);
    return excluded.empty() ? all : Query(Query::OP_AND_NOT, all, AnyOf(excluded));
  }

  Query MatchAny(const Node& node) {
    std::vector<Query> queries;
    for (const Node& child : node.children) queries.push_back(Match(child));
    return AnyOf(queries);
  }

  Query MatchNot(const Node& node) {
    const Query everything((std::string()));
    if (HasPhrase(node)) return everything;  // the text check decides
    return {Query::OP_AND_NOT, everything, MatchExcluded(node.children.front())};
  }

  // Pruned: there is a query.
  Query MatchFilterNode(const Node& node) const {
    std::string reason;
    return MatchFilter(node.field, node.text, planner_.context_.database, &reason).value_or(Query());
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
    for (WordGroup& group : GroupsOf(node)) {
      if (node.kind == NodeKind::kPhrase) {
        for (QueryUnit& unit : group.units) unit.phrase = static_cast<uint32_t>(plan_.phrases.size());
      }
      AddGroup(std::move(group));
    }
  }

  // The text check of a part that has a phrase in it. At the root, what has none is left to the index. `matched`: every
  // candidate has the part's words.
  TextCheck CheckOf(const Node& node, bool matched) {
    TextCheck check;
    if (!HasPhrase(node)) {
      check.kind = TextCheck::Kind::kQuery;
      check.query = Match(node);
      return check;
    }
    std::optional<Negation> negation;
    switch (node.kind) {
      case NodeKind::kPhrase:
        check.kind = TextCheck::Kind::kPhrase;
        check.phrase = node.text;
        check.title_only = node.field == QueryField::kTitle;
        if (!matched) check.query = Match(node);
        return check;
      case NodeKind::kNot:
        check.kind = TextCheck::Kind::kNot;
        negation.emplace(this);
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
    matched = matched && node.kind == NodeKind::kAnd;
    for (const Node& child : node.children) check.children.push_back(CheckOf(child, matched));
    std::stable_partition(check.children.begin(), check.children.end(),
                          [](const TextCheck& child) { return child.kind == TextCheck::Kind::kQuery; });
    return check;
  }

  // Ranks what `match` lets through by the score terms.
  Query Ranked(const std::vector<Query>& match) const {
    Query query = AllOf(match);
    if (!score_.empty()) query = Query(Query::OP_AND_MAYBE, query * 0.0, planner_.context_.boosts.Apply(AnyOf(score_)));
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
    const bool same = loose_.empty() || (loose_.size() == 1 && words_.size() == 1);
    if (same) return;
    std::vector<Query> some = needed_;
    some.push_back(AnyOf(loose_));
    plan_.some = Ranked(some);
  }

  const Planner& planner_;
  const Corrector corrector_;
  Node root_;
  std::string_view query_;
  LastWord last_;
  const Node* last_leaf_ = nullptr;
  bool last_leaf_open_ = false;          // it is a word, and may go on
  std::map<uint32_t, WordGroup> meant_;  // by place: words of no page, as corrected if they are
  Plan plan_;
  size_t path_filters_ = 0;        // looked at so far
  std::vector<Query> needed_;      // filters, phrases, bracketed groups
  std::vector<Query> words_;       // words at the root: all of them, or at least some
  std::vector<Query> stop_words_;  // words at the root that a page need not have
  std::vector<Query> loose_;       // the same, as pages that have only some must have them
  std::vector<Query> loose_stop_words_;
  std::vector<Query> excluded_;
  std::vector<Query> score_;
  QueryLanguage language_;
  int negations_ = 0;    // so many enclose what is read
  uint32_t groups_ = 0;  // so many have been added to the plan
};

Plan Planner::MakePlan(const Node& root, const Filters& filters, std::string_view query, bool typing) {
  return Work(*this, root, query, typing).Run(filters);
}

size_t PhrasesIn(const TextCheck& check) {
  size_t count = check.kind == TextCheck::Kind::kPhrase ? 1 : 0;
  for (const TextCheck& child : check.children) count += PhrasesIn(child);
  return count;
}

}  // namespace sou::query
