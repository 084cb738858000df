// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/report/query_report.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace sou::query {
namespace {

constexpr std::array<std::string_view, 5> kSearchRoutes = {"/", "/search", "/api/search", "/indexes/{uid}/search",
                                                           "/multi-search"};
constexpr size_t kMaxDays = 20'000;

bool IsSearch(const AccessLine& line) {
  return line.status == 200 && line.query &&
         std::find(kSearchRoutes.begin(), kSearchRoutes.end(), line.route) != kSearchRoutes.end();
}

}  // namespace

QueryReporter::QueryReporter(const ReportOptions& options)
    : options_(options),
      counts_(options.max_queries),
      slowest_(std::min(options.rows, options.max_queries)),
      half_typed_([this](const LoggedSearch& search) { Count(search); }) {}

void QueryReporter::Add(const AccessLine& line) {
  if (!IsSearch(line) || !IsAsked(line)) return;
  std::string key = QueryKey(*line.query);
  if (key.empty()) {
    ++report_.empty;
    return;
  }
  Time(line, key);
  half_typed_.Add({line.time, ShownQuery(*line.query), std::move(key), line.total, line.typing});
}

QueryReport QueryReporter::Finish() {
  half_typed_.Finish();
  report_.half_typed = half_typed_.joined();
  report_.different = counts_.size();
  report_.forgotten = counts_.forgotten();
  report_.most_asked = counts_.MostAsked(options_.rows);
  report_.found_nothing = counts_.MostWithoutResults(options_.rows);
  report_.computed = durations_.count();
  report_.p50 = durations_.Percentile(0.5);
  report_.p95 = durations_.Percentile(0.95);
  report_.p99 = durations_.Percentile(0.99);
  report_.slowest = slowest_.List();
  return std::move(report_);
}

bool QueryReporter::IsAsked(const AccessLine& line) const {
  const int64_t seconds = std::chrono::floor<std::chrono::seconds>(line.time).time_since_epoch().count();
  return (!options_.after || seconds >= *options_.after) && (!options_.before || seconds <= *options_.before);
}

void QueryReporter::Time(const AccessLine& line, const std::string& key) {
  if (line.cache == "hit" || line.cache == "shared") {
    ++report_.cached;
    return;
  }
  durations_.Add(line.ms);
  slowest_.Add(key, {ShownQuery(*line.query), line.ms, line.time});
}

void QueryReporter::Count(const LoggedSearch& search) {
  const bool without_results = search.total == 0;
  ++report_.searches;
  report_.without_results += without_results ? 1 : 0;
  counts_.Add(search);
  const auto day = std::chrono::floor<std::chrono::days>(search.time);
  if (report_.days.size() >= kMaxDays && !report_.days.contains(day)) return;
  DayCount& count = report_.days[day];
  ++count.searches;
  count.without_results += without_results ? 1 : 0;
}

}  // namespace sou::query
