// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/router.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <exception>
#include <utility>

namespace sou::web {
namespace {

// Distinct within a run and unlikely to repeat between runs: enough to find a line in the log.
std::string NewRequestId() {
  static const auto start =
      static_cast<uint64_t>(std::chrono::system_clock::now().time_since_epoch() / std::chrono::seconds(1));
  static std::atomic<uint32_t> next{1};
  return fmt::format("{:08x}-{:x}", start & 0xFFFFFFFFU, next.fetch_add(1));
}

Response InternalError(const Request& request, std::string_view what) {
  const std::string id = NewRequestId();
  spdlog::error("request {}: {} {} failed: {}", id, request.method, request.path, what);
  Response response =
      ErrorResponse(500, "internal", "Something went wrong. The server's log has it as request " + id + ".");
  response.headers.emplace_back("X-Request-Id", id);
  return response;
}

}  // namespace

void Router::Add(std::string method, std::string path, Handler handler) {
  routes_[std::move(path)][std::move(method)] = std::move(handler);
}

void Router::AddFilter(Filter filter) { filters_.push_back(std::move(filter)); }

Response Router::Dispatch(Request request) const {
  if (request.method == "HEAD") request.method = "GET";
  Response response;
  try {
    response = Route(request);
    for (const Filter& filter : filters_) filter(request, &response);
  } catch (const std::exception& e) {
    response = InternalError(request, e.what());
  } catch (...) {
    response = InternalError(request, "an exception that is not a std::exception");
  }
  AddCommonHeaders(&response);
  return response;
}

bool Router::TakesBody(std::string_view method, std::string_view path) const {
  const auto route = routes_.find(path);
  return method == "POST" && route != routes_.end() && route->second.contains(method);
}

Response Router::Route(const Request& request) const {
  const auto route = routes_.find(request.path);
  if (route == routes_.end()) {
    return ErrorResponse(404, "not_found", "There is nothing at this address.");
  }
  const Methods& methods = route->second;
  const auto handler = methods.find(request.method);
  if (handler != methods.end()) return handler->second(request);

  std::string allow;
  for (const auto& entry : methods) allow += entry.first == "GET" ? "GET, HEAD, " : entry.first + ", ";
  allow += "OPTIONS";
  Response response;
  if (request.method == "OPTIONS") {
    response.status = 204;
    response.content_type.clear();
  } else {
    response = ErrorResponse(405, "method_not_allowed", "Allowed here: " + allow + ".");
  }
  response.headers.emplace_back("Allow", std::move(allow));
  return response;
}

}  // namespace sou::web
