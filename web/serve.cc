// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/serve.h"

#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/base/config.h"
#include "common/base/log.h"
#include "query/search/search_service.h"
#include "web/routes.h"
#include "web/server/reloader.h"
#include "web/server/server.h"

namespace sou::web {
namespace {

constexpr int kFailure = 2;
constexpr std::string_view kProgram = "sou-serve";
constexpr const char* kExamples =
    "Example:\n"
    "  sou-index my-site --index /var/lib/sou\n"
    "  sou-serve --index /var/lib/sou --listen 127.0.0.1:7700\n"
    "Then open http://127.0.0.1:7700/ or ask http://127.0.0.1:7700/api/search?q=word\n"
    "SIGTERM finishes what is in flight and exits 0. Settings beside these are in sou.yaml; see --print-config.";

struct CommandLine {
  std::string index;
  std::string listen;
  std::string config;
  bool print_config = false;
  bool verbose = false;
};

int Fail(std::string_view message) {
  std::fprintf(stderr, "%s: %.*s\n", kProgram.data(), static_cast<int>(message.size()), message.data());
  return kFailure;
}

// The exit code if the program is done already: help, version or a wrong command line.
std::optional<int> ParseCommandLine(int argc, const char* const* argv, CommandLine* out) {
  CLI::App app{"Serves the search page and the search API of an index made by sou-index.", std::string(kProgram)};
  app.footer(kExamples);
  app.set_version_flag("--version", std::string(kProgram) + " " + SOU_VERSION);
  app.add_option("--index", out->index, "folder of the index (required)")->type_name("DIR");
  app.add_option("--listen", out->listen, "HOST:PORT or unix:PATH; default 127.0.0.1:7700, port 0: any that is free")
      ->type_name("ADDRESS");
  app.add_option("--config", out->config, "settings; default: sou.yaml in the current folder, if there is one")
      ->type_name("FILE");
  app.add_flag("--print-config", out->print_config, "print each setting and where it comes from, then exit");
  app.add_flag("--verbose", out->verbose, "log every request");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    if (e.get_exit_code() == 0) return app.exit(e);
    return Fail(std::string(e.what()) + "; see sou-serve --help");
  }
  if (out->index.empty() && !out->print_config) {
    return Fail("--index is missing: name the folder that sou-index wrote; see sou-serve --help");
  }
  return std::nullopt;
}

Result<Config> Configure(const CommandLine& line) {
  std::vector<Override> overrides;
  if (!line.listen.empty()) overrides.push_back({"serve.listen", {line.listen}, "--listen"});
  auto config = LoadConfig(line.config, ".", overrides);
  if (!config.ok()) return config;
  const std::string& site = config->Text("serve.site_url");
  if (!site.empty() && !site.starts_with("http://") && !site.starts_with("https://")) {
    return Error{ErrorCode::kInvalidArgument,
                 "serve.site_url '" + site + "' does not begin with http:// or https://; give the site's address or leave it out"};
  }
  return config;
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

// SIGTERM and SIGINT wait for WaitForStop; threads made later inherit this. Writing to a closed pipe or socket is an
// error code, not the end.
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

int Run(const CommandLine& line, const Config& config, const sigset_t& signals) {
  const query::SearchLimits search_limits = {.snippet_length = config.Number("search.snippet_length"),
                                             .max_query_bytes = config.Number("search.max_query_bytes"),
                                             .max_query_words = config.Number("search.max_query_words")};
  auto opened = query::SearchService::Open(line.index, search_limits);
  if (!opened.ok()) return Fail(opened.error().ToString());
  const std::shared_ptr<query::SearchService> service = *std::move(opened);
  const SearchSource source = {
      .search = [service](const query::SearchRequest& request) { return service->Search(request); },
      .generation = [service] { return service->generation(); }};
  RouteOptions routes = {.page = {config.Text("serve.site_title"), config.Text("serve.site_url")},
                         .cors_origins = config.List("serve.cors_origins")};

  const ServerOptions options = ToServerOptions(config);
  auto server = Server::Start(options, MakeRouter(source, std::move(routes)));
  if (!server.ok()) return Fail(server.error().ToString());
  const Reloader reloader([service] { return service->Refresh(); },
                          std::chrono::seconds(config.Number("serve.reload_seconds")));
  std::printf("%s: listening on %s\n", kProgram.data(), (*server)->url().c_str());
  std::fflush(stdout);

  WaitForStop(signals);
  spdlog::info("stopping: finishing what is in flight");
  // To read a request, to answer it and to see the client off.
  if (!(*server)->Stop(2 * options.limits.timeout + std::chrono::seconds(1))) {
    spdlog::warn("some requests took too long and were cut off");
    std::_Exit(0);
  }
  return 0;
}

}  // namespace

int Serve(int argc, const char* const* argv) {
  const sigset_t signals = BlockSignals();
  CommandLine line;
  if (const std::optional<int> done = ParseCommandLine(argc, argv, &line)) return *done;
  InitLogging(kProgram, line.verbose);
  const auto config = Configure(line);
  if (!config.ok()) return Fail(config.error().ToString());
  if (line.print_config) {
    std::fputs(config->Print().c_str(), stdout);
    return 0;
  }
  return Run(line, *config, signals);
}

}  // namespace sou::web
