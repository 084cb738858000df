// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search_command.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "common/base/command_line.h"
#include "common/base/files.h"
#include "common/base/log.h"
#include "common/base/timestamp.h"
#include "query/batch.h"
#include "query/evaluate/evaluation.h"
#include "query/render/evaluation.h"
#include "query/render/json.h"
#include "query/render/terminal.h"
#include "query/report_command.h"
#include "query/search/searcher.h"
#include "query/suggest/suggester.h"

namespace sou::query {
namespace {

constexpr const char* kProgram = "sou-search";
constexpr uint64_t kMaxJudgmentsBytes = 256ULL << 20;

constexpr const char* kFooter = R"(
Query language:
  nginx 配置 reload        pages with all the words; if there are few, pages with some follow
  "cloud native"          these words in a row
  -apache -"a b"          without these
  nginx OR caddy, ( )     either; AND and NOT work, too, in capitals
  title:部署 tag:"cloud native" category:x lang:zh section:posts path:posts/2018 author:kevin
  date:2018  date:2018-08..2020
  kube*                   words that begin so

Examples:
  sou-search --index idx 服务网格
  sou-search --index idx --lang zh --tag docker --sort date --json 部署
  sou-search --index idx --related /posts/a/
  sou-search --index idx --batch queries.tsv --trec > run.trec
  sou-search --index idx --suggest yunyuan
  sou-search --index idx --batch queries.tsv --qrels qrels.tsv --worst 10
  sou-search --log access.log --report --after 2026-11

Synonyms, stop words, pins, hidden pages and boosts stand in sou.yaml (docs/CURATION.md).
Exit code: 0 hits; 1 none, or below --least-mrr, or no search in the log; 2 error.)";

struct Arguments {
  std::string index;
  std::vector<std::string> words;
  size_t limit = 10;
  size_t offset = 0;
  Filters filters;
  std::string after;
  std::string before;
  Sort sort = Sort::kRelevance;
  std::string facets;
  bool json = false;
  bool jsonl = false;
  std::string color = "auto";
  bool explain = false;
  std::optional<std::string> suggest;
  bool typing = false;
  std::string batch;
  bool trec = false;
  std::string timings;
  std::string related;
  std::string qrels;
  size_t worst = 0;
  double least_mrr = 0;
  std::string config;
  std::vector<std::string> logs;
  bool report = false;
};

// Takes one value each time it is given, so that it never swallows the query.
void AddFilter(CLI::App* app, const std::string& name, const std::string& help, std::vector<std::string>* values) {
  app->add_option(name, *values, help)->expected(1)->take_all();
}

void AddOptions(CLI::App* app, Arguments* arguments) {
  const std::map<std::string, Sort> sorts = {{"relevance", Sort::kRelevance}, {"date", Sort::kDate}};
  app->add_option("QUERY", arguments->words, "what to search for; nothing lists every page, newest first");
  app->add_option("--index", arguments->index, "folder of the index (required, but for --log)");
  app->add_option("--limit", arguments->limit, "hits to show (default 10)");
  app->add_option("--offset", arguments->offset, "hits to pass over first");
  AddFilter(app, "--lang", "only pages in this language (repeatable: any of them)", &arguments->filters.langs);
  AddFilter(app, "--tag", "only pages with this tag (repeatable)", &arguments->filters.tags);
  AddFilter(app, "--category", "only pages in this category (repeatable)", &arguments->filters.categories);
  AddFilter(app, "--section", "only pages in this section (repeatable)", &arguments->filters.sections);
  app->add_option("--after", arguments->after, "only pages of this date or later: 2018, 2018-08, 2018-08-11");
  app->add_option("--before", arguments->before, "only pages of this date or earlier");
  app->add_option("--sort", arguments->sort, "relevance or date (newest first)")
      ->transform(CLI::CheckedTransformer(sorts))
      ->option_text("relevance|date");
  app->add_option("--facets", arguments->facets, "count values of: tags,categories,lang,lang_tag,section,year,date");
  app->add_flag("--json", arguments->json, "print the response as JSON");
  app->add_flag("--jsonl", arguments->jsonl, "print one hit a line as JSON");
  app->add_option("--color", arguments->color, "auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->option_text("auto|always|never");
  app->add_flag("--explain", arguments->explain, "say how the query was read and why a page matched");
  app->add_option("--suggest", arguments->suggest, "print what may be meant by PREFIX: titles, headings, tags")
      ->option_text("PREFIX");
  app->add_flag("--typing", arguments->typing, "the last word is still being typed: it stands for words that begin so");
  app->add_option("--batch", arguments->batch, "answer the lines \"qid<TAB>query\" of FILE; with --trec or --qrels")
      ->option_text("FILE");
  app->add_flag("--trec", arguments->trec, "with --batch: print TREC run lines");
  app->add_option(
         "--qrels", arguments->qrels,
         "with --batch: score the answers by the lines \"qid<TAB>page<TAB>relevance\" of FILE, a page being its "
         "path or address")
      ->option_text("FILE");
  app->add_option("--worst", arguments->worst, "with --qrels: list the N queries that were answered worst")
      ->option_text("N");
  app->add_option("--least-mrr", arguments->least_mrr, "with --qrels: exit 1 if MRR@10 is below X (0 to 1)")
      ->check(CLI::Range(0.0, 1.0))
      ->option_text("X");
  app->add_option("--timings", arguments->timings, "with --batch: write milliseconds per query to FILE")
      ->option_text("FILE");
  app->add_option("--related", arguments->related, "list pages like this one: its path or address, as in hits")
      ->option_text("PATH|URL");
  app->add_option("--config", arguments->config, "settings from FILE instead of ./sou.yaml")->option_text("FILE");
  AddFilter(app, "--log", "read the access log FILE of sou-serve, - for standard input (repeatable); with --report",
            &arguments->logs);
  app->add_flag("--report", arguments->report, "with --log: say what readers asked, what found nothing, what was slow");
  app->footer(kFooter);
}

// The span of a date; none if the option was not given.
Result<std::optional<TimeSpan>> DateOption(const std::string& option, const std::string& value) {
  if (value.empty()) return std::optional<TimeSpan>();
  const std::optional<TimeSpan> span = ParseTimeSpan(value);
  if (span) return span;
  return Error{ErrorCode::kInvalidArgument,
               option + ": \"" + value + "\" is no date; 2018, 2018-08 and 2018-08-11 are"};
}

Result<SearchRequest> MakeRequest(const Arguments& arguments) {
  SearchRequest request;
  for (const std::string& word : arguments.words) request.text += (request.text.empty() ? "" : " ") + word;
  request.limit = arguments.limit;
  request.offset = arguments.offset;
  request.filters = arguments.filters;
  request.sort = arguments.sort;
  request.explain = arguments.explain;
  request.typing = arguments.typing;
  const auto after = DateOption("--after", arguments.after);
  if (!after.ok()) return after.error();
  if (*after) request.filters.after = (*after)->first;
  const auto before = DateOption("--before", arguments.before);
  if (!before.ok()) return before.error();
  if (*before) request.filters.before = (*before)->last;
  for (size_t begin = 0; begin < arguments.facets.size();) {
    const size_t end = std::min(arguments.facets.find(',', begin), arguments.facets.size());
    const std::string name = arguments.facets.substr(begin, end - begin);
    begin = end + 1;
    const auto facet = FacetByName(name);
    if (!facet) {
      return Error{
          ErrorCode::kInvalidArgument,
          "--facets: there is no \"" + name + "\"; there are tags, categories, lang, lang_tag, section, year, date"};
    }
    request.facets.push_back(*facet);
  }
  return request;
}

TerminalStyle StyleOf(const Arguments& arguments) {
  TerminalStyle style;
  const bool terminal = isatty(STDOUT_FILENO) == 1;
  const bool no_color = std::getenv("NO_COLOR") != nullptr;  // https://no-color.org
  style.color = arguments.color == "always" || (arguments.color == "auto" && terminal && !no_color);
  winsize size = {};
  if (terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) style.columns = size.ws_col;
  return style;
}

void PrintResponse(const Arguments& arguments, const SearchResponse& response) {
  std::string out;
  if (arguments.json) {
    out = ToJson(response) + "\n";
  } else if (arguments.jsonl) {
    for (const Hit& hit : response.hits) out += ToJson(hit) + "\n";
  } else {
    out = ToTerminal(response, StyleOf(arguments));
  }
  std::fwrite(out.data(), 1, out.size(), stdout);
}

int RunOne(const Arguments& arguments, const SearchRequest& request, Searcher* searcher) {
  const Result<SearchResponse> response = searcher->Search(request);
  if (!response.ok()) return Fail(kProgram, response.error().ToString());
  PrintResponse(arguments, *response);
  return response->total == 0 ? kExitPartial : kExitOk;
}

int RunSuggest(const Arguments& arguments, const store::Suggestions& suggestions, const Searcher& searcher) {
  const Result<std::vector<uint32_t>> hidden = searcher.HiddenSuggestions();
  if (!hidden.ok()) return Fail(kProgram, hidden.error().ToString());
  const SuggestRequest request{*arguments.suggest, arguments.limit, arguments.filters.langs};
  SuggestResponse response = Suggest(suggestions, nullptr, request, *hidden);
  const std::string out = arguments.json ? ToJson(response) + "\n" : ToTerminal(response, StyleOf(arguments));
  std::fwrite(out.data(), 1, out.size(), stdout);
  return response.suggestions.empty() ? kExitPartial : kExitOk;
}

int RunRelated(const Arguments& arguments, Searcher* searcher) {
  const Result<RelatedResponse> response =
      searcher->Related({arguments.related, arguments.filters.langs, arguments.limit, arguments.explain});
  if (!response.ok()) return Fail(kProgram, response.error().ToString());
  std::string out;
  if (arguments.json) {
    out = ToJson(*response) + "\n";
  } else if (arguments.jsonl) {
    for (const Hit& hit : response->hits) out += ToJson(hit) + "\n";
  } else {
    out = ToTerminal(*response, StyleOf(arguments));
  }
  std::fwrite(out.data(), 1, out.size(), stdout);
  return response->hits.empty() ? kExitPartial : kExitOk;
}

// What --batch answers goes to the command's one standard output: the run if it is asked for, else the scores.
int PrintEvaluation(const Arguments& arguments, const Evaluation& evaluation) {
  for (const Error& warning : evaluation.warnings)
    std::fprintf(stderr, "%s: warning: %s\n", kProgram, warning.ToString().c_str());
  const std::string out = arguments.json ? ToJson(evaluation) + "\n" : ToTable(evaluation);
  std::fwrite(out.data(), 1, out.size(), arguments.trec ? stderr : stdout);
  const double mrr = evaluation.mean.reciprocal_rank;
  if (mrr >= arguments.least_mrr) return kExitOk;
  std::fprintf(stderr, "%s: MRR@10 %.4f is below %g\n", kProgram, mrr, arguments.least_mrr);
  return kExitPartial;
}

int RunEvaluation(const Arguments& arguments, const BatchOptions& options, Searcher* searcher) {
  const Result<std::string> content = ReadFile(arguments.qrels, kMaxJudgmentsBytes);
  if (!content.ok()) return Fail(kProgram, content.error().ToString());
  const Result<std::vector<Judgment>> judgments = ParseJudgments(*content, arguments.qrels);
  if (!judgments.ok()) return Fail(kProgram, judgments.error().ToString());
  const Result<PageNames> names = NamesOfPages(searcher);
  if (!names.ok()) return Fail(kProgram, names.error().ToString());
  Evaluator evaluator(*judgments, *names, arguments.qrels);
  const auto take = [&](std::string_view qid, std::string_view query, const SearchResponse& response) {
    if (arguments.trec) std::fputs(TrecLines(qid, response).c_str(), stdout);
    evaluator.Add(qid, query, response);
  };
  if (Status status = RunBatch(options, searcher, take); !status.ok()) return Fail(kProgram, status.error().ToString());
  const Result<Evaluation> evaluation = evaluator.Finish(arguments.worst);
  if (!evaluation.ok()) return Fail(kProgram, evaluation.error().ToString());
  return PrintEvaluation(arguments, *evaluation);
}

int RunMany(const Arguments& arguments, SearchRequest request, Searcher* searcher) {
  const bool judged = !arguments.qrels.empty();
  if (!arguments.trec && !judged)
    return Fail(kProgram, "--batch prints TREC run lines or scores: give --trec or --qrels");
  if (judged && (request.offset > 0 || request.limit < kDepth))
    return Fail(kProgram, "--qrels scores the first ten hits: leave out --offset, and --limit below 10");
  request.snippets = judged || !arguments.timings.empty();
  const BatchOptions options{arguments.batch, arguments.timings, std::move(request)};
  if (judged) return RunEvaluation(arguments, options, searcher);
  bool answered = false;
  const auto print = [&](std::string_view qid, std::string_view, const SearchResponse& response) {
    answered = answered || !response.hits.empty();
    std::fputs(TrecLines(qid, response).c_str(), stdout);
  };
  if (Status status = RunBatch(options, searcher, print); !status.ok())
    return Fail(kProgram, status.error().ToString());
  return answered ? kExitOk : kExitPartial;
}

// Options that mean something only for an index are refused, so that nobody believes they did something.
Status CheckReportOptions(const Arguments& arguments, const CLI::App& app) {
  if (arguments.logs.empty()) return Error{ErrorCode::kInvalidArgument, "--report needs --log FILE"};
  if (!arguments.report) return Error{ErrorCode::kInvalidArgument, "--log says nothing by itself; add --report"};
  if (!arguments.words.empty())
    return Error{ErrorCode::kInvalidArgument, "--report takes no query; --after, --before and --limit narrow it"};
  const std::set<std::string> allowed = {"--log", "--report", "--json", "--limit", "--after", "--before"};
  for (const CLI::Option* option : app.get_options()) {
    const std::string name = option->get_name();
    if (option->count() == 0 || allowed.contains(name)) continue;
    return Error{ErrorCode::kInvalidArgument, name + " is for searching an index; beside --report leave it out"};
  }
  return {};
}

int RunLogReport(const Arguments& arguments, const CLI::App& app) {
  if (Status status = CheckReportOptions(arguments, app); !status.ok()) return Fail(kProgram, status.error().message);
  const Result<SearchRequest> dates = MakeRequest(arguments);
  if (!dates.ok()) return Fail(kProgram, dates.error().message);
  ReportArguments report{arguments.logs, {.rows = arguments.limit}, arguments.json};
  report.options.after = dates->filters.after;
  report.options.before = dates->filters.before;
  return RunReport(report);
}

}  // namespace

int RunSearchCommand(int argc, char** argv) {
  // A reader that has seen enough (head) closes the pipe: that is success, and no reason for a message.
  std::signal(SIGPIPE, [](int) { std::_Exit(kExitOk); });
  CLI::App app("Searches an index made by sou-index.", kProgram);
  Arguments arguments;
  AddOptions(&app, &arguments);
  if (const auto code = ParseCommandLine(&app, argc, argv)) return *code;
  InitLogging(kProgram, false);
  if (!arguments.logs.empty() || arguments.report) return RunLogReport(arguments, app);
  if (arguments.index.empty()) return Fail(kProgram, "which index? give --index DIR, the folder that sou-index made");

  const Result<Config> config = LoadConfig(arguments.config, ".", {});
  if (!config.ok()) return Fail(kProgram, config.error().ToString());
  Result<SearchRequest> request = MakeRequest(arguments);
  if (!request.ok()) return Fail(kProgram, request.error().message);
  if (arguments.batch.empty() && !arguments.qrels.empty()) return Fail(kProgram, "--qrels needs --batch");
  Result<SearchSettings> settings = ReadSearchSettings(*config);
  if (!settings.ok()) return Fail(kProgram, settings.error().ToString());
  Result<store::Generation> generation = store::FindCurrent(arguments.index);
  if (!generation.ok()) return Fail(kProgram, generation.error().ToString());
  auto open = Open(std::move(*generation));
  if (!open.ok()) return Fail(kProgram, open.error().ToString());
  Result<Searcher> searcher = Searcher::Open(*open, std::make_shared<const SearchSettings>(std::move(*settings)));
  if (!searcher.ok()) return Fail(kProgram, searcher.error().ToString());
  if (arguments.suggest) return RunSuggest(arguments, (*open)->suggestions, *searcher);
  if (!arguments.related.empty()) return RunRelated(arguments, &*searcher);
  if (!arguments.batch.empty()) return RunMany(arguments, std::move(*request), &*searcher);
  return RunOne(arguments, *request, &*searcher);
}

}  // namespace sou::query
