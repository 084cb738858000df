// SPDX-License-Identifier: GPL-3.0-or-later
//
// The report of an access log, for people and for scripts. Pure functions, thread-safe.
#pragma once

#include <string>

#include "query/report/query_report.h"

namespace sou::query {

// A table and lists; what readers typed is made harmless for a terminal.
[[nodiscard]] std::string ToTable(const QueryReport& report);

// One object on one line, without a line end: the fields of docs/OPERATIONS.md.
[[nodiscard]] std::string ToJson(const QueryReport& report);

}  // namespace sou::query
