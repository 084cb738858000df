// SPDX-License-Identifier: GPL-3.0-or-later
//
// sou-search --log FILE --report: what readers asked.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "query/report/query_report.h"

namespace sou::query {

struct ReportArguments {
  std::vector<std::string> logs;  // files in any order of their times; "-" is standard input
  ReportOptions options;
  bool json = false;
};

// Prints the report. Exit code: 0 there are searches; 1 none; 2 error. What is no line of a log is passed over, counted
// and the first of it named on stderr; on a terminal, stderr shows how far it is.
[[nodiscard]] int RunReport(const ReportArguments& arguments);

}  // namespace sou::query
