// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/serve_command.h"

#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "common/base/command_line.h"
#include "common/base/config.h"
#include "common/base/log.h"
#include "query/search/search_service.h"
#include "query/suggest/query_memory.h"
#include "web/routes.h"
#include "web/server/reloader.h"
#include "web/server/server.h"

namespace sou::web {
namespace {

constexpr const char* kProgram = "sou-serve";

constexpr const char* kFooter = R"(
Example:
  sou-index ~/blog --index /var/lib/sou/blog
  sou-serve --index /var/lib/sou/blog --listen 127.0.0.1:7700
Then open http://127.0.0.1:7700/ or ask http://127.0.0.1:7700/api/search?q=word

Settings may stand in sou.yaml in the current folder; --print-config shows each value and where it came from.
SIGTERM and SIGINT finish what is in flight. Exit code: 0 stopped so; 2 an error.)";

struct Arguments {
  std::string index;
  std::string config;
  bool print_config = false;
  bool verbose = false;
};

void AddOptions(CLI::App* app, Arguments* arguments, SettingOptions* settings) {
  app->add_option("--index", arguments->index, "folder of the index that sou-index made (required)");
  settings->AddValue("--listen", "serve.listen",
                     "HOST:PORT or unix:PATH; port 0 is any that is free (default: 127.0.0.1:7700)");
  app->add_option("--config", arguments->config, "settings from FILE instead of ./sou.yaml");
  app->add_flag("--print-config", arguments->print_config, "print each setting and where it came from");
  app->add_flag("--verbose", arguments->verbose, "log every request on stderr");
  app->footer(kFooter);
}

Status CheckSiteUrl(const std::string& url) {
  if (url.empty() || url.starts_with("http://") || url.starts_with("https://")) return {};
  return Error{ErrorCode::kInvalidArgument, "serve.site_url '" + url +
                                                "' does not begin with http:// or https://; "
                                                "give the site's address, or leave the setting out"};
}

ServerOptions ToServerOptions(const Config& config) {
  ServerOptions options;
  options.listen = config.Text("serve.listen");
  options.threads = config.Number("serve.threads");
  options.queue = config.Number("serve.queue");
  options.limits.timeout = std::chrono::seconds(config.Number("serve.timeout_seconds"));
  options.limits.max_body_bytes = config.Number("serve.max_body_bytes");
  options.limits.max_url_bytes = config.Number("serve.max_url_bytes");
  return options;
}

// SIGTERM and SIGINT wait for WaitForStop; threads made later inherit this. Writing to a closed
// pipe or socket is an error code, not the end.
sigset_t BlockSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

// Afterwards a second signal ends the program at once.
void WaitForStop(const sigset_t& signals) {
  int received = 0;
  while (sigwait(&signals, &received) != 0) continue;
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

query::QueryMemoryOptions ToMemoryOptions(const Config& config) {
  query::QueryMemoryOptions options;
  options.min_count = static_cast<uint32_t>(config.Number("suggest.min_query_count"));
  options.file = config.Text("serve.query_memory");
  return options;
}

SearchSource MakeSource(const std::shared_ptr<query::SearchService>& service,
                        const std::shared_ptr<query::QueryMemory>& memory) {
  SearchSource source;
  source.search = [service, memory](const query::SearchRequest& request) {
    auto response = service->Search(request);
    // The next page of hits is not another question, and what is half typed is none yet.
    const bool question = !request.typing && request.offset == 0;
    if (response.ok() && question && response->match == query::Match::kAll && !response->corrected) {
      memory->Record(request.text);
    }
    return response;
  };
  source.generation = [service] { return service->generation(); };
  source.related = [service](const query::RelatedRequest& request) { return service->Related(request); };
  source.suggest = [service, memory](const query::SuggestRequest& request) {
    return service->Suggest(request, memory.get());
  };
  source.suggest_version = [memory] { return memory->version(); };
  return source;
}

// Keeps what readers asked, now and then and at the end.
class MemoryKeeper {
 public:
  explicit MemoryKeeper(std::shared_ptr<query::QueryMemory> memory) : memory_(std::move(memory)) {}
  ~MemoryKeeper() { Save(); }
  MemoryKeeper(const MemoryKeeper&) = delete;
  MemoryKeeper& operator=(const MemoryKeeper&) = delete;

  // Saves if the last time is long ago. One thread.
  void Tick() {
    const auto now = std::chrono::steady_clock::now();
    if (now - last_ < kInterval) return;
    last_ = now;
    Save();
  }

  void Save() {
    const Status saved = memory_->Save();
    if (!saved.ok()) spdlog::error("readers' queries are not kept: {}", saved.error().ToString());
  }

 private:
  static constexpr std::chrono::seconds kInterval{60};

  std::shared_ptr<query::QueryMemory> memory_;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

int Run(const std::string& index, const Config& config, const sigset_t& signals) {
  auto settings = query::ReadSearchSettings(config);
  if (!settings.ok()) return Fail(kProgram, settings.error().ToString());
  auto opened = query::SearchService::Open(index, std::move(*settings));
  if (!opened.ok()) return Fail(kProgram, opened.error().ToString());
  const std::shared_ptr<query::SearchService> service = *std::move(opened);
  auto remembered = query::QueryMemory::Open(ToMemoryOptions(config));
  if (!remembered.ok()) return Fail(kProgram, remembered.error().ToString());
  const std::shared_ptr<query::QueryMemory> memory = *std::move(remembered);
  const SearchSource source = MakeSource(service, memory);
  const auto warn = [service] {
    for (const std::string& note : service->notes()) spdlog::warn("{}", note);
  };
  warn();
  RouteOptions routes = {.page = {config.Text("serve.site_title"), config.Text("serve.site_url")},
                         .cors_origins = config.List("serve.cors_origins")};

  const ServerOptions options = ToServerOptions(config);
  auto server = Server::Start(options, std::make_shared<const Router>(MakeRouter(source, std::move(routes))));
  if (!server.ok()) return Fail(kProgram, server.error().ToString());
  MemoryKeeper keeper(memory);
  const auto refresh = [service, warn, &keeper] {
    keeper.Tick();
    Result<bool> switched = service->Refresh();
    if (switched.ok() && *switched) warn();
    return switched;
  };
  const Reloader reloader(refresh, std::chrono::seconds(config.Number("serve.reload_seconds")));
  std::printf("%s: listening on %s\n", kProgram, (*server)->url().c_str());
  std::fflush(stdout);

  WaitForStop(signals);
  spdlog::info("stopping: finishing what is in flight");
  // To read a request, to answer it and to see the client off.
  if (!(*server)->Stop(2 * options.limits.timeout + std::chrono::seconds(1))) {
    spdlog::warn("some requests took too long and were cut off");
    keeper.Save();
    std::_Exit(kExitOk);
  }
  return kExitOk;
}

}  // namespace

int RunServeCommand(int argc, char** argv) {
  const sigset_t signals = BlockSignals();
  CLI::App app("Serves the search page and the search API of an index.", kProgram);
  Arguments arguments;
  SettingOptions settings(&app);
  AddOptions(&app, &arguments, &settings);
  if (const auto code = ParseCommandLine(&app, argc, argv)) return *code;
  InitLogging(kProgram, arguments.verbose);

  const Result<Config> config = LoadConfig(arguments.config, ".", settings.overrides());
  if (!config.ok()) return Fail(kProgram, config.error().ToString());
  if (arguments.print_config) {
    std::fputs(config->Print().c_str(), stdout);
    return kExitOk;
  }
  const Status site_url = CheckSiteUrl(config->Text("serve.site_url"));
  if (!site_url.ok()) return Fail(kProgram, site_url.error().ToString());
  if (arguments.index.empty()) return Fail(kProgram, "which index? give --index DIR, the folder that sou-index made");
  return Run(arguments.index, *config, signals);
}

}  // namespace sou::web
