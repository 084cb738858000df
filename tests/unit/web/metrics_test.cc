// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fake_search.h"

namespace sou::web {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Metrics, CountsRequestsByRouteAndStatus) {
  Metrics metrics;
  Response found;
  found.trace = {.route = "/api/search", .query = "x", .total = 3, .cache = CacheUse::kHit};
  Response empty = found;
  empty.trace.total = 0;
  Response wrong = ErrorResponse(404, "not_found", "x");
  for (const Response* response : {&found, &found, &empty, &wrong})
    metrics.Count(Get("/secret-path"), *response, std::chrono::milliseconds(2));
  metrics.CountReload(false);
  const std::string text = metrics.ToText({.connections_waiting = 7,
                                           .requests_waiting = 2,
                                           .requests_running = 1,
                                           .cache = {},
                                           .index = {{.generation = 42, .pages = 80}, "broken"}});
  for (const char* line :
       {"sou_http_requests_total{route=\"/api/search\",status=\"200\"} 3\n",
        "sou_http_requests_total{route=\"none\",status=\"404\"} 1\n", "sou_searches_total 3\n",
        "sou_searches_without_results_total 1\n", "sou_cache_answers_total{use=\"hit\"} 3\n",
        "sou_http_request_seconds_bucket{route=\"/api/search\",le=\"0.0025\"} 3\n",
        "sou_http_request_seconds_bucket{route=\"/api/search\",le=\"0.001\"} 0\n", "sou_connections_waiting 7\n",
        "sou_requests_waiting 2\n", "sou_index_generation 42\n", "sou_index_pages 80\n", "sou_index_refused 1\n",
        "sou_reloads_total{result=\"refused\"} 1\n", "sou_reloads_total{result=\"taken\"} 0\n"})
    EXPECT_THAT(text, HasSubstr(line));
  // What clients send is no label: they would fill the memory with them.
  EXPECT_THAT(text, Not(HasSubstr("secret-path")));
}

}  // namespace
}  // namespace sou::web
