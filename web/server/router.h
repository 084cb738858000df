// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of routes and the one place that answers for all of them: HEAD, OPTIONS, 404, 405,
// exceptions, common headers. Fill it before serving; everything const is then thread-safe.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "web/server/http.h"

namespace sou::web {

class Router {
 public:
  // Answers instead of the handler, or lets the request pass.
  using Guard = std::function<std::optional<Response>(const Request&, Access)>;
  // Changes a response after its handler, a guard or the router itself made it.
  using Filter = std::function<void(const Request&, Response*)>;
  // Is told of every request that was answered, and how long that took.
  using Observer = std::function<void(const Request&, const Response&, std::chrono::nanoseconds)>;
  // Fills in Request::client, Request::scheme and Request::key.
  using Identify = std::function<void(Request*)>;

  // `path` is exact and begins with '/'; a part "{name}" stands for any one part of a path and becomes a capture. An
  // exact path comes before a pattern. A second handler for the same method and path replaces the first; access is the
  // path's.
  void Add(std::string method, std::string path, Handler handler, Access access = Access::kApi);

  // Answers GET of every path that no route has. `name` is its route in traces, the same for all paths.
  void SetFallback(std::string name, Handler handler, Access access);

  // Guards and filters run in the order in which they were added, filters before the common headers.
  void AddGuard(Guard guard);
  void AddFilter(Filter filter);
  void SetObserver(Observer observer) { observer_ = std::move(observer); }
  void SetIdentify(Identify identify) { identify_ = std::move(identify); }

  // HEAD is answered as GET; the connection leaves the body out. OPTIONS answers 204 with Allow. A
  // handler that throws gives 500 with an id that is also in the log, where the details are.
  [[nodiscard]] Response Dispatch(Request request) const;

  // A request that is refused before any handler may see it, answered like the others: filters, headers, observer.
  [[nodiscard]] Response Refuse(Request request, Response response) const;

  // Whether a body sent with this request would be read by a handler.
  [[nodiscard]] bool TakesBody(std::string_view method, std::string_view path) const;

  // "GET /api/search" of every handler, in order; not the fallback's.
  [[nodiscard]] std::vector<std::string> Routes() const;

 private:
  struct Methods {
    std::map<std::string, Handler, std::less<>> handlers;
    Access access = Access::kPage;
  };
  struct Pattern {
    std::string path;
    std::vector<std::string> parts;
    Methods methods;
  };
  struct Route {
    std::string_view path;
    const Methods* methods = nullptr;  // null: no such route
    Captures captures;
  };

  Methods& MethodsOf(std::string pattern_path);
  [[nodiscard]] Route Find(std::string_view path) const;
  [[nodiscard]] Response Answer(const Route& route, const Request& request) const;
  [[nodiscard]] std::optional<Response> Guarded(const Request& request, Access access) const;
  [[nodiscard]] Response Finish(const Request& request, Response response,
                                std::chrono::steady_clock::time_point begin) const;

  std::map<std::string, Methods, std::less<>> routes_;
  std::vector<Pattern> patterns_;
  std::optional<Pattern> fallback_;
  std::vector<Guard> guards_;
  std::vector<Filter> filters_;
  Observer observer_;
  Identify identify_;
};

}  // namespace sou::web
