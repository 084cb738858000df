// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/render/query_report.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "common/base/timestamp.h"
#include "query/render/terminal.h"

namespace sou::query {
namespace {

using Json = nlohmann::ordered_json;

constexpr int64_t kMaxRows = 31;  // of the searches by day, month or year

std::string Day(std::chrono::sys_days day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string Moment(std::chrono::sys_time<std::chrono::milliseconds> time) {
  return FormatRfc3339({std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count(), 0});
}

double Share(uint64_t part, uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

// From the first to the last that has searches, both counted.
int64_t DaysCovered(const QueryReport& report) {
  if (report.days.empty()) return 0;
  return (report.days.rbegin()->first - report.days.begin()->first).count() + 1;
}

// ---- for people

std::string SearchesRow(const QueryReport& report) {
  const int64_t days = DaysCovered(report);
  if (days == 0) return fmt::format("{:<16}0\n", "searches");
  if (days == 1) return fmt::format("{:<16}{} on {}\n", "searches", report.searches, Day(report.days.begin()->first));
  return fmt::format("{:<16}{} in {} days, {} to {}: {:.1f} a day\n", "searches", report.searches, days,
                     Day(report.days.begin()->first), Day(report.days.rbegin()->first),
                     static_cast<double>(report.searches) / static_cast<double>(days));
}

std::string Summary(const QueryReport& report) {
  std::string out = SearchesRow(report);
  out += fmt::format("{:<16}{} ({:.1f} %)\n", "without results", report.without_results,
                     100 * Share(report.without_results, report.searches));
  out += fmt::format("{:<16}{}{}\n", "queries", report.different, report.forgotten > 0 ? " or more" : "");
  out +=
      fmt::format("{:<16}{} half-typed requests, {} for all pages\n", "not counted", report.half_typed, report.empty);
  out += fmt::format("{:<16}{} computed, {} from the cache\n", "answers", report.computed, report.cached);
  if (report.computed == 0) return out;
  return out + fmt::format("{:<16}p50 {:.1f}   p95 {:.1f}   p99 {:.1f}\n", "ms", report.p50, report.p95, report.p99);
}

std::string MostAsked(const QueryReport& report) {
  std::string out;
  for (const QueryCount& query : report.most_asked) {
    const bool never_found = query.without_results == query.searches;
    out += fmt::format("{:>8}  {}{}\n", query.searches, HarmlessLine(query.text), never_found ? "  (no results)" : "");
  }
  return out.empty() ? out : "\nmost asked\n" + out;
}

std::string FoundNothing(const QueryReport& report) {
  std::string out;
  for (const QueryCount& query : report.found_nothing)
    out += fmt::format("{:>8}  {}\n", query.without_results, HarmlessLine(query.text));
  return out.empty() ? out : "\nwithout results\n" + out;
}

std::string Slowest(const QueryReport& report) {
  std::string out;
  for (const SlowQuery& query : report.slowest)
    out += fmt::format("{:>8.1f}  {}  {}\n", query.ms, Moment(query.time), HarmlessLine(query.text));
  return out.empty() ? out : "\nslowest, in ms\n" + out;
}

// The finest of days, months and years that gives no long list.
struct Period {
  std::string_view name;
  size_t length;  // of "2026-11-03"
};

Period PeriodFor(const QueryReport& report) {
  const int64_t days = DaysCovered(report);
  if (days <= kMaxRows) return {"day", 10};
  if (days <= 30 * kMaxRows) return {"month", 7};
  return {"year", 4};
}

std::string SearchesByPeriod(const QueryReport& report) {
  const Period period = PeriodFor(report);
  std::map<std::string, DayCount> rows;
  for (const auto& [day, count] : report.days) {
    DayCount& row = rows[Day(day).substr(0, period.length)];
    row.searches += count.searches;
    row.without_results += count.without_results;
  }
  std::string out;
  for (const auto& [when, row] : rows) {
    out += fmt::format("{:>12}{:>9}{:>9} without results\n", when, row.searches, row.without_results);
  }
  return out.empty() ? out : fmt::format("\nsearches by {} (UTC)\n", period.name) + out;
}

// ---- for scripts

double Round(double value, double digits) { return std::round(value * digits) / digits; }

Json QueriesJson(const std::vector<QueryCount>& queries) {
  Json rows = Json::array();
  for (const QueryCount& query : queries) {
    rows.push_back({{"query", query.text}, {"searches", query.searches}, {"without_results", query.without_results}});
  }
  return rows;
}

Json SlowestJson(const QueryReport& report) {
  Json rows = Json::array();
  for (const SlowQuery& query : report.slowest)
    rows.push_back({{"query", query.text}, {"ms", query.ms}, {"time", Moment(query.time)}});
  return rows;
}

Json DaysJson(const QueryReport& report) {
  Json rows = Json::array();
  for (const auto& [day, count] : report.days)
    rows.push_back({{"day", Day(day)}, {"searches", count.searches}, {"without_results", count.without_results}});
  return rows;
}

}  // namespace

std::string ToTable(const QueryReport& report) {
  return Summary(report) + MostAsked(report) + FoundNothing(report) + Slowest(report) + SearchesByPeriod(report);
}

std::string ToJson(const QueryReport& report) {
  const Json json = {
      {"searches", report.searches},
      {"without_results", report.without_results},
      {"without_results_share", Round(Share(report.without_results, report.searches), 1e4)},
      {"half_typed", report.half_typed},
      {"empty", report.empty},
      {"days_covered", DaysCovered(report)},
      {"queries", report.different},
      {"queries_forgotten", report.forgotten},
      {"most_asked", QueriesJson(report.most_asked)},
      {"found_nothing", QueriesJson(report.found_nothing)},
      {"computed", report.computed},
      {"cached", report.cached},
      {"ms", {{"p50", Round(report.p50, 1e3)}, {"p95", Round(report.p95, 1e3)}, {"p99", Round(report.p99, 1e3)}}},
      {"slowest", SlowestJson(report)},
      {"days", DaysJson(report)},
      {"lines", report.lines},
      {"skipped", report.skipped}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace sou::query
