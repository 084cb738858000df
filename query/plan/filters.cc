// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/plan/filters.h"

#include <limits>

#include "common/base/timestamp.h"
#include "common/store/schema.h"
#include "common/text/fold.h"
#include "query/plan/condition_query.h"

namespace sou::query {
namespace {

using store::MakeTerm;
using store::TermField;
using Xapian::Query;

// A page's language has the term of its primary subtag and of the tag as the site writes it. Someone asking for zh-CN
// where the site says only zh gets zh.
Query MatchLanguage(const std::string& value, const Xapian::Database& database) {
  std::string folded = text::Fold(value);
  for (char& c : folded) c = c == '_' ? '-' : c;
  const size_t dash = folded.find('-');
  const std::string term = MakeTerm(TermField::kLanguage, folded);
  if (dash == std::string::npos || database.term_exists(term)) return Query(term);
  return Query(MakeTerm(TermField::kLanguage, folded.substr(0, dash)));
}

// A star ends the path that is asked for: Xapian 1.4 has none inside a term, and a long path's term is cut.
Query MatchPath(const std::string& value, std::string* reason) {
  std::string_view begin = value;
  while (begin.starts_with('/')) begin.remove_prefix(1);
  const size_t star = begin.find('*');
  if (begin.find_first_not_of('*', star) != std::string_view::npos)
    *reason = "a star is only understood at the end of a path; looked for paths that begin with \"" +
              std::string(begin.substr(0, star)) + "\"";
  constexpr Xapian::termcount kAll = 0;  // each path is one page's
  return Query(Query::OP_WILDCARD, MakeTerm(TermField::kPath, begin.substr(0, star)), kAll, Query::WILDCARD_LIMIT_ERROR,
               Query::OP_OR);
}

using Span = std::optional<TimeSpan>;

// 2018, 2018-08, 2018..2020, 2018-08.., ..2020-01-15
std::optional<Query> MatchDateRange(std::string_view value, std::string* reason) {
  const size_t dots = value.find("..");
  const std::string_view first = value.substr(0, dots);
  const std::string_view last = dots == std::string_view::npos ? first : value.substr(dots + 2);
  const Span begin = ParseTimeSpan(first);
  const Span end = ParseTimeSpan(last);
  const bool wrong = (!first.empty() && !begin) || (!last.empty() && !end) || (first.empty() && last.empty());
  if (wrong) return std::nullopt;
  if (begin && end && begin->first > end->last)
    *reason = "the range \"" + std::string(value) + "\" ends before it begins";
  return MatchDates(begin ? std::optional(begin->first) : std::nullopt, end ? std::optional(end->last) : std::nullopt);
}

// >2018, >=2018-08, <2018, <=2018: beyond or within what the date names.
std::optional<Query> MatchDateBound(std::string_view value) {
  const bool later = value[0] == '>';
  const bool with = value.substr(1).starts_with('=');
  const Span date = ParseTimeSpan(value.substr(with ? 2 : 1));
  if (!date) return std::nullopt;
  if (later) return MatchDates(with ? date->first : date->last + 1, std::nullopt);
  return MatchDates(std::nullopt, with ? date->last : date->first - 1);
}

std::optional<Query> MatchDate(const std::string& value, std::string* reason) {
  const bool bound = value.starts_with('>') || value.starts_with('<');
  auto query = bound ? MatchDateBound(value) : MatchDateRange(value, reason);
  if (!query)
    *reason = "\"" + value + "\" is no date; date: takes 2018, 2018-08, 2018-08-11, a range 2018..2020 or >=2018-08";
  return query;
}

template <typename Make>
void AddAnyOf(const std::vector<std::string>& values, Make make, std::vector<Query>* queries) {
  if (values.empty()) return;
  std::vector<Query> any;
  for (const std::string& value : values) any.push_back(make(value));
  queries->emplace_back(Query::OP_OR, any.begin(), any.end());
}

auto FoldedTerm(TermField field) {
  return [field](const std::string& value) { return Query(MakeTerm(field, text::Fold(value))); };
}

}  // namespace

Query MatchDates(std::optional<double> first, std::optional<double> last) {
  constexpr double kForever = std::numeric_limits<double>::max();
  const std::string begin = Xapian::sortable_serialise(first.value_or(-kForever));
  const std::string end = Xapian::sortable_serialise(last.value_or(kForever));
  return Query(Query::OP_VALUE_RANGE, static_cast<Xapian::valueno>(store::Slot::kDate), begin, end);
}

std::optional<Query> MatchFilter(QueryField field, const std::string& value, const Xapian::Database& database,
                                 std::string* reason) {
  switch (field) {
    case QueryField::kTag:
      return FoldedTerm(TermField::kTag)(value);
    case QueryField::kCategory:
      return FoldedTerm(TermField::kCategory)(value);
    case QueryField::kSection:
      return FoldedTerm(TermField::kSection)(value);
    case QueryField::kAuthor:
      return FoldedTerm(TermField::kAuthor)(value);
    case QueryField::kLang:
      return MatchLanguage(value, database);
    case QueryField::kPath:
      return MatchPath(value, reason);
    case QueryField::kDate:
      return MatchDate(text::Fold(value), reason);
    case QueryField::kText:
    case QueryField::kTitle:
      break;
  }
  *reason = "this field holds words, not a filter";
  return std::nullopt;
}

std::vector<Query> MatchFilters(const Filters& filters, const Xapian::Database& database) {
  std::vector<Query> queries;
  AddAnyOf(
      filters.langs, [&](const std::string& value) { return MatchLanguage(value, database); }, &queries);
  AddAnyOf(filters.tags, FoldedTerm(TermField::kTag), &queries);
  AddAnyOf(filters.categories, FoldedTerm(TermField::kCategory), &queries);
  AddAnyOf(filters.sections, FoldedTerm(TermField::kSection), &queries);
  if (filters.after || filters.before) queries.push_back(MatchDates(filters.after, filters.before));
  if (filters.condition) queries.push_back(MatchCondition(*filters.condition, database));
  return queries;
}

}  // namespace sou::query
