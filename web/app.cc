// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/app.h"

#include <mutex>
#include <optional>
#include <utility>

#include "query/search/search_service.h"
#include "web/api/access_log.h"
#include "web/routes.h"

namespace sou::web {
namespace {

// Of the settings that are addresses.
Status CheckUrl(const Config& config, const std::string& key) {
  const std::string& url = config.Text(key);
  if (url.empty() || url.starts_with("http://") || url.starts_with("https://")) return {};
  return Error{ErrorCode::kInvalidArgument, key + " '" + url +
                                                "' does not begin with http:// or https://; "
                                                "give a whole address, or leave the setting out"};
}

// Without what a browser never sends: a slash at the end, a path.
Status CheckOrigins(const Config& config) {
  for (const ListItem& item : config.Items("serve.cors_origins")) {
    const size_t scheme = item.text.find("://");
    const bool origin = scheme != std::string::npos && item.text.find('/', scheme + 3) == std::string::npos;
    if (origin || item.text == "*") continue;
    return Error{ErrorCode::kInvalidArgument, item.source + ": serve.cors_origins has \"" + item.text +
                                                  "\"; it takes origins such as https://example.org, or \"*\""};
  }
  return {};
}

// What the configuration says of requests.
Result<RouteOptions> ReadRouteOptions(const Config& config) {
  RouteOptions options;
  for (const char* key : {"serve.site_url", "serve.public_url"}) {
    const Status url = CheckUrl(config, key);
    if (!url.ok()) return url.error();
  }
  const Status origins = CheckOrigins(config);
  if (!origins.ok()) return origins.error();
  auto keys = ApiKeys::Read(config.Items("serve.api_keys"));
  if (!keys.ok()) return keys.error();
  auto proxies = TrustedProxies::Read(config.Items("serve.trusted_proxies"));
  if (!proxies.ok()) return proxies.error();
  options.demo = config.Flag("serve.demo");
  options.show_page = config.Flag("serve.page") || options.demo;
  options.page = {config.Text("serve.site_title"), config.Text("serve.site_url"), config.Text("serve.public_url"),
                  keys->empty()};
  // Hits lead to the pages that are shown here.
  if (options.demo) options.page.site_url.clear();
  options.index_uid = config.Text("serve.index_uid");
  options.cors_origins = config.List("serve.cors_origins");
  options.keys = *std::move(keys);
  options.proxies = *std::move(proxies);
  options.rate = {static_cast<double>(config.Number("serve.rate_per_second")),
                  static_cast<double>(config.Number("serve.key_rate_per_second")),
                  static_cast<double>(config.Number("serve.rate_burst"))};
  return options;
}

Result<std::shared_ptr<AccessLog>> OpenAccessLog(const Config& config) {
  const std::string& file = config.Text("serve.access_log");
  if (file.empty()) return std::shared_ptr<AccessLog>();
  auto log = AccessLog::Open(file, config.Flag("serve.log_addresses"));
  if (!log.ok()) return log.error();
  return std::shared_ptr<AccessLog>(*std::move(log));
}

ComputePool::Options ToPoolOptions(const Config& config) {
  ComputePool::Options options;
  options.threads = config.Number("serve.parallel_searches");
  options.max_wait = std::chrono::milliseconds(config.Number("serve.max_wait_ms"));
  return options;
}

// For anybody who asks: details such as paths stand in the log.
std::string PublicReason(const Error& error) {
  switch (error.code) {
    case ErrorCode::kUnsupported:
      return "the new generation was written by another version of sou-index; the log has the details";
    case ErrorCode::kCorrupt:
      return "the new generation is damaged or incomplete; the log has the details";
    default:
      return "the new generation cannot be read; the log has the details";
  }
}

}  // namespace

struct App::State {
  std::shared_ptr<query::SearchService> service;
  std::shared_ptr<AnswerCache> answers;
  std::shared_ptr<AccessLog> log;  // may be null
  Lasting lasting;
  std::shared_ptr<const Router> router;
  mutable std::mutex mutex;
  std::optional<std::string> refused;  // guarded by mutex
  uint64_t refused_beside = 0;         // guarded by mutex: the generation that was served then

  // A refusal is over as soon as another generation is served, even if Refresh has not come to say so.
  [[nodiscard]] IndexStatus Status() const {
    query::IndexSummary summary = service->Summary();
    const std::lock_guard lock(mutex);
    const bool still = refused && refused_beside == summary.generation;
    return {summary, still ? refused : std::nullopt};
  }

  [[nodiscard]] Readings Read() const {
    const Server::Load load = lasting.load ? lasting.load() : Server::Load();
    return {load.lobby, load.waiting, load.running, answers->counts(), Status()};
  }
};

namespace {

SearchSource MakeSource(const std::shared_ptr<query::SearchService>& service,
                        const std::shared_ptr<query::QueryMemory>& memory, const std::shared_ptr<AnswerCache>& answers,
                        uint64_t max_age) {
  SearchSource source;
  source.search = [service](const query::SearchRequest& request) { return service->Search(request); };
  source.generation = [service] { return service->generation(); };
  source.related = [service](const query::RelatedRequest& request) { return service->Related(request); };
  source.page = [service](const std::string& url) { return service->PageAt(url); };
  source.suggest = [service, memory](const query::SuggestRequest& request) {
    return service->Suggest(request, memory.get());
  };
  source.suggest_version = [memory] { return memory->version(); };
  source.cache_control = "public, max-age=" + std::to_string(max_age);
  source.answers = answers;
  return source;
}

Router::Observer MakeObserver(std::shared_ptr<AccessLog> log, const Lasting& lasting) {
  return [log = std::move(log), metrics = lasting.metrics, memory = lasting.memory](
             const Request& request, const Response& response, std::chrono::nanoseconds took) {
    metrics->Count(request, response, took);
    if (log) log->Write(request, response, took);
    if (response.trace.question) memory->Record(*response.trace.query);
  };
}

}  // namespace

App::App(std::shared_ptr<State> state) : state_(std::move(state)) {}
App::~App() = default;

Status App::CheckSettings(const Config& config) {
  const auto settings = query::ReadSearchSettings(config);
  if (!settings.ok()) return settings.error();
  const auto routes = ReadRouteOptions(config);
  if (!routes.ok()) return routes.error();
  return {};
}

Result<std::unique_ptr<App>> App::Open(const std::filesystem::path& index, const Config& config,
                                       const Lasting& lasting) {
  auto routes = ReadRouteOptions(config);
  if (!routes.ok()) return routes.error();
  auto settings = query::ReadSearchSettings(config);
  if (!settings.ok()) return settings.error();
  auto log = OpenAccessLog(config);
  if (!log.ok()) return log.error();
  auto pool = std::make_shared<ComputePool>(ToPoolOptions(config));
  auto service = query::SearchService::Open(index, *std::move(settings), pool->threads());
  if (!service.ok()) return service.error();

  auto state = std::make_shared<State>();
  state->service = *std::move(service);
  state->answers = std::make_shared<AnswerCache>(config.Number("serve.cache_bytes"), std::move(pool));
  state->log = *std::move(log);
  state->lasting = lasting;
  // The state has the router, so the router must not keep the state.
  const std::weak_ptr<State> weak = state;
  SearchSource source =
      MakeSource(state->service, lasting.memory, state->answers, config.Number("serve.max_age_seconds"));
  source.status = [weak] {
    const auto alive = weak.lock();
    return alive ? alive->Status() : IndexStatus();
  };
  routes->metrics = MetricsHandler(lasting.metrics, [weak] {
    const auto alive = weak.lock();
    return alive ? alive->Read() : Readings();
  });
  routes->observer = MakeObserver(state->log, lasting);
  state->router = std::make_shared<const Router>(MakeRouter(source, *std::move(routes)));
  return std::unique_ptr<App>(new App(std::move(state)));
}

std::shared_ptr<const Router> App::router() const { return state_->router; }

std::vector<std::string> App::notes() const { return state_->service->notes(); }

Result<bool> App::Refresh() {
  Result<bool> switched = state_->service->Refresh();
  const std::lock_guard lock(state_->mutex);
  const bool was_refused = state_->refused.has_value();
  state_->refused = switched.ok() ? std::nullopt : std::optional(PublicReason(switched.error()));
  state_->refused_beside = state_->service->generation();
  if (switched.ok() && *switched) state_->lasting.metrics->CountReload(true);
  if (!switched.ok() && !was_refused) state_->lasting.metrics->CountReload(false);
  return switched;
}

}  // namespace sou::web
