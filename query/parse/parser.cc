// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/parse/parser.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "common/text/utf8.h"
#include "query/parse/lexer.h"

namespace sou::query {
namespace {

// More say nothing more: someone pasted something that is no query.
constexpr size_t kMaxDiagnostics = 16;

bool IsOperator(LexKind kind) { return kind == LexKind::kAnd || kind == LexKind::kOr || kind == LexKind::kNot; }

class Parser {
 public:
  Parser(std::string_view query, const ParseLimits& limits) : limits_(limits) {
    const std::string_view searched = text::TruncateUtf8(query, limits.max_bytes);
    if (searched.size() < query.size()) {
      Say(searched.size(), "the query is cut here: search.max_query_bytes is " + std::to_string(limits.max_bytes));
    }
    tokens_ = Lex(searched);
    // A query of operators alone is about these words: OR is a state, NOT a topic.
    const bool only_operators =
        std::all_of(tokens_.begin(), tokens_.end(), [](const LexToken& t) { return IsOperator(t.kind); });
    if (only_operators) {
      for (LexToken& token : tokens_) token.kind = LexKind::kWord;
    }
  }

  ParsedQuery Run() {
    Node root = ParseOr(0);
    while (position_ < tokens_.size()) {  // a closing bracket that nothing opened
      Say(tokens_[position_++].at, "this bracket closes nothing and was ignored");
      Node more = ParseOr(0);
      Append(std::move(more), &root);
    }
    if (root.kind != NodeKind::kAnd) {
      Node wrapper;
      wrapper.children.push_back(std::move(root));
      root = std::move(wrapper);
    }
    return {std::move(root), std::move(diagnostics_)};
  }

 private:
  void Say(size_t at, std::string message) {
    if (diagnostics_.size() < kMaxDiagnostics) diagnostics_.push_back({at, std::move(message)});
  }

  [[nodiscard]] const LexToken* Peek() const { return position_ < tokens_.size() ? &tokens_[position_] : nullptr; }
  [[nodiscard]] bool At(LexKind kind) const { return Peek() != nullptr && Peek()->kind == kind; }

  // Adds what `node` holds to the conjunction `to`.
  static void Append(Node node, Node* to) {
    if (to->kind != NodeKind::kAnd) {
      Node wrapper;
      wrapper.children.push_back(std::move(*to));
      *to = std::move(wrapper);
    }
    if (node.kind == NodeKind::kAnd) {
      std::move(node.children.begin(), node.children.end(), std::back_inserter(to->children));
    } else {
      to->children.push_back(std::move(node));
    }
  }

  // Always returns a kAnd (perhaps empty) or a kOr of at least two.
  Node ParseOr(size_t depth) {
    std::vector<Node> alternatives;
    alternatives.push_back(ParseAnd(depth));
    while (At(LexKind::kOr)) {
      const size_t at = Peek()->at;
      ++position_;
      Node next = ParseAnd(depth);
      if (alternatives.back().children.empty()) Say(at, "OR has nothing on its left and was ignored");
      if (next.children.empty()) Say(at, "OR has nothing on its right and was ignored");
      alternatives.push_back(std::move(next));
    }
    std::erase_if(alternatives, [](const Node& node) { return node.children.empty(); });
    if (alternatives.empty()) return {};
    if (alternatives.size() == 1) return std::move(alternatives.front());
    Node any;
    any.kind = NodeKind::kOr;
    any.at = alternatives.front().at;
    for (Node& alternative : alternatives) any.children.push_back(Unwrap(std::move(alternative)));
    return any;
  }

  static Node Unwrap(Node node) {
    if (node.kind != NodeKind::kAnd || node.children.size() != 1) return node;
    Node child = std::move(node.children.front());
    return child;
  }

  Node ParseAnd(size_t depth) {
    Node all;
    while (Peek() != nullptr && !At(LexKind::kOr) && !At(LexKind::kClose)) {
      if (At(LexKind::kAnd)) {
        CheckAnd(all);
        ++position_;
        continue;
      }
      if (auto term = ParseTerm(depth)) Append(std::move(*term), &all);
    }
    return all;
  }

  void CheckAnd(const Node& before) {
    const bool last = position_ + 1 == tokens_.size();
    if (before.children.empty() || last) Say(Peek()->at, "AND joins nothing here and was ignored");
  }

  std::optional<Node> ParseTerm(size_t depth) {
    bool excluded = false;
    const size_t at = Peek()->at;
    while (At(LexKind::kMinus) || At(LexKind::kNot)) {
      excluded = !excluded;
      ++position_;
    }
    const bool ends = Peek() == nullptr || At(LexKind::kClose) || At(LexKind::kOr) || At(LexKind::kAnd);
    if (ends) {
      Say(at, "there is nothing to exclude here");
      return std::nullopt;
    }
    std::optional<Node> term = At(LexKind::kOpen) ? ParseGroup(depth) : ParseLeaf();
    if (!term || !excluded) return term;
    Node negation;
    negation.kind = NodeKind::kNot;
    negation.at = at;
    negation.children.push_back(std::move(*term));
    return negation;
  }

  std::optional<Node> ParseGroup(size_t depth) {
    const size_t at = Peek()->at;
    ++position_;
    if (depth >= limits_.max_depth) {
      Say(at, "brackets deeper than " + std::to_string(limits_.max_depth) + " are ignored");
      return std::nullopt;
    }
    Node group = ParseOr(depth + 1);
    if (At(LexKind::kClose)) {
      ++position_;
    } else {
      Say(at, "this bracket is not closed; it was taken to close at the end");
    }
    if (group.children.empty()) return std::nullopt;
    return Unwrap(std::move(group));
  }

  std::optional<Node> ParseLeaf() {
    Node leaf;
    leaf.at = Peek()->at;
    if (At(LexKind::kField)) {
      leaf.field = Peek()->field;
      ++position_;
    }
    LexToken token = tokens_[position_++];
    if (!token.closed) Say(token.at, "this quote is not closed; the phrase was taken to end at the end");
    leaf.text = std::move(token.text);
    const bool blank = leaf.text.find_first_not_of(" \t\r\n") == std::string::npos;
    if (blank) {
      Say(leaf.at, "an empty phrase was ignored");
      return std::nullopt;
    }
    if (++leaves_ > limits_.max_leaves) {
      if (leaves_ == limits_.max_leaves + 1) {
        Say(leaf.at, "not searched from here on: search.max_query_words is " + std::to_string(limits_.max_leaves));
      }
      return std::nullopt;
    }
    leaf.kind = KindOf(token.kind, &leaf);
    return leaf;
  }

  static NodeKind KindOf(LexKind token, Node* leaf) {
    const bool text_field = leaf->field == QueryField::kText || leaf->field == QueryField::kTitle;
    if (!text_field) return NodeKind::kFilter;
    if (token == LexKind::kPhrase) return NodeKind::kPhrase;
    if (leaf->text.size() > 1 && leaf->text.ends_with('*')) {
      leaf->text.erase(leaf->text.find_last_not_of('*') + 1);
      return leaf->text.empty() ? NodeKind::kWord : NodeKind::kPrefix;
    }
    return NodeKind::kWord;
  }

  const ParseLimits& limits_;
  std::vector<LexToken> tokens_;
  size_t position_ = 0;
  size_t leaves_ = 0;
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace

ParsedQuery Parse(std::string_view query, const ParseLimits& limits) { return Parser(query, limits).Run(); }

}  // namespace sou::query
