// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/page_meta.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing_support::RowName;

struct Read {
  PageMeta meta;
  std::vector<Warning> warnings;
};

Read ReadYaml(std::string_view yaml, MetaOptions options = {}) {
  Read read;
  options.path = "a.md";
  const Result<Value> fields = ParseYaml(yaml, {"a.md", 2}, &read.warnings);
  if (fields.ok()) read.meta = ReadPageMeta(fields.value(), options, &read.warnings);
  return read;
}

std::string Shown(const std::optional<Timestamp>& time) { return time ? FormatRfc3339(*time) : ""; }

struct TitleCase {
  const char* name;
  const char* yaml;
  const char* title;
};

void PrintTo(const TitleCase& row, std::ostream* out) { *out << row.name; }

class MetaTitle : public testing::TestWithParam<TitleCase> {};

TEST_P(MetaTitle, IsTheTextAsAuthored) {
  const Read read = ReadYaml(GetParam().yaml);
  EXPECT_EQ(read.meta.title, GetParam().title);
  EXPECT_THAT(read.warnings, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Rows, MetaTitle,
    testing::Values(TitleCase{"number", "title: 2048", "2048"}, TitleCase{"leading_dot", "title: .386", ".386"},
                    TitleCase{"leading_zero", "title: 0123", "0123"}, TitleCase{"decimal", "title: 1.10", "1.10"},
                    TitleCase{"truth", "title: yes", "yes"}, TitleCase{"date", "title: 2018-08-11", "2018-08-11"},
                    TitleCase{"capital_key", "Title: A", "A"}, TitleCase{"null", "title:", ""},
                    TitleCase{"missing", "x: 1", ""}, TitleCase{"folded", "title: >\n  one\n  two\n", "one two"}),
    RowName<TitleCase>);

TEST(PageMeta, TextOfAnotherShapeIsIgnoredWithAWarning) {
  const Read read = ReadYaml("title: [Two, titles]\nsubtitle: {text: a map}\n");
  EXPECT_EQ(read.meta.title, "");
  EXPECT_EQ(read.meta.subtitle, "");
  ASSERT_THAT(read.warnings, SizeIs(2));
  EXPECT_EQ(read.warnings[0].message, "title is a list, not a text; it is ignored");
  EXPECT_EQ(read.warnings[0].place, (Place{"a.md", 2, 0}));
  EXPECT_EQ(read.warnings[1].message, "subtitle is a map, not a text; it is ignored");
}

struct TagsCase {
  const char* name;
  const char* yaml;
  std::vector<std::string> tags;
  size_t warnings;
};

void PrintTo(const TagsCase& row, std::ostream* out) { *out << row.name; }

class MetaTags : public testing::TestWithParam<TagsCase> {};

TEST_P(MetaTags, AreReadInEveryForm) {
  const Read read = ReadYaml(GetParam().yaml);
  EXPECT_EQ(read.meta.tags, GetParam().tags);
  EXPECT_THAT(read.warnings, SizeIs(GetParam().warnings));
}

INSTANTIATE_TEST_SUITE_P(Rows, MetaTags,
                         testing::Values(TagsCase{"list", "tags: [cloud native, 云]", {"cloud native", "云"}, 0},
                                         TagsCase{"string", "tags: cloud native", {"cloud native"}, 0},
                                         TagsCase{"commas", "tags: a, b ,, c", {"a", "b", "c"}, 0},
                                         TagsCase{"wide_commas", "tags: 云，原生", {"云", "原生"}, 0},
                                         TagsCase{"comma_in_list_item", "tags: ['a, b']", {"a, b"}, 0},
                                         TagsCase{"number", "tags: 12", {"12"}, 0},
                                         TagsCase{"numbers", "tags: [2024, 3.5, true]", {"2024", "3.5", "true"}, 0},
                                         TagsCase{"doubled", "tags: [a, b, a]", {"a", "b"}, 0},
                                         TagsCase{"null", "tags:", {}, 0},
                                         TagsCase{"empty_texts", "tags: ['', '', a]", {"a"}, 0},
                                         TagsCase{"mixed", "tags: [a, [b], {c: d}, null]", {"a"}, 1},
                                         TagsCase{"map", "tags: {a: b}", {}, 1},
                                         TagsCase{"singular", "tag: a", {"a"}, 0}),
                         RowName<TagsCase>);

TEST(PageMeta, TaxonomiesMayHaveOtherNames) {
  MetaOptions options;
  options.tags_key = "labels";
  options.categories_key = "topics";
  const Read read = ReadYaml("labels: [a]\ntopics: b\n", options);
  EXPECT_THAT(read.meta.tags, ElementsAre("a"));
  EXPECT_THAT(read.meta.categories, ElementsAre("b"));
  EXPECT_THAT(read.meta.extra, IsEmpty());
}

TEST(PageMeta, AuthorsAreNamesOrMaps) {
  EXPECT_THAT(ReadYaml("author: Lin Wan").meta.authors, ElementsAre("Lin Wan"));
  EXPECT_THAT(ReadYaml("authors: [A, {name: B, email: b@example.org}]").meta.authors, ElementsAre("A", "B"));
  EXPECT_THAT(ReadYaml("author: {name: C}").meta.authors, ElementsAre("C"));
  EXPECT_THAT(ReadYaml("author: {email: c@example.org}").warnings, SizeIs(1));
}

struct DateCase {
  const char* name;
  const char* yaml;
  const char* date;
  const char* publish_date;
  const char* lastmod;
};

void PrintTo(const DateCase& row, std::ostream* out) { *out << row.name; }

class MetaDates : public testing::TestWithParam<DateCase> {};

TEST_P(MetaDates, FallBackAsInHugo) {
  const Read read = ReadYaml(GetParam().yaml);
  EXPECT_EQ(Shown(read.meta.date), GetParam().date);
  EXPECT_EQ(Shown(read.meta.publish_date), GetParam().publish_date);
  EXPECT_EQ(Shown(read.meta.lastmod), GetParam().lastmod);
  EXPECT_THAT(read.warnings, IsEmpty());
}

constexpr const char* kDay1 = "2020-01-01T00:00:00Z";
constexpr const char* kDay2 = "2020-01-02T00:00:00Z";

INSTANTIATE_TEST_SUITE_P(
    Rows, MetaDates,
    testing::Values(DateCase{"date", "date: 2020-01-01", kDay1, kDay1, ""},
                    DateCase{"publish_date_first", "date: 2020-01-01\npublishDate: 2020-01-02", kDay1, kDay2, ""},
                    DateCase{"only_publish_date", "publishdate: 2020-01-02", kDay2, kDay2, ""},
                    DateCase{"pub_date", "pubDate: 2020-01-02", kDay2, kDay2, ""},
                    DateCase{"published", "published: 2020-01-02", kDay2, kDay2, ""},
                    DateCase{"published_false", "date: 2020-01-01\npublished: false", kDay1, kDay1, ""},
                    DateCase{"lastmod", "lastmod: 2020-01-02", kDay2, "", kDay2},
                    DateCase{"modified", "date: 2020-01-01\nmodified: 2020-01-02", kDay1, kDay1, kDay2},
                    DateCase{"updated", "date: 2020-01-01\nupdated: 2020-01-02", kDay1, kDay1, kDay2},
                    DateCase{"none", "title: A", "", "", ""}),
    RowName<DateCase>);

TEST(PageMeta, ExpiryDateHasTwoNames) {
  EXPECT_EQ(Shown(ReadYaml("expiryDate: 2020-01-01").meta.expiry_date), kDay1);
  EXPECT_EQ(Shown(ReadYaml("unpublishdate: 2020-01-02").meta.expiry_date), kDay2);
}

TEST(PageMeta, NonsenseDateWarnsOnce) {
  const Read read = ReadYaml("date: the day after\nlastmod: 2023-02-30\npublishDate: 0\n");
  EXPECT_FALSE(read.meta.date.has_value());
  EXPECT_THAT(read.warnings, SizeIs(3));
}

TEST(PageMeta, DateWithoutZoneIsInTheSitesZone) {
  MetaOptions options;
  options.offset_minutes = 480;
  EXPECT_EQ(Shown(ReadYaml("date: 2020-01-01 10:00", options).meta.date), "2020-01-01T10:00:00+08:00");
}

TEST(PageMeta, DraftIsReadFromAnyTruthValue) {
  for (const char* yaml : {"draft: true", "draft: 'true'", "draft: yes", "Draft: TRUE", "draft: 1"}) {
    EXPECT_TRUE(ReadYaml(yaml).meta.draft) << yaml;
  }
  for (const char* yaml : {"draft: false", "draft: no", "draft: ''", "draft:", "title: x"}) {
    EXPECT_FALSE(ReadYaml(yaml).meta.draft) << yaml;
    EXPECT_THAT(ReadYaml(yaml).warnings, IsEmpty()) << yaml;
  }
  EXPECT_FALSE(ReadYaml("draft: perhaps").meta.draft);
  EXPECT_THAT(ReadYaml("draft: perhaps").warnings, SizeIs(1));
}

TEST(PageMeta, BuildOptionsKeepAPageOut) {
  EXPECT_TRUE(ReadYaml("build: {render: never}").meta.unrendered);
  EXPECT_TRUE(ReadYaml("build: {render: link}").meta.unrendered);
  EXPECT_TRUE(ReadYaml("_build: {render: false}").meta.unrendered);
  EXPECT_TRUE(ReadYaml("_build:\n  list: never\n").meta.unlisted);
  EXPECT_FALSE(ReadYaml("build: {render: always, list: always}").meta.unrendered);
  EXPECT_FALSE(ReadYaml("build: {render: always, list: always}").meta.unlisted);
  EXPECT_TRUE(ReadYaml("headless: true").meta.headless);
}

TEST(PageMeta, AddressOutsideOfTheSiteIsIgnored) {
  for (const char* url :
       {"javascript:alert(1)", "https://example.org/a/", "//example.org/a/", "../a/", "/a/../../b/"}) {
    const Read read = ReadYaml("url: '" + std::string(url) + "'");
    EXPECT_EQ(read.meta.url, "") << url;
    ASSERT_THAT(read.warnings, SizeIs(1)) << url;
    EXPECT_THAT(read.warnings[0].message, HasSubstr("url leaves the site"));
  }
  for (const char* url : {"/a/b/", "a/b.html", "/:year/:slug/", "/a..b/", "/a:b/"}) {
    EXPECT_EQ(ReadYaml("url: '" + std::string(url) + "'").meta.url, url);
  }
  EXPECT_EQ(ReadYaml("slug: ../up").meta.slug, "");
  EXPECT_EQ(ReadYaml("slug: 'rust: an intro'").meta.slug, "rust: an intro");
}

TEST(PageMeta, StepsUpStayForAReaderThatCleansThem) {
  std::vector<Warning> warnings;
  const Result<Value> fields = ParseYaml("url: ../a/\nslug: ../b\npermalink: ../c/\n", {"a.md"}, &warnings);
  MetaOptions options;
  options.cleans_steps = true;
  const PageMeta meta = ReadPageMeta(*fields, options, &warnings);
  EXPECT_EQ(meta.url, "../a/");
  EXPECT_EQ(meta.slug, "../b");
  EXPECT_EQ(meta.permalink, "");
}

TEST(PageMeta, OtherFieldsAreExtraText) {
  const Read read = ReadYaml(
      "title: T\nsubtitle: S\ndate: 2018-08-11\ndraft: false\nnotoc: true\nkeywords: a, b\nlinkTitle: Short\n"
      "bigimg: [{src: \"/img/a.jpg\", desc: \"West Lake | Hangzhou | Aug 5,2018\"}]\ntags: [x]\nlayout: wide\n");
  EXPECT_THAT(read.meta.extra, ElementsAre("a, b", "Short", "West Lake | Hangzhou | Aug 5,2018"));
}

TEST(PageMeta, BigimgThatIsAStringIsIgnoredWithAWarning) {
  const Read read = ReadYaml("bigimg: /img/one.jpg");
  EXPECT_THAT(read.meta.extra, IsEmpty());
  ASSERT_THAT(read.warnings, SizeIs(1));
  EXPECT_THAT(read.warnings[0].message, HasSubstr("bigimg"));
}

TEST(PageMeta, LanguageAndTranslationKey) {
  EXPECT_EQ(ReadYaml("lang: zh-CN").meta.language, "zh-CN");
  EXPECT_EQ(ReadYaml("language: ja").meta.language, "ja");
  EXPECT_EQ(ReadYaml("translationKey: k1").meta.translation_key, "k1");
}

TEST(FillPage, MovesWhatTheFrontMatterSays) {
  PageMeta meta;
  meta.title = "T";
  meta.tags = {"a"};
  meta.authors = {"B"};
  meta.date = Timestamp{5, 0};
  Page page;
  FillPage(meta, &page);
  EXPECT_EQ(page.title, "T");
  EXPECT_THAT(page.tags, ElementsAre("a"));
  EXPECT_THAT(page.authors, ElementsAre("B"));
  EXPECT_EQ(page.date, (Timestamp{5, 0}));
}

}  // namespace
}  // namespace sou::indexer
