// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who may ask, from where and how often: client addresses, API keys, rates, other sites.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "fake_search.h"
#include "web/api/api_keys.h"
#include "web/api/cors.h"
#include "web/api/rate_limit.h"
#include "web/server/client_address.h"

namespace sou::web {
namespace {

using std::chrono::seconds;
using testing::HasSubstr;
using testing::Not;

std::vector<ListItem> Items(const std::vector<std::string>& texts) {
  std::vector<ListItem> items;
  for (const std::string& text : texts) items.push_back({text, "sou.yaml:3"});
  return items;
}

TEST(Scheme, IsWhatTrustedProxiesSay) {
  const auto proxies = TrustedProxies::Read(Items({"unix", "10.0.0.0/8"}));
  ASSERT_TRUE(proxies.ok()) << proxies.error().message;
  EXPECT_EQ(proxies->SchemeOf("unix", "https"), "https");
  EXPECT_EQ(proxies->SchemeOf("10.1.2.3", "https"), "https");
  EXPECT_EQ(proxies->SchemeOf("192.0.2.1", "https"), "http") << "anybody can write that header";
  for (const char* odd : {"", "http", "gopher", "https, http", "javascript"}) {
    EXPECT_EQ(proxies->SchemeOf("unix", odd), "http") << odd;
  }
}

struct ClientCase {
  std::vector<std::string> trusted;
  const char* remote;
  const char* forwarded;
  const char* client;
};

class Clients : public testing::TestWithParam<ClientCase> {};

TEST_P(Clients, AreWhoTrustedProxiesSay) {
  const auto proxies = TrustedProxies::Read(Items(GetParam().trusted));
  ASSERT_TRUE(proxies.ok()) << proxies.error().message;
  EXPECT_EQ(proxies->ClientOf(GetParam().remote, GetParam().forwarded), GetParam().client);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Clients,
    testing::Values(ClientCase{{}, "127.0.0.1", "6.6.6.6", "127.0.0.1"},
                    ClientCase{{"127.0.0.1"}, "127.0.0.1", "6.6.6.6", "6.6.6.6"},
                    ClientCase{{"127.0.0.1"}, "10.0.0.1", "6.6.6.6", "10.0.0.1"},
                    ClientCase{{"unix"}, "unix", "6.6.6.6", "6.6.6.6"},
                    ClientCase{{"127.0.0.1"}, "unix", "6.6.6.6", "unix"},
                    // What stands before the last untrusted address was written by its client.
                    ClientCase{{"127.0.0.1"}, "127.0.0.1", "1.1.1.1, 6.6.6.6", "6.6.6.6"},
                    ClientCase{{"127.0.0.1", "10.0.0.0/8"}, "127.0.0.1", "1.1.1.1, 6.6.6.6,10.1.2.3", "6.6.6.6"},
                    ClientCase{{"10.0.0.0/8"}, "10.0.0.1", "10.0.0.2", "10.0.0.2"},
                    ClientCase{{"172.16.0.0/12"}, "172.31.0.1", "6.6.6.6", "6.6.6.6"},
                    ClientCase{{"172.16.0.0/12"}, "172.32.0.1", "6.6.6.6", "172.32.0.1"},
                    ClientCase{{"127.0.0.1"}, "127.0.0.1", "6.6.6.6:4711", "6.6.6.6"},
                    ClientCase{{"127.0.0.1"}, "127.0.0.1", "[2001:db8::1]:4711", "2001:db8::1"},
                    ClientCase{{"2001:db8::/32"}, "2001:db8:1::1", "6.6.6.6", "6.6.6.6"},
                    ClientCase{{"127.0.0.1"}, "::ffff:127.0.0.1", "6.6.6.6", "6.6.6.6"},
                    ClientCase{{"0.0.0.0/0"}, "8.8.8.8", "6.6.6.6", "6.6.6.6"},
                    ClientCase{{"127.0.0.1"}, "127.0.0.1", "nobody", "127.0.0.1"},
                    ClientCase{{"127.0.0.1"}, "127.0.0.1", "6.6.6.6, <script>", "127.0.0.1"},
                    ClientCase{{"127.0.0.1"}, "127.0.0.1", "", "127.0.0.1"},
                    ClientCase{{"127.0.0.1"}, "127.0.0.1", ",,", "127.0.0.1"}));

TEST(TrustedProxies, WrongOnesAreNamedWithTheirLine) {
  for (const char* text : {"localhost", "10.0.0.0/33", "10.0.0/8", "::/129", "10.0.0.0/", "10.0.0.0/x", ""}) {
    const auto proxies = TrustedProxies::Read(Items({text}));
    ASSERT_FALSE(proxies.ok()) << text;
    EXPECT_THAT(proxies.error().message, HasSubstr("sou.yaml:3: serve.trusted_proxies"));
  }
}

TEST(AddressGroup, IsWhatAHouseholdHas) {
  EXPECT_EQ(AddressGroup("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(AddressGroup("unix"), "unix");
  EXPECT_EQ(AddressGroup("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
  EXPECT_EQ(AddressGroup("2001:db8:1:2:ffff::1"), "2001:db8:1:2::/64");
}

TEST(ApiKeys, AreFoundByTheirSecret) {
  const auto keys = ApiKeys::Read(Items({"blog: abcdefgh", "docs: 01234567:x"}));
  ASSERT_TRUE(keys.ok()) << keys.error().message;
  EXPECT_EQ(keys->NameOf("Bearer abcdefgh"), "blog");
  EXPECT_EQ(keys->NameOf("bearer  01234567:x"), "docs");
  for (const char* wrong :
       {"", "Bearer", "Bearer ", "abcdefgh", "Basic abcdefgh", "Bearer abcdefg", "Bearer abcdefghi"})
    EXPECT_EQ(keys->NameOf(wrong), "") << wrong;
}

TEST(ApiKeys, WrongOnesAreNamedAndNotRepeated) {
  for (const std::vector<std::string>& texts : {std::vector<std::string>{"secretkey"},
                                                {"blog: secret"},
                                                {"blog: secret key"},
                                                {": secretkey"},
                                                {"blog: secretkey", "blog: otherkey"},
                                                {"blog: secretkey", "docs: secretkey"},
                                                {"blog: geheimnüß"}}) {
    const auto keys = ApiKeys::Read(Items(texts));
    ASSERT_FALSE(keys.ok()) << texts.front();
    EXPECT_THAT(keys.error().message, HasSubstr("sou.yaml:3: serve.api_keys"));
    EXPECT_THAT(keys.error().message, Not(HasSubstr("secretkey")));
  }
}

int StatusOf(const Router::Guard& guard, const Request& request, Access access) {
  const auto refusal = guard(request, access);
  return refusal ? refusal->status : 200;
}

TEST(KeyGuard, AsksOnlyTheApiForAKey) {
  const Router::Guard guard = KeyGuard();
  Request request = Get("/api/search");
  EXPECT_EQ(StatusOf(guard, request, Access::kPage), 200);
  EXPECT_EQ(StatusOf(guard, request, Access::kApi), 401);
  EXPECT_EQ(HeaderOf(*guard(request, Access::kApi), "WWW-Authenticate"), "Bearer");
  request.headers["authorization"] = "Bearer unknown-key";
  EXPECT_EQ(StatusOf(guard, request, Access::kApi), 403);
  request.key = "blog";
  EXPECT_EQ(StatusOf(guard, request, Access::kApi), 200);
  request.key.clear();
  request.method = "OPTIONS";  // a browser asks without the key whether it may send it
  EXPECT_EQ(StatusOf(guard, request, Access::kApi), 200);
}

TEST(RateLimiter, GivesABurstThenARate) {
  RateLimiter limiter(2, 3);
  const auto start = RateLimiter::Clock::now();
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(limiter.Take("a", start)) << i;
  EXPECT_EQ(limiter.Take("a", start), std::chrono::milliseconds(500));
  EXPECT_FALSE(limiter.Take("b", start));
  EXPECT_FALSE(limiter.Take("a", start + std::chrono::milliseconds(500)));
  EXPECT_TRUE(limiter.Take("a", start + std::chrono::milliseconds(500)));
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(limiter.Take("a", start + seconds(100))) << i;
  EXPECT_TRUE(limiter.Take("a", start + seconds(100)));
}

TEST(RateLimiter, IsBoundedHoweverManyAsk) {
  RateLimiter limiter(1, 2, 10);
  const auto start = RateLimiter::Clock::now();
  for (int i = 0; i < 10; ++i) EXPECT_FALSE(limiter.Take(std::to_string(i), start));
  // Those who have no bucket of their own share one, which starts with what the clock has given it.
  int served = 0;
  for (int i = 10; i < 1000; ++i) served += limiter.Take(std::to_string(i), start) ? 0 : 1;
  EXPECT_LE(served, 2);
  EXPECT_FALSE(limiter.Take("5", start));
  // When the first have been silent for long enough, there is room again.
  EXPECT_FALSE(limiter.Take("new", start + seconds(10)));
  EXPECT_FALSE(limiter.Take("new", start + seconds(10)));
}

TEST(RateGuard, SaysWhenToComeBack) {
  const Router::Guard guard = AddressRateGuard(std::make_shared<RateLimiter>(0.1, 1));
  Request request = Get("/api/search");
  request.client = "192.0.2.1";
  EXPECT_EQ(StatusOf(guard, request, Access::kApi), 200);
  const auto refusal = guard(request, Access::kPage);
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->status, 429);
  EXPECT_EQ(HeaderOf(*refusal, "Retry-After"), "10");
  EXPECT_EQ(StatusOf(guard, request, Access::kOpen), 200);
  request.client = "192.0.2.2";
  EXPECT_EQ(StatusOf(guard, request, Access::kApi), 200);
}

Response Filtered(const std::vector<std::string>& origins, const Request& request) {
  Response response = ErrorResponse(404, "not_found", "x");
  CorsFilter(origins)(request, &response);
  return response;
}

TEST(CorsFilter, AnswersPreflightsForEveryAddress) {
  Request request = Get("/nowhere");
  request.method = "OPTIONS";
  request.headers["origin"] = "https://blog.example";
  request.headers["access-control-request-headers"] = "authorization,content-type,x-meilisearch-client";
  const Response response = Filtered({"*"}, request);
  EXPECT_EQ(response.status, 204);
  EXPECT_EQ(response.body, "");
  EXPECT_EQ(HeaderOf(response, "Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(HeaderOf(response, "Access-Control-Allow-Headers"), "authorization,content-type,x-meilisearch-client");
  EXPECT_THAT(HeaderOf(response, "Access-Control-Allow-Methods"), HasSubstr("POST"));
  request.headers["access-control-request-headers"] = "a\"<b>";
  EXPECT_EQ(HeaderOf(Filtered({"*"}, request), "Access-Control-Allow-Headers"),
            "authorization, content-type, x-meilisearch-client");
}

TEST(CorsFilter, NamesOnlyTheOriginsOfTheList) {
  Request request = Get("/api/search");
  request.headers["origin"] = "https://blog.example";
  EXPECT_EQ(HeaderOf(Filtered({"https://blog.example"}, request), "Access-Control-Allow-Origin"),
            "https://blog.example");
  EXPECT_EQ(HeaderOf(Filtered({"https://other.example"}, request), "Access-Control-Allow-Origin"), "");
  EXPECT_EQ(HeaderOf(Filtered({"https://other.example"}, request), "Vary"), "Origin");
  EXPECT_EQ(HeaderOf(Filtered({}, request), "Access-Control-Allow-Origin"), "");
  // A refusal stays one, and the page may read why.
  EXPECT_EQ(Filtered({"https://blog.example"}, request).status, 404);
}

}  // namespace
}  // namespace sou::web
