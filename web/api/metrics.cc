// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <map>
#include <mutex>
#include <utility>

namespace sou::web {
namespace {

using prometheus::BuildCounter;
using prometheus::BuildGauge;
using prometheus::BuildHistogram;
using prometheus::Counter;
using prometheus::Gauge;
using prometheus::Histogram;

// Seconds; from a kept answer to one that a reader notices.
const Histogram::BucketBoundaries kSeconds = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                              0.1,    0.25,  0.5,    1,     2.5,  5};

double ResidentBytes() {
  std::ifstream statm("/proc/self/statm");
  double size = 0;
  double resident = 0;
  statm >> size >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

double UnixSeconds() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

}  // namespace

struct Metrics::State {
  using Family = prometheus::Family<Counter>;

  Gauge& AddGauge(const std::string& name, const std::string& help) {
    return BuildGauge().Name(name).Help(help).Register(registry).Add({});
  }
  Counter& AddCounter(const std::string& name, const std::string& help) {
    return BuildCounter().Name(name).Help(help).Register(registry).Add({});
  }

  prometheus::Registry registry;
  Family& requests = BuildCounter()
                         .Name("sou_http_requests_total")
                         .Help("Requests answered, by route and status; route none: an unknown address")
                         .Register(registry);
  prometheus::Family<Histogram>& seconds =
      BuildHistogram().Name("sou_http_request_seconds").Help("Time to answer a request, by route").Register(registry);
  Family& cache_uses = BuildCounter()
                           .Name("sou_cache_answers_total")
                           .Help("Searches by where the answer came from: hit, miss, shared with an equal request")
                           .Register(registry);
  Family& reloads = BuildCounter()
                        .Name("sou_reloads_total")
                        .Help("New generations and configurations by result: taken, refused")
                        .Register(registry);
  Counter& searches = AddCounter("sou_searches_total", "Searches answered with a number of pages");
  Counter& empty_searches = AddCounter("sou_searches_without_results_total", "Those that found no page");
  Gauge& lobby = AddGauge("sou_connections_waiting", "Open connections that have asked nothing yet, or nothing more");
  Gauge& waiting = AddGauge("sou_requests_waiting", "Requests that wait for a thread");
  Gauge& running = AddGauge("sou_requests_running", "Requests being answered");
  Gauge& cache_bytes = AddGauge("sou_cache_bytes", "Memory of kept answers");
  Gauge& cache_entries = AddGauge("sou_cache_entries", "Kept answers");
  Gauge& generation = AddGauge("sou_index_generation", "Number of the generation that is served");
  Gauge& pages = AddGauge("sou_index_pages", "Pages of it");
  Gauge& age = AddGauge("sou_index_age_seconds", "Time since it was built");
  Gauge& refused = AddGauge("sou_index_refused", "1 if a newer generation is there and could not be used");
  Gauge& resident = AddGauge("process_resident_memory_bytes", "Resident memory");
  Gauge& started = AddGauge("process_start_time_seconds", "When the program started, since the epoch");

  // Families look their labels up by hashing maps; these are asked for with every request.
  std::mutex mutex;
  std::map<std::pair<std::string, int>, Counter*> by_route_and_status;
  std::map<std::string, Histogram*> by_route;

  void CountRequest(const std::string& route, int status, double took) {
    Counter* counter = nullptr;
    Histogram* histogram = nullptr;
    {
      const std::lock_guard lock(mutex);
      Counter*& known = by_route_and_status[{route, status}];
      if (known == nullptr) known = &requests.Add({{"route", route}, {"status", std::to_string(status)}});
      Histogram*& known_times = by_route[route];
      if (known_times == nullptr) known_times = &seconds.Add({{"route", route}}, kSeconds);
      counter = known;
      histogram = known_times;
    }
    counter->Increment();
    histogram->Observe(took);
  }
};

Metrics::Metrics() : state_(std::make_unique<State>()) {
  state_->started.Set(UnixSeconds());
  BuildGauge()
      .Name("sou_build_info")
      .Help("The version of Sou")
      .Register(state_->registry)
      .Add({{"version", SOU_VERSION}})
      .Set(1);
  for (const char* result : {"taken", "refused"}) state_->reloads.Add({{"result", result}});
}
Metrics::~Metrics() = default;

void Metrics::Count(const Request& /*request*/, const Response& response, std::chrono::nanoseconds took) {
  const Trace& trace = response.trace;
  state_->CountRequest(trace.route.empty() ? "none" : trace.route, response.status,
                       std::chrono::duration<double>(took).count());
  if (trace.cache != CacheUse::kNone) state_->cache_uses.Add({{"use", std::string(NameOf(trace.cache))}}).Increment();
  if (!trace.total) return;
  state_->searches.Increment();
  if (*trace.total == 0) state_->empty_searches.Increment();
}

void Metrics::CountReload(bool succeeded) {
  state_->reloads.Add({{"result", succeeded ? "taken" : "refused"}}).Increment();
}

std::string Metrics::ToText(const Readings& readings) {
  State& state = *state_;
  const auto set = [](Gauge& gauge, auto value) { gauge.Set(static_cast<double>(value)); };
  set(state.lobby, readings.connections_waiting);
  set(state.waiting, readings.requests_waiting);
  set(state.running, readings.requests_running);
  set(state.cache_bytes, readings.cache.bytes);
  set(state.cache_entries, readings.cache.entries);
  const query::IndexSummary& index = readings.index.summary;
  set(state.generation, index.generation);
  set(state.pages, index.pages);
  set(state.age, std::max(0.0, UnixSeconds() - static_cast<double>(index.built_at.unix_seconds)));
  set(state.refused, readings.index.refused ? 1 : 0);
  set(state.resident, ResidentBytes());
  return prometheus::TextSerializer().Serialize(state.registry.Collect());
}

Handler MetricsHandler(std::shared_ptr<Metrics> metrics, std::function<Readings()> read) {
  return [metrics = std::move(metrics), read = std::move(read)](const Request&) {
    Response response;
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    response.headers.emplace_back("Cache-Control", "no-store");
    response.body = metrics->ToText(read());
    return response;
  };
}

}  // namespace sou::web
