// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/search_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fake_search.h"
#include "web/api/entity_tag.h"
#include "web/api/suggest_api.h"
#include "web/routes.h"
#include "web/server/url.h"

namespace sou::web {
namespace {

using testing::HasSubstr;
using testing::Not;

Request Ask(std::string_view query) { return Get("/api/search", ParseQuery(query)); }

TEST(SearchApi, AnswersJson) {
  FakeSearch fake;
  fake.answer.total = 7;
  const Response response = SearchHandler(fake.Source())(Ask("q=%E4%BA%91&limit=5"));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.content_type, "application/json");
  EXPECT_THAT(response.body, HasSubstr("\"total\":7"));
  EXPECT_EQ(HeaderOf(response, "Cache-Control"), "public, max-age=60");
  EXPECT_EQ(fake.last.text, "云");
  EXPECT_EQ(fake.last.limit, 5U);
}

TEST(SearchApi, TellsWhatItIgnored) {
  FakeSearch fake;
  const Response response = SearchHandler(fake.Source())(Ask("q=a&limt=5"));
  EXPECT_THAT(response.body, HasSubstr("unknown parameter 'limt' ignored; did you mean 'limit'?"));
}

TEST(SearchApi, WrongParameterIs400WithoutASearch) {
  FakeSearch fake;
  const Response response = SearchHandler(fake.Source())(Ask("q=a&sort=x"));
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(response.body,
            R"({"error":{"code":"invalid_parameter","message":"parameter 'sort': 'x' is not 'relevance' or 'date'"}})");
  EXPECT_EQ(fake.calls, 0);
}

TEST(SearchApi, BrokenIndexIs503WithoutDetails) {
  FakeSearch fake;
  fake.failure = Error{ErrorCode::kCorrupt, "secret detail", {"/secret/path"}};
  const Response response = SearchHandler(fake.Source())(Ask("q=a"));
  EXPECT_EQ(response.status, 503);
  EXPECT_THAT(response.body, Not(HasSubstr("secret")));
  EXPECT_EQ(HeaderOf(response, "Cache-Control"), "no-store");
}

TEST(SearchApi, UnchangedAnswerCostsNoSearch) {
  FakeSearch fake;
  const Handler handler = SearchHandler(fake.Source());
  Request request = Ask("q=a");
  const std::string tag = HeaderOf(handler(request), "ETag");
  request.headers["if-none-match"] = "\"other\", " + tag;
  const Response unchanged = handler(request);
  EXPECT_EQ(unchanged.status, 304);
  EXPECT_EQ(unchanged.body, "");
  EXPECT_EQ(HeaderOf(unchanged, "ETag"), tag);
  EXPECT_EQ(fake.calls, 1);
  fake.generation = 43;
  EXPECT_EQ(handler(request).status, 200);
  EXPECT_EQ(fake.calls, 2);
}

Request Type(std::string_view query) { return Get("/api/suggest", ParseQuery(query)); }

TEST(SuggestApi, AnswersJson) {
  FakeSearch fake;
  fake.suggestions = {{{{"云", true}, {"<原生>", false}}, "/a/", query::SuggestionOrigin::kTitle},
                      {{{"云", true}}, "", query::SuggestionOrigin::kQuery}};
  const Response response = SuggestHandler(fake.Source())(Type("q=%E4%BA%91&limit=5&lang=zh&lang=ja"));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body,
            R"({"query":"云","suggestions":[{"text":[{"text":"云","match":true},{"text":"\u003c原生>","match":false}],)"
            R"("url":"/a/","kind":"title"},{"text":[{"text":"云","match":true}],"url":null,"kind":"query"}]})");
  EXPECT_EQ(HeaderOf(response, "Cache-Control"), "public, max-age=60");
  EXPECT_EQ(fake.last_typed.text, "云");
  EXPECT_EQ(fake.last_typed.limit, 5U);
  EXPECT_EQ(fake.last_typed.langs, (std::vector<std::string>{"zh", "ja"}));
}

TEST(SuggestApi, WrongParameterIs400) {
  FakeSearch fake;
  EXPECT_EQ(SuggestHandler(fake.Source())(Type("q=a&limit=-1")).status, 400);
  EXPECT_EQ(SuggestHandler(fake.Source())(Type("q=a&q=b")).status, 400);
  EXPECT_EQ(fake.calls, 0);
}

TEST(SuggestApi, UnchangedAnswerCostsNothingUntilReadersAskOtherThings) {
  FakeSearch fake;
  const Handler handler = SuggestHandler(fake.Source());
  Request request = Type("q=a");
  request.headers["if-none-match"] = HeaderOf(handler(request), "ETag");
  EXPECT_EQ(handler(request).status, 304);
  EXPECT_EQ(fake.calls, 1);
  fake.suggest_version = 1;
  EXPECT_EQ(handler(request).status, 200);
  fake.suggest_version = 0;
  fake.generation = 43;
  EXPECT_EQ(handler(request).status, 200);
}

TEST(EntityTag, EveryPartOfTheRequestCounts) {
  EXPECT_NE(MakeEntityTag(Ask("q=a"), 1), MakeEntityTag(Ask("q=b"), 1));
  EXPECT_NE(MakeEntityTag(Ask("q=a"), 1), MakeEntityTag(Ask("q=a"), 2));
  EXPECT_NE(MakeEntityTag(Ask("q=a&tag=x"), 1), MakeEntityTag(Ask("q=a%26tag%3Dx"), 1));
  EXPECT_EQ(MakeEntityTag(Ask("tag=x&q=a"), 1), MakeEntityTag(Ask("q=a&tag=x"), 1));
}

TEST(Routes, EveryAddressAnswers) {
  FakeSearch fake;
  const Router router = MakeRouter(fake.Source(), {});
  for (const char* path :
       {"/", "/search", "/sou.css", "/sou.svg", "/api/search", "/api/suggest", "/healthz", "/readyz"}) {
    EXPECT_EQ(router.Dispatch(Get(path)).status, 200) << path;
  }
  for (const char* path : {"/demo.css", "/posts/a/"}) EXPECT_EQ(router.Dispatch(Get(path)).status, 404) << path;
  EXPECT_EQ(router.Dispatch(Get("/healthz")).body, R"({"status":"ok"})");
  EXPECT_EQ(router.Dispatch(Get("/readyz")).body, R"({"generation":42,"pages":80,"status":"ready"})");
}

TEST(Routes, StyleSheetIsKeptForAYearByItsHash) {
  FakeSearch fake;
  const Router router = MakeRouter(fake.Source(), {});
  const std::string page = router.Dispatch(Get("/")).body;
  const size_t at = page.find("sou.css?v=");
  ASSERT_NE(at, std::string::npos);
  const std::string version = page.substr(at + 10, 16);
  const Response pinned = router.Dispatch(Get("/sou.css", {{"v", version}}));
  EXPECT_EQ(pinned.content_type, "text/css");
  EXPECT_EQ(HeaderOf(pinned, "Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_THAT(pinned.body, HasSubstr("prefers-color-scheme: dark"));
  EXPECT_EQ(HeaderOf(router.Dispatch(Get("/sou.css", {{"v", "old"}})), "Cache-Control"), "public, max-age=300");
}

class Cors : public testing::Test {
 protected:
  std::string AllowedFor(std::vector<std::string> origins, const std::string& path, const std::string& origin) {
    const Router router = MakeRouter(fake_.Source(), {.page = {}, .cors_origins = std::move(origins)});
    Request request = Get(path);
    if (!origin.empty()) request.headers["origin"] = origin;
    last_ = router.Dispatch(request);
    return HeaderOf(last_, "Access-Control-Allow-Origin");
  }

  FakeSearch fake_;
  Response last_;
};

TEST_F(Cors, OnlyConfiguredOriginsReadTheApi) {
  EXPECT_EQ(AllowedFor({}, "/api/search", "https://a.org"), "");
  EXPECT_EQ(AllowedFor({"https://a.org", "https://b.org"}, "/api/search", "https://b.org"), "https://b.org");
  EXPECT_EQ(HeaderOf(last_, "Vary"), "Origin");
  EXPECT_EQ(AllowedFor({"https://a.org"}, "/api/search", "https://a.org.evil.org"), "");
  EXPECT_EQ(HeaderOf(last_, "Vary"), "Origin");
  EXPECT_EQ(AllowedFor({"https://a.org"}, "/api/search", "null"), "");
  EXPECT_EQ(AllowedFor({"*"}, "/api/search", ""), "*");
  // So that a page learns what is wrong with an address, too.
  EXPECT_EQ(AllowedFor({"*"}, "/nowhere", "https://a.org"), "*");
}

TEST_F(Cors, PreflightIsAnswered) {
  const Router router = MakeRouter(fake_.Source(), {.page = {}, .cors_origins = {"https://a.org"}});
  Request request = Get("/api/search");
  request.method = "OPTIONS";
  request.headers["origin"] = "https://a.org";
  const Response response = router.Dispatch(request);
  EXPECT_EQ(response.status, 204);
  EXPECT_EQ(HeaderOf(response, "Access-Control-Allow-Origin"), "https://a.org");
  EXPECT_THAT(HeaderOf(response, "Access-Control-Allow-Methods"), HasSubstr("GET"));
}

}  // namespace
}  // namespace sou::web
