// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/path_rules.h"

#include <gtest/gtest.h>

#include <string>

namespace sou::indexer {
namespace {

struct NameCase {
  const char* pattern;
  const char* name;
  bool matches;
};

class MatchesNameTest : public testing::TestWithParam<NameCase> {};

TEST_P(MatchesNameTest, AsGitignoreSays) {
  EXPECT_EQ(MatchesName(GetParam().pattern, GetParam().name), GetParam().matches)
      << GetParam().pattern << " against " << GetParam().name;
}

constexpr NameCase kNames[] = {
    {"a.md", "a.md", true},    {"a.md", "b.md", false},    {"*.md", "a.md", true},       {"*.md", "a.mdx", false},
    {"*", "", true},           {"a*c*e", "abcde", true},   {"a*c*e", "abcd", false},     {"?", "茶", true},
    {"??", "茶", false},       {"[a-c].md", "b.md", true}, {"[a-c].md", "d.md", false},  {"[!a-c].md", "d.md", true},
    {"[一-龥]x", "茶x", true}, {"[", "[", true},           {"[a", "[a", true},           {"\\*", "*", true},
    {"\\*", "a", false},       {"[]]", "]", true},         {"a**", "ab", true},          {"", "", true},
    {"", "a", false},          {"[\\]]", "]", true},       {"草稿*", "草稿一.md", true},
};
INSTANTIATE_TEST_SUITE_P(Cases, MatchesNameTest, testing::ValuesIn(kNames));

TEST(MatchesName, ManyStarsAreCheap) {
  std::string pattern;
  for (int i = 0; i < 1000; ++i) pattern += "*a";
  EXPECT_FALSE(MatchesName(pattern + "b", std::string(5000, 'a')));
}

struct RuleCase {
  const char* ignore_file;
  const char* path;
  bool is_folder;
  bool wanted;
};

class IgnoreFileTest : public testing::TestWithParam<RuleCase> {};

TEST_P(IgnoreFileTest, AsGitignoreSays) {
  PathRules rules({}, {});
  rules.AddIgnoreFile(GetParam().ignore_file, "");
  EXPECT_EQ(rules.WhyNot(GetParam().path, GetParam().is_folder).empty(), GetParam().wanted)
      << GetParam().ignore_file << " against " << GetParam().path;
}

constexpr RuleCase kRules[] = {
    {"a.md", "x/y/a.md", false, false},
    {"/a.md", "x/a.md", false, true},
    {"/a.md", "a.md", false, false},
    {"x/a.md", "x/a.md", false, false},
    {"x/a.md", "y/x/a.md", false, true},
    {"**/x/a.md", "y/x/a.md", false, false},
    {"**/x/a.md", "x/a.md", false, false},
    {"x/**", "x", true, true},
    {"x/**", "x/y/z.md", false, false},
    {"x/**/z.md", "x/z.md", false, false},
    {"x/**/z.md", "x/a/b/z.md", false, false},
    {"x/*/z.md", "x/a/b/z.md", false, true},
    {"drafts/", "drafts", true, false},
    {"drafts/", "a/drafts", true, false},
    {"drafts/", "drafts", false, true},
    {"*.md\n!keep.md", "keep.md", false, true},
    {"!keep.md\n*.md", "keep.md", false, false},
    {"# a.md\n\n", "a.md", false, true},
    {"\\#a.md", "#a.md", false, false},
    {"\\!a.md", "!a.md", false, false},
    {"a.md   \r\n", "a.md", false, false},
    {"a\\ ", "a ", false, false},
    {"/", "a", false, true},
};
INSTANTIATE_TEST_SUITE_P(Cases, IgnoreFileTest, testing::ValuesIn(kRules));

TEST(PathRules, AnIgnoreFileCountsForItsFolder) {
  PathRules rules({}, {});
  rules.AddIgnoreFile("/a.md\n", "posts");
  EXPECT_EQ(rules.WhyNot("posts/a.md", false), "excluded by posts/.souignore:1");
  EXPECT_EQ(rules.WhyNot("a.md", false), "");
  EXPECT_EQ(rules.WhyNot("posts/x/a.md", false), "");
  EXPECT_EQ(rules.WhyNot("postscript/a.md", false), "");
}

TEST(PathRules, GlobsOfTheSettings) {
  const PathRules rules({"posts/**", "*.ja.md"}, {"**/secret*", "tmp/"});
  EXPECT_EQ(rules.WhyNot("posts/a.md", false), "");
  EXPECT_EQ(rules.WhyNot("about.ja.md", false), "");
  EXPECT_EQ(rules.WhyNot("about.md", false), "no include glob names it");
  EXPECT_EQ(rules.WhyNot("about", true), "") << "an include glob names files: every folder is looked into";
  EXPECT_EQ(rules.WhyNot("posts/secret-a.md", false), "excluded by the glob **/secret*");
  EXPECT_EQ(rules.WhyNot("tmp", true), "excluded by the glob tmp/");
}

}  // namespace
}  // namespace sou::indexer
