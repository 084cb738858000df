// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hugo/matcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

using testing_support::RowName;

struct GlobCase {
  const char* name;
  std::string pattern;
  std::string text;
  bool matches;
};

void PrintTo(const GlobCase& row, std::ostream* out) { *out << row.pattern.substr(0, 80) << " ~ " << row.text; }

class HugoGlob : public testing::TestWithParam<GlobCase> {};

TEST_P(HugoGlob, MatchesOrNot) { EXPECT_EQ(MatchesHugoGlob(GetParam().pattern, GetParam().text), GetParam().matches); }

std::string Repeat(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

INSTANTIATE_TEST_SUITE_P(
    All, HugoGlob,
    testing::Values(
        GlobCase{"same", "/posts/a", "/posts/a", true}, GlobCase{"longer", "/posts/a", "/posts/ab", false},
        GlobCase{"star", "/posts/*", "/posts/a", true},
        GlobCase{"star_stays_in_folder", "/posts/*", "/posts/a/b", false},
        GlobCase{"two_stars", "/posts/**", "/posts/a/b", true},
        GlobCase{"two_stars_need_the_slash", "/posts/**", "/posts", false},
        GlobCase{"two_stars_inside", "/**/b", "/a/c/b", true}, GlobCase{"braces", "{/posts,/posts/**}", "/posts", true},
        GlobCase{"braces_inside", "/{a,b{c,d}}/x", "/bd/x", true},
        GlobCase{"empty_alternative", "/a{,/**}", "/a", true}, GlobCase{"open_brace", "/{a", "/{a", true},
        GlobCase{"question_mark", "/文?", "/文章", true}, GlobCase{"question_mark_is_no_slash", "/a?b", "/a/b", false},
        GlobCase{"class", "/20[0-2]?", "/2019", true}, GlobCase{"negated_class", "/[!a-c]", "/b", false},
        GlobCase{"open_class", "/[a", "/[a", true}, GlobCase{"escaped", "/\\*", "/*", true},
        GlobCase{"empty", "", "", true}, GlobCase{"many_stars", Repeat("*", 1000) + "b", Repeat("a", 20'000), false},
        GlobCase{"too_many_braces", Repeat("{a,b}", 40), Repeat("a", 40), false},
        GlobCase{"too_long", Repeat("a", 2000), Repeat("a", 2000), false}),
    RowName<GlobCase>);

TEST(HugoMatcher, AllItsPartsMustMatch) {
  HugoMatcher matcher;
  const HugoPageId page = {"page", "/posts/my-post", "/posts/my-post.zh.md", "zh"};
  EXPECT_TRUE(Matches(matcher, page));
  matcher.kind = "page";
  matcher.languages = {"en", "zh*"};
  matcher.path = "/posts/*";
  matcher.environment = "production";
  EXPECT_TRUE(Matches(matcher, page));
  matcher.environment = "development";
  EXPECT_FALSE(Matches(matcher, page));
  matcher.environment.clear();
  matcher.path = "/posts/*.zh.md";  // as Hugo before 0.123 compared
  EXPECT_TRUE(Matches(matcher, page));
  matcher.languages = {"en"};
  EXPECT_FALSE(Matches(matcher, page));
}

TEST(HugoMatcher, SectionHoldsItselfAndItsPages) {
  const HugoMatcher section = HugoSectionMatcher("page", " My Posts/");
  EXPECT_TRUE(Matches(section, {"page", "/my-posts/x/y", "", "en"}));
  EXPECT_TRUE(Matches(section, {"page", "/my-posts", "", "en"}));
  EXPECT_FALSE(Matches(section, {"page", "/my-posts-too/x", "", "en"}));
  EXPECT_FALSE(Matches(section, {"section", "/my-posts", "", "en"}));
}

}  // namespace
}  // namespace sou::indexer
