// SPDX-License-Identifier: GPL-3.0-or-later
//
// Filters as Xapian queries that count nothing in ranking.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

#include "query/parse/ast.h"
#include "query/search/request.h"

namespace sou::query {

// Pages that one `field:value` of the query language allows; nullopt, with a reason, if the value means nothing for
// that field. A reason beside a query says what of the value was not taken as typed.
[[nodiscard]] std::optional<Xapian::Query> MatchFilter(QueryField field, const std::string& value,
                                                       const Xapian::Database& database, std::string* reason);

// Pages dated within [first, last], seconds since the epoch; an open end is as far as dates go. Pages without a date
// are never among them.
[[nodiscard]] Xapian::Query MatchDates(std::optional<double> first, std::optional<double> last);

// One query per filter that is set.
[[nodiscard]] std::vector<Xapian::Query> MatchFilters(const Filters& filters, const Xapian::Database& database);

}  // namespace sou::query
