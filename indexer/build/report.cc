// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/report.h"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

#include "common/base/printable.h"
#include "indexer/build/wording.h"

namespace sou::indexer {
namespace {

using Json = nlohmann::ordered_json;

// The summary stays below ten lines; --report has everything.
constexpr size_t kShownSkips = 2;
constexpr size_t kShownLanguages = 12;

// "draft 12, in the future 3": reasons with what is in brackets cut off.
std::string Reasons(const std::vector<LeftOut>& left_out) {
  constexpr size_t kMostReasons = 6;
  std::map<std::string, uint64_t> counts;
  for (const LeftOut& file : left_out) ++counts[file.reason.substr(0, file.reason.find(" ("))];
  return LargestFirst(counts, "", kMostReasons);
}

std::string Outcome(const Report& report) {
  if (report.dry_run) return "Dry run: nothing was written.\n";
  if (!report.published) {
    return report.generation == 0 ? "Nothing was published.\n"
                                  : fmt::format("Nothing has changed; generation {} stays.\n", report.generation);
  }
  return fmt::format("Published generation {}: {} from {} of content in {:.1f} s, index {}.\n", report.generation,
                     CountOf(report.pages, "page"), SizeOf(report.bytes), report.seconds.total,
                     SizeOf(report.index_bytes));
}

Json PathsOf(const std::vector<Change>& changes) {
  Json paths = Json::array();
  for (const Change& change : changes) paths.push_back(change.path);
  return paths;
}

// By path.
Json ReasonsOf(const Report& report) {
  Json reasons = Json::object();
  for (const auto* changes : {&report.added, &report.updated, &report.deleted}) {
    for (const Change& change : *changes) reasons[change.path] = change.reason;
  }
  return reasons;
}

}  // namespace

std::string ReportToJson(const Report& report) {
  Json skipped = Json::array();
  for (const Error& error : report.skipped) {
    Json row = {{"path", error.place.path}, {"line", error.place.line}, {"reason", error.message}};
    if (error.place.column > 0) row["column"] = error.place.column;
    skipped.push_back(std::move(row));
  }
  Json warnings = Json::array();
  for (const Warning& warning : report.warnings) {
    warnings.push_back({{"path", warning.place.path}, {"line", warning.place.line}, {"message", warning.message}});
  }
  Json left_out = Json::array();
  for (const LeftOut& file : report.left_out) left_out.push_back({{"path", file.path}, {"reason", file.reason}});
  const Json json = {{"generation", report.generation},
                     {"published", report.published},
                     {"dry_run", report.dry_run},
                     {"source", report.source_kind},
                     {"full", report.full_reason},
                     {"found", report.found},
                     {"pages", report.pages},
                     {"languages", report.language_tags},
                     {"languages_from", report.languages_from},
                     {"added", PathsOf(report.added)},
                     {"updated", PathsOf(report.updated)},
                     {"deleted", PathsOf(report.deleted)},
                     {"reasons", ReasonsOf(report)},
                     {"unchanged", report.unchanged},
                     {"left_out", left_out},
                     {"skipped", skipped},
                     {"warnings", warnings},
                     {"bytes", report.bytes},
                     {"index_bytes", report.index_bytes},
                     {"seconds",
                      {{"read", report.seconds.read},
                       {"analyze", report.seconds.analyze},
                       {"write", report.seconds.write},
                       {"publish", report.seconds.publish},
                       {"total", report.seconds.total}}}};
  // Paths are bytes to the system; those that are no UTF-8 are shown with U+FFFD.
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string ReportToText(const Report& report) {
  const std::string_view noun = report.source_kind == "jsonl" ? "line" : "content file";
  std::string out =
      fmt::format("Found {} ({}): {}", CountOf(report.found, noun), report.source_kind, CountOf(report.pages, "page"));
  if (!report.left_out.empty()) out += fmt::format("; left out: {}", Reasons(report.left_out));
  out += ".\n";
  if (!report.language_tags.empty()) {
    out += "Languages: " + LargestFirst(report.language_tags, "unknown", kShownLanguages);
    const auto guessed = report.languages_from.find(std::string(NameOf(LanguageFrom::kScript)));
    if (guessed != report.languages_from.end()) out += fmt::format(" ({} by their script)", guessed->second);
    out += ".\n";
  }
  if (!report.full_reason.empty() && !report.dry_run) out += "Built all: " + report.full_reason + ".\n";
  out += fmt::format("{} added, {} updated, {} deleted, {} unchanged.\n", report.added.size(), report.updated.size(),
                     report.deleted.size(), report.unchanged);
  if (!report.warnings.empty()) out += CountOf(report.warnings.size(), "warning") + " (--report FILE lists them).\n";
  for (size_t i = 0; i < report.skipped.size() && i < kShownSkips; ++i) {
    out += "skipped " + report.skipped[i].ToString() + "\n";
  }
  if (report.skipped.size() > kShownSkips) {
    out += fmt::format("… and {} more skipped (--report FILE lists them).\n", report.skipped.size() - kShownSkips);
  }
  return Printable(out + Outcome(report));  // names of files may hold anything
}

}  // namespace sou::indexer
