// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of routes and the one place that answers for all of them: HEAD, OPTIONS, 404, 405,
// exceptions, common headers. Fill it before serving; Dispatch is then thread-safe.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "web/server/http.h"

namespace sou::web {

class Router {
 public:
  // Changes a response after its handler (or the router itself) made it.
  using Filter = std::function<void(const Request&, Response*)>;

  // `path` is exact and begins with '/'. A second handler for the same method and path replaces the
  // first.
  void Add(std::string method, std::string path, Handler handler);

  // Filters run in the order in which they were added, before the common headers.
  void AddFilter(Filter filter);

  // HEAD is answered as GET; the connection leaves the body out. OPTIONS answers 204 with Allow. A
  // handler that throws gives 500 with an id that is also in the log, where the details are.
  [[nodiscard]] Response Dispatch(Request request) const;

  // Whether a body sent with this request would be read by a handler.
  [[nodiscard]] bool TakesBody(std::string_view method, std::string_view path) const;

 private:
  using Methods = std::map<std::string, Handler, std::less<>>;

  [[nodiscard]] Response Route(const Request& request) const;

  std::map<std::string, Methods, std::less<>> routes_;
  std::vector<Filter> filters_;
};

}  // namespace sou::web
