// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/ui/page_query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "web/api/search_params.h"
#include "web/server/url.h"

namespace sou::web {
namespace {

using query::Facet;

PageQuery Parse(std::string_view text) {
  const Params params = ParseQuery(text);
  const auto parsed = ParseSearchParams(params);
  EXPECT_TRUE(parsed.ok());
  return PageQuery::From(params, parsed->request);
}

TEST(PageQuery, AddressIsReadAndWrittenBack) {
  for (const char* text : {"q=a%20b",
                           "q=%E4%BA%91&lang=zh&lang=ja&tag=a%26b&category=c&section=s&after=2018&"
                           "before=2019-02&sort=date&"
                           "limit=20&offset=40&ui=ko"}) {
    EXPECT_EQ(Parse(text).Href(), "?" + std::string(text));
  }
  EXPECT_EQ(Parse("limit=10&offset=0&sort=relevance").Href(), "?");
}

TEST(PageQuery, TogglingGoesThereAndBackAndToTheFirstPage) {
  const PageQuery query = Parse("q=a&tag=x&offset=10");
  EXPECT_EQ(query.Toggled(Facet::kTags, "y").Href(), "?q=a&tag=x&tag=y");
  EXPECT_EQ(query.Toggled(Facet::kTags, "x").Href(), "?q=a");
  EXPECT_EQ(query.Toggled(Facet::kLang, "zh").Href(), "?q=a&lang=zh&tag=x");
  EXPECT_EQ(query.Toggled(Facet::kYear, "2018").Href(), "?q=a&tag=x&after=2018&before=2018");
  EXPECT_EQ(query.Toggled(Facet::kYear, "2018").Toggled(Facet::kYear, "2018").Href(), "?q=a&tag=x");
  EXPECT_TRUE(query.Selects(Facet::kTags, "x"));
  EXPECT_FALSE(query.Selects(Facet::kCategories, "x"));
}

TEST(PageQuery, ChangesKeepTheRest) {
  const PageQuery query = Parse("q=a&section=s&after=2018&sort=date&limit=20&offset=20&ui=ja");
  EXPECT_TRUE(query.HasFilters());
  EXPECT_EQ(query.WithoutFilters().Href(), "?q=a&sort=date&limit=20&ui=ja");
  EXPECT_EQ(query.WithoutDates().Href(), "?q=a&section=s&sort=date&limit=20&ui=ja");
  EXPECT_EQ(query.SortedBy(query::Sort::kRelevance).Href(), "?q=a&section=s&after=2018&limit=20&ui=ja");
  EXPECT_EQ(query.At(40).Href(), "?q=a&section=s&after=2018&sort=date&limit=20&offset=40&ui=ja");
  EXPECT_EQ(query.InLanguage("en").Href(), "?q=a&section=s&after=2018&sort=date&limit=20&offset=20&ui=en");
}

}  // namespace
}  // namespace sou::web
