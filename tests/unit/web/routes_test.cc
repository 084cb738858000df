// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "common/base/files.h"
#include "fake_search.h"

namespace sou::web {
namespace {

using testing::ElementsAre;

TEST(RouterRoutesTest, ListsEveryMethodOfEveryPath) {
  Router router;
  const Handler handler = [](const Request&) { return Response(); };
  router.Add("POST", "/b/{name}", handler);
  router.Add("GET", "/a", handler);
  router.Add("GET", "/b/{name}", handler);
  EXPECT_THAT(router.Routes(), ElementsAre("GET /a", "GET /b/{name}", "POST /b/{name}"));
}

// Meilisearch's routes that would change an index are there only to say that none can.
bool OnlyRefuses(const Router& router, const std::string& method, const std::string& path) {
  Request request = Get(path);
  request.method = method;
  return router.Dispatch(std::move(request)).status == 405;
}

// The other way round, that all of the file is served, is tests/openapi's.
TEST(OpenApiTest, EveryRouteOfTheServerIsInTheFile) {
  const auto text = ReadFile(SOU_TEST_DATA "/../../docs/openapi.json", 1 << 20);
  ASSERT_TRUE(text.ok()) << text.error().ToString();
  const auto paths = nlohmann::json::parse(*text)["paths"];
  FakeSearch fake;
  const Router router = MakeRouter(fake.Source(), {});
  const std::vector<std::string> routes = router.Routes();
  EXPECT_GT(routes.size(), 9U);
  for (const std::string& route : routes) {
    const size_t blank = route.find(' ');
    std::string method = route.substr(0, blank);
    if (OnlyRefuses(router, method, route.substr(blank + 1))) continue;
    for (char& c : method) c = static_cast<char>(c | 0x20);  // the file's are small letters
    const std::string path = route.substr(blank + 1);
    EXPECT_TRUE(paths.contains(path) && paths[path].contains(method)) << route;
  }
}

}  // namespace
}  // namespace sou::web
