// SPDX-License-Identifier: GPL-3.0-or-later
//
// The expected values were printed by Hexo 8.1.2 (hexo-util 4.0.0, js-yaml 4.3.2).
#include "indexer/source/hexo/permalink.h"

#include <gtest/gtest.h>

#include <ostream>

#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

using testing_support::RowName;

using Fields = std::map<std::string, std::string>;

struct NameCase {
  const char* name;
  const char* pattern;
  const char* path;
  const char* slug;
  Fields fields;
};

void PrintTo(const NameCase& row, std::ostream* out) { *out << row.name; }

class HexoFileNameOf : public testing::TestWithParam<NameCase> {};

TEST_P(HexoFileNameOf, Post) {
  const HexoFileName name = ReadHexoFileName(GetParam().pattern, GetParam().path);
  EXPECT_EQ(name.slug, GetParam().slug);
  EXPECT_EQ(name.fields, GetParam().fields);
}

constexpr const char* kDated = ":year-:month-:day-:title.md";

INSTANTIATE_TEST_SUITE_P(
    Rows, HexoFileNameOf,
    testing::Values(
        NameCase{"title", ":title.md", "sub/a b.md", "sub/a b", {}}, NameCase{"dots", ":title.md", "a.b.md", "a.b", {}},
        NameCase{"dated", kDated, "2026-01-02-x y.md", "x y", {{"year", "2026"}, {"month", "01"}, {"day", "02"}}},
        NameCase{"other_form_is_a_slug", kDated, "hello world.md", "hello-world", {}},
        NameCase{"folder_before_the_date", kDated, "sub/2026-01-02-x.md", "sub-2026-01-02-x", {}},
        NameCase{"folders", ":year/:month/:title.md", "2026/01/sub/x.md", "sub/x", {{"year", "2026"}, {"month", "01"}}},
        NameCase{"language", ":lang/:title.md", "zh/a/b.md", "a/b", {{"lang", "zh"}}},
        NameCase{"language_missing", ":lang/:title.md", "b.md", "b", {}},
        NameCase{"greedy_digits", ":i_month:i_day-:title", "112-x.md", "x", {{"i_month", "11"}, {"i_day", "2"}}},
        NameCase{"lazy_names", ":a:b:title", "abcdef.md", "cdef", {{"a", "a"}, {"b", "b"}}},
        NameCase{"low_line_behind_a_name", ":year_:title.md", "2026_x.md", "x", {{"year", "2026"}}},
        NameCase{"signs_are_themselves", "post-:title.md", "post-(1)+x.md", "(1)+x", {}},
        NameCase{"hash", ":hash-:title.md", "0123456789ab-x.md", "x", {{"hash", "0123456789ab"}}},
        NameCase{"no_title", ":name.md", "q.md", "q", {{"name", "q"}}}),
    RowName<NameCase>);

TEST(HexoFileNames, WithTheDay) {
  EXPECT_EQ(DayOf(ReadHexoFileName(kDated, "1970-01-02-x.md")), 86400);
  EXPECT_EQ(DayOf(ReadHexoFileName(":year-:i_month-:i_day-:title.md", "1970-1-3-x.md")), 2 * 86400);
  EXPECT_EQ(DayOf(ReadHexoFileName(kDated, "x.md")), std::nullopt);
}

TEST(HexoFileNames, FloodsEnd) {
  std::string pattern;
  for (int i = 0; i < 15; ++i) pattern += ":n" + std::to_string(i);
  EXPECT_EQ(ReadHexoFileName(pattern + ":title!.md", std::string(2000, 'a') + ".md").slug, std::string(2000, 'a'));
}

struct TextCase {
  const char* text;
  const char* written;
};

void PrintTo(const TextCase& row, std::ostream* out) { *out << row.text; }

class HexoScriptText : public testing::TestWithParam<TextCase> {};

TEST_P(HexoScriptText, IsWhatJavaScriptWrites) {
  Value value;
  value.kind = Value::Kind::kScalar;
  value.text = GetParam().text;
  EXPECT_EQ(ScriptText(value), GetParam().written);
  value.quoted = true;
  EXPECT_EQ(ScriptText(value), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(Rows, HexoScriptText,
                         testing::Values(TextCase{"007", "7"}, TextCase{"1.50", "1.5"}, TextCase{"4e5", "400000"},
                                         TextCase{"1e3", "1000"}, TextCase{"12e45678", "12e45678"},
                                         TextCase{"0x1F", "31"}, TextCase{"1_000", "1_000"}, TextCase{"-0", "0"},
                                         TextCase{"-5", "-5"}, TextCase{"+5", "5"}, TextCase{"True", "true"},
                                         TextCase{"yes", "yes"}, TextCase{"null", "null"}, TextCase{"1.", "1"},
                                         TextCase{".5", "0.5"}, TextCase{"1e21", "1e+21"}, TextCase{"1e-7", "1e-7"},
                                         TextCase{"123456789012345678901234567890", "1.2345678901234568e+29"},
                                         TextCase{"2026", "2026"}, TextCase{"0.0", "0"}, TextCase{"12:30", "12:30"},
                                         TextCase{"1.0.0", "1.0.0"}, TextCase{"-1.5e2", "-150"}, TextCase{"0o17", "15"},
                                         TextCase{"nan", "nan"}, TextCase{"", ""}, TextCase{"3d2e8c1f", "3d2e8c1f"}));

struct PathCase {
  const char* name;
  const char* permalink;
  const char* path;
};

void PrintTo(const PathCase& row, std::ostream* out) { *out << row.name; }

class HexoPostPathOf : public testing::TestWithParam<PathCase> {};

HexoPostFacts Facts() {
  HexoPostFacts facts;
  facts.slug = "fruit/Loquat tree";
  facts.title = "The Loquat Tree";
  facts.date = *ParseTimestamp("2026-03-04T05:06:07Z");
  facts.category = "garden/trees";
  facts.field = [](const std::string& name) {
    return name == "abbrlink" ? std::optional<std::string>("3f2a") : std::nullopt;
  };
  return facts;
}

TEST_P(HexoPostPathOf, Permalink) {
  HexoConfig config;
  config.permalink = GetParam().permalink;
  EXPECT_EQ(HexoPostPath(Facts(), config), GetParam().path);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, HexoPostPathOf,
    testing::Values(PathCase{"usual", ":year/:month/:day/:title/", "2026/03/04/fruit/Loquat tree/"},
                    PathCase{"name", ":i_month/:i_day/:name.html", "3/4/Loquat tree.html"},
                    PathCase{"post_title", ":category/:post_title/", "garden/trees/the-loquat-tree/"},
                    PathCase{"time", ":hour:minute:second/:timestamp", "050607/1772600767"},
                    PathCase{"hash", "p/:hash/", "p/66320937a0aa/"}, PathCase{"field", ":abbrlink.html", "3f2a.html"},
                    PathCase{"low_line", ":year_:abbrlink/", "2026_3f2a/"},
                    PathCase{"unknown", ":series/", "undefined/"},
                    PathCase{"layout_and_slug", ":layout/:slug/", "post/fruit/Loquat tree/"}),
    RowName<PathCase>);

TEST(HexoPostPaths, OwnPermalinkAndAssets) {
  HexoConfig config;
  HexoPostFacts facts = Facts();
  facts.permalink = "own/place";
  EXPECT_EQ(HexoPostPath(facts, config), "own/place");
  config.post_asset_folder = true;
  EXPECT_EQ(HexoPostPath(facts, config), "own/place/");
  facts.permalink = "own/place.html";
  EXPECT_EQ(HexoPostPath(facts, config), "own/place.html");
}

struct UrlCase {
  const char* name;
  const char* path;
  bool trailing_index;
  bool trailing_html;
  const char* url;
};

void PrintTo(const UrlCase& row, std::ostream* out) { *out << row.name; }

class HexoUrlOf : public testing::TestWithParam<UrlCase> {};

TEST_P(HexoUrlOf, Path) {
  HexoConfig config;
  config.base_path = "/blog";
  config.trailing_index = GetParam().trailing_index;
  config.trailing_html = GetParam().trailing_html;
  EXPECT_EQ(HexoUrl(GetParam().path, config), GetParam().url);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, HexoUrlOf,
    testing::Values(UrlCase{"folder", "a/b/", true, true, "/blog/a/b/"},
                    UrlCase{"index", "about/index.html", true, true, "/blog/about/index.html"},
                    UrlCase{"index_cut", "about/index.html", false, true, "/blog/about/"},
                    UrlCase{"index_stays_without_html", "about/index.html", true, false, "/blog/about/index.html"},
                    UrlCase{"html_cut", "a/b.html", true, false, "/blog/a/b"},
                    UrlCase{"both_cut", "index.html", false, false, "/blog/"},
                    UrlCase{"not_an_index", "my-index.html", false, true, "/blog/my-index.html"},
                    UrlCase{"slashes", "//a\\b//c.html", true, true, "/blog/a/b/c.html"},
                    UrlCase{"question_mark", "why?/", true, true, "/blog/why"},
                    UrlCase{"hash_sign", "C# 入门/", true, true, "/blog/C%23%20%E5%85%A5%E9%97%A8/"},
                    UrlCase{"stays_in_the_site", "../../x/", true, true, "/blog/x/"}),
    RowName<UrlCase>);

struct PageCase {
  const char* name;
  const char* file;
  const char* permalink;
  const char* path;
};

void PrintTo(const PageCase& row, std::ostream* out) { *out << row.name; }

class HexoPagePathOf : public testing::TestWithParam<PageCase> {};

TEST_P(HexoPagePathOf, File) { EXPECT_EQ(HexoPagePath(GetParam().file, GetParam().permalink), GetParam().path); }

INSTANTIATE_TEST_SUITE_P(Rows, HexoPagePathOf,
                         testing::Values(PageCase{"file", "about/index.md", "", "about/index.html"},
                                         PageCase{"dots", "a.b.md", "", "a.b.html"},
                                         PageCase{"folder", "x.md", "own/", "own/index.html"},
                                         PageCase{"no_extension", "x.md", "own", "own.html"},
                                         PageCase{"extension", "x.md", "own.php", "own.php"}),
                         RowName<PageCase>);

struct CategoryCase {
  const char* name;
  const char* yaml;
  const char* category;
};

void PrintTo(const CategoryCase& row, std::ostream* out) { *out << row.name; }

class HexoCategoryOf : public testing::TestWithParam<CategoryCase> {};

TEST_P(HexoCategoryOf, Post) {
  std::vector<Warning> warnings;
  const DocumentPlace place{"a.md", 1};
  const Result<Value> fields = ParseYaml(GetParam().yaml, place, &warnings);
  ASSERT_TRUE(fields.ok());
  HexoConfig config;
  config.category_map = *ParseYaml("云原生: cloud native", place, &warnings);
  config.filename_case = LetterCase::kLower;
  EXPECT_EQ(HexoCategory(fields->Find("c"), config), GetParam().category);
}

INSTANTIATE_TEST_SUITE_P(Rows, HexoCategoryOf,
                         testing::Values(CategoryCase{"none", "x: 1", "uncategorized"},
                                         CategoryCase{"empty", "c:", "uncategorized"},
                                         CategoryCase{"one", "c: Sea Side", "sea-side"},
                                         CategoryCase{"below_each_other", "c: [A, B]", "a/b"},
                                         CategoryCase{"mapped", "c: [云原生, 2026]", "cloud-native/2026"},
                                         CategoryCase{"branches", "c: [[A, B], [C, D]]", "c/d"},
                                         CategoryCase{"branch_of_one", "c: [[A, B], C]", "c"}),
                         RowName<CategoryCase>);

}  // namespace
}  // namespace sou::indexer
