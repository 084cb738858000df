// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "fake_search.h"

namespace sou::web {
namespace {

using testing::HasSubstr;
using testing::Not;

class RouterTest : public testing::Test {
 protected:
  RouterTest() {
    router_.Add("GET", "/a", [](const Request& request) {
      Response response;
      response.body = request.method;
      return response;
    });
    router_.Add("POST", "/b", [](const Request&) { return Response(); });
    router_.Add("GET", "/html", [](const Request&) {
      Response response;
      response.content_type = "text/html; charset=utf-8";
      return response;
    });
    router_.Add("GET", "/throws", [](const Request&) -> Response { throw std::runtime_error("secret detail"); });
    router_.Add("GET", "/throws-odd", [](const Request&) -> Response { throw 7; });
  }

  [[nodiscard]] Response Do(std::string method, std::string path) const {
    Request request = Get(std::move(path));
    request.method = std::move(method);
    return router_.Dispatch(std::move(request));
  }

  Router router_;
};

TEST_F(RouterTest, HeadIsGet) {
  EXPECT_EQ(Do("GET", "/a").body, "GET");
  EXPECT_EQ(Do("HEAD", "/a").body, "GET");
}

TEST_F(RouterTest, UnknownAddressIs404AndUnknownMethod405) {
  EXPECT_EQ(Do("GET", "/nothing").status, 404);
  EXPECT_EQ(Do("GET", "/a/").status, 404);
  const Response wrong = Do("DELETE", "/a");
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(HeaderOf(wrong, "Allow"), "GET, HEAD, OPTIONS");
  EXPECT_EQ(HeaderOf(Do("GET", "/b"), "Allow"), "POST, OPTIONS");
}

TEST_F(RouterTest, OptionsTellsWhatIsAllowed) {
  const Response response = Do("OPTIONS", "/a");
  EXPECT_EQ(response.status, 204);
  EXPECT_EQ(HeaderOf(response, "Allow"), "GET, HEAD, OPTIONS");
}

TEST_F(RouterTest, ExceptionsStayInTheLog) {
  for (const char* path : {"/throws", "/throws-odd"}) {
    const Response response = Do("GET", path);
    EXPECT_EQ(response.status, 500);
    EXPECT_THAT(response.body, Not(HasSubstr("secret")));
    EXPECT_THAT(response.body, HasSubstr(HeaderOf(response, "X-Request-Id")));
    EXPECT_NE(HeaderOf(response, "X-Request-Id"), "");
  }
}

TEST_F(RouterTest, EveryResponseIsGuarded) {
  for (const char* path : {"/a", "/nothing", "/throws"}) {
    EXPECT_EQ(HeaderOf(Do("GET", path), "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(HeaderOf(Do("GET", path), "Content-Security-Policy"), "");
  }
  const std::string policy = HeaderOf(Do("GET", "/html"), "Content-Security-Policy");
  for (const char* allowed : {"default-src 'none'", "script-src 'self';", "style-src 'self';", "connect-src 'self';",
                              "img-src 'self' data:;", "base-uri 'none'"}) {
    EXPECT_THAT(policy, HasSubstr(allowed));
  }
  EXPECT_THAT(policy, Not(HasSubstr("unsafe")));
}

TEST_F(RouterTest, WhatNoRouteHasIsTheFallbacks) {
  router_.SetFallback(
      "{page}",
      [](const Request& request) {
        Response response;
        response.body = request.path;
        if (request.path == "/none") response = NotFound();
        return response;
      },
      Access::kPage);
  std::vector<std::string> seen;
  Access asked = Access::kApi;
  router_.AddGuard([&](const Request&, Access access) {
    asked = access;
    return std::nullopt;
  });
  router_.SetObserver([&](const Request&, const Response& response, auto) { seen.push_back(response.trace.route); });
  EXPECT_EQ(Do("GET", "/posts/a/").body, "/posts/a/");
  EXPECT_EQ(asked, Access::kPage);
  EXPECT_EQ(Do("HEAD", "/b/c").body, "/b/c");
  EXPECT_EQ(Do("GET", "/none").status, 404);
  EXPECT_EQ(HeaderOf(Do("POST", "/posts/a/"), "Allow"), "GET, HEAD, OPTIONS");
  EXPECT_EQ(Do("GET", "/a").body, "GET") << "a route comes first";
  EXPECT_EQ(Do("GET", "/b").status, 405) << "with any method";
  EXPECT_THAT(seen, testing::ElementsAre("{page}", "{page}", "{page}", "{page}", "/a", "/b"));
  EXPECT_THAT(router_.Routes(), Not(testing::Contains(HasSubstr("{page}"))));
  EXPECT_FALSE(router_.TakesBody("POST", "/posts/a/"));
}

TEST_F(RouterTest, KnowsWhoTakesABody) {
  EXPECT_TRUE(router_.TakesBody("POST", "/b"));
  EXPECT_FALSE(router_.TakesBody("POST", "/a"));
  EXPECT_FALSE(router_.TakesBody("GET", "/a"));
}

}  // namespace
}  // namespace sou::web
