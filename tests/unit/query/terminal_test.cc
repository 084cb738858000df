// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/render/terminal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "query/render/json.h"

namespace sou::query {
namespace {

SearchResponse OneHit(Parts title, Parts snippet) {
  SearchResponse response;
  response.match = Match::kAll;
  response.total = 1;
  Hit hit;
  hit.url = "/a/";
  hit.title = std::move(title);
  hit.snippet = std::move(snippet);
  response.hits.push_back(std::move(hit));
  return response;
}

TEST(DisplayWidth, CountsColumns) {
  EXPECT_EQ(DisplayWidth("abc"), 3U);
  EXPECT_EQ(DisplayWidth("搜索"), 4U);
  EXPECT_EQ(DisplayWidth("ｶﾞ"), 2U) << "half-width";
  EXPECT_EQ(DisplayWidth("ガ한"), 4U);
  EXPECT_EQ(DisplayWidth("e\u0301"), 1U) << "a mark takes no room";
}

TEST(Terminal, NoLineIsWiderThanTheTerminal) {
  std::string text;
  for (int i = 0; i < 40; ++i) text += "全文搜索 with English words，标点。";
  const std::string out =
      ToTerminal(OneHit({{text, false}}, {{text, false}, {text, true}}), {.color = false, .columns = 60});
  std::istringstream lines(out);
  size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) EXPECT_LE(DisplayWidth(line), 60U) << line;
  EXPECT_GT(count, 20U);
}

TEST(Terminal, ColoursMatchesAndObeysNoPage) {
  const SearchResponse response = OneHit({{"a\x1b[31m", false}, {"云原生", true}}, {{"x\x07\ny\u202E", false}});
  const std::string out = ToTerminal(response, {.color = true, .columns = 80});
  EXPECT_THAT(out, testing::HasSubstr("\033[1;33m云原生\033[0m"));
  EXPECT_THAT(out, testing::Not(testing::HasSubstr("\033[31m")));
  const std::string plain = ToTerminal(response, {.color = false, .columns = 80});
  EXPECT_THAT(plain, testing::HasSubstr("x y\n"));
  for (const char* sign : {"\x1b", "\x07", "\u202E"}) EXPECT_THAT(plain, testing::Not(testing::HasSubstr(sign)));
}

TEST(Terminal, ObeysNoQueryThatIsExplained) {
  SearchResponse response = OneHit({{"a", false}}, {});
  response.explanation = "read as title:\"\x1b[31m\"\nsearched";
  const std::string out = ToTerminal(response, {.color = true, .columns = 80});
  EXPECT_THAT(out, testing::HasSubstr("read as title:\"[31m\"\nsearched"));
}

TEST(Json, IsSafeInsideAScriptElementAndAlwaysValid) {
  SearchResponse response = OneHit({{"</script><b>", true}}, {{"broken \xFF", false}});
  response.query = "</script>";
  const std::string json = ToJson(response);
  EXPECT_THAT(json, testing::Not(testing::HasSubstr("<")));
  EXPECT_THAT(json, testing::HasSubstr("\\u003c/script>"));
  EXPECT_THAT(json, testing::HasSubstr("broken \uFFFD"));
}

}  // namespace
}  // namespace sou::query
