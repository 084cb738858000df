// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/plan/condition.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "tests/unit/query/small_index.h"

namespace sou::query {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAreArray;

using Names = std::vector<std::string>;
using Kind = Condition::Kind;

Condition Join(Kind kind, std::vector<Condition> children) {
  return {.kind = kind, .children = std::move(children), .values = {}};
}
Condition All(std::vector<Condition> children) { return Join(Kind::kAll, std::move(children)); }
Condition Any(std::vector<Condition> children) { return Join(Kind::kAny, std::move(children)); }
Condition Is(Attribute attribute, std::vector<std::string> values) {
  return MakeLeaf(attribute, Comparison::kAnyOf, std::move(values));
}
Condition Tag(const std::string& tag) { return Is(Attribute::kTags, {tag}); }

// a: 2018, b: 2020, c: no date, d: 2023, tagged as each row below needs it.
std::vector<Page> Site() {
  std::vector<Page> pages = {MakePage("a", "Tea", "green tea"), MakePage("b", "Tea house", "tea and milk"),
                             MakePage("c", "Milk", "green milk", "en"), MakePage("d", "Coffee", "tea", "ja")};
  pages[0].tags = {"Cloud Native", "x"};
  pages[1].tags = {"雲原生"};
  pages[2].tags = {"cloud-native"};
  pages[0].categories = {"技术"};
  pages[0].section = "Posts";
  pages[1].section = "notes";
  pages[2].authors = {"Kevin Hoffman"};
  pages[0].date = ParseTimestamp("2018-08-11T11:37:36Z");
  pages[1].date = ParseTimestamp("2020-01-02T00:00:00Z");
  pages[3].date = ParseTimestamp("2023-12-31T23:59:59Z");
  pages[1].language_tag = "zh-Hant";
  pages[3].aliases = {"/old/d/"};
  return pages;
}

struct ConditionRow {
  std::string name;
  Condition condition;
  Names pages;
};
void PrintTo(const ConditionRow& row, std::ostream* out) { *out << row.name; }

class ConditionFinds : public testing::TestWithParam<ConditionRow> {
 protected:
  static Names Find(const Condition& condition, const std::string& text = "") {
    static const SmallIndex index(Site());
    SearchRequest request;
    request.text = text;
    request.filters.condition = condition;
    Names pages = Paths(index.Search(request));
    std::sort(pages.begin(), pages.end());
    return pages;
  }
};

TEST_P(ConditionFinds, ThePagesThatItHoldsFor) { EXPECT_EQ(Find(GetParam().condition), GetParam().pages); }

TEST_P(ConditionFinds, AllOthersWhenItIsNegated) {
  Names others;
  for (const char* page : {"a", "b", "c", "d"}) {
    if (std::find(GetParam().pages.begin(), GetParam().pages.end(), page) == GetParam().pages.end())
      others.emplace_back(page);
  }
  EXPECT_EQ(Find(Negated(GetParam().condition)), others);
  EXPECT_EQ(Find(Negated(Negated(GetParam().condition))), GetParam().pages);
}

TEST_P(ConditionFinds, NoOtherPagesOfAQuery) {
  Names expected;
  for (const std::string& page : Find(All({}), "tea")) {
    if (std::find(GetParam().pages.begin(), GetParam().pages.end(), page) != GetParam().pages.end())
      expected.push_back(page);
  }
  EXPECT_EQ(Find(GetParam().condition, "tea"), expected);
}

Condition Dated(Comparison comparison, std::vector<std::string> values) {
  return MakeLeaf(Attribute::kDate, comparison, std::move(values));
}
Condition InYear(Comparison comparison, std::vector<std::string> values) {
  return MakeLeaf(Attribute::kYear, comparison, std::move(values));
}
Condition Has(Attribute attribute) { return MakeLeaf(attribute, Comparison::kExists); }
Condition Starts(Attribute attribute, const std::string& value) {
  return MakeLeaf(attribute, Comparison::kStartsWith, {value});
}

INSTANTIATE_TEST_SUITE_P(
    Values, ConditionFinds,
    testing::ValuesIn(std::vector<ConditionRow>{
        {"a tag is folded", Tag("CLOUD native"), {"a"}},
        {"Traditional is Simplified", Tag("云原生"), {"b"}},
        {"a hyphen is no blank", Tag("cloud-native"), {"c"}},
        {"any of several", Is(Attribute::kTags, {"x", "雲原生", "none"}), {"a", "b"}},
        {"none of none", Is(Attribute::kTags, {}), {}},
        {"an unknown value", Tag("nothing"), {}},
        {"an empty value", Tag(""), {}},
        {"a category", Is(Attribute::kCategories, {"技術"}), {"a"}},
        {"a section", Is(Attribute::kSection, {"posts"}), {"a"}},
        {"an author", Is(Attribute::kAuthors, {"kevin HOFFMAN"}), {"c"}},
        {"an id", Is(Attribute::kId, {"b"}), {"b"}},
        {"a path", Is(Attribute::kPath, {"b"}), {"b"}},
        {"an address", Is(Attribute::kUrl, {"/b/"}), {"b"}},
        {"an address with a place", Is(Attribute::kUrl, {"/b/#x"}), {"b"}},
        {"a folder is no address", Is(Attribute::kUrl, {"/"}), {}},
        {"an alias", Is(Attribute::kUrl, {"/old/d"}), {"d"}},
        {"a language", Is(Attribute::kLang, {"zh"}), {"a", "b"}},
        {"a language's tag", Is(Attribute::kLangTag, {"zh-hant"}), {"b"}},
        {"a tag that is the language alone", Is(Attribute::kLangTag, {"zh"}), {"a"}},
        {"a year", Is(Attribute::kYear, {"2018"}), {"a"}},
        {"years", Is(Attribute::kYear, {"2018", "2023"}), {"a", "d"}},
        {"no year", Is(Attribute::kYear, {"soon"}), {}},
        {"half a year", Is(Attribute::kYear, {"2018.5"}), {}},
        {"a year as a number", Is(Attribute::kYear, {"2018.0"}), {"a"}},
        {"after a year", InYear(Comparison::kGreater, {"2018"}), {"b", "d"}},
        {"from a year on", InYear(Comparison::kAtLeast, {"2018"}), {"a", "b", "d"}},
        {"before a year", InYear(Comparison::kLess, {"2020"}), {"a"}},
        {"until a year", InYear(Comparison::kAtMost, {"2020"}), {"a", "b"}},
        {"between years", InYear(Comparison::kBetween, {"2019", "2023"}), {"b", "d"}},
        {"between years the wrong way round", InYear(Comparison::kBetween, {"2023", "2019"}), {}},
        {"after a far year", InYear(Comparison::kGreater, {"1e300"}), {}},
        {"before a far year", InYear(Comparison::kLess, {"1e300"}), {"a", "b", "d"}},
        {"after a negative year", InYear(Comparison::kGreater, {"-1e300"}), {"a", "b", "d"}},
        {"seconds", Is(Attribute::kDate, {"1533987456"}), {"a"}},
        {"a day", Is(Attribute::kDate, {"2018-08-11"}), {"a"}},
        {"a month", Is(Attribute::kDate, {"2018-08"}), {"a"}},
        {"four digits are a year", Is(Attribute::kDate, {"2018"}), {"a"}},
        {"seconds after", Dated(Comparison::kGreater, {"1533987456"}), {"b", "d"}},
        {"seconds from", Dated(Comparison::kAtLeast, {"1533987456"}), {"a", "b", "d"}},
        {"parts of seconds from", Dated(Comparison::kAtLeast, {"1533987456.5"}), {"b", "d"}},
        {"parts of seconds until", Dated(Comparison::kAtMost, {"1533987456.5"}), {"a"}},
        {"parts of seconds before", Dated(Comparison::kLess, {"1533987456.5"}), {"a"}},
        {"after all of a year", Dated(Comparison::kGreater, {"2020"}), {"d"}},
        {"before a day", Dated(Comparison::kLess, {"2020-01-02"}), {"a"}},
        {"until a day", Dated(Comparison::kAtMost, {"2020-01-02"}), {"a", "b"}},
        {"between dates of two kinds", Dated(Comparison::kBetween, {"1533987457", "2020-01"}), {"b"}},
        {"no date", Dated(Comparison::kGreater, {"soon"}), {}},
        {"infinite", Dated(Comparison::kGreater, {"-inf"}), {}},
        {"a beginning of a tag", Starts(Attribute::kTags, "CLOUD"), {"a", "c"}},
        {"a beginning of a path", Starts(Attribute::kPath, "a"), {"a"}},
        {"a beginning of an author", Starts(Attribute::kAuthors, "kevin h"), {"c"}},
        {"the beginning of all", Starts(Attribute::kTags, ""), {"a", "b", "c"}},
        {"ids have no beginnings", Starts(Attribute::kId, "a"), {}},
        {"tags exist", Has(Attribute::kTags), {"a", "b", "c"}},
        {"categories exist", Has(Attribute::kCategories), {"a"}},
        {"a section exists", Has(Attribute::kSection), {"a", "b"}},
        {"authors exist", Has(Attribute::kAuthors), {"c"}},
        {"a date exists", Has(Attribute::kDate), {"a", "b", "d"}},
        {"a year exists", Has(Attribute::kYear), {"a", "b", "d"}},
        {"an id exists", Has(Attribute::kId), {"a", "b", "c", "d"}},
        {"a language exists", Has(Attribute::kLang), {"a", "b", "c", "d"}},
    }));

INSTANTIATE_TEST_SUITE_P(
    Trees, ConditionFinds,
    testing::ValuesIn(std::vector<ConditionRow>{
        {"all of nothing", All({}), {"a", "b", "c", "d"}},
        {"any of nothing", Any({}), {}},
        {"all of one", All({Tag("x")}), {"a"}},
        {"all of two", All({Is(Attribute::kLang, {"zh"}), Tag("x")}), {"a"}},
        {"any of two", Any({Tag("cloud-native"), Tag("x")}), {"a", "c"}},
        {"one and not another", All({Is(Attribute::kLang, {"zh"}), Negated(Tag("x"))}), {"b"}},
        {"one or not another", Any({Tag("x"), Negated(Is(Attribute::kLang, {"zh"}))}), {"a", "c", "d"}},
        {"nots alone", All({Negated(Tag("x")), Negated(Is(Attribute::kLang, {"ja"}))}), {"b", "c"}},
        {"any of nots alone", Any({Negated(Tag("x")), Negated(Is(Attribute::kLang, {"zh"}))}), {"b", "c", "d"}},
        {"not of nothing found", All({Negated(Tag("none"))}), {"a", "b", "c", "d"}},
        {"what exists everywhere beside another", All({Has(Attribute::kId), Tag("x")}), {"a"}},
        {"nested",
         Any({All({Any({Tag("x"), Tag("雲原生")}), Negated(Has(Attribute::kCategories))}),
              Is(Attribute::kLang, {"ja"})}),
         {"b", "d"}},
    }));

Condition Nested(size_t depth) {
  Condition condition = Tag("x");
  for (size_t i = 0; i < depth; ++i) condition = All({std::move(condition)});
  return condition;
}

TEST(ConditionLimits, AreSaidAndNotPassed) {
  EXPECT_TRUE(CheckLimits(Nested(kMaxConditionDepth)).ok());
  EXPECT_THAT(CheckLimits(Nested(kMaxConditionDepth + 1)).error().message, HasSubstr("inside each other than the 200"));
  const auto tags = [](size_t count) { return Is(Attribute::kTags, Names(count, "x")); };
  EXPECT_TRUE(CheckLimits(tags(kMaxConditionValues)).ok());
  EXPECT_THAT(CheckLimits(tags(kMaxConditionValues + 1)).error().message, HasSubstr("more values than the 10000"));
  const auto dates = [](size_t count) { return Is(Attribute::kDate, Names(count, "2018")); };
  EXPECT_TRUE(CheckLimits(dates(kMaxConditionScans)).ok());
  EXPECT_THAT(CheckLimits(dates(kMaxConditionScans + 1)).error().message, HasSubstr("ranges"));
  const auto beginnings = [](size_t count) { return All(std::vector(count, Starts(Attribute::kTags, "x"))); };
  EXPECT_TRUE(CheckLimits(beginnings(kMaxConditionBeginnings)).ok());
  EXPECT_THAT(CheckLimits(beginnings(kMaxConditionBeginnings + 1)).error().message, HasSubstr("STARTS WITH"));
  const auto long_one = [](size_t bytes) { return Starts(Attribute::kTags, std::string(bytes, 'x')); };
  EXPECT_TRUE(CheckLimits(long_one(kMaxBeginningBytes)).ok());
  EXPECT_EQ(CheckLimits(long_one(kMaxBeginningBytes + 1)).error().code, ErrorCode::kLimit);
}

TEST(ConditionLimits, TheLargestConditionsAreAnsweredAtOnce) {
  const SmallIndex index(Site());
  std::vector<Condition> nots;
  Names values;
  for (size_t i = 0; i < kMaxConditionValues; ++i) {
    values.push_back("none" + std::to_string(i));
    nots.push_back(Negated(Tag(values.back())));
  }
  for (const Condition& condition : {Is(Attribute::kTags, values), All(nots), Any(nots), Nested(kMaxConditionDepth)}) {
    ASSERT_TRUE(CheckLimits(condition).ok());
    SearchRequest request;
    request.filters.condition = condition;
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_LE(index.Search(request).total, 4U);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20)) << "sanitizers are slow";
  }
}

TEST(Attributes, HaveTheirNames) {
  for (uint8_t number = 0; number <= static_cast<uint8_t>(Attribute::kDate); ++number) {
    const auto attribute = static_cast<Attribute>(number);
    ASSERT_FALSE(AttributeName(attribute).empty()) << int{number};
    EXPECT_EQ(AttributeByName(AttributeName(attribute)), attribute);
  }
  EXPECT_FALSE(AttributeByName("title"));
  EXPECT_FALSE(AttributeByName(""));
}

class RequestTest : public testing::Test {
 protected:
  SmallIndex index_{Site()};
  SearchRequest request_;
};

TEST_F(RequestTest, OldestFirstPutsPagesWithoutADateLast) {
  request_.sort = Sort::kDateAscending;
  EXPECT_THAT(Paths(index_.Search(request_)), ElementsAre("a", "b", "d", "c"));
  request_.facets = {Facet::kLang};
  request_.limit = 2;
  request_.offset = 2;
  const SearchResponse rest = index_.Search(request_);
  EXPECT_THAT(Paths(rest), ElementsAre("d", "c"));
  EXPECT_EQ(rest.total, 4U);
  EXPECT_EQ(rest.facets[0].counts[0].count, 2U) << "pages of both kinds are counted";
  request_.offset = 0;
  request_.text = "milk";
  EXPECT_THAT(Paths(index_.Search(request_)), ElementsAre("b", "c"));
  request_.text = "\"tea and\" OR \"green milk\"";
  EXPECT_THAT(Paths(index_.Search(request_)), ElementsAre("b", "c"));
  request_.sort = Sort::kDate;
  request_.text.clear();
  request_.limit = 10;
  EXPECT_THAT(Paths(index_.Search(request_)), ElementsAre("d", "b", "a", "c"));
}

TEST_F(RequestTest, AllWordsLeavesOutPagesThatLackOne) {
  request_.text = "green coffee";
  EXPECT_THAT(Paths(index_.Search(request_)), UnorderedElementsAreArray({"a", "c", "d"}));
  request_.all_words = true;
  EXPECT_THAT(Paths(index_.Search(request_)), IsEmpty());
  request_.text = "green tea";
  EXPECT_THAT(Paths(index_.Search(request_)), ElementsAre("a"));
}

TEST_F(RequestTest, TitleOnlyLooksInTitles) {
  request_.title_only = true;
  request_.text = "tea";
  EXPECT_THAT(Paths(index_.Search(request_)), UnorderedElementsAreArray({"a", "b"}));
  request_.text = "green";
  EXPECT_THAT(Paths(index_.Search(request_)), IsEmpty());
  request_.text = "te";
  request_.typing = true;
  EXPECT_THAT(Paths(index_.Search(request_)), UnorderedElementsAreArray({"a", "b"}));
  request_.text = "\"tea house\"";
  EXPECT_THAT(Paths(index_.Search(request_)), ElementsAre("b"));
  request_.text = "tag:x";
  EXPECT_THAT(Paths(index_.Search(request_)), ElementsAre("a")) << "a filter stays one";
}

TEST_F(RequestTest, DatesAreAFacetInSeconds) {
  request_.facets = {Facet::kDate};
  const SearchResponse response = index_.Search(request_);
  std::vector<std::string> values;
  for (const FacetCount& count : response.facets[0].counts) values.push_back(count.value);
  EXPECT_THAT(values, UnorderedElementsAreArray({"1533987456", "1577923200", "1704067199"}));
}

TEST(SnippetLength, IsTheRequestsOwn) {
  std::string body;
  for (int i = 0; i < 200; ++i) body += "word" + std::to_string(i) + " ";
  const SmallIndex index({MakePage("a", "Title", body)});
  SearchRequest request;
  request.text = "word100";
  const auto length = [&](std::optional<size_t> asked) {
    request.snippet_length = asked;
    const SearchResponse response = index.Search(request);
    size_t size = 0;
    for (const Part& part : response.hits.at(0).snippet) size += part.text.size();
    return size;
  };
  EXPECT_LE(length(40), 40U);
  EXPECT_GT(length(500), 400U);
  EXPECT_LE(length(std::nullopt), 160U);
}

TEST(SectionHits, TellTheHeadingsAboveThem) {
  Page page = MakePage("a", "Guide", "Guide\nInstall\nOn Linux\nzebra\nUse\ntext", "en");
  page.headings = {
      {1, "Guide", "guide", 0}, {2, "Install", "install", 6}, {4, "On Linux", "linux", 14}, {2, "Use", "use", 29}};
  const SmallIndex index({page});
  const SectionHit section = index.Search("zebra").hits.at(0).sections.at(0);
  EXPECT_EQ(section.url, "/a/#linux");
  EXPECT_EQ(section.level, 4);
  ASSERT_EQ(section.above.size(), 1U) << "the heading that repeats the title says nothing";
  EXPECT_EQ(Bracketed(section.above[0].title), "Install");
  EXPECT_EQ(section.above[0].level, 2);
}

}  // namespace
}  // namespace sou::query
