// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hugo/sections.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace sou::indexer {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

Value Yaml(const std::string& text) {
  std::vector<Warning> warnings;
  return *ParseYaml(text, {"_index.md"}, &warnings);
}

HugoFile File(const std::string& path) { return ReadHugoPath(path, {"en", "zh"}); }

TEST(HugoSections, NamesAreSlugsElseTitlesElseFolders) {
  HugoSections sections;
  EXPECT_TRUE(sections.Add("en", File("a/_index.md"), Yaml("title: A a")));
  EXPECT_TRUE(sections.Add("en", File("a/b/c/_index.md"), Yaml("title: C\nslug: sea")));
  HugoPageFacts facts;
  sections.FindSections("en", File("a/b/c/d/x.md"), &facts);
  EXPECT_THAT(facts.sections, ElementsAre("a", "c"));
  EXPECT_THAT(facts.section_slugs, ElementsAre("A a", "sea"));
  HugoPageFacts chinese;
  sections.FindSections("zh", File("a/b/c/d/x.md"), &chinese);
  EXPECT_THAT(chinese.sections, ElementsAre("a"));
  EXPECT_THAT(chinese.section_slugs, ElementsAre("a"));
}

TEST(HugoSections, BundleIsNoSectionOfItsOwn) {
  HugoSections sections;
  HugoPageFacts facts;
  sections.FindSections("en", File("a/index.md"), &facts);
  EXPECT_THAT(facts.sections, SizeIs(0));
}

TEST(HugoSections, FirstFieldCountsInAnyCase) {
  HugoSections sections;
  EXPECT_TRUE(sections.Add("en", File("a/_index.md"), Yaml("cascade:\n- {Tags: near}\n- {tags: later, x: 1}")));
  EXPECT_TRUE(sections.Add("en", File("_index.md"), Yaml("cascade: {TAGS: far, y: 2}")));
  const HugoFile file = File("a/x.md");
  const Value fields = sections.FieldsFor(file, MakeHugoPageId(file, "a/x.md", "en"), {});
  EXPECT_THAT(fields.items, SizeIs(3));
  EXPECT_EQ(fields.Find("tags")->text, "near");
}

TEST(HugoSections, TooManyValuesAreRefused) {
  HugoSections sections;
  std::string list = "cascade: {x: [";
  for (int i = 0; i < 90'000; ++i) list += "1,";
  const Value fields = Yaml(list + "1]}");
  for (int i = 0; i < 11; ++i) EXPECT_TRUE(sections.Add("en", File(std::to_string(i) + "/_index.md"), fields));
  EXPECT_FALSE(sections.Add("en", File("last/_index.md"), fields));
}

TEST(HugoCascade, OnlyTheFirstThousandCount) {
  std::string list = "c:\n";
  for (int i = 0; i < 1500; ++i) list += "- {x: 1}\n";
  EXPECT_THAT(ReadHugoCascade(*Yaml(list).Find("c")), SizeIs(1000));
  EXPECT_THAT(ReadHugoCascade(Yaml("- text\n- {x: 1}\n")), SizeIs(1));
}

}  // namespace
}  // namespace sou::indexer
