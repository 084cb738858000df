// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/related_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fake_search.h"
#include "web/server/url.h"

namespace sou::web {
namespace {

using testing::HasSubstr;

struct FakeRelated {
  FakeSearch search;
  query::RelatedRequest last;
  std::optional<Error> failure;

  Response Ask(std::string_view query) {
    SearchSource source = search.Source();
    source.related = [this](const query::RelatedRequest& request) -> Result<query::RelatedResponse> {
      last = request;
      if (failure) return *failure;
      query::RelatedResponse response;
      response.generation = search.generation;
      response.hits.push_back({.id = "x", .path = "b.md"});
      return response;
    };
    return RelatedHandler(source)(Get("/api/related", ParseQuery(query)));
  }
};

TEST(RelatedApi, AnswersHits) {
  FakeRelated fake;
  const Response response = fake.Ask("path=a.md&limit=3&lang=zh&lang=en");
  EXPECT_EQ(response.status, 200);
  EXPECT_THAT(response.body, testing::StartsWith("{\"hits\":[{\"id\":\"x\",\"path\":\"b.md\""));
  EXPECT_EQ(fake.last.page, "a.md");
  EXPECT_EQ(fake.last.limit, 3U);
  EXPECT_THAT(fake.last.langs, testing::ElementsAre("zh", "en"));
  EXPECT_NE(HeaderOf(response, "ETag"), "");
  EXPECT_EQ(fake.Ask("url=posts/a/").status, 200);
  EXPECT_EQ(fake.last.page, "/posts/a/") << "an address, not a path";
}

TEST(RelatedApi, WrongParametersAreNamed) {
  FakeRelated fake;
  for (const char* query : {"", "path=", "path=a&url=b", "path=a&path=b", "path=a&limit=101"}) {
    const Response response = fake.Ask(query);
    EXPECT_EQ(response.status, 400) << query;
    EXPECT_THAT(response.body, HasSubstr("invalid_parameter"));
  }
}

TEST(RelatedApi, AnUnknownPageIs404) {
  FakeRelated fake;
  fake.failure = Error{ErrorCode::kNotFound, "no page of the index has the path or address \"a.md\""};
  const Response response = fake.Ask("path=a.md");
  EXPECT_EQ(response.status, 404);
  EXPECT_THAT(response.body, HasSubstr("\"code\":\"not_found\""));
  EXPECT_THAT(response.body, HasSubstr("a.md"));
  fake.failure = Error{ErrorCode::kCorrupt, "secret"};
  EXPECT_EQ(fake.Ask("path=a.md").status, 503);
}

}  // namespace
}  // namespace sou::web
