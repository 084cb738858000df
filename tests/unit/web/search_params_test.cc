// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/api/search_params.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "web/server/url.h"

namespace sou::web {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct WrongCase {
  const char* query;
  const char* message;
};

void PrintTo(const WrongCase& row, std::ostream* out) { *out << row.query; }

class WrongParams : public testing::TestWithParam<WrongCase> {};

TEST_P(WrongParams, AreNamedWithWhatIsAllowed) {
  const auto params = ParseSearchParams(ParseQuery(GetParam().query));
  ASSERT_FALSE(params.ok());
  EXPECT_EQ(params.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(params.error().message, GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, WrongParams,
    testing::Values(
        WrongCase{"limit=101", "parameter 'limit': '101' is not a number from 0 to 100"},
        WrongCase{"limit=-1", "parameter 'limit': '-1' is not a number from 0 to 100"},
        WrongCase{"limit=1e1", "parameter 'limit': '1e1' is not a number from 0 to 100"},
        WrongCase{"limit=99999999999999999999999",
                  "parameter 'limit': '99999999999999999999999' is not a number from 0 to 100"},
        WrongCase{"limit=1&limit=2", "parameter 'limit' is given more than once"},
        WrongCase{"q=a&q=b", "parameter 'q' is given more than once"},
        WrongCase{"offset=10001", "parameter 'offset': '10001' is not a number from 0 to 10000"},
        WrongCase{"offset=9991",
                  "parameters 'offset' and 'limit': their sum may be at most 10000; search for more "
                  "words or filter instead of paging further"},
        WrongCase{"typing=yes", "parameter 'typing': 'yes' is not 0 or 1"},
        WrongCase{"sort=newest", "parameter 'sort': 'newest' is not 'relevance' or 'date'"},
        WrongCase{"after=2024-02-30",
                  "parameter 'after': '2024-02-30' is not a date such as 2018, 2018-08 or 2018-08-11"},
        WrongCase{"before=soon", "parameter 'before': 'soon' is not a date such as 2018, 2018-08 or 2018-08-11"},
        WrongCase{"facets=tags,colour",
                  "parameter 'facets': 'colour' is not one of tags, categories, lang, lang_tag, section, year, date"}));

TEST(SearchParams, DefaultsAreThoseOfTheContract) {
  const auto params = ParseSearchParams({});
  ASSERT_TRUE(params.ok());
  EXPECT_EQ(params->request.text, "");
  EXPECT_EQ(params->request.limit, 10U);
  EXPECT_EQ(params->request.offset, 0U);
  EXPECT_EQ(params->request.sort, query::Sort::kRelevance);
  EXPECT_FALSE(params->request.typing);
  EXPECT_THAT(params->request.facets, IsEmpty());
  EXPECT_FALSE(params->request.filters.after.has_value());
  EXPECT_THAT(params->ignored, IsEmpty());
}

TEST(SearchParams, ReadsEveryParameter) {
  const auto params = ParseSearchParams(
      ParseQuery("q=%E4%BA%91&limit=100&offset=9900&lang=zh&lang=ja&tag=a,b&category=c&section=s&after=2018&"
                 "before=2018-08&sort=date&facets=tags,year,,tags&facets=lang&typing=1"));
  ASSERT_TRUE(params.ok()) << params.error().message;
  const query::SearchRequest& request = params->request;
  EXPECT_EQ(request.text, "云");
  EXPECT_EQ(request.limit, 100U);
  EXPECT_EQ(request.offset, 9900U);
  EXPECT_TRUE(request.typing);
  EXPECT_THAT(request.filters.langs, ElementsAre("zh", "ja"));
  EXPECT_THAT(request.filters.tags, ElementsAre("a,b"));
  EXPECT_THAT(request.filters.categories, ElementsAre("c"));
  EXPECT_THAT(request.filters.sections, ElementsAre("s"));
  EXPECT_EQ(request.filters.after, 1514764800);   // 2018-01-01T00:00:00Z
  EXPECT_EQ(request.filters.before, 1535759999);  // 2018-08-31T23:59:59Z
  EXPECT_EQ(request.sort, query::Sort::kDate);
  EXPECT_THAT(request.facets, ElementsAre(query::Facet::kTags, query::Facet::kYear, query::Facet::kLang));
}

TEST(SearchParams, EmptyValuesCountAsNotGiven) {
  const auto params = ParseSearchParams(ParseQuery("q=&limit=&offset=&lang=&tag=&after=&before=&sort=&facets="));
  ASSERT_TRUE(params.ok()) << params.error().message;
  EXPECT_EQ(params->request.limit, 10U);
  EXPECT_THAT(params->request.filters.langs, IsEmpty());
}

TEST(SearchParams, UnknownNamesAreTold) {
  const auto params = ParseSearchParams(ParseQuery("limt=3&utm=1&utm=2&ui=ja"), std::array<std::string_view, 1>{"ui"});
  ASSERT_TRUE(params.ok());
  EXPECT_THAT(params->ignored, ElementsAre("unknown parameter 'limt' ignored; did you mean 'limit'?",
                                           HasSubstr("unknown parameter 'utm' ignored")));
}

}  // namespace
}  // namespace sou::web
