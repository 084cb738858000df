// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/meili/filter_parser.h"

#include <utility>
#include <vector>

#include "web/meili/attributes.h"
#include "web/meili/filter_lexer.h"

namespace sou::web::meili {
namespace {

using query::Attribute;
using query::Comparison;
using query::Condition;
using Parsed = Result<Condition>;

constexpr const char* kNoOperation =
    "Was expecting an operation `=`, `!=`, `>=`, `>`, `<=`, `<`, `IN`, `NOT IN`, `TO`, `EXISTS`, `NOT EXISTS`, `IS "
    "NULL`, `IS NOT NULL`, `IS EMPTY`, `IS NOT EMPTY`, `CONTAINS`, `NOT CONTAINS`, `STARTS WITH`, `NOT STARTS WITH`, "
    "`_geoRadius`, or `_geoBoundingBox` ";
constexpr const char* kTooDeep =
    "The filter exceeded the maximum depth limit. Try rewriting the filter so that it contains fewer nested "
    "conditions.";

Condition Join(Condition::Kind kind, std::vector<Condition> children) {
  if (children.size() == 1) {
    Condition only = std::move(children.front());
    return only;
  }
  return {.kind = kind, .children = std::move(children), .values = {}};
}

// By recursive descent, as deep as the limit of conditions at most.
class FilterParser {
 public:
  FilterParser(std::string_view text, std::string_view uid) : lexer_(text), uid_(uid) {}

  Parsed Run() {
    Parsed condition = Or(0);
    if (!condition.ok()) return condition;
    lexer_.SkipBlanks();
    if (lexer_.AtEnd()) return condition;
    return lexer_.FailFrom("Found unexpected characters at the end of the filter: `" + lexer_.ShownFrom(lexer_.at()) +
                               "`. You probably forgot an `OR` or an `AND` rule.",
                           lexer_.at());
  }

 private:
  Parsed Or(size_t depth) {
    return Chain("OR", Condition::Kind::kAny, [&] { return And(depth); });
  }

  Parsed And(size_t depth) {
    return Chain("AND", Condition::Kind::kAll, [&] { return Not(depth); });
  }

  template <typename Next>
  Parsed Chain(std::string_view keyword, Condition::Kind kind, const Next& next) {
    std::vector<Condition> children;
    do {
      Parsed child = next();
      if (!child.ok()) return child;
      children.push_back(*std::move(child));
    } while (lexer_.TakeKeyword(keyword));
    return Join(kind, std::move(children));
  }

  Parsed Not(size_t depth) {
    if (depth >= query::kMaxConditionDepth) return lexer_.FailFrom(kTooDeep, lexer_.at());
    if (!lexer_.TakeKeyword("NOT")) return Primary(depth);
    return Negate(Not(depth + 1));
  }

  static Parsed Negate(Parsed condition) {
    if (!condition.ok()) return condition;
    return Negated(*std::move(condition));
  }

  Parsed Primary(size_t depth) {
    lexer_.SkipBlanks();
    const size_t open = lexer_.at();
    if (!lexer_.TakeSign("(")) return Leaf();
    Parsed inner = Or(depth + 1);
    if (!inner.ok() || lexer_.TakeSign(")")) return inner;
    return lexer_.FailFrom(
        "Expression `" + lexer_.ShownFrom(open) + "` is missing the following closing delimiter: `)`.", open);
  }

  Parsed Leaf() {
    const size_t begin = lexer_.at();
    if (lexer_.AtEnd()) return lexer_.FailFrom(std::string(kNoOperation) + "but instead got nothing.", begin);
    if (lexer_.TakeKeyword("_geoRadius") || lexer_.TakeKeyword("_geoBoundingBox"))
      return lexer_.FailFrom("Pages have no place on earth: Sou knows no `_geo` filters.", begin);
    Result<FilterValue> name = lexer_.TakeValue();
    if (!name.ok()) return name.error();
    begin_ = begin;
    Parsed leaf = Operation(*name);
    if (!leaf.ok()) return leaf;
    const std::optional<Attribute> attribute = AttributeNamed(*name);
    if (!attribute) return NotFilterable(*name);
    return leaf;
  }

  // The attribute is checked last: what is no filter at all is not told about attributes.
  static std::optional<Attribute> AttributeNamed(const FilterValue& name) { return query::AttributeByName(name.text); }

  Error NotFilterable(const FilterValue& name) const {
    return lexer_.Fail("Index `" + uid_ + "`: Attribute `" + name.text +
                           "` is not filterable. Available filterable attributes are: `" + FilterableNames() + "`.",
                       name.begin, name.end);
  }

  Parsed Operation(const FilterValue& name) {
    if (lexer_.TakeSign("!=")) return Negate(Equal(name));
    if (lexer_.TakeSign(">=")) return Ordered(name, Comparison::kAtLeast);
    if (lexer_.TakeSign("<=")) return Ordered(name, Comparison::kAtMost);
    if (lexer_.TakeSign("=")) return Equal(name);
    if (lexer_.TakeSign(">")) return Ordered(name, Comparison::kGreater);
    if (lexer_.TakeSign("<")) return Ordered(name, Comparison::kLess);
    if (lexer_.TakeKeyword("IS")) return Is(name);
    const bool negated = lexer_.TakeKeyword("NOT");
    Parsed named = NamedOperation(name);
    return negated ? Negate(std::move(named)) : std::move(named);
  }

  Parsed NamedOperation(const FilterValue& name) {
    if (lexer_.TakeKeyword("EXISTS")) return Make(name, Comparison::kExists, {});
    if (lexer_.TakeKeyword("IN")) return In(name);
    if (lexer_.TakeKeyword("CONTAINS")) return Contains();
    if (lexer_.TakeKeyword("STARTS")) return StartsWith(name);
    return Between(name);
  }

  Parsed Equal(const FilterValue& name) {
    Result<FilterValue> value = lexer_.TakeValue();
    if (!value.ok()) return value.error();
    return Make(name, Comparison::kAnyOf, {std::move(value->text)});
  }

  Parsed Ordered(const FilterValue& name, Comparison comparison) {
    Result<FilterValue> value = lexer_.TakeValue();
    if (!value.ok()) return value.error();
    if (const auto wrong = CheckOrdered(name, *value)) return *wrong;
    return Make(name, comparison, {std::move(value->text)});
  }

  // price 5.99 TO 100
  Parsed Between(const FilterValue& name) {
    Result<FilterValue> first = lexer_.SeesValue() ? lexer_.TakeValue() : Result<FilterValue>(NoOperation());
    if (!first.ok() || !lexer_.TakeKeyword("TO")) return NoOperation();
    Result<FilterValue> last = lexer_.TakeValue();
    if (!last.ok()) return last.error();
    for (const FilterValue* value : {&*first, &*last}) {
      if (const auto wrong = CheckOrdered(name, *value)) return *wrong;
    }
    return Make(name, Comparison::kBetween, {std::move(first->text), std::move(last->text)});
  }

  Error NoOperation() const {
    return lexer_.FailFrom(std::string(kNoOperation) + "at `" + lexer_.ShownFrom(begin_) + "`.", begin_);
  }

  std::optional<Error> CheckOrdered(const FilterValue& name, const FilterValue& value) const {
    const std::optional<Attribute> attribute = AttributeNamed(name);
    if (!attribute) return NotFilterable(name);
    if (!query::IsOrdered(*attribute)) {
      return lexer_.Fail("Index `" + uid_ + "`: Attribute `" + name.text +
                             "` has no order: `<`, `<=`, `>`, `>=` and `TO` are for `year` and `date`.",
                         name.begin, name.end);
    }
    if (query::ReadNumberSpan(*attribute, value.text)) return std::nullopt;
    const std::string kinds =
        *attribute == Attribute::kDate ? "a number of seconds nor a date such as 2023-05-01" : "a number";
    return lexer_.Fail("`" + lexer_.Shown(value.begin, value.end) + "` is " +
                           (*attribute == Attribute::kDate ? "neither " : "not ") + kinds + ".",
                       value.begin, value.end);
  }

  Parsed In(const FilterValue& name) {
    const size_t at = lexer_.at();
    if (!lexer_.TakeSign("[")) return lexer_.FailFrom("Expected `[` after `IN` keyword.", at);
    std::vector<std::string> values;
    while (lexer_.SeesValue()) {
      Result<FilterValue> value = lexer_.TakeValue();
      if (!value.ok()) return WrongItem(value.error());
      values.push_back(std::move(value->text));
      if (!lexer_.TakeSign(",")) break;
    }
    if (lexer_.TakeSign("]")) return Make(name, Comparison::kAnyOf, std::move(values));
    return WrongItem({});
  }

  // An error of a quote is told as it is.
  Error WrongItem(const Error& error) {
    lexer_.SkipBlanks();
    const size_t at = lexer_.at();
    if (lexer_.AtEnd())
      return lexer_.FailFrom("Expected matching `]` after the list of field names given to `IN[`", at);
    if (!error.message.empty() && error.message.find("reserved keyword") == std::string::npos) return error;
    const std::string found = lexer_.ShownFrom(at);
    return lexer_.FailFrom("Expected only comma-separated field names inside `IN[..]` but instead found `" + found +
                               "`" + (error.message.empty() ? "." : ", which is a keyword. Surround it by quotes."),
                           at);
  }

  Parsed Contains() const {
    return lexer_.Fail(
        "Using `CONTAINS` in a filter requires enabling the `contains filter` experimental feature. Sou has no such "
        "filter: search for the text, or use `STARTS WITH`.",
        begin_, lexer_.at(), ErrorCode::kUnsupported);
  }

  Parsed StartsWith(const FilterValue& name) {
    if (!lexer_.TakeKeyword("WITH")) return NoOperation();
    Result<FilterValue> value = lexer_.TakeValue();
    if (!value.ok()) return value.error();
    const std::optional<Attribute> attribute = AttributeNamed(name);
    if (attribute && !query::HasBeginnings(*attribute)) {
      return lexer_.Fail("Index `" + uid_ +
                             "`: `STARTS WITH` is for `path`, `tags`, `categories`, `section` and "
                             "`authors`, not for `" +
                             name.text + "`.",
                         name.begin, name.end);
    }
    return Make(name, Comparison::kStartsWith, {std::move(value->text)});
  }

  Parsed Is(const FilterValue& name) {
    const bool negated = lexer_.TakeKeyword("NOT");
    const bool null = lexer_.TakeKeyword("NULL");
    if (!null && !lexer_.TakeKeyword("EMPTY")) return NoOperation();
    Condition condition = Missing(name, null);
    return negated ? Negated(std::move(condition)) : std::move(condition);
  }

  // A year or date that a page does not have is null in its document, a text or list that it does not have is empty.
  static Condition Missing(const FilterValue& name, bool null) {
    const std::optional<Attribute> attribute = AttributeNamed(name);
    const bool is_null = attribute && query::IsOrdered(*attribute);
    if (null == is_null) return Negated(Make(name, Comparison::kExists, {}));
    return Make(name, Comparison::kAnyOf, {});  // on no page
  }

  // Of an unknown attribute the leaf is thrown away with the error.
  static Condition Make(const FilterValue& name, Comparison comparison, std::vector<std::string> values) {
    return query::MakeLeaf(AttributeNamed(name).value_or(Attribute::kId), comparison, std::move(values));
  }

  FilterLexer lexer_;
  std::string uid_;
  size_t begin_ = 0;  // of the condition being read
};

Error WrongSyntax(std::string_view expected, const Json& found) {
  return {ErrorCode::kInvalidArgument, "Invalid syntax for the filter parameter: `expected " + std::string(expected) +
                                           ", found: " + Quoted(found) + "`."};
}

using Filter = std::optional<Condition>;

Result<Filter> Parse(std::string_view text, std::string_view uid) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return Filter();
  Parsed condition = FilterParser(text, uid).Run();
  if (!condition.ok()) return condition.error();
  return Filter(*std::move(condition));
}

Filter JoinAll(Condition::Kind kind, std::vector<Condition> children) {
  if (children.empty()) return std::nullopt;
  return Join(kind, std::move(children));
}

Result<Filter> ReadAny(const Json& list, std::string_view uid) {
  std::vector<Condition> any;
  for (const Json& item : list) {
    if (!item.is_string()) return WrongSyntax("String", item);
    Result<Filter> one = Parse(item.get_ref<const std::string&>(), uid);
    if (!one.ok()) return one;
    if (*one) any.push_back(**std::move(one));
  }
  return JoinAll(Condition::Kind::kAny, std::move(any));
}

Result<Filter> ReadAll(const Json& list, std::string_view uid) {
  std::vector<Condition> all;
  for (const Json& item : list) {
    if (!item.is_string() && !item.is_array()) return WrongSyntax("String, [String]", item);
    Result<Filter> one = item.is_array() ? ReadAny(item, uid) : Parse(item.get_ref<const std::string&>(), uid);
    if (!one.ok()) return one;
    if (*one) all.push_back(**std::move(one));
  }
  return JoinAll(Condition::Kind::kAll, std::move(all));
}

Result<Filter> WithinLimits(Result<Filter> filter) {
  if (!filter.ok() || !*filter) return filter;
  const sou::Status status = query::CheckLimits(**filter);
  if (!status.ok()) return status.error();
  return filter;
}

std::string QuotedValue(const std::string& value) {
  std::string out = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string_view SignOf(Comparison comparison) {
  switch (comparison) {
    case Comparison::kLess:
      return " < ";
    case Comparison::kAtMost:
      return " <= ";
    case Comparison::kGreater:
      return " > ";
    case Comparison::kAtLeast:
      return " >= ";
    case Comparison::kStartsWith:
      return " STARTS WITH ";
    case Comparison::kAnyOf:
    case Comparison::kBetween:
    case Comparison::kExists:
      break;
  }
  return " ";
}

std::string PrintLeaf(const Condition& leaf) {
  const std::string name(query::AttributeName(leaf.attribute));
  if (leaf.comparison == Comparison::kExists) return name + " EXISTS";
  if (leaf.comparison == Comparison::kBetween)
    return name + " " + QuotedValue(leaf.values[0]) + " TO " + QuotedValue(leaf.values[1]);
  if (leaf.comparison != Comparison::kAnyOf)
    return name + std::string(SignOf(leaf.comparison)) + QuotedValue(leaf.values[0]);
  std::string list;
  for (const std::string& value : leaf.values) list += (list.empty() ? "" : ", ") + QuotedValue(value);
  return name + " IN [" + list + "]";
}

}  // namespace

Result<Filter> ParseFilter(std::string_view text, std::string_view uid) { return WithinLimits(Parse(text, uid)); }

Result<Filter> ReadFilter(const Json& filter, std::string_view uid) {
  if (filter.is_string()) return ParseFilter(filter.get_ref<const std::string&>(), uid);
  if (!filter.is_array()) return WrongSyntax("String, Array", filter);
  return WithinLimits(ReadAll(filter, uid));
}

std::string PrintFilter(const Condition& condition) {
  switch (condition.kind) {
    case Condition::Kind::kLeaf:
      return PrintLeaf(condition);
    case Condition::Kind::kNot:
      return "NOT (" + PrintFilter(condition.children.front()) + ")";
    case Condition::Kind::kAll:
    case Condition::Kind::kAny:
      break;
  }
  const std::string_view sign = condition.kind == Condition::Kind::kAll ? " AND " : " OR ";
  std::string out;
  for (const Condition& child : condition.children)
    out += std::string(out.empty() ? "" : sign) + "(" + PrintFilter(child) + ")";
  return out;
}

}  // namespace sou::web::meili
