// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index_command.h"

#include <spdlog/spdlog.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <system_error>
#include <utility>

#include "common/base/command_line.h"
#include "common/base/files.h"
#include "common/base/log.h"
#include "indexer/build/job.h"
#include "indexer/inspect_command.h"
#include "indexer/source/jsonl/page_json.h"
#include "indexer/watch_command.h"

namespace sou::indexer {
namespace {

constexpr const char* kNoIndex = "where should the index be? give --index DIR";

constexpr const char* kNoSite =
    "which site? give SITE_DIR, the root of a site or a folder of Markdown; --help says more";

constexpr const char* kFooter = R"(
Examples:
  sou-index ~/blog --index /var/lib/sou/blog      index a site by its sources: Hugo, Jekyll, Hexo, Markdown, …
  sou-index ~/blog/public --index idx             index what a generator has built
  my-cms export | sou-index - --index idx         index JSON Lines (docs/JSONL.md)
  sou-index . --index idx --dry-run               say what would change
  sou-index . --index idx --full --report r.json  build all again, with a report per file
  sou-index . --print-pages                       show the pages as they are read, a line of JSON each
  sou-index . --index idx --watch                 stay, and index again whenever something changes
  sou-index --check idx                           verify an index; --stats idx says what it holds

Settings may stand in sou.yaml in SITE_DIR; --print-config shows each value and where it came from.
Exit code: 0 published, or nothing to do; 1 published, but some files were skipped; 2 nothing published.)";

struct Arguments {
  std::string site;
  std::string index;
  std::string config;
  std::string report;
  std::string check;
  std::string stats;
  bool full = false;
  bool dry_run = false;
  bool print_config = false;
  bool print_pages = false;
  bool watch = false;
  bool verbose = false;
  ProgressMode progress = ProgressMode::kAuto;
};

void AddOptions(CLI::App* app, Arguments* arguments, SettingOptions* settings) {
  const std::map<std::string, ProgressMode> modes = {
      {"auto", ProgressMode::kAuto}, {"always", ProgressMode::kAlways}, {"never", ProgressMode::kNever}};
  app->add_option("SITE_DIR", arguments->site, "root of a site, or a folder of Markdown");
  app->add_option("--index", arguments->index, "folder of the index; made if it is not there");
  settings->AddValue("--source", "index.source", "hugo, jekyll, hexo, markdown, html or jsonl (default: recognised)");
  app->add_flag("--full", arguments->full, "build all again (default: only if something changed)");
  settings->AddFlag("--drafts", "index.drafts", "include drafts");
  settings->AddFlag("--future", "index.future", "include pages dated in the future");
  settings->AddFlag("--expired", "index.expired", "include expired pages");
  settings->AddValue("--base-url", "index.base_url", "overrides the site's base URL");
  settings->AddList("--include", "index.include", "read only files that match this glob (repeatable)");
  settings->AddList("--exclude", "index.exclude", "read no files that match this glob (repeatable)");
  settings->AddValue("--jobs", "index.jobs", "worker threads (default: one per core)");
  auto* dry_run =
      app->add_flag("--dry-run", arguments->dry_run, "say what would be added, updated, deleted; write nothing");
  app->add_option("--report", arguments->report, "write a JSON report with every file to FILE");
  app->add_option("--progress", arguments->progress, "auto, always or never")
      ->transform(CLI::CheckedTransformer(modes))
      ->option_text("auto|always|never");
  app->add_option("--config", arguments->config, "settings from FILE instead of SITE_DIR/sou.yaml");
  app->add_flag("--print-config", arguments->print_config, "print each setting and where it came from");
  auto* print_pages = app->add_flag("--print-pages", arguments->print_pages,
                                    "print each page as a line of JSON, as --source jsonl reads it");
  app->add_flag("--watch", arguments->watch, "stay, and index again whenever the site has changed")
      ->excludes(dry_run, print_pages);
  auto* check = app->add_option("--check", arguments->check, "verify the index in DIR, every byte and page of it")
                    ->option_text("DIR");
  app->add_option("--stats", arguments->stats, "say what the index in DIR holds")->option_text("DIR")->excludes(check);
  app->add_flag("--verbose", arguments->verbose, "say more on stderr");
  app->footer(kFooter);
}

Timestamp Now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::seconds>(now).count(), 0};
}

SourceOptions MakeSourceOptions(const Config& config) {
  SourceOptions options;
  options.kind = config.Text("index.source");
  options.base_url = config.Text("index.base_url");
  options.drafts = config.Flag("index.drafts");
  options.future = config.Flag("index.future");
  options.expired = config.Flag("index.expired");
  options.include = config.List("index.include");
  options.exclude = config.List("index.exclude");
  options.language = config.Text("index.language");
  options.now = Now();
  options.max_file_bytes = config.Number("index.max_file_bytes");
  options.max_table_cells = static_cast<uint32_t>(config.Number("index.max_table_cells"));
  return options;
}

ReadLimits MakeReadLimits(const Config& config) {
  return {config.Number("index.max_page_seconds"), config.Number("index.max_page_memory")};
}

JobOptions MakeJobOptions(const Arguments& arguments, const Config& config) {
  JobOptions options;
  options.site = arguments.site;
  options.index = arguments.index;
  options.source = MakeSourceOptions(config);
  options.limits = MakeReadLimits(config);
  options.full = arguments.full;
  options.dry_run = arguments.dry_run;
  options.progress = arguments.progress;
  options.jobs = static_cast<uint32_t>(config.Number("index.jobs"));
  options.keep_generations = config.Number("index.keep_generations");
  return options;
}

// The pages as the reader of the site gives them, without an index.
int PrintPages(const Arguments& arguments, const SourceOptions& options, const ReadLimits& limits) {
  const Result<std::unique_ptr<SiteSource>> site = OpenSite(arguments.site, options);
  if (!site.ok()) return Fail(kIndexProgram, site.error().ToString());
  const Result<Listing> listing = ListSite(**site, arguments.site);
  if (!listing.ok()) return Fail(kIndexProgram, listing.error().ToString());
  PageReaders readers(**site, limits);
  PageReader reader(&readers);
  size_t skipped = listing->skipped.size();
  for (const Error& error : listing->skipped) spdlog::warn("skipped {}", error.ToString());
  for (const SourceFile& file : listing->files) {
    if (Status status = reader.Ask(file); !status.ok()) return Fail(kIndexProgram, status.error().ToString());
    const Result<PageAnswer> answer = reader.Answer();
    if (!answer.ok()) return Fail(kIndexProgram, answer.error().ToString());
    const ReadOutcome& outcome = answer->outcome;
    if (outcome.page) std::printf("%s\n", PageToJson(*outcome.page).c_str());
    if (!outcome.skipped) continue;
    spdlog::warn("skipped {}", outcome.skipped->ToString());
    ++skipped;
  }
  return skipped == 0 ? kExitOk : kExitPartial;
}

void PrintChanges(const Report& report) {
  const auto print = [](const char* what, const std::vector<Change>& changes) {
    for (const Change& change : changes) std::printf("%s %s: %s\n", what, change.path.c_str(), change.reason.c_str());
  };
  print("add   ", report.added);
  print("update", report.updated);
  print("delete", report.deleted);
}

// Runs the job; the report goes where the user wants it.
Result<Report> Run(const Arguments& arguments, const Config& config) {
  Result<Report> report = RunJob(MakeJobOptions(arguments, config));
  if (!report.ok()) return report;
  for (const Warning& warning : report->warnings) {
    spdlog::debug("{}", Error{ErrorCode::kInvalidInput, warning.message, warning.place}.ToString());
  }
  if (!arguments.report.empty()) {
    if (Status status = WriteFileDurably(arguments.report, ReportToJson(*report)); !status.ok()) return status.error();
  }
  return report;
}

int RunOnce(const Arguments& arguments, const Config& config) {
  const Result<Report> done = Run(arguments, config);
  if (!done.ok()) return Fail(kIndexProgram, done.error().ToString());
  const Report& report = *done;
  if (report.dry_run) PrintChanges(report);
  std::fputs(ReportToText(report).c_str(), stdout);
  return report.skipped.empty() ? kExitOk : kExitPartial;
}

// Why there is nothing to wait for; empty if there is.
std::string WhyNotWatch(const Arguments& arguments, std::span<const Override> overrides) {
  namespace fs = std::filesystem;
  std::error_code code;
  const bool is_there = arguments.site != "-" && fs::exists(arguments.site, code);
  const bool is_stream =
      is_there && !fs::is_directory(arguments.site, code) && !fs::is_regular_file(arguments.site, code);
  if (arguments.site == "-" || is_stream) return "--watch needs a folder or a file; what is piped in comes only once";
  if (fs::equivalent(arguments.site, arguments.index, code)) {
    return "--watch needs an index outside the site, or in a folder of its own";
  }
  // A file may be set right while we wait, the command line not.
  const Result<Config> given = LoadConfig("", "", overrides);
  return given.ok() ? std::string() : given.error().ToString();
}

int Watch(Arguments arguments, std::span<const Override> overrides) {
  if (const std::string why_not = WhyNotWatch(arguments, overrides); !why_not.empty())
    return Fail(kIndexProgram, why_not);
  WatcherOptions options;
  options.site = arguments.site;
  options.ignored = {arguments.index};
  if (!arguments.config.empty()) options.files.push_back(arguments.config);
  if (!arguments.report.empty()) {
    options.ignored.push_back(arguments.report);
    options.ignored.push_back(arguments.report + ".tmp");  // WriteFileDurably's
  }
  return WatchSite(std::move(options), [&](bool is_first) -> WatchedRun {
    arguments.full = arguments.full && is_first;
    const Result<Config> config = LoadConfig(arguments.config, arguments.site, overrides);
    if (!config.ok()) return {config.error()};
    return {Run(arguments, *config), std::chrono::milliseconds(config->Number("watch.quiet_ms")),
            config->List("index.exclude")};
  });
}

}  // namespace

int RunIndexCommand(int argc, char** argv) {
  CLI::App app("Reads a site's content and publishes a search index of it.", kIndexProgram);
  Arguments arguments;
  SettingOptions settings(&app);
  AddOptions(&app, &arguments, &settings);
  if (const auto code = ParseCommandLine(&app, argc, argv)) return *code;
  InitLogging(kIndexProgram, arguments.verbose);
  if (!arguments.check.empty()) return RunCheck(arguments.check);
  if (!arguments.stats.empty()) return RunStats(arguments.stats);
  if (arguments.site.empty()) return Fail(kIndexProgram, kNoSite);

  if (arguments.watch && !arguments.print_config) {
    if (arguments.index.empty()) return Fail(kIndexProgram, kNoIndex);
    return Watch(std::move(arguments), settings.overrides());
  }
  const Result<Config> config = LoadConfig(arguments.config, arguments.site, settings.overrides());
  if (!config.ok()) return Fail(kIndexProgram, config.error().ToString());
  if (arguments.print_config) {
    std::fputs(config->Print().c_str(), stdout);
    return kExitOk;
  }
  if (arguments.print_pages) return PrintPages(arguments, MakeSourceOptions(*config), MakeReadLimits(*config));
  if (arguments.index.empty()) return Fail(kIndexProgram, kNoIndex);
  return RunOnce(arguments, *config);
}

}  // namespace sou::indexer
