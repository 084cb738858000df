// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/jsonl/page_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing_support::RowName;

const Place kPlace = {"pages.jsonl", 7, 0};

struct Reading {
  JsonPage result;
  std::optional<Error> error;
  std::vector<Warning> warnings;

  explicit Reading(const std::string& line, const std::string& base_path = "") {
    const Result<Value> fields = ParseJson(line, {kPlace.path, kPlace.line}, &warnings);
    EXPECT_TRUE(fields.ok()) << line;
    Result<JsonPage> read = PageFromJson(*fields, {.place = kPlace, .base_path = base_path}, &warnings);
    if (read.ok()) result = std::move(*read);
    if (!read.ok()) error = read.error();
  }

  [[nodiscard]] const Page& page() const { return result.page; }
  [[nodiscard]] std::string warning() const { return warnings.empty() ? "" : warnings.front().message; }
};

TEST(PageJson, GoesThereAndBack) {
  Page page;
  page.id = "f9ee74d0ca9b6d26";
  page.path = "posts/湖  边.md";
  page.url = "/blog/posts/%E6%B9%96/";
  page.title = "湖边 \"茶\"";
  page.subtitle = "s";
  page.description = "d";
  page.summary = "m";
  page.date = ParseTimestamp("2024-04-05T08:30:00+08:00");
  page.lastmod = ParseTimestamp("2024-05-06T00:00:00Z");
  page.language = "zh";
  page.language_tag = "zh-Hans";
  page.language_from = LanguageFrom::kPage;
  page.translation_key = "posts/lake";
  page.section = "posts";
  page.tags = {"茶", "a, b"};
  page.categories = {"生活"};
  page.authors = {"林晚"};
  page.aliases = {"/old/"};
  page.body = "  code\n\n\tmore\n水温\ntext";
  page.code_blocks = {{0, 13, "go"}};
  page.headings = {{2, "水温", "水温-1", 14}};
  page.image_alts = {"一杯茶"};
  page.extra = {"系列"};
  const std::string line = PageToJson(page);
  const Reading back(line);
  EXPECT_THAT(back.warnings, IsEmpty());
  page.id = back.page().id;
  EXPECT_EQ(back.page(), page);
  EXPECT_EQ(PageToJson(back.page()), line);
}

struct UrlCase {
  const char* name;
  const char* line;
  const char* url;
  const char* path;
};

void PrintTo(const UrlCase& row, std::ostream* out) { *out << row.name; }

class UrlOf : public testing::TestWithParam<UrlCase> {};

TEST_P(UrlOf, StaysInTheSite) {
  const Reading reading(std::string(R"({"title": "t", )") + GetParam().line + "}", "/blog");
  ASSERT_FALSE(reading.error.has_value()) << reading.error->message;
  EXPECT_EQ(reading.page().url, GetParam().url);
  EXPECT_EQ(reading.page().path, GetParam().path);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, UrlOf,
    testing::Values(
        UrlCase{"path", R"("url": "/a/茶/")", "/a/%E8%8C%B6/", "/a/茶/"},
        UrlCase{"encoded", R"("url": "/a/%E8%8C%B6/")", "/a/%E8%8C%B6/", "/a/%E8%8C%B6/"},
        UrlCase{"whole", R"("url": "HTTPS://example.org/a?id=1&q=茶#top")", "/a?id=1&q=%E8%8C%B6", "/a?id=1&q=茶"},
        UrlCase{"host_alone", R"("url": "https://example.org")", "/", "/"},
        UrlCase{"query_behind_host", R"("url": "https://example.org?p=1")", "/blog/?p=1", "?p=1"},
        UrlCase{"relative", R"("url": "a/")", "/blog/a/", "a/"},
        UrlCase{"with_path", R"("url": "/a/", "path": "7")", "/a/", "7"},
        UrlCase{"with_id", R"("url": "/a/", "id": 7)", "/a/", "7"},
        UrlCase{"path_alone", R"("path": "posts/a b.md")", "/blog/posts/a%20b.md", "posts/a b.md"},
        UrlCase{"path_with_signs", R"("path": "/C#?.md")", "/C%23%3F.md", "/C#?.md"},
        UrlCase{"path_with_slashes", R"("path": "/a//b", "url": "x:y")", "/a//b", "/a//b"},
        UrlCase{"script", R"j("url": "javascript:alert(1)", "path": "a")j", "/blog/a", "a"},
        UrlCase{"host_in_path", R"("url": "https://example.org//evil.example/", "path": "a")", "/blog/a", "a"},
        UrlCase{"steps_up", R"("url": "/../a", "path": "b")", "/blog/b", "b"},
        UrlCase{"backslash", R"("url": "/\\evil.example")", "/%5Cevil.example", "/\\evil.example"}),
    RowName<UrlCase>);

struct RefusedCase {
  const char* name;
  const char* line;
  const char* reason;
};

void PrintTo(const RefusedCase& row, std::ostream* out) { *out << row.name; }

class Refused : public testing::TestWithParam<RefusedCase> {};

TEST_P(Refused, WithItsLine) {
  const Reading reading(GetParam().line);
  ASSERT_TRUE(reading.error.has_value());
  EXPECT_THAT(reading.error->message, HasSubstr(GetParam().reason));
  EXPECT_EQ(reading.error->place, kPlace);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Refused,
    testing::Values(RefusedCase{"no_object", R"(["/a"])", "must be a JSON object"},
                    RefusedCase{"no_address", R"({"title": "t"})", "needs a url"},
                    RefusedCase{"script", R"({"url": "javascript:x", "title": "t"})", "needs a url"},
                    RefusedCase{"id_alone", R"({"id": 7, "title": "t"})", "needs a url"},
                    RefusedCase{"path_is_a_list", R"({"path": ["a"], "title": "t"})", "needs a url"},
                    RefusedCase{"path_that_leaves", R"({"path": "../../etc", "title": "t"})", "needs a url"},
                    RefusedCase{"nothing_to_find", R"({"url": "/a/", "title": " ", "body": "\n"})",
                                "needs a title or a body"}),
    RowName<RefusedCase>);

struct DateCase {
  const char* name;
  const char* date;
  const char* read;
};

void PrintTo(const DateCase& row, std::ostream* out) { *out << row.name; }

class DateOf : public testing::TestWithParam<DateCase> {};

TEST_P(DateOf, HasManyForms) {
  const Reading reading(R"({"url": "/a", "title": "t", "date": )" + std::string(GetParam().date) + "}");
  const std::optional<Timestamp>& date = reading.page().date;
  EXPECT_EQ(date ? FormatRfc3339(*date) : "", GetParam().read);
  EXPECT_EQ(reading.warnings.size(), date ? 0U : 1U);
}

INSTANTIATE_TEST_SUITE_P(Rows, DateOf,
                         testing::Values(DateCase{"rfc3339", "\"2024-04-05T08:30:00+08:00\"",
                                                  "2024-04-05T08:30:00+08:00"},
                                         DateCase{"chinese", "\"2024年4月5日\"", "2024-04-05T00:00:00Z"},
                                         DateCase{"unix_seconds", "1712275200", "2024-04-05T00:00:00Z"},
                                         DateCase{"milliseconds", "1712275200000", "2024-04-05T00:00:00Z"},
                                         DateCase{"year", "2024", "2024-01-01T00:00:00Z"},
                                         DateCase{"digits", "20240405", "2024-04-05T00:00:00Z"},
                                         DateCase{"huge", "99999999999999999999", ""},
                                         DateCase{"words", "\"soon\"", ""}, DateCase{"list", "[1712275200]", ""}),
                         RowName<DateCase>);

TEST(PageFromJson, TakesMarkdown) {
  const Reading reading(R"j({"url": "/a", "markdown": "# 茶\n\n```go\nx\n```\n\n![杯](c.png)"})j");
  EXPECT_EQ(reading.page().title, "茶");
  EXPECT_EQ(reading.page().body, "茶\nx");
  EXPECT_THAT(reading.page().headings, ElementsAre(Heading{1, "茶", "茶", 0}));
  EXPECT_THAT(reading.page().code_blocks, ElementsAre(CodeBlock{4, 5, "go"}));
  EXPECT_THAT(reading.page().image_alts, ElementsAre("杯"));
}

TEST(PageFromJson, TakesHtml) {
  const Reading reading(
      R"({"url": "/a", "html": "<h2 id=x>茶<\/h2><p>text<script>no<\/script>", "image_alts": ["杯"]})");
  EXPECT_EQ(reading.page().body, "茶\ntext");
  EXPECT_THAT(reading.page().headings, ElementsAre(Heading{2, "茶", "x", 0}));
  EXPECT_THAT(reading.page().image_alts, ElementsAre("杯"));
}

TEST(PageFromJson, KnowsOtherNames) {
  const Reading reading(
      R"({"URL": "/a", "Title": "t", "content": "x", "lang": "ja", "author": "森田", "tags": "a, b"})");
  EXPECT_THAT(reading.warnings, IsEmpty());
  EXPECT_EQ(reading.page().body, "x");
  EXPECT_EQ(reading.page().language, "ja");
  EXPECT_THAT(reading.page().authors, ElementsAre("森田"));
  EXPECT_THAT(reading.page().tags, ElementsAre("a", "b"));
}

TEST(PageFromJson, TitleFallsBack) {
  EXPECT_EQ(Reading(R"({"url": "/posts/tea-water/?v=2", "body": "x"})").page().title, "tea-water");
  EXPECT_EQ(Reading(R"({"url": "/", "body": "x"})").page().title, "/");
  EXPECT_EQ(Reading(R"({"path": "posts/tea.md", "body": "x"})").page().title, "tea");
}

TEST(PageFromJson, NullIsNoField) {
  const Reading reading(R"({"url": "/a", "title": "t", "body": null, "date": null, "tags": null, "headings": null,
                            "authors": null, "extra": null, "draft": null, "lang": null, "section": null})");
  EXPECT_THAT(reading.warnings, IsEmpty());
  EXPECT_FALSE(reading.result.meta.draft);
}

struct WarningCase {
  const char* name;
  const char* fields;
  const char* warning;
};

void PrintTo(const WarningCase& row, std::ostream* out) { *out << row.name; }

class Warned : public testing::TestWithParam<WarningCase> {};

TEST_P(Warned, AndReadAllTheSame) {
  const Reading reading(R"({"url": "/a", "title": "t", )" + std::string(GetParam().fields) + "}");
  ASSERT_FALSE(reading.error.has_value());
  EXPECT_EQ(reading.page().title, "t");
  ASSERT_EQ(reading.warnings.size(), 1U);
  EXPECT_THAT(reading.warnings[0].message, HasSubstr(GetParam().warning));
  EXPECT_EQ(reading.warnings[0].place, kPlace);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Warned,
    testing::Values(
        WarningCase{"body_is_a_list", R"("body": ["x"])", "body is no text"},
        WarningCase{"two_bodies", R"("body": "x", "html": "<p>y")", "html is ignored: there is a body"},
        WarningCase{"headings_of_markdown", R"("markdown": "x", "headings": [])", "headings is ignored"},
        WarningCase{"tags_are_a_map", R"("tags": {"a": 1})", "tags is a map"},
        WarningCase{"draft_is_a_word", R"("draft": "perhaps")", "neither true nor false"},
        WarningCase{"section_is_a_list", R"("section": ["a"])", "section is no text"},
        WarningCase{"extra_is_a_text", R"("extra": "a")", "extra is no list"},
        WarningCase{"alts_with_a_list", R"("image_alts": ["a", []])", "items that are no text"},
        WarningCase{"no_language", R"("language": "Chinese")", "'Chinese' is no language tag"},
        WarningCase{"alias_leaves", R"("aliases": ["javascript:x"])", "leaves the site"},
        WarningCase{"headings_are_texts", R"("body": "x", "headings": ["x"])", "must be a list of objects"},
        WarningCase{"headings_are_a_map", R"("body": "x", "headings": {"text": {}})", "must be a list of objects"},
        WarningCase{"heading_is_not_there", R"("body": "x", "headings": [{"text": "y"}])", "no lines of the body"},
        WarningCase{"code_beyond", R"("body": "x", "code_blocks": [{"begin": 0, "end": 2}])", "do not fit"},
        WarningCase{"code_backwards", R"("body": "xy", "code_blocks": [{"begin": 1, "end": 1}])", "do not fit"},
        WarningCase{"code_cuts", R"("body": "茶", "code_blocks": [{"begin": 0, "end": 1}])", "do not fit"},
        WarningCase{"code_negative", R"("body": "x", "code_blocks": [{"begin": -1, "end": 1}])", "do not fit"},
        WarningCase{"code_of_a_changed_body", R"("body": "x\r\ny", "code_blocks": [{"begin": 0, "end": 1}])",
                    "do not fit"}),
    RowName<WarningCase>);

TEST(PageFromJson, LooksForHeadings) {
  const Reading reading(R"({"url": "/a", "title": "t", "body": "\r\n茶\n水\n茶\n水", "headings": [
      {"text": "茶", "level": 9}, {"text": "水", "offset": 1, "anchor": "w"}, {"text": "水", "offset": 12}]})");
  EXPECT_THAT(reading.page().headings,
              ElementsAre(Heading{6, "茶", "", 0}, Heading{2, "水", "w", 4}, Heading{2, "水", "", 12}));
  EXPECT_EQ(reading.warning(), "1 headings are not at their offsets; they were looked for in the body");
}

TEST(PageFromJson, SaysWhetherItIsPublished) {
  const PageMeta meta = Reading(R"({"url": "/a", "title": "t", "draft": true, "noindex": "yes", "date": "2030-01-01",
                                    "publish_date": "2031-01-01", "expiry_date": 1712275200})")
                            .result.meta;
  EXPECT_TRUE(meta.draft);
  EXPECT_TRUE(meta.unsearchable);
  EXPECT_EQ(FormatRfc3339(*meta.publish_date), "2031-01-01T00:00:00Z");
  EXPECT_EQ(FormatRfc3339(*meta.expiry_date), "2024-04-05T00:00:00Z");
  EXPECT_EQ(Reading(R"({"url": "/a", "title": "t", "date": "2999-01-01"})").result.meta.publish_date, std::nullopt);
}

}  // namespace
}  // namespace sou::indexer
