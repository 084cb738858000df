// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/meili/document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "web/meili/attributes.h"

namespace sou::web::meili {
namespace {

using query::Hit;
using query::Parts;
using query::SectionHit;

Parts Plain(std::string text) { return {{.text = std::move(text)}}; }
Parts Found(std::string text) { return {{.text = std::move(text), .match = true}}; }

Hit MakeHit() {
  Hit hit;
  hit.id = "0123";
  hit.path = "posts/a.md";
  hit.url = "/posts/a/";
  hit.title = Plain("Tea");
  hit.lang = "zh";
  hit.lang_tag = "zh-Hant";
  hit.date = ParseTimestamp("2020-12-31T23:00:00-05:00");
  hit.section = "posts";
  hit.tags = {"x", "y"};
  hit.snippet = Found("milk");
  return hit;
}

SectionHit MakeSection(Parts title, Parts snippet) {
  return {.title = std::move(title),
          .url = "/posts/a/#hot-%E6%B0%B4",
          .snippet = std::move(snippet),
          .level = 3,
          .above = {{Plain("Brewing"), 2}}};
}

OrderedJson Value(const Document& document, std::string_view name) {
  for (const Field& field : document) {
    if (field.name == name) return field.value;
  }
  ADD_FAILURE() << "no field " << name;
  return {};
}

OrderedJson ValueOf(const Hit& hit, std::string_view name, const Site& site = {}) {
  return Value(MakeDocument(hit, site), name);
}

TEST(Document, HasEveryFieldInOrder) {
  const Document document = MakeDocument(MakeHit(), {});
  ASSERT_EQ(document.size(), kDocumentFields.size());
  for (size_t i = 0; i < document.size(); ++i) EXPECT_EQ(document[i].name, kDocumentFields[i]);
}

TEST(Document, WithoutASectionIsThePage) {
  const Hit hit = MakeHit();
  EXPECT_EQ(ValueOf(hit, "url"), "/posts/a/");
  EXPECT_EQ(ValueOf(hit, "anchor"), nullptr);
  EXPECT_EQ(ValueOf(hit, "type"), "content");
  EXPECT_EQ(ValueOf(hit, "hierarchy_lvl0"), "posts");
  EXPECT_EQ(ValueOf(hit, "hierarchy_lvl1"), "Tea");
  EXPECT_EQ(ValueOf(hit, "hierarchy_lvl2"), nullptr);
  EXPECT_EQ(ValueOf(hit, "content"), "milk");
  EXPECT_EQ(ValueOf(hit, "tags").dump(), R"(["x","y"])");
  EXPECT_EQ(ValueOf(hit, "date"), 1609473600);
  EXPECT_EQ(ValueOf(hit, "date_text"), "2020-12-31T23:00:00-05:00");
  EXPECT_EQ(ValueOf(hit, "year"), 2020) << "in the page's own zone";
}

TEST(Document, LeadsToTheSectionWhereTheQueryWasFound) {
  Hit hit = MakeHit();
  hit.sections = {MakeSection(Plain("Water"), Found("milk"))};
  EXPECT_EQ(ValueOf(hit, "url"), "/posts/a/#hot-%E6%B0%B4");
  EXPECT_EQ(ValueOf(hit, "anchor"), "hot-水");
  EXPECT_EQ(ValueOf(hit, "hierarchy_lvl2"), "Brewing");
  EXPECT_EQ(ValueOf(hit, "hierarchy_lvl3"), "Water");
  EXPECT_EQ(ValueOf(hit, "hierarchy_lvl4"), nullptr);
  EXPECT_EQ(ValueOf(hit, "type"), "content");
  hit.sections[0].title = Found("Water");
  EXPECT_EQ(ValueOf(hit, "type"), "lvl3");
}

TEST(Document, LeadsToThePageIfItsTitleSaysAsMuch) {
  Hit hit = MakeHit();
  hit.title = Found("Milk");
  hit.sections = {MakeSection(Plain("Water"), Found("milk"))};
  EXPECT_EQ(ValueOf(hit, "anchor"), nullptr);
  EXPECT_EQ(ValueOf(hit, "type"), "lvl1");
  hit.sections[0].title = Found("water");
  EXPECT_EQ(ValueOf(hit, "anchor"), "hot-水") << "two words stand there, one in the title";
}

TEST(Document, KeepsTheLastOfTooManyHeadings) {
  Hit hit = MakeHit();
  hit.sections = {MakeSection(Plain("6"), Found("milk"))};
  hit.sections[0].above = {{Plain("1"), 1}, {Plain("2"), 2}, {Plain("3"), 3}, {Plain("4"), 4}, {Plain("5"), 5}};
  EXPECT_EQ(ValueOf(hit, "hierarchy_lvl2"), "2");
  EXPECT_EQ(ValueOf(hit, "hierarchy_lvl6"), "6");
}

TEST(Document, HasSomethingOnTop) {
  Hit hit = MakeHit();
  hit.section.clear();
  EXPECT_EQ(ValueOf(hit, "hierarchy_lvl0"), nullptr);
  EXPECT_EQ(ValueOf(hit, "hierarchy_lvl0", {.title = "Blog", .url = ""}), "Blog");
  hit.categories = {"news"};
  EXPECT_EQ(ValueOf(hit, "hierarchy_lvl0", {.title = "Blog", .url = ""}), "news");
}

TEST(Document, LeadsNowhereElseThanASite) {
  Hit hit = MakeHit();
  EXPECT_EQ(ValueOf(hit, "url", {.title = "", .url = "https://example.org"}), "https://example.org/posts/a/");
  hit.url = "javascript:alert(1)";
  EXPECT_EQ(ValueOf(hit, "url"), "");
}

TEST(Document, WithoutADateSaysNull) {
  Hit hit = MakeHit();
  hit.date.reset();
  for (const char* name : {"date", "date_text", "year"}) EXPECT_EQ(ValueOf(hit, name), nullptr) << name;
}

}  // namespace
}  // namespace sou::web::meili
