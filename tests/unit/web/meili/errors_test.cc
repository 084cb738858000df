// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/meili/errors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "../fake_search.h"
#include "web/routes.h"

namespace sou::web::meili {
namespace {

using nlohmann::json;

// What Sou's own parts answer, and what becomes of it.
struct ErrorRow {
  int status;
  std::string code;
  std::string meili;
  std::string type;
};
void PrintTo(const ErrorRow& row, std::ostream* out) { *out << row.code; }

class ErrorIsTranslated : public testing::TestWithParam<ErrorRow> {
 protected:
  static Response Filtered(const std::string& path) {
    Response response = web::ErrorResponse(GetParam().status, GetParam().code, "Why \"<b>\".");
    MeiliErrors()(Get(path), &response);
    return response;
  }
};

TEST_P(ErrorIsTranslated, UnderMeilisearchsPaths) {
  const Response response = Filtered("/indexes/sou/search");
  EXPECT_EQ(response.status, GetParam().status) << "the status stays";
  EXPECT_EQ(response.content_type, "application/json");
  EXPECT_EQ(response.body.find('<'), std::string::npos);
  const json body = json::parse(response.body);
  EXPECT_EQ(body.size(), 4U);
  EXPECT_FALSE(body["message"].get<std::string>().empty());
  EXPECT_EQ(body["code"], GetParam().meili);
  EXPECT_EQ(body["type"], GetParam().type);
  EXPECT_EQ(body["link"], "https://docs.meilisearch.com/errors#" + GetParam().meili);
  EXPECT_EQ(HeaderOf(response, "Retry-After"), GetParam().type == "system" ? "10" : "");
  EXPECT_EQ(HeaderOf(response, "Cache-Control"), "no-store");
}

TEST_P(ErrorIsTranslated, OnlyOnce) {
  Response response = Filtered("/multi-search");
  const std::string body = response.body;
  MeiliErrors()(Get("/multi-search"), &response);
  EXPECT_EQ(response.body, body);
}

TEST_P(ErrorIsTranslated, NowhereElse) { EXPECT_TRUE(json::parse(Filtered("/api/search").body).contains("error")); }

INSTANTIATE_TEST_SUITE_P(Table, ErrorIsTranslated,
                         testing::ValuesIn(std::vector<ErrorRow>{
                             {401, "missing_key", "missing_authorization_header", "auth"},
                             {403, "invalid_key", "invalid_api_key", "auth"},
                             {429, "rate_limited", "too_many_search_requests", "system"},
                             {503, "overloaded", "too_many_search_requests", "system"},
                             {503, "index_unavailable", "internal", "internal"},
                             {500, "internal", "internal", "internal"},
                             {404, "not_found", "not_found", "invalid_request"},
                             {405, "method_not_allowed", "method_not_allowed", "invalid_request"},
                             {408, "timeout", "bad_request", "invalid_request"},
                             {411, "length_required", "bad_request", "invalid_request"},
                             {413, "body_too_large", "payload_too_large", "invalid_request"},
                             {414, "url_too_long", "bad_request", "invalid_request"},
                             {415, "unsupported_encoding", "invalid_content_type", "invalid_request"},
                             {431, "headers_too_large", "bad_request", "invalid_request"},
                             {400, "bad_request", "bad_request", "invalid_request"},
                         }));

TEST(Errors, AGuardsRetryAfterStays) {
  Response response = web::ErrorResponse(429, "rate_limited", "Slower.");
  response.headers.emplace_back("Retry-After", "3");
  MeiliErrors()(Get("/multi-search"), &response);
  EXPECT_EQ(HeaderOf(response, "Retry-After"), "3");
}

TEST(Errors, AnAnswerStaysAsItIs) {
  Response response;
  response.body = "{}";
  MeiliErrors()(Get("/multi-search"), &response);
  EXPECT_EQ(response.body, "{}");
}

TEST(Errors, EachPathOfMeilisearchIsKnown) {
  for (const char* path : {"/indexes", "/indexes/", "/indexes/a/search", "/multi-search", "/health", "/version",
                           "/stats", "/keys/a", "/tasks", "/dumps"}) {
    EXPECT_TRUE(IsMeiliPath(path)) << path;
  }
  for (const char* path : {"", "/", "/api/search", "/healthz", "/indexesx", "indexes", "/sou.css"}) {
    EXPECT_FALSE(IsMeiliPath(path)) << path;
  }
}

TEST(Errors, TheRoutersOwnHaveTheirShape) {
  FakeSearch fake;
  const Router router = MakeRouter(fake.Source(), {});
  const auto code = [&](const char* method, const char* path) {
    Request request = Get(path);
    request.method = method;
    const Response response = router.Dispatch(request);
    return std::to_string(response.status) + " " + json::parse(response.body)["code"].get<std::string>();
  };
  EXPECT_EQ(code("GET", "/indexes/sou/nothing"), "404 not_found");
  EXPECT_EQ(code("GET", "/multi-search"), "405 method_not_allowed");
  EXPECT_EQ(code("DELETE", "/indexes/sou/search"), "405 method_not_allowed");
  for (const char* path : {"/indexes", "/indexes/sou/documents", "/keys", "/dumps"})
    EXPECT_EQ(code("POST", path), "405 method_not_allowed");
}

}  // namespace
}  // namespace sou::web::meili
