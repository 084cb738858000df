// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/serve_command.h"

#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/base/command_line.h"
#include "common/base/config.h"
#include "common/base/log.h"
#include "query/search/search_service.h"
#include "query/search/search_settings.h"
#include "query/suggest/query_memory.h"
#include "web/app.h"
#include "web/server/listener.h"
#include "web/server/reloader.h"
#include "web/server/server.h"
#include "web/server/service_notify.h"

namespace sou::web {
namespace {

constexpr const char* kProgram = "sou-serve";

constexpr const char* kFooter = R"(
Example:
  sou-index ~/blog --index /var/lib/sou/blog
  sou-serve --index /var/lib/sou/blog --listen 127.0.0.1:7700
Then open http://127.0.0.1:7700/ or ask http://127.0.0.1:7700/api/search?q=word

Settings may stand in sou.yaml in the current folder; --print-config shows each value and where it came from.
SIGHUP reads them again; wrong ones are refused and the old ones stay. SIGTERM and SIGINT finish what is in flight.
Exit code: 0 stopped so; 2 an error.)";

// What a running server does not change.
constexpr std::array kNeedRestart = {"serve.listen",          "serve.threads",         "serve.queue",
                                     "serve.max_connections", "serve.timeout_seconds", "serve.keep_alive_seconds",
                                     "serve.max_body_bytes",  "serve.max_url_bytes",   "serve.max_header_bytes",
                                     "serve.reload_seconds",  "serve.query_memory",    "suggest.min_query_count"};

struct Arguments {
  std::string index;
  std::string config;
  bool print_config = false;
  bool check_config = false;
  bool verbose = false;
};

void AddOptions(CLI::App* app, Arguments* arguments, SettingOptions* settings) {
  app->add_option("--index", arguments->index, "folder of the index that sou-index made (required)");
  settings->AddValue("--listen", "serve.listen",
                     "HOST:PORT or unix:PATH; port 0 is any that is free (default: 127.0.0.1:7700)");
  app->add_option("--config", arguments->config, "settings from FILE instead of ./sou.yaml");
  app->add_flag("--print-config", arguments->print_config, "print each setting and where it came from");
  app->add_flag("--check-config", arguments->check_config,
                "say whether the settings are right, and the index if one is given; exit 0 or 2");
  settings->AddFlag("--demo", "serve.demo",
                    "show the indexed pages themselves, at their addresses, so that hits lead somewhere");
  app->add_flag("--verbose", arguments->verbose, "say more on stderr");
  app->footer(kFooter);
}

ServerOptions ToServerOptions(const Config& config) {
  ServerOptions options;
  options.listen = config.Text("serve.listen");
  options.threads = config.Number("serve.threads");
  options.queue = config.Number("serve.queue");
  options.limits.timeout = std::chrono::seconds(config.Number("serve.timeout_seconds"));
  options.limits.max_body_bytes = config.Number("serve.max_body_bytes");
  options.limits.max_url_bytes = config.Number("serve.max_url_bytes");
  options.limits.keep_alive = std::chrono::seconds(config.Number("serve.keep_alive_seconds"));
  options.lobby.max_connections = config.Number("serve.max_connections");
  options.lobby.patience = options.limits.timeout;
  options.lobby.keep_alive = options.limits.keep_alive;
  options.lobby.head.max_bytes = config.Number("serve.max_header_bytes");
  return options;
}

// SIGTERM, SIGINT and SIGHUP wait for WaitForSignal; threads made later inherit this. Writing to a closed pipe or
// socket is an error code, not the end.
sigset_t BlockSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int number : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, number);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

int WaitForSignal(const sigset_t& signals) {
  int received = 0;
  while (sigwait(&signals, &received) != 0) continue;
  return received;
}

query::QueryMemoryOptions ToMemoryOptions(const Config& config) {
  query::QueryMemoryOptions options;
  options.min_count = static_cast<uint32_t>(config.Number("suggest.min_query_count"));
  options.file = config.Text("serve.query_memory");
  return options;
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

// The running server, and the App that answers its requests.
class Service {
 public:
  Service(std::string index, Config config) : index_(std::move(index)), config_(std::move(config)) {}

  Status Start() {
    auto memory = query::QueryMemory::Open(ToMemoryOptions(config_));
    if (!memory.ok()) return memory.error();
    lasting_.memory = *std::move(memory);
    lasting_.load = [this] {
      const Server* const server = started_.load();
      return server != nullptr ? server->load() : Server::Load();
    };
    auto app = App::Open(index_, config_, lasting_);
    if (!app.ok()) return app.error();
    app_ = *std::move(app);
    TellNotes();
    auto server = Server::Start(ToServerOptions(config_), app_->router());
    if (!server.ok()) return server.error();
    server_ = *std::move(server);
    started_ = server_.get();
    keeper_.emplace(lasting_.memory);
    reloader_.emplace([this] { return Refresh(); }, std::chrono::seconds(config_.Number("serve.reload_seconds")));
    return {};
  }

  // Takes over another configuration. On an error nothing has changed.
  Status Reconfigure(Config config) {
    auto app = App::Open(index_, config, lasting_);
    lasting_.metrics->CountReload(app.ok());
    if (!app.ok()) return app.error();
    for (const char* key : kNeedRestart) {
      if (config.Shown(key) != config_.Shown(key)) spdlog::warn("{} changes when sou-serve is started again", key);
    }
    config_ = std::move(config);
    const std::shared_ptr<App> opened = *std::move(app);
    {
      const std::lock_guard lock(mutex_);
      app_ = opened;
    }
    server_->SetRouter(opened->router());
    TellNotes();
    return {};
  }

  // false: some requests took too long.
  bool Stop() {
    reloader_.reset();
    // To read a request, to answer it and to see the client off.
    const auto timeout = std::chrono::seconds(config_.Number("serve.timeout_seconds"));
    const bool done = server_->Stop(2 * timeout + std::chrono::seconds(1));
    keeper_->Save();
    return done;
  }

  [[nodiscard]] const std::string& url() const { return server_->url(); }

 private:
  [[nodiscard]] std::shared_ptr<App> app() const {
    const std::lock_guard lock(mutex_);
    return app_;
  }

  Result<bool> Refresh() {
    keeper_->Tick();
    Result<bool> switched = app()->Refresh();
    if (switched.ok() && *switched) TellNotes();
    return switched;
  }

  void TellNotes() const {
    for (const std::string& note : app()->notes()) spdlog::warn("{}", note);
  }

  const std::string index_;
  Config config_;
  Lasting lasting_;
  mutable std::mutex mutex_;
  std::shared_ptr<App> app_;  // guarded by mutex_
  std::unique_ptr<Server> server_;
  std::atomic<const Server*> started_ = nullptr;  // server_, for requests that come before Start has ended
  std::optional<MemoryKeeper> keeper_;
  std::optional<Reloader> reloader_;  // last, so that it ends before what it uses
};

// SIGHUP.
void Reload(const std::function<Result<Config>()>& load, Service* service) {
  NotifyReloading();
  Result<Config> config = load();
  const Status changed = config.ok() ? service->Reconfigure(*std::move(config)) : Status(config.error());
  if (changed.ok()) {
    spdlog::info("serving with the settings as they are now");
  } else {
    spdlog::error("the settings stay as they were: {}", changed.error().ToString());
  }
  NotifyReady();
}

int Run(const std::string& index, Config config, const std::function<Result<Config>()>& load, const sigset_t& signals) {
  Service service(index, std::move(config));
  const Status started = service.Start();
  if (!started.ok()) return Fail(kProgram, started.error().ToString());
  std::printf("%s: listening on %s\n", kProgram, service.url().c_str());
  std::fflush(stdout);
  NotifyReady();

  while (WaitForSignal(signals) == SIGHUP) Reload(load, &service);
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);  // a second signal ends the program at once
  NotifyStopping();
  spdlog::info("stopping: finishing what is in flight");
  if (!service.Stop()) {
    spdlog::warn("some requests took too long and were cut off");
    std::_Exit(kExitOk);
  }
  return kExitOk;
}

// --check-config.
int CheckConfig(const std::string& index, const Config& config) {
  const Status settings = App::CheckSettings(config);
  if (!settings.ok()) return Fail(kProgram, settings.error().ToString());
  const auto address = ParseListenAddress(config.Text("serve.listen"));
  if (!address.ok()) return Fail(kProgram, address.error().ToString());
  if (!index.empty()) {
    const auto service = query::SearchService::Open(index, *query::ReadSearchSettings(config));
    if (!service.ok()) return Fail(kProgram, service.error().ToString());
    for (const std::string& note : (*service)->notes()) spdlog::warn("{}", note);
  }
  std::printf("%s: the settings are right%s\n", kProgram, index.empty() ? "" : ", and the index can be served");
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

  const auto load = [&] { return LoadConfig(arguments.config, ".", settings.overrides()); };
  Result<Config> config = load();
  if (!config.ok()) return Fail(kProgram, config.error().ToString());
  if (arguments.print_config) {
    std::fputs(config->Print().c_str(), stdout);
    return kExitOk;
  }
  if (arguments.check_config) return CheckConfig(arguments.index, *config);
  if (arguments.index.empty()) return Fail(kProgram, "which index? give --index DIR, the folder that sou-index made");
  return Run(arguments.index, *std::move(config), load, signals);
}

}  // namespace sou::web
