// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a site's owner asks of an access log first: what readers search for, what they do not find, and how long it
// takes. A stream in bounded memory, whatever the log holds.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "query/report/access_line.h"
#include "query/report/durations.h"
#include "query/report/half_typed.h"
#include "query/report/query_counts.h"
#include "query/report/slowest_queries.h"

namespace sou::query {

struct ReportOptions {
  size_t rows = 10;              // of each list of queries
  std::optional<int64_t> after;  // seconds since 1970: lines of this time or later
  std::optional<int64_t> before;
  size_t max_queries = 100'000;  // different ones that are told apart
};

struct DayCount {
  uint64_t searches = 0;
  uint64_t without_results = 0;
};

// A search is a query that was finished (HalfTyped), was not empty and got an answer of status 200. Days are of UTC.
struct QueryReport {
  uint64_t searches = 0;
  uint64_t without_results = 0;
  uint64_t half_typed = 0;  // further requests, which became one of the searches
  uint64_t empty = 0;       // further requests, which asked for no words: lists of all pages
  uint64_t cached = 0;      // answers, also to half-typed queries, that were kept from before or computed for another
  std::map<std::chrono::sys_days, DayCount> days;  // those with searches
  size_t different = 0;                            // queries that are told apart
  uint64_t forgotten = 0;                          // > 0: there were too many, so that rare ones are missing
  std::vector<QueryCount> most_asked;
  std::vector<QueryCount> found_nothing;
  uint64_t computed = 0;  // answers, also to half-typed queries; the milliseconds are theirs
  double p50 = 0;
  double p95 = 0;
  double p99 = 0;
  std::vector<SlowQuery> slowest;
  uint64_t lines = 0;    // that were read, as who reads the log tells
  uint64_t skipped = 0;  // of them, those that are none of an access log
};

// One thread.
class QueryReporter {
 public:
  explicit QueryReporter(const ReportOptions& options);
  QueryReporter(const QueryReporter&) = delete;
  QueryReporter& operator=(const QueryReporter&) = delete;

  // In the order of the log; of several logs, the oldest first.
  void Add(const AccessLine& line);
  // Once, at the end.
  [[nodiscard]] QueryReport Finish();

 private:
  [[nodiscard]] bool IsAsked(const AccessLine& line) const;
  void Time(const AccessLine& line, const std::string& key);
  void Count(const LoggedSearch& search);

  const ReportOptions options_;
  QueryReport report_;
  QueryCounts counts_;
  Durations durations_;
  SlowestQueries slowest_;
  HalfTyped half_typed_;
};

}  // namespace sou::query
