// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/parse/parser.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "common/text/utf8.h"
#include "query/parse/foreign_signs.h"
#include "query/parse/lexer.h"

namespace sou::query {
namespace {

// More say nothing more: someone pasted something that is no query.
constexpr size_t kMaxDiagnostics = 16;

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// --dry-run, -p8080: flags of a command line.
bool IsLongFlag(const LexToken& token) {
  return token.kind == LexKind::kWord && token.text.starts_with("--") && token.text.size() > 2 &&
         IsLetter(token.text[2]);
}
bool IsShortFlag(const LexToken& minus, const LexToken& word) {
  constexpr size_t kMaxLetters = 3;
  return minus.kind == LexKind::kMinus && word.kind == LexKind::kWord && word.at == minus.at + 1 &&
         word.text.size() <= kMaxLetters && std::all_of(word.text.begin(), word.text.end(), IsLetter);
}

bool IsOperator(LexKind kind) { return kind == LexKind::kAnd || kind == LexKind::kOr || kind == LexKind::kNot; }

// A word of Chinese or Japanese has two characters or so; scripts that are written with blanks are counted by those.
constexpr size_t kWideCharactersOfAWord = 3;

// Whether a character of U+3000 or above (Kana, Han, Hangul, …) begins with the byte.
bool BeginsWide(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0xE3;
}

size_t WideCharacters(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), BeginsWide));
}

// The beginning of the text that counts as so many words.
size_t BytesOfWords(std::string_view text, size_t words) {
  size_t wide = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (BeginsWide(text[i]) && ++wide > words * kWideCharactersOfAWord) return i;
  }
  return text.size();
}

class Parser {
 public:
  Parser(std::string_view query, const ParseLimits& limits) : limits_(limits) {
    const std::string_view searched = text::TruncateUtf8(query, limits.max_bytes);
    if (searched.size() < query.size()) {
      Say(searched.size(), "the query is cut here: search.max_query_bytes is " + std::to_string(limits.max_bytes));
    }
    tokens_ = Lex(searched);
    if (std::any_of(tokens_.begin(), tokens_.end(), IsLongFlag)) TakeShortFlags();
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

  // A query with a long flag is a command line that someone pasted: docker run -it --rm nginx leaves nothing out.
  void TakeShortFlags() {
    for (size_t i = 1; i < tokens_.size(); ++i) {
      if (!IsShortFlag(tokens_[i - 1], tokens_[i])) continue;
      Say(tokens_[i - 1].at, "-" + tokens_[i].text + " was taken for a flag, for there is a --flag in the query");
      tokens_[i].text.insert(0, "-");
      tokens_[i].at = tokens_[i].text_at = tokens_[i - 1].at;
      tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(i - 1));
    }
  }

  // Adds what `node` holds to the conjunction `to`.
  static void Append(Node node, Node* to) {
    if (to->kind != NodeKind::kAnd) {
      Node wrapper;
      wrapper.children.push_back(std::move(*to));
      *to = std::move(wrapper);
    }
    if (node.kind == NodeKind::kAnd && !node.required) {
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
    size_t last = 0;  // where the children of the last term begin
    bool joined = false;
    while (Peek() != nullptr && !At(LexKind::kOr) && !At(LexKind::kClose)) {
      if (At(LexKind::kAnd)) {
        joined = CheckAnd(all);
        ++position_;
        continue;
      }
      auto term = ParseTerm(depth);
      if (!term) continue;
      if (joined) {
        Join(std::move(*term), last, &all);
      } else {
        last = all.children.size();
        Append(std::move(*term), &all);
      }
      joined = false;
    }
    return all;
  }

  // The children from `last` on and the term: a page must have them all.
  static void Join(Node term, size_t last, Node* all) {
    Node group;
    const auto begin = all->children.begin() + static_cast<std::ptrdiff_t>(last);
    const bool goes_on = begin->kind == NodeKind::kAnd && begin + 1 == all->children.end();
    if (goes_on) {
      group = std::move(*begin);
    } else {
      std::move(begin, all->children.end(), std::back_inserter(group.children));
    }
    group.at = group.children.front().at;
    term.required = false;  // a AND (b AND c) is one group
    Append(std::move(term), &group);
    group.required = true;
    all->children.erase(begin, all->children.end());
    all->children.push_back(std::move(group));
  }

  // Whether the operator stands between two terms.
  bool CheckAnd(const Node& before) {
    const bool last = position_ + 1 == tokens_.size();
    const bool nothing = last || tokens_[position_ + 1].kind == LexKind::kOr ||
                         tokens_[position_ + 1].kind == LexKind::kAnd || tokens_[position_ + 1].kind == LexKind::kClose;
    if (before.children.empty() || nothing) Say(Peek()->at, "AND joins nothing here and was ignored");
    return !before.children.empty();
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
    std::optional<Node> term = ParseGroupOrLeaf(depth);
    if (!term || !excluded) return term;
    Node negation;
    negation.kind = NodeKind::kNot;
    negation.at = at;
    negation.children.push_back(std::move(*term));
    return negation;
  }

  // A field before a bracket is that of the words in it.
  std::optional<Node> ParseGroupOrLeaf(size_t depth) {
    if (At(LexKind::kOpen)) return ParseGroup(depth);
    const bool field_of_group = At(LexKind::kField) && tokens_[position_ + 1].kind == LexKind::kOpen;
    if (!field_of_group) return ParseLeaf();
    const QueryField outer = std::exchange(field_, Peek()->field);
    ++position_;
    std::optional<Node> group = ParseGroup(depth);
    field_ = outer;
    return group;
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
    leaf.field = field_;
    if (At(LexKind::kField)) {
      leaf.field = Peek()->field;
      ++position_;
    }
    LexToken token = tokens_[position_++];
    if (!token.closed) Say(token.at, "this quote is not closed; the phrase was taken to end at the end");
    leaf.text = std::move(token.text);
    leaf.text_at = token.text_at;
    const bool blank = leaf.text.find_first_not_of(" \t\r\n") == std::string::npos;
    if (blank) {
      Say(leaf.at, "an empty phrase was ignored");
      return std::nullopt;
    }
    if (IsForeign(token.kind, leaf) || !CountLeaf(&leaf)) return std::nullopt;
    leaf.kind = KindOf(token.kind, &leaf);
    return leaf;
  }

  // Says what looks like another language; whether it is nothing to search for.
  bool IsForeign(LexKind kind, const Node& leaf) {
    if (kind != LexKind::kWord || !HoldsText(leaf.field)) return false;
    if (tokens_.size() > 1) {
      if (auto message = JoiningSign(leaf.text)) {
        Say(leaf.at, std::move(*message));
        return true;
      }
    }
    const LexToken* before = position_ > 1 ? &tokens_[position_ - 2] : nullptr;
    const bool suffix = before != nullptr && (before->kind == LexKind::kPhrase || before->kind == LexKind::kClose) &&
                        IsSuffixOfPhrase(leaf.text);
    if (suffix) {
      Say(leaf.at, leaf.text + " is not understood and was ignored");
      return true;
    }
    const bool number = leaf.text.size() > 1 && leaf.text[0] == '-' && leaf.text[1] >= '0' && leaf.text[1] <= '9';
    if (number) Say(leaf.at, leaf.text + " leaves nothing out; -\"" + leaf.text.substr(1) + "\" does");
    if (auto message = ForeignSign(leaf.text)) Say(leaf.at, std::move(*message));
    return false;
  }

  // A text without blanks is many words: what goes beyond is cut off.
  bool CountLeaf(Node* leaf) {
    const size_t left = limits_.max_leaves - std::min(leaves_, limits_.max_leaves);
    const size_t fits = BytesOfWords(leaf->text, left);
    leaves_ += std::max<size_t>(1, (WideCharacters(leaf->text) + kWideCharactersOfAWord - 1) / kWideCharactersOfAWord);
    if (left > 0 && fits == leaf->text.size()) return true;
    if (!cut_) {
      Say(left == 0 ? leaf->at : leaf->text_at + fits,
          "not searched from here on: search.max_query_words is " + std::to_string(limits_.max_leaves));
    }
    cut_ = true;
    leaf->text.resize(fits);
    return left > 0;
  }

  static bool HoldsText(QueryField field) { return field == QueryField::kText || field == QueryField::kTitle; }

  static NodeKind KindOf(LexKind token, Node* leaf) {
    if (!HoldsText(leaf->field)) return NodeKind::kFilter;
    if (token == LexKind::kPhrase) return NodeKind::kPhrase;
    const std::string_view word = WithoutStars(leaf->text);
    if (word.empty() || word.size() == leaf->text.size()) return NodeKind::kWord;
    leaf->text.resize(word.size());
    return NodeKind::kPrefix;
  }

  static std::string_view WithoutStars(std::string_view word) {
    constexpr std::string_view kFullWidth = "＊";
    while (word.ends_with('*') || word.ends_with(kFullWidth))
      word.remove_suffix(word.ends_with('*') ? 1 : kFullWidth.size());
    return word;
  }

  const ParseLimits& limits_;
  std::vector<LexToken> tokens_;
  size_t position_ = 0;
  size_t leaves_ = 0;
  bool cut_ = false;
  QueryField field_ = QueryField::kText;  // of the brackets that are open
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace

ParsedQuery Parse(std::string_view query, const ParseLimits& limits) { return Parser(query, limits).Run(); }

}  // namespace sou::query
