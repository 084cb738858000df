// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/plan/condition_query.h"

#include <algorithm>
#include <cstdio>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/store/address.h"
#include "common/store/schema.h"
#include "common/text/fold.h"
#include "query/plan/filters.h"

namespace sou::query {
namespace {

using store::MakeTerm;
using store::Slot;
using store::TermField;
using Xapian::Query;

// The pages of `query`, or all others. So "every page" stands in a query once at most, and only at its top: looking at
// every page once for each of thousands of NOTs would take minutes.
struct Matched {
  Query query;  // empty: no page
  bool negated = false;
};

Query AnyOf(const std::vector<Query>& queries) { return Query(Query::OP_OR, queries.begin(), queries.end()); }

constexpr auto SlotNumber(Slot slot) { return static_cast<Xapian::valueno>(slot); }

// Pages with any value there: the empty one is what pages without have.
Query HasValue(Slot slot) { return Query(Query::OP_VALUE_GE, SlotNumber(slot), std::string(1, '\0')); }

Query BeginsWith(TermField field, std::string_view value) {
  constexpr Xapian::termcount kAll = 0;
  const bool any = value.empty();
  const std::string begin = any ? std::string(store::RuleOf(field).prefix) : MakeTerm(field, value);
  return Query(Query::OP_WILDCARD, begin, kAll, Query::WILDCARD_LIMIT_ERROR, Query::OP_OR);
}

// Years are four digits in their slot.
Query MatchYears(double first, double last) {
  first = std::max(first, 0.0);
  last = std::min(last, 9999.0);
  if (first > last) return {};
  char begin[12];
  char end[12];
  std::snprintf(begin, sizeof(begin), "%04d", static_cast<int>(first));
  std::snprintf(end, sizeof(end), "%04d", static_cast<int>(last));
  return {Query::OP_VALUE_RANGE, SlotNumber(Slot::kYear), begin, end};
}

Query MatchNumbers(Attribute attribute, std::optional<double> first, std::optional<double> last) {
  constexpr double kFar = 1e15;  // beyond all dates
  const double begin = std::clamp(first.value_or(-kFar), -kFar, kFar);
  const double end = std::clamp(last.value_or(kFar), -kFar, kFar);
  if (begin > end) return {};
  return attribute == Attribute::kYear ? MatchYears(begin, end) : MatchDates(begin, end);
}

std::vector<NumberSpan> ReadSpans(const Condition& leaf) {
  std::vector<NumberSpan> spans;
  for (const std::string& value : leaf.values) {
    if (const auto span = ReadNumberSpan(leaf.attribute, value)) spans.push_back(*span);
  }
  return spans;
}

Query MatchOrdered(const Condition& leaf) {
  const std::vector<NumberSpan> spans = ReadSpans(leaf);
  const auto between = [&](std::optional<double> first, std::optional<double> last) {
    return MatchNumbers(leaf.attribute, first, last);
  };
  if (leaf.comparison == Comparison::kAnyOf) {
    std::vector<Query> any;
    for (const NumberSpan& span : spans) any.push_back(between(span.first, span.last));
    return AnyOf(any);
  }
  const size_t needed = leaf.comparison == Comparison::kBetween ? 2 : 1;
  if (spans.size() != needed) return {};
  switch (leaf.comparison) {
    case Comparison::kLess:
      return between(std::nullopt, spans[0].first - 1);
    case Comparison::kAtMost:
      return between(std::nullopt, spans[0].last);
    case Comparison::kGreater:
      return between(spans[0].last + 1, std::nullopt);
    case Comparison::kAtLeast:
      return between(spans[0].first, std::nullopt);
    case Comparison::kBetween:
      return between(spans[0].first, spans[1].last);
    case Comparison::kAnyOf:
    case Comparison::kStartsWith:
    case Comparison::kExists:
      break;
  }
  return {};
}

// The term of a tag begins with a primary subtag, which other pages have as their language; a tag that is one is told
// apart by its slot.
Query MatchLanguageTag(const std::string& value) {
  const std::string folded = text::Fold(value);
  if (folded.find('-') != std::string::npos) return Query(MakeTerm(TermField::kLanguage, folded));
  std::vector<Query> any;
  for (const std::string& spelling : std::set<std::string>{value, folded})
    any.emplace_back(Query::OP_VALUE_RANGE, SlotNumber(Slot::kLanguageTag), spelling, spelling);
  return AnyOf(any);
}

Query MatchField(QueryField field, const std::string& value, const Xapian::Database& database) {
  std::string reason;
  return MatchFilter(field, value, database, &reason).value_or(Query());
}

Query MatchValue(Attribute attribute, const std::string& value, const Xapian::Database& database) {
  if (value.empty()) return {};  // no page has an empty value
  switch (attribute) {
    case Attribute::kId:
      return Query(MakeTerm(TermField::kId, value));
    case Attribute::kPath:
      return Query(MakeTerm(TermField::kPath, value));
    case Attribute::kUrl:
      return Query(store::AddressTerm(value));
    case Attribute::kLang:
      return MatchField(QueryField::kLang, value, database);
    case Attribute::kLangTag:
      return MatchLanguageTag(value);
    case Attribute::kTags:
      return MatchField(QueryField::kTag, value, database);
    case Attribute::kCategories:
      return MatchField(QueryField::kCategory, value, database);
    case Attribute::kSection:
      return MatchField(QueryField::kSection, value, database);
    case Attribute::kAuthors:
      return MatchField(QueryField::kAuthor, value, database);
    case Attribute::kYear:
    case Attribute::kDate:
      break;
  }
  return {};
}

// Nothing instead of a term that no page has: Xapian takes time by the square of how many there are.
Query KnownOnly(Query query, const Xapian::Database& database) {
  const auto term = query.get_terms_begin();
  const bool unknown = term != query.get_terms_end() && !database.term_exists(*term);
  return unknown ? Query() : std::move(query);
}

Matched MatchExists(Attribute attribute) {
  constexpr bool kEveryPage = true;
  switch (attribute) {
    case Attribute::kId:
    case Attribute::kPath:
    case Attribute::kUrl:
      return {Query(), kEveryPage};
    case Attribute::kLang:
      return {HasValue(Slot::kLanguage)};
    case Attribute::kLangTag:
      return {HasValue(Slot::kLanguageTag)};
    case Attribute::kTags:
      return {HasValue(Slot::kTag)};
    case Attribute::kCategories:
      return {HasValue(Slot::kCategory)};
    case Attribute::kSection:
      return {HasValue(Slot::kSection)};
    case Attribute::kAuthors:
      return {BeginsWith(TermField::kAuthor, "")};
    case Attribute::kYear:
    case Attribute::kDate:
      return {HasValue(Slot::kDate)};
  }
  return {};
}

TermField FieldOfBeginnings(Attribute attribute) {
  switch (attribute) {
    case Attribute::kPath:
      return TermField::kPath;
    case Attribute::kTags:
      return TermField::kTag;
    case Attribute::kCategories:
      return TermField::kCategory;
    case Attribute::kSection:
      return TermField::kSection;
    default:
      return TermField::kAuthor;
  }
}

Matched MatchBeginning(const Condition& leaf) {
  if (!HasBeginnings(leaf.attribute) || leaf.values.empty()) return {};
  const std::string& value = leaf.values.front();
  const std::string begin = leaf.attribute == Attribute::kPath ? value : text::Fold(value);
  if (begin.empty()) return MatchExists(leaf.attribute);
  return {BeginsWith(FieldOfBeginnings(leaf.attribute), begin)};
}

Matched MatchLeaf(const Condition& leaf, const Xapian::Database& database) {
  if (leaf.comparison == Comparison::kExists) return MatchExists(leaf.attribute);
  if (leaf.comparison == Comparison::kStartsWith) return MatchBeginning(leaf);
  if (IsOrdered(leaf.attribute)) return {MatchOrdered(leaf)};
  if (leaf.comparison != Comparison::kAnyOf) return {};
  std::vector<Query> any;
  for (const std::string& value : std::set<std::string>(leaf.values.begin(), leaf.values.end()))
    any.push_back(KnownOnly(MatchValue(leaf.attribute, value, database), database));
  return {AnyOf(any)};
}

Matched Resolve(const Condition& condition, const Xapian::Database& database);

// All of the children, by what they are and what they are not. `invert`: of their opposites.
Matched MatchChildren(const Condition& condition, const Xapian::Database& database, bool invert) {
  std::vector<Query> are;
  std::vector<Query> are_not;
  for (const Condition& child : condition.children) {
    Matched matched = Resolve(child, database);
    (matched.negated != invert ? are_not : are).push_back(std::move(matched.query));
  }
  if (are.empty()) return {AnyOf(are_not), !invert};
  const Query all(Query::OP_AND, are.begin(), are.end());
  return {are_not.empty() ? all : Query(Query::OP_AND_NOT, all, AnyOf(are_not)), invert};
}

Matched Resolve(const Condition& condition, const Xapian::Database& database) {
  switch (condition.kind) {
    case Condition::Kind::kAll:
      return MatchChildren(condition, database, false);
    case Condition::Kind::kAny:
      return MatchChildren(condition, database, true);  // not all of the opposites
    case Condition::Kind::kNot: {
      Matched matched = Resolve(condition.children.front(), database);
      matched.negated = !matched.negated;
      return matched;
    }
    case Condition::Kind::kLeaf:
      break;
  }
  return MatchLeaf(condition, database);
}

}  // namespace

Query MatchCondition(const Condition& condition, const Xapian::Database& database) {
  const Matched matched = Resolve(condition, database);
  if (!matched.negated) return matched.query;
  return Query(Query::OP_AND_NOT, Query(std::string()), matched.query);
}

}  // namespace sou::query
