// SPDX-License-Identifier: GPL-3.0-or-later
//
// The expected answers were given by micromatch 4.0.8.
#include "indexer/source/hexo/glob.h"

#include <gtest/gtest.h>

#include <ostream>

namespace sou::indexer {
namespace {

struct GlobCase {
  const char* path;
  const char* pattern;
  bool matches;
};

void PrintTo(const GlobCase& row, std::ostream* out) { *out << row.path << " and " << row.pattern; }

class HexoGlob : public testing::TestWithParam<GlobCase> {};

TEST_P(HexoGlob, Matches) {
  EXPECT_EQ(MatchesAnyGlob({GetParam().pattern}, GetParam().path), GetParam().matches);
  EXPECT_EQ(MatchesAnyGlob({"nothing", GetParam().pattern}, GetParam().path), GetParam().matches);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, HexoGlob,
    testing::Values(GlobCase{"README.md", "README.md", true}, GlobCase{"a/README.md", "README.md", false},
                    GlobCase{"a/b.html", "*.html", false}, GlobCase{"b.html", "*.html", true},
                    GlobCase{"a/b.html", "**/*.html", true}, GlobCase{"b.html", "**/*.html", true},
                    GlobCase{"a/b/c.md", "a/**", true}, GlobCase{"a/b/c.md", "a/*", false},
                    GlobCase{"a/b.md", "{a,c}/*.md", true}, GlobCase{"d/b.md", "{a,c}/*.md", false},
                    GlobCase{"a/d.md", "a/{b,{c,d}}.md", true}, GlobCase{".x/a.md", "**/*.md", false},
                    GlobCase{"a/.b.md", "a/*", false}, GlobCase{"_posts/a.md", "_posts/**", true},
                    GlobCase{"_posts/a.md", "!_posts/**", false}, GlobCase{"x.md", "!_posts/**", true},
                    GlobCase{"a/b.md", "a/?.md", true}, GlobCase{"a/b.md", "a/[a-c].md", true},
                    GlobCase{"a/b/c/d.md", "a/**/d.md", true}, GlobCase{"a/d.md", "a/**/d.md", true},
                    GlobCase{"demo", "demo/**/*", false}, GlobCase{"demo/x/y", "demo/**/*", true},
                    GlobCase{"a/b", "**", true}, GlobCase{".a/b", "**", false}, GlobCase{"a{b", "a{b", true},
                    GlobCase{"日记/一.md", "日记/*", true}));

TEST(HexoGlobs, NoneMatchesNothing) { EXPECT_FALSE(MatchesAnyGlob({}, "a")); }

TEST(HexoGlobs, FloodsOfBracesEnd) {
  std::string pattern;
  for (int i = 0; i < 1000; ++i) pattern += "{a,b}";
  EXPECT_FALSE(MatchesAnyGlob({pattern, std::string(100'000, '{'), std::string(2'000, '*')}, "a/b/c"));
}

}  // namespace
}  // namespace sou::indexer
