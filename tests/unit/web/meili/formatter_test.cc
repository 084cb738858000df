// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/meili/formatter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sou::web::meili {
namespace {

// A title `<Tea> & "milk"` of which "Tea" matched, a text, a number, a list.
Document MakeSmallDocument() {
  return {{"title", "<Tea> & \"milk\"", {{.text = "<"}, {.text = "Tea", .match = true}, {.text = "> & \"milk\""}}},
          {"content", "one 茶 two", {{.text = "one "}, {.text = "茶", .match = true}, {.text = " two"}}},
          {"path", "a'b.md", {}},
          {"year", 2020, {}},
          {"anchor", nullptr, {}},
          {"tags", {"<x>", "y"}, {}}};
}

SearchQuery Highlighting(std::vector<std::string> names) {
  SearchQuery query;
  query.text = "tea";
  query.highlight = {.all = false, .names = std::move(names)};
  query.highlight.all = query.highlight.Has("*");
  return query;
}

OrderedJson Format(const SearchQuery& query, double score = 10) {
  return Formatter(query).Format(MakeSmallDocument(), score);
}

TEST(Formatter, GivesRawFieldsAlone) {
  EXPECT_EQ(Format(SearchQuery()).dump(),
            R"({"title":"<Tea> & \"milk\"","content":"one 茶 two","path":"a'b.md","year":2020,"anchor":null,)"
            R"("tags":["<x>","y"]})");
}

TEST(Formatter, EscapesAllTextIfTheTagIsMarkup) {
  const OrderedJson formatted = Format(Highlighting({"*"}))["_formatted"];
  EXPECT_EQ(formatted["title"], "&lt;<em>Tea</em>&gt; &amp; &quot;milk&quot;");
  EXPECT_EQ(formatted["path"], "a&#39;b.md") << "what has no match goes into the page all the same";
  EXPECT_EQ(formatted["tags"].dump(), R"(["&lt;x&gt;","y"])");
  EXPECT_EQ(formatted["year"], "2020") << "numbers become text";
  EXPECT_EQ(formatted["anchor"], nullptr);
}

TEST(Formatter, EscapesNothingIfTheClientDoes) {
  SearchQuery query = Highlighting({"*"});
  query.pre_tag = "__ais-highlight__";
  query.post_tag = "__/ais-highlight__";
  const OrderedJson formatted = Format(query)["_formatted"];
  EXPECT_EQ(formatted["title"], "<__ais-highlight__Tea__/ais-highlight__> & \"milk\"");
  EXPECT_EQ(formatted["tags"].dump(), R"(["<x>","y"])");
}

TEST(Formatter, HighlightsOnlyWhatIsAskedFor) {
  const OrderedJson formatted = Format(Highlighting({"content"}))["_formatted"];
  EXPECT_EQ(formatted["content"], "one <em>茶</em> two");
  EXPECT_EQ(formatted["title"], "&lt;Tea&gt; &amp; &quot;milk&quot;");
}

TEST(Formatter, CropsOnlyWhatIsAskedFor) {
  SearchQuery query;
  query.crop = {{"content", 1}};
  query.crop_marker = "[…]";
  const OrderedJson formatted = Format(query)["_formatted"];
  EXPECT_EQ(formatted["content"], "[…]茶[…]") << "and highlights nothing";
  EXPECT_EQ(formatted["path"], "a&#39;b.md");
  query.crop = {{"*", 1}};
  EXPECT_EQ(Format(query)["_formatted"]["title"], "&lt;Tea[…]");
}

TEST(Formatter, RetrievesOnlyWhatIsAskedFor) {
  SearchQuery query = Highlighting({"title"});
  query.retrieve = {.all = false, .names = {"year", "none"}};
  const OrderedJson hit = Format(query);
  EXPECT_EQ(hit["year"], 2020);
  EXPECT_FALSE(hit.contains("title"));
  EXPECT_EQ(hit["_formatted"].size(), 2U) << "what is highlighted is there, too";
  query.retrieve.names.clear();
  query.highlight = {};
  EXPECT_EQ(Format(query).dump(), "{}");
}

TEST(Formatter, TellsPositionsInBytesOfTheField) {
  SearchQuery query;
  query.show_positions = true;
  EXPECT_EQ(Format(query)["_matchesPosition"].dump(),
            R"({"title":[{"start":1,"length":3}],"content":[{"start":4,"length":3}]})");
}

TEST(RankingScore, GoesFromZeroToOneWithTheScore) {
  SearchQuery query;
  query.text = "tea";
  double last = -1;
  for (const double score : {-1.0, 0.0, 0.1, 1.0, 10.0, 50.0, 1e9}) {
    const double now = RankingScore(score, query);
    EXPECT_GE(now, last);
    EXPECT_GE(now, 0);
    EXPECT_LE(now, 1);
    last = now;
  }
  EXPECT_EQ(RankingScore(10, query), 0.5);
  EXPECT_EQ(RankingScore(0, SearchQuery()), 1) << "every page is as good without words";
  query.show_score = true;
  EXPECT_EQ(Format(query)["_rankingScore"], 0.5);
}

}  // namespace
}  // namespace sou::web::meili
