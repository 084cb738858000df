// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/index_command.h"

#include <spdlog/spdlog.h>

#include <chrono>
#include <map>
#include <string>

#include "common/base/command_line.h"
#include "common/base/files.h"
#include "common/base/log.h"
#include "indexer/build/job.h"
#include "indexer/source/jsonl/page_json.h"

namespace sou::indexer {
namespace {

constexpr const char* kProgram = "sou-index";

constexpr const char* kFooter = R"(
Examples:
  sou-index ~/blog --index /var/lib/sou/blog      index a site by its sources: Hugo, Jekyll, Hexo, Markdown, …
  sou-index ~/blog/public --index idx             index what a generator has built
  my-cms export | sou-index - --index idx         index JSON Lines (docs/JSONL.md)
  sou-index . --index idx --dry-run               say what would change
  sou-index . --index idx --full --report r.json  build all again, with a report per file
  sou-index . --print-pages                       show the pages as they are read, a line of JSON each

Settings may stand in sou.yaml in SITE_DIR; --print-config shows each value and where it came from.
Exit code: 0 published, or nothing to do; 1 published, but some files were skipped; 2 nothing published.)";

struct Arguments {
  std::string site;
  std::string index;
  std::string config;
  std::string report;
  bool full = false;
  bool dry_run = false;
  bool print_config = false;
  bool print_pages = false;
  bool verbose = false;
  ProgressMode progress = ProgressMode::kAuto;
};

void AddOptions(CLI::App* app, Arguments* arguments, SettingOptions* settings) {
  const std::map<std::string, ProgressMode> modes = {
      {"auto", ProgressMode::kAuto}, {"always", ProgressMode::kAlways}, {"never", ProgressMode::kNever}};
  app->add_option("SITE_DIR", arguments->site, "root of a site, or a folder of Markdown")->required();
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
  app->add_flag("--dry-run", arguments->dry_run, "say what would be added, updated, deleted; write nothing");
  app->add_option("--report", arguments->report, "write a JSON report with every file to FILE");
  app->add_option("--progress", arguments->progress, "auto, always or never")
      ->transform(CLI::CheckedTransformer(modes))
      ->option_text("auto|always|never");
  app->add_option("--config", arguments->config, "settings from FILE instead of SITE_DIR/sou.yaml");
  app->add_flag("--print-config", arguments->print_config, "print each setting and where it came from");
  app->add_flag("--print-pages", arguments->print_pages,
                "print each page as a line of JSON, as --source jsonl reads it");
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
  if (!site.ok()) return Fail(kProgram, site.error().ToString());
  const Result<Listing> listing = (*site)->List();
  if (!listing.ok()) return Fail(kProgram, listing.error().ToString());
  PageReaders readers(**site, limits);
  PageReader reader(&readers);
  size_t skipped = listing->skipped.size();
  for (const Error& error : listing->skipped) spdlog::warn("skipped {}", error.ToString());
  for (const SourceFile& file : listing->files) {
    if (Status status = reader.Ask(file); !status.ok()) return Fail(kProgram, status.error().ToString());
    const Result<PageAnswer> answer = reader.Answer();
    if (!answer.ok()) return Fail(kProgram, answer.error().ToString());
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

int Finish(const Arguments& arguments, const Report& report) {
  for (const Warning& warning : report.warnings) {
    spdlog::debug("{}", Error{ErrorCode::kInvalidInput, warning.message, warning.place}.ToString());
  }
  if (!arguments.report.empty()) {
    if (Status status = WriteFileDurably(arguments.report, ReportToJson(report)); !status.ok()) {
      return Fail(kProgram, status.error().ToString());
    }
  }
  if (report.dry_run) PrintChanges(report);
  std::fputs(ReportToText(report).c_str(), stdout);
  return report.skipped.empty() ? kExitOk : kExitPartial;
}

}  // namespace

int RunIndexCommand(int argc, char** argv) {
  CLI::App app("Reads a site's content and publishes a search index of it.", kProgram);
  Arguments arguments;
  SettingOptions settings(&app);
  AddOptions(&app, &arguments, &settings);
  if (const auto code = ParseCommandLine(&app, argc, argv)) return *code;
  InitLogging(kProgram, arguments.verbose);

  const Result<Config> config = LoadConfig(arguments.config, arguments.site, settings.overrides());
  if (!config.ok()) return Fail(kProgram, config.error().ToString());
  if (arguments.print_config) {
    std::fputs(config->Print().c_str(), stdout);
    return kExitOk;
  }
  if (arguments.print_pages) return PrintPages(arguments, MakeSourceOptions(*config), MakeReadLimits(*config));
  if (arguments.index.empty()) return Fail(kProgram, "where should the index be? give --index DIR");
  const Result<Report> report = RunJob(MakeJobOptions(arguments, *config));
  if (!report.ok()) return Fail(kProgram, report.error().ToString());
  return Finish(arguments, *report);
}

}  // namespace sou::indexer
