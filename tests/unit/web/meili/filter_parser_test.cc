// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/meili/filter_parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace sou::web::meili {
namespace {

using query::Attribute;
using query::Comparison;
using query::Condition;
using testing::HasSubstr;
using testing::StartsWith;

// A filter, and the condition that it is read as, printed: NOT (x), (x) AND (y).
struct FilterRow {
  std::string filter;
  std::string read;
};
void PrintTo(const FilterRow& row, std::ostream* out) { *out << row.filter; }

class FilterIsRead : public testing::TestWithParam<FilterRow> {};

TEST_P(FilterIsRead, As) {
  const auto condition = ParseFilter(GetParam().filter, "sou");
  ASSERT_TRUE(condition.ok()) << condition.error().message;
  ASSERT_TRUE(*condition);
  EXPECT_EQ(PrintFilter(**condition), GetParam().read);
}

TEST_P(FilterIsRead, TheSameWhenPrinted) {
  const auto condition = ParseFilter(GetParam().filter, "sou");
  ASSERT_TRUE(condition.ok());
  const auto again = ParseFilter(PrintFilter(**condition), "sou");
  ASSERT_TRUE(again.ok()) << again.error().message;
  EXPECT_EQ(*again, *condition);
}

INSTANTIATE_TEST_SUITE_P(Table, FilterIsRead,
                         testing::ValuesIn(std::vector<FilterRow>{
                             {"tags = tea", R"(tags IN ["tea"])"},
                             {"tags=tea", R"(tags IN ["tea"])"},
                             {"  tags  =  tea  ", R"(tags IN ["tea"])"},
                             {"\n\ttags\n=\ttea\n", R"(tags IN ["tea"])"},
                             {"tags　=　茶", R"(tags IN ["茶"])"},
                             {"tags = 云原生", R"(tags IN ["云原生"])"},
                             {"tags = \"cloud native\"", R"(tags IN ["cloud native"])"},
                             {"tags = 'cloud native'", R"(tags IN ["cloud native"])"},
                             {"\"tags\"=\"a b\"", R"(tags IN ["a b"])"},
                             {"'tags' = \"a'b\"", "tags IN [\"a'b\"]"},
                             {R"("tags"="c\"d")", R"(tags IN ["c\"d"])"},
                             {R"("tags"="c\\d")", R"(tags IN ["c\\d"])"},
                             {"tags = 'it\\'s'", "tags IN [\"it's\"]"},
                             {R"(tags = "a\tb\nc")", "tags IN [\"a\tb\nc\"]"},
                             {"tags = \"\\u4e91\\u{1F600}\"", R"(tags IN ["云😀"])"},
                             {"tags = \"\"", R"(tags IN [""])"},
                             {"tags = \")\"", "tags IN [\")\"]"},
                             {"tags = \"AND\"", R"(tags IN ["AND"])"},
                             {"tags = and", R"(tags IN ["and"])"},
                             {"tags = ANDY", R"(tags IN ["ANDY"])"},
                             {"path = a-b_c.md", R"(path IN ["a-b_c.md"])"},
                             {"path = posts/a.md", R"(path IN ["posts/a.md"])"},
                             {"tags != tea", R"(NOT (tags IN ["tea"]))"},
                             {"NOT tags = tea", R"(NOT (tags IN ["tea"]))"},
                             {"NOT NOT tags = tea", R"(tags IN ["tea"])"},
                             {"NOT tags != tea", R"(tags IN ["tea"])"},
                             {"NOT (NOT (tags = tea))", R"(tags IN ["tea"])"},
                             {"date > 1", R"(date > "1")"},
                             {"date >= 1.5", R"(date >= "1.5")"},
                             {"date < -1", R"(date < "-1")"},
                             {"date <= 1e9", R"(date <= "1e9")"},
                             {"\"date\">=1", R"(date >= "1")"},
                             {"date > \"2023-05-01\"", R"(date > "2023-05-01")"},
                             {"date > 2023-05", R"(date > "2023-05")"},
                             {"date 1 TO 100", R"(date "1" TO "100")"},
                             {"\"date\" 5.99 TO 100", R"(date "5.99" TO "100")"},
                             {"NOT date 1 TO 2", R"(NOT (date "1" TO "2"))"},
                             {"year = 2020", R"(year IN ["2020"])"},
                             {"year = soon", R"(year IN ["soon"])"},
                             {"lang IN [zh, ja]", R"(lang IN ["zh", "ja"])"},
                             {"lang IN[zh,ja,]", R"(lang IN ["zh", "ja"])"},
                             {"lang IN []", R"(lang IN [])"},
                             {"lang IN [ \"zh\" , 'ja' ]", R"(lang IN ["zh", "ja"])"},
                             {"lang NOT IN [zh]", R"(NOT (lang IN ["zh"]))"},
                             {"NOT lang NOT IN [zh]", R"(lang IN ["zh"])"},
                             {"tags EXISTS", "tags EXISTS"},
                             {"tags NOT EXISTS", "NOT (tags EXISTS)"},
                             {"NOT tags EXISTS", "NOT (tags EXISTS)"},
                             {"tags IS EMPTY", "NOT (tags EXISTS)"},
                             {"tags IS NOT EMPTY", "tags EXISTS"},
                             {"tags IS NULL", "tags IN []"},
                             {"tags IS NOT NULL", "NOT (tags IN [])"},
                             {"date IS NULL", "NOT (date EXISTS)"},
                             {"date IS NOT NULL", "date EXISTS"},
                             {"year IS EMPTY", "year IN []"},
                             {"path STARTS WITH content", R"(path STARTS WITH "content")"},
                             {"tags NOT STARTS WITH \"a b\"", R"(NOT (tags STARTS WITH "a b"))"},
                             {"lang = zh AND year = 2020", R"((lang IN ["zh"]) AND (year IN ["2020"]))"},
                             {"lang = zh OR year = 2020", R"((lang IN ["zh"]) OR (year IN ["2020"]))"},
                             {"id=a OR id=b AND id=c", R"((id IN ["a"]) OR ((id IN ["b"]) AND (id IN ["c"])))"},
                             {"(id=a OR id=b) AND id=c", R"(((id IN ["a"]) OR (id IN ["b"])) AND (id IN ["c"]))"},
                             {"id=a AND id=b AND id=c", R"((id IN ["a"]) AND (id IN ["b"]) AND (id IN ["c"]))"},
                             {"(id=a AND id=b) AND id=c", R"(((id IN ["a"]) AND (id IN ["b"])) AND (id IN ["c"]))"},
                             {"NOT id=a AND id=b", R"((NOT (id IN ["a"])) AND (id IN ["b"]))"},
                             {"NOT (id=a AND id=b)", R"(NOT ((id IN ["a"]) AND (id IN ["b"])))"},
                             {"((((id=a))))", R"(id IN ["a"])"},
                             {"(id=a)AND(id=b)", R"((id IN ["a"]) AND (id IN ["b"]))"},
                             {"id=\"a\"AND id=b", R"((id IN ["a"]) AND (id IN ["b"]))"},
                         }));

// A filter, and what its error says.
class FilterIsWrong : public testing::TestWithParam<FilterRow> {};

TEST_P(FilterIsWrong, AndSaysSo) {
  const auto condition = ParseFilter(GetParam().filter, "sou");
  ASSERT_FALSE(condition.ok());
  EXPECT_THAT(condition.error().message, HasSubstr(GetParam().read));
}

INSTANTIATE_TEST_SUITE_P(
    Table, FilterIsWrong,
    testing::ValuesIn(std::vector<FilterRow>{
        {"tags & tea", "`_geoRadius`, or `_geoBoundingBox` at `tags & tea`.\n1:11 tags & tea"},
        {"tags", "at `tags`.\n1:5 tags"},
        {"lang = zh AND tags", "at `tags`.\n15:19 lang = zh AND tags"},
        {"lang = zh AND ", "but instead got nothing.\n15:15 "},
        {"()", "Was expecting a value but instead got"},
        {"tags = tea XOR lang = zh",
         "Found unexpected characters at the end of the filter: `XOR lang = zh`. You probably forgot an `OR` "
         "or an "
         "`AND` rule.\n12:25 tags = tea XOR lang = zh"},
        {"tags = green tea", "at the end of the filter: `tea`."},
        {"tags = tea)", "at the end of the filter: `)`."},
        {"tags = tea AND OR lang = zh", "instead got `OR`, which is a reserved keyword."},
        {"tags =", "Was expecting a value but instead got nothing.\n7:7 tags ="},
        {"tags = = tea", "Was expecting a value but instead got nothing."},
        {"tags = @", "Was expecting a value but instead got `@`.\n8:9 tags = @"},
        {"标签 = @", "6:7 标签 = @"},
        {"tags = OR", "which is a reserved keyword. To use `OR` as a field name or a value, surround it by quotes."},
        {"many = Glass",
         "Index `sou`: Attribute `many` is not filterable. Available filterable attributes are: `authors, "
         "categories, "
         "date, id, lang, lang_tag, path, section, tags, url, year`.\n1:5 many = Glass"},
        {"\"no such\" EXISTS", "Attribute `no such` is not filterable."},
        {"many > 3", "Attribute `many` is not filterable."},
        {"tags = \"tea", "Expression `\"tea` is missing the following closing delimiter: `\"`.\n8:12 tags = \"tea"},
        {"tags = 'tea", "closing delimiter: `'`."},
        {"(tags = tea", "Expression `(tags = tea` is missing the following closing delimiter: `)`.\n1:12 (tags = tea"},
        {R"(tags = "a\qb")", "Malformed value: `a\\qb\"`."},
        {"tags = \"\\ud800\"", "Malformed value"},
        {"tags = \"\\u{110000}\"", "Malformed value"},
        {"tags = \"a\\", "Malformed value"},
        {"lang IN zh", "Expected `[` after `IN` keyword.\n8:11 lang IN zh"},
        {"lang IN [zh", "Expected matching `]` after the list of field names given to `IN[`"},
        {"lang IN [zh ja]", "Expected only comma-separated field names inside `IN[..]` but instead found `ja]`."},
        {"lang IN [zh, AND]", "found `AND]`, which is a keyword."},
        {"lang IN [,]", "but instead found `,]`."},
        {"lang IN [\"zh]", "closing delimiter"},
        {"tags > 3", "Attribute `tags` has no order: `<`, `<=`, `>`, `>=` and `TO` are for `year` and `date`."},
        {"tags a TO b", "Attribute `tags` has no order"},
        {"date > soon", "`soon` is neither a number of seconds nor a date such as 2023-05-01.\n8:12 date > soon"},
        {"date 1 TO soon", "`soon` is neither"},
        {"date > inf", "`inf` is neither"},
        {"date > nan", "`nan` is neither"},
        {"year > soon", "`soon` is not a number."},
        {"date 1 2", "Was expecting an operation"},
        {"date 1 TO", "Was expecting a value but instead got nothing."},
        {"tags IS", "Was expecting an operation"},
        {"tags IS NOT", "Was expecting an operation"},
        {"tags STARTS tea", "Was expecting an operation"},
        {"url STARTS WITH /a", "not for `url`."},
        {"tags CONTAINS tea", "Using `CONTAINS` in a filter requires enabling"},
        {"_geoRadius(1, 2, 3)", "Sou knows no `_geo` filters."},
        {"tags = tea\nAND", "but instead got nothing.\n15:15 tags = tea\\nAND"},
    }));

std::string Repeated(std::string_view text, size_t times) {
  std::string out;
  for (size_t i = 0; i < times; ++i) out += text;
  return out;
}

TEST(FilterLimits, DepthIsBoundedWithoutEndingTheStack) {
  EXPECT_TRUE(ParseFilter(Repeated("(", 199) + "id=a" + Repeated(")", 199), "sou").ok());
  EXPECT_TRUE(ParseFilter(Repeated("NOT ", 199) + "id=a", "sou").ok());
  for (const char* opening : {"(", "NOT ", "NOT(", "(NOT ", "id=a AND (", "id=a OR NOT ("}) {
    const auto condition = ParseFilter(Repeated(opening, 100'000) + "id=a", "sou");
    ASSERT_FALSE(condition.ok()) << opening;
    EXPECT_THAT(condition.error().message, StartsWith("The filter exceeded the maximum depth limit."));
    EXPECT_LT(condition.error().message.size(), 2000U) << "a long filter is not repeated whole";
  }
}

TEST(FilterLimits, NumbersOfValuesAreBounded) {
  EXPECT_TRUE(ParseFilter("id=a" + Repeated(" OR id=a", 9'999), "sou").ok());
  EXPECT_THAT(ParseFilter("id=a" + Repeated(" OR id=a", 10'000), "sou").error().message, HasSubstr("10000"));
  EXPECT_THAT(ParseFilter("id IN [a" + Repeated(",a", 10'000) + "]", "sou").error().message, HasSubstr("10000"));
  EXPECT_EQ(ParseFilter("date > 1" + Repeated(" OR date > 1", 200), "sou").error().code, ErrorCode::kLimit);
}

std::string ReadAs(const char* json) {
  const auto filter = ReadFilter(Json::parse(json), "sou");
  if (!filter.ok()) return filter.error().message;
  return *filter ? PrintFilter(**filter) : "nothing";
}

TEST(FilterArrays, OuterOnesMeanAllAndInnerOnesAny) {
  EXPECT_EQ(ReadAs(R"("id=a")"), R"(id IN ["a"])");
  EXPECT_EQ(ReadAs(R"(["id=a"])"), R"(id IN ["a"])");
  EXPECT_EQ(ReadAs(R"([["id=a"]])"), R"(id IN ["a"])");
  EXPECT_EQ(ReadAs(R"(["id=a", "id=b"])"), R"((id IN ["a"]) AND (id IN ["b"]))");
  EXPECT_EQ(ReadAs(R"([["id=a", "id=b"]])"), R"((id IN ["a"]) OR (id IN ["b"]))");
  EXPECT_EQ(ReadAs(R"([["id=a", "id=b"], "id=c OR id=d"])"),
            R"(((id IN ["a"]) OR (id IN ["b"])) AND ((id IN ["c"]) OR (id IN ["d"])))");
}

TEST(FilterArrays, EmptyOnesFilterNothing) {
  for (const char* json : {R"("")", R"("  ")", "[]", "[[]]", R"(["", [" "]])"}) EXPECT_EQ(ReadAs(json), "nothing");
  EXPECT_EQ(ReadAs(R"(["", "id=a"])"), R"(id IN ["a"])");
}

TEST(FilterArrays, OtherTypesAreWrong) {
  EXPECT_EQ(ReadAs("true"), "Invalid syntax for the filter parameter: `expected String, Array, found: true`.");
  EXPECT_EQ(ReadAs("{}"), "Invalid syntax for the filter parameter: `expected String, Array, found: {}`.");
  EXPECT_EQ(ReadAs("[1]"), "Invalid syntax for the filter parameter: `expected String, [String], found: 1`.");
  EXPECT_EQ(ReadAs(R"([[["id=a"]]])"),
            "Invalid syntax for the filter parameter: `expected String, found: [\"id=a\"]`.");
}

}  // namespace
}  // namespace sou::web::meili
