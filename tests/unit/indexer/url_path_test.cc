// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/url_path.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sou::indexer {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(EncodeUrlPath, EncodesAsGoDoes) {
  EXPECT_EQ(EncodeUrlPath("/posts/a-b_c.d~e/"), "/posts/a-b_c.d~e/");
  EXPECT_EQ(EncodeUrlPath("/中/"), "/%E4%B8%AD/");
  EXPECT_EQ(EncodeUrlPath("/a b/"), "/a%20b/");
  EXPECT_EQ(EncodeUrlPath("/c#?/"), "/c%23%3F/");
  EXPECT_EQ(EncodeUrlPath("/a(b)/"), "/a(b)/");               // valid as it stands
  EXPECT_EQ(EncodeUrlPath("/中(b)/"), "/%E4%B8%AD%28b%29/");  // all of it is encoded
  EXPECT_EQ(EncodeUrlPath("/a%20b/"), "/a%20b/");
  EXPECT_EQ(EncodeUrlPath("/100%/"), "/100%25/");
  EXPECT_EQ(EncodeUrlPath("/c++/@x"), "/c++/@x");
  EXPECT_EQ(EncodeUrlPath("/\"<>\\"), "/%22%3C%3E%5C");
}

TEST(BasePath, IsWhatFollowsTheHost) {
  EXPECT_EQ(BasePath("https://example.org/"), "");
  EXPECT_EQ(BasePath("https://example.org"), "");
  EXPECT_EQ(BasePath("https://example.org/blog/"), "/blog");
  EXPECT_EQ(BasePath("//example.org/a/b"), "/a/b");
  EXPECT_EQ(BasePath("/blog/"), "/blog");
  EXPECT_EQ(BasePath("blog"), "/blog");
  EXPECT_EQ(BasePath("https://example.org/茶?x#y"), "/%E8%8C%B6");
  EXPECT_EQ(BasePath("/"), "");
  EXPECT_EQ(BasePath(""), "");
}

TEST(CleanUrlPath, ResolvesSteps) {
  EXPECT_EQ(CleanUrlPath("/a//b/./c/../d/"), "/a/b/d/");
  EXPECT_EQ(CleanUrlPath("/../../a"), "/a");
  EXPECT_EQ(CleanUrlPath("a/b"), "a/b");
  EXPECT_EQ(CleanUrlPath("/"), "/");
  EXPECT_EQ(CleanUrlPath(""), "");
}

TEST(SplitPath, HasNoEmptyParts) {
  EXPECT_THAT(SplitPath("/a//b/"), ElementsAre("a", "b"));
  EXPECT_THAT(SplitPath("//"), IsEmpty());
}

}  // namespace
}  // namespace sou::indexer
