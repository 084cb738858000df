// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the query library answers from several threads without HTTP: the search of /api/search and its JSON.
// usage: query_load INDEX QUERIES THREADS SECONDS
//   QUERIES is a file with a query a line; each thread asks them in an order of its own, again and again.
// Prints {"answers", "seconds", "bytes", "p50_ms", "p99_ms"}; bytes is the median size of an answer.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "common/base/config.h"
#include "query/render/json.h"
#include "query/search/search_service.h"

namespace {

using Clock = std::chrono::steady_clock;

constexpr unsigned kSeed = 20180811;

struct Measured {
  std::vector<double> milliseconds;
  std::vector<size_t> bytes;
  bool failed = false;
};

int Fail(const std::string& message) {
  std::fprintf(stderr, "query_load: %s\n", message.c_str());
  return 2;
}

std::vector<std::string> ReadLines(const char* path) {
  std::vector<std::string> lines;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

void Ask(sou::query::SearchService* service, std::vector<std::string> queries, unsigned seed, Clock::time_point end,
         Measured* out) {
  std::mt19937 chance(seed);
  while (Clock::now() < end) {
    std::shuffle(queries.begin(), queries.end(), chance);
    for (const std::string& query : queries) {
      const auto begin = Clock::now();
      if (begin >= end) break;
      sou::query::SearchRequest request;
      request.text = query;
      const auto response = service->Search(request);
      if (!response.ok()) {
        out->failed = true;
        return;
      }
      out->bytes.push_back(sou::query::ToJson(*response).size());
      const std::chrono::duration<double, std::milli> taken = Clock::now() - begin;
      out->milliseconds.push_back(taken.count());
    }
  }
}

// The smallest that at least `share` of the values do not exceed. Reorders them.
template <typename T>
T Percentile(std::vector<T>* values, double share) {
  const auto rank = static_cast<ptrdiff_t>(share * static_cast<double>(values->size() - 1));
  std::nth_element(values->begin(), values->begin() + rank, values->end());
  return (*values)[static_cast<size_t>(rank)];
}

int Print(std::vector<Measured> parts, double seconds) {
  Measured all;
  for (const Measured& part : parts) {
    if (part.failed) return Fail("a search failed");
    all.milliseconds.insert(all.milliseconds.end(), part.milliseconds.begin(), part.milliseconds.end());
    all.bytes.insert(all.bytes.end(), part.bytes.begin(), part.bytes.end());
  }
  if (all.milliseconds.empty()) return Fail("nothing was answered");
  std::printf(R"({"answers": %zu, "seconds": %.3f, "bytes": %zu, "p50_ms": %.3f, "p99_ms": %.3f})"
              "\n",
              all.milliseconds.size(), seconds, Percentile(&all.bytes, 0.5), Percentile(&all.milliseconds, 0.5),
              Percentile(&all.milliseconds, 0.99));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return Fail("usage: query_load INDEX QUERIES THREADS SECONDS");
  const std::vector<std::string> queries = ReadLines(argv[2]);
  const int threads = std::atoi(argv[3]);
  const double seconds = std::atof(argv[4]);
  if (queries.empty() || threads < 1 || seconds <= 0) return Fail("there must be queries, threads and seconds");

  const auto config = sou::LoadConfig("", "", {});
  if (!config.ok()) return Fail(config.error().ToString());
  auto settings = sou::query::ReadSearchSettings(*config);
  if (!settings.ok()) return Fail(settings.error().ToString());
  const auto service = sou::query::SearchService::Open(argv[1], std::move(*settings));
  if (!service.ok()) return Fail(service.error().ToString());

  std::vector<Measured> parts(static_cast<size_t>(threads));
  const auto begin = Clock::now();
  const auto end = begin + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  {
    std::vector<std::jthread> running;
    for (size_t i = 0; i < parts.size(); ++i) {
      running.emplace_back(Ask, service->get(), queries, kSeed + static_cast<unsigned>(i), end, &parts[i]);
    }
  }
  const std::chrono::duration<double> taken = Clock::now() - begin;
  return Print(std::move(parts), taken.count());
}
