// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/router.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
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
  spdlog::error("request {}: {} {} failed: {}", request.id, request.method, request.path, what);
  Response response =
      ErrorResponse(500, "internal", "Something went wrong. The server's log has it as request " + request.id + ".");
  response.headers.emplace_back("X-Request-Id", request.id);
  return response;
}

// The parts of a path between its slashes; "/a/" has an empty last one.
std::vector<std::string_view> Parts(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const size_t end = std::min(path.find('/'), path.size());
    parts.push_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return parts;
}

bool MatchesPart(const std::string& pattern, std::string_view part, Captures* captures) {
  if (!pattern.starts_with('{')) return pattern == part;
  if (part.empty()) return false;
  captures->emplace(pattern.substr(1, pattern.size() - 2), part);
  return true;
}

}  // namespace

void Router::Add(std::string method, std::string path, Handler handler, Access access) {
  Methods& methods = path.find('{') == std::string::npos ? routes_[std::move(path)] : MethodsOf(std::move(path));
  methods.handlers[std::move(method)] = std::move(handler);
  methods.access = access;
}

void Router::SetFallback(std::string name, Handler handler, Access access) {
  fallback_ = Pattern{std::move(name), {}, {}};
  fallback_->methods.handlers["GET"] = std::move(handler);
  fallback_->methods.access = access;
}

Router::Methods& Router::MethodsOf(std::string pattern_path) {
  for (Pattern& pattern : patterns_) {
    if (pattern.path == pattern_path) return pattern.methods;
  }
  Pattern pattern{std::move(pattern_path), {}, {}};
  for (const std::string_view part : Parts(pattern.path)) pattern.parts.emplace_back(part);
  patterns_.push_back(std::move(pattern));
  return patterns_.back().methods;
}

void Router::AddGuard(Guard guard) { guards_.push_back(std::move(guard)); }

void Router::AddFilter(Filter filter) { filters_.push_back(std::move(filter)); }

Response Router::Dispatch(Request request) const {
  const auto begin = std::chrono::steady_clock::now();
  if (request.method == "HEAD") request.method = "GET";
  request.id = NewRequestId();
  if (identify_) identify_(&request);
  Route route = Find(request.path);
  request.captures = std::move(route.captures);
  Response response;
  try {
    auto refusal = Guarded(request, route.methods == nullptr ? Access::kPage : route.methods->access);
    response = refusal ? *std::move(refusal) : Answer(route, request);
  } catch (const std::exception& e) {
    response = InternalError(request, e.what());
  } catch (...) {
    response = InternalError(request, "an exception that is not a std::exception");
  }
  response.trace.route = route.path;
  return Finish(request, std::move(response), begin);
}

Response Router::Refuse(Request request, Response response) const {
  request.id = NewRequestId();
  if (identify_) identify_(&request);
  response.trace.route = Find(request.path).path;
  return Finish(request, std::move(response), std::chrono::steady_clock::now());
}

Response Router::Finish(const Request& request, Response response, std::chrono::steady_clock::time_point begin) const {
  for (const Filter& filter : filters_) filter(request, &response);
  AddCommonHeaders(&response);
  if (observer_) observer_(request, response, std::chrono::steady_clock::now() - begin);
  return response;
}

bool Router::TakesBody(std::string_view method, std::string_view path) const {
  const Methods* methods = Find(path).methods;
  return method == "POST" && methods != nullptr && methods->handlers.contains(method);
}

std::vector<std::string> Router::Routes() const {
  std::vector<std::string> list;
  const auto add = [&](const std::string& path, const Methods& methods) {
    for (const auto& row : methods.handlers) list.push_back(row.first + " " + path);
  };
  for (const auto& [path, methods] : routes_) add(path, methods);
  for (const Pattern& pattern : patterns_) add(pattern.path, pattern.methods);
  std::sort(list.begin(), list.end());
  return list;
}

Router::Route Router::Find(std::string_view path) const {
  const auto exact = routes_.find(path);
  if (exact != routes_.end()) return {exact->first, &exact->second, {}};
  const std::vector<std::string_view> parts = patterns_.empty() ? std::vector<std::string_view>() : Parts(path);
  for (const Pattern& pattern : patterns_) {
    if (pattern.parts.size() != parts.size()) continue;
    Captures captures;
    size_t same = 0;
    while (same < parts.size() && MatchesPart(pattern.parts[same], parts[same], &captures)) ++same;
    if (same == parts.size()) return {pattern.path, &pattern.methods, std::move(captures)};
  }
  if (fallback_) return {fallback_->path, &fallback_->methods, {}};
  return {};
}

std::optional<Response> Router::Guarded(const Request& request, Access access) const {
  for (const Guard& guard : guards_) {
    if (auto refusal = guard(request, access)) return refusal;
  }
  return std::nullopt;
}

Response Router::Answer(const Route& route, const Request& request) const {
  if (route.methods == nullptr) return NotFound();
  const auto& methods = route.methods->handlers;
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
