// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rows were tried against Jekyll 4.3.1.
#include "indexer/source/jekyll/place.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

using testing_support::RowName;

JekyllConfig Config() {
  JekyllConfig config;
  config.destination = "_site";
  config.collections = {{"posts", "/:title", true}, {"wiki", "/:path", true}, {"memos", "/:path", false}};
  config.include = {"_pinned.md", "_open"};
  config.exclude = {"vendor/bundle/", "attic", "*.bak.md", "_posts/old/"};
  return config;
}

struct PlaceCase {
  const char* name;
  const char* path;
  JekyllKind kind;
  const char* text;  // the path Jekyll knows, or why the file is no page
};

void PrintTo(const PlaceCase& row, std::ostream* out) { *out << row.path; }

class PlaceOf : public testing::TestWithParam<PlaceCase> {};

TEST_P(PlaceOf, IsJekylls) {
  const JekyllConfig config = Config();
  const JekyllPlace place = PlaceOfFile(GetParam().path, config);
  EXPECT_EQ(place.kind, GetParam().kind);
  EXPECT_EQ(place.kind == JekyllKind::kNone ? place.why_not : place.path, GetParam().text);
}

constexpr const char* kExcluded = "excluded by the site's configuration";
constexpr const char* kNoDate = "its name does not begin with a date (YYYY-MM-DD-name.md)";

INSTANTIATE_TEST_SUITE_P(
    Rows, PlaceOf,
    testing::Values(
        PlaceCase{"page", "docs/a.md", JekyllKind::kPage, "docs/a.md"},
        PlaceCase{"post", "_posts/2020-01-02-a.md", JekyllKind::kPost, "_posts/2020-01-02-a.md"},
        PlaceCase{"deep_post", "cat/_posts/x/20-1-2-a.md", JekyllKind::kPost, "cat/_posts/x/20-1-2-a.md"},
        PlaceCase{"no_date", "_posts/a.md", JekyllKind::kNone, kNoDate},
        PlaceCase{"long_year", "_posts/20201-01-02-a.md", JekyllKind::kNone, kNoDate},
        PlaceCase{"draft", "_drafts/a.md", JekyllKind::kDraft, "_drafts/a.md"},
        PlaceCase{"document", "_wiki/x/a.md", JekyllKind::kDocument, "_wiki/x/a.md"},
        PlaceCase{"not_published", "_memos/a.md", JekyllKind::kNone, "its collection, memos, is not published"},
        PlaceCase{"collection_elsewhere", "x/_wiki/a.md", JekyllKind::kNone, "in a folder whose name begins with '_'"},
        PlaceCase{"layout", "_layouts/a.html", JekyllKind::kNone, "in a folder whose name begins with '_'"},
        PlaceCase{"special_name", "_a.md", JekyllKind::kNone, "its name begins with '_'"},
        PlaceCase{"hash", "#a.md", JekyllKind::kNone, "its name begins with '#'"},
        PlaceCase{"special_in_posts", "_posts/_x/2020-01-02-a.md", JekyllKind::kNone, "its name begins with '_'"},
        PlaceCase{"special_below_folder", "_posts/y/_x/2020-01-02-a.md", JekyllKind::kPost,
                  "_posts/y/_x/2020-01-02-a.md"},
        PlaceCase{"included", "_pinned.md", JekyllKind::kPage, "_pinned.md"},
        PlaceCase{"included_folder", "_open/a.md", JekyllKind::kPage, "_open/a.md"},
        PlaceCase{"excluded_folder", "vendor/bundle/a.md", JekyllKind::kNone, kExcluded},
        PlaceCase{"excluded_prefix", "attics.md", JekyllKind::kNone, kExcluded},
        PlaceCase{"excluded_glob", "x/a.bak.md", JekyllKind::kNone, kExcluded},
        PlaceCase{"excluded_posts", "_posts/old/2020-01-02-a.md", JekyllKind::kNone, kExcluded},
        PlaceCase{"not_excluded", "vendor/a.md", JekyllKind::kPage, "vendor/a.md"},
        PlaceCase{"built", "_site/a.html", JekyllKind::kNone, "the built site"}),
    RowName<PlaceCase>);

TEST(PlaceOf, KnowsTheSourceAndTheCollectionsFolder) {
  JekyllConfig config = Config();
  config.source = "src";
  config.collections_dir = "parts";
  EXPECT_EQ(PlaceOfFile("src/parts/_wiki/a.md", config).path, "_wiki/a.md");
  EXPECT_EQ(PlaceOfFile("src/parts/x/_posts/2020-01-02-a.md", config).path, "x/_posts/2020-01-02-a.md");
  EXPECT_THAT(PlaceOfFile("src/parts/x/_posts/2020-01-02-a.md", config).categories, testing::ElementsAre("x"));
  EXPECT_EQ(PlaceOfFile("src/_posts/2020-01-02-a.md", config).kind, JekyllKind::kNone);
  EXPECT_EQ(PlaceOfFile("a.md", config).why_not, "outside of the source folder");
  EXPECT_EQ(WhyNoJekyllFolder("src/parts/_wiki", config), "");
  EXPECT_EQ(WhyNoJekyllFolder("src/_layouts", config), "in a folder whose name begins with '_'");
}

struct NameCase {
  const char* name;
  const char* path;
  const char* date;
  const char* slug;
};

void PrintTo(const NameCase& row, std::ostream* out) { *out << row.path; }

class NameOfFile : public testing::TestWithParam<NameCase> {};

TEST_P(NameOfFile, IsDivided) {
  const JekyllName name = ReadJekyllName(GetParam().path);
  EXPECT_EQ(name.date, GetParam().date);
  EXPECT_EQ(name.slug, GetParam().slug);
}

INSTANTIATE_TEST_SUITE_P(Rows, NameOfFile,
                         testing::Values(NameCase{"plain", "_posts/2020-01-02-a-b.md", "2020-01-02", "a-b"},
                                         NameCase{"short_date", "20-1-2-a.md", "20-1-2", "a"},
                                         NameCase{"dots", "2020-01-02-v1.2...md", "2020-01-02", "v1.2"},
                                         NameCase{"no_slug", "2020-01-02.md", "", "2020-01-02"},
                                         NameCase{"no_date", "x/about.md", "", "about"},
                                         NameCase{"date_later", "a-2020-01-02-b.md", "", "a-2020-01-02-b"}),
                         RowName<NameCase>);

JekyllScope Scope(std::string path, std::string type, const std::vector<std::pair<std::string, std::string>>& values) {
  JekyllScope scope;
  scope.path = std::move(path);
  scope.has_type = !type.empty();
  scope.type = std::move(type);
  for (const auto& [key, text] : values) {
    Value value;
    value.kind = Value::Kind::kScalar;
    value.key = key;
    value.text = text;
    scope.values.items.push_back(std::move(value));
  }
  return scope;
}

struct DefaultsCase {
  const char* name;
  const char* path;
  std::vector<JekyllScope> scopes;
  const char* values;
};

void PrintTo(const DefaultsCase& row, std::ostream* out) { *out << row.name; }

class Defaults : public testing::TestWithParam<DefaultsCase> {};

TEST_P(Defaults, OfTheNearestScopeCount) {
  JekyllConfig config = Config();
  config.defaults = GetParam().scopes;
  const JekyllPlace place = PlaceOfFile(GetParam().path, config);
  std::string values;
  for (const Value& value : DefaultsOf(place, GetParam().path, config).items) {
    values += (values.empty() ? "" : " ") + value.key + "=" + value.text;
  }
  EXPECT_EQ(values, GetParam().values);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Defaults,
    testing::Values(
        DefaultsCase{"everywhere", "a.md", {Scope("", "", {{"a", "1"}})}, "a=1"},
        DefaultsCase{"other_type", "a.md", {Scope("", "posts", {{"a", "1"}})}, ""},
        DefaultsCase{"type", "_wiki/a.md", {Scope("", "wiki", {{"a", "1"}})}, "a=1"},
        DefaultsCase{"longer_path", "x/a.md", {Scope("x", "", {{"a", "1"}}), Scope("", "", {{"a", "2"}})}, "a=1"},
        DefaultsCase{"later", "x/a.md", {Scope("x", "", {{"a", "1"}}), Scope("x", "", {{"a", "2"}})}, "a=2"},
        DefaultsCase{"type_wins", "x/a.md", {Scope("x", "pages", {{"a", "1"}}), Scope("x", "", {{"a", "2"}})}, "a=1"},
        DefaultsCase{"prefix", "xyz/a.md", {Scope("x", "", {{"a", "1"}})}, "a=1"},
        DefaultsCase{"slash", "x/a.md", {Scope("/x", "", {{"a", "1"}})}, ""},
        DefaultsCase{"glob", "x/y/a.md", {Scope("x/*/", "", {{"a", "1"}})}, "a=1"},
        DefaultsCase{"glob_too_deep", "x/a.md", {Scope("x/*/a.md", "", {{"a", "1"}})}, ""},
        DefaultsCase{"stars", "x/y/z/a.md", {Scope("x/**/a.md", "", {{"a", "1"}})}, "a=1"},
        DefaultsCase{"together",
                     "_wiki/a.md",
                     {Scope("", "", {{"a", "1"}, {"b", "1"}}), Scope("_wiki", "", {{"b", "2"}, {"c", "2"}})},
                     "a=1 b=2 c=2"}),
    RowName<DefaultsCase>);

}  // namespace
}  // namespace sou::indexer
