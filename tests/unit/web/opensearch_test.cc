// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/ui/opensearch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fake_search.h"
#include "web/server/url.h"

namespace sou::web {
namespace {

using testing::HasSubstr;
using testing::Not;

Request Ask(std::string path, std::string host = "localhost:7700") {
  Request request = Get(std::move(path));
  request.headers["host"] = std::move(host);
  return request;
}

Response Describe(const PageOptions& options, const Request& request = Ask("/opensearch.xml")) {
  return OpenSearchHandler(options)(request);
}

TEST(OpenSearch, DescribesTheSearch) {
  const Response response = Describe({.site_title = "Lakeside", .site_url = ""});
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.content_type, "application/opensearchdescription+xml; charset=utf-8");
  EXPECT_EQ(HeaderOf(response, "Cache-Control"), "public, max-age=300");
  EXPECT_THAT(response.body, testing::StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                                 "<OpenSearchDescription "
                                                 "xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">"
                                                 "<ShortName>Lakeside</ShortName><LongName>Lakeside</LongName>"
                                                 "<Description>Full-text search of Lakeside</Description>"
                                                 "<InputEncoding>UTF-8</InputEncoding>"
                                                 "<Image width=\"32\" height=\"32\" type=\"image/svg+xml\">"
                                                 "http://localhost:7700/sou.svg?v="));
  EXPECT_THAT(response.body, HasSubstr("<Url rel=\"results\" type=\"text/html\" "
                                       "template=\"http://localhost:7700/search?q={searchTerms}\"></Url>"
                                       "<Url rel=\"suggestions\" type=\"application/x-suggestions+json\" "
                                       "template=\"http://localhost:7700/opensearch/suggest?q={searchTerms}\"></Url>"
                                       "<Url rel=\"self\" type=\"application/opensearchdescription+xml\" "
                                       "template=\"http://localhost:7700/opensearch.xml\"></Url>"));
}

TEST(OpenSearch, NamesAreCutBetweenCharacters) {
  const auto title = [](std::string text) { return Describe({.site_title = std::move(text), .site_url = ""}).body; };
  EXPECT_THAT(title(""), HasSubstr("<ShortName>Sou</ShortName><LongName>Sou</LongName>"
                                   "<Description>Full-text search</Description>"));
  EXPECT_THAT(title("一二三四五六七八九十一二三四五六七八"),
              HasSubstr("<ShortName>一二三四五六七八九十一二三四五六</ShortName>"));
  // The sixteenth code point is the accent of the fifteenth, the seventeenth of the sixteenth.
  EXPECT_THAT(title("12345678901234e\u0301xx"), HasSubstr("<ShortName>12345678901234e\u0301</ShortName>"));
  EXPECT_THAT(title("123456789012345e\u0301xx"), HasSubstr("<ShortName>123456789012345</ShortName>"));
  EXPECT_THAT(title("</ShortName><x a=\"&"), HasSubstr("<ShortName>&lt;/ShortName&gt;&lt;x a</ShortName>"));
  EXPECT_THAT(title("a\xFF\x01"), HasSubstr("<ShortName>a\uFFFD </ShortName>"));
}

TEST(OpenSearch, TheSettingSaysTheAddress) {
  const PageOptions options{.site_title = "", .site_url = "", .public_url = "https://example.org/find/"};
  const std::string body = Describe(options, Ask("/opensearch.xml", "evil\"><x")).body;
  EXPECT_THAT(body, HasSubstr("template=\"https://example.org/find/search?q={searchTerms}\""));
  EXPECT_THAT(body, Not(HasSubstr("evil")));
}

TEST(OpenSearch, HttpsIsWhatATrustedProxySays) {
  Request request = Ask("/opensearch.xml", "[2001:db8::1]:80");
  request.scheme = "https";
  EXPECT_THAT(Describe({}, request).body, HasSubstr("template=\"https://[2001:db8::1]:80/search?q={searchTerms}\""));
}

TEST(OpenSearch, AHostThatIsNoneIsRefused) {
  FakeSearch fake;
  for (const std::string& host : {std::string(), std::string("evil\"><x"), std::string("a b"), std::string("a/b"),
                                  std::string("a@b"), std::string("主机"), std::string(300, 'a')}) {
    for (const Response& response : {Describe({}, Ask("/opensearch.xml", host)),
                                     OpenSearchSuggestHandler(fake.Source(), {})(Ask("/opensearch/suggest", host))}) {
      EXPECT_EQ(response.status, 400) << host;
      EXPECT_THAT(response.body, HasSubstr("serve.public_url"));
      EXPECT_THAT(response.body, Not(HasSubstr("evil")));
    }
  }
  EXPECT_EQ(fake.calls, 0);
}

TEST(OpenSearch, TheEntityTagIsOfTheContent) {
  Request request = Ask("/opensearch.xml");
  request.headers["if-none-match"] = HeaderOf(Describe({}, request), "ETag");
  EXPECT_EQ(Describe({}, request).status, 304);
  EXPECT_EQ(Describe({}, request).body, "");
  EXPECT_EQ(Describe({.site_title = "Another", .site_url = ""}, request).status, 200);
  request.headers["host"] = "other";
  EXPECT_EQ(Describe({}, request).status, 200);
}

class Suggestions : public testing::Test {
 protected:
  Suggestions() {
    fake_.suggestions = {{{{"云", true}, {"<原生>", false}}, "/a/#b", query::SuggestionOrigin::kTitle},
                         {{{"a & b", true}}, "", query::SuggestionOrigin::kQuery},
                         {{{"x", true}}, "javascript:alert(1)", query::SuggestionOrigin::kTitle},
                         {{{"y", true}}, "https://other.example/y", query::SuggestionOrigin::kTitle}};
  }
  Response Type(const PageOptions& options, std::string_view query, const std::string& tag = "") {
    Request request = Ask("/opensearch/suggest");
    request.params = ParseQuery(query);
    request.headers["if-none-match"] = tag;
    return OpenSearchSuggestHandler(fake_.Source(), options)(request);
  }

  FakeSearch fake_;
};

TEST_F(Suggestions, AreWhatBrowsersRead) {
  const Response response = Type({.site_title = "", .site_url = "https://example.org/"}, "q=%E4%BA%91&limit=5");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.content_type, "application/x-suggestions+json; charset=utf-8");
  EXPECT_EQ(response.body, R"(["云",["云\u003c原生>","a & b","x","y"],["","","",""],["https://example.org/a/#b",)"
                           R"("http://localhost:7700/search?q=a%20%26%20b","","https://other.example/y"]])");
  EXPECT_EQ(fake_.last_typed.text, "云");
  EXPECT_EQ(fake_.last_typed.limit, 5U);
  EXPECT_EQ(response.trace.query, "云");
}

TEST_F(Suggestions, APathLeadsNowhereWithoutTheSitesAddress) {
  EXPECT_THAT(Type({}, "q=a").body, HasSubstr("[\"\",\"http://localhost:7700/search?q=a%20%26%20b\""));
  fake_.suggestions.clear();
  EXPECT_EQ(Type({}, "q=a").body, R"(["a",[],[],[]])");
  EXPECT_EQ(fake_.last_typed.limit, 10U);
}

TEST_F(Suggestions, AreAskedForByEntityTag) {
  const std::string tag = HeaderOf(Type({}, "q=a"), "ETag");
  EXPECT_EQ(Type({}, "q=a", tag).status, 304);
  EXPECT_EQ(Type({}, "q=b", tag).status, 200);
  EXPECT_EQ(Type({.site_title = "", .site_url = "https://example.org"}, "q=a", tag).status, 200);
  EXPECT_EQ(Type({}, "q=a&limit=x").status, 400);
}

}  // namespace
}  // namespace sou::web
