// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/store/address.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sou::store {
namespace {

using testing::ElementsAre;

TEST(Address, SpellingsOfOnePageAreOneKey) {
  for (const char* url : {"/posts/云/", "/posts/云", "/posts/%E4%BA%91/", "/posts/%e4%ba%91/index.html", "posts/云",
                          "https://example.org/posts/云/?page=2#top", "/posts/云/#a?b", "/posts/云//"}) {
    EXPECT_EQ(AddressKey(url), "/posts/云") << url;
  }
  for (const char* url : {"/", "", "https://example.org", "https://example.org/index.html", "https://example.org?q=/a"})
    EXPECT_EQ(AddressKey(url), "/") << url;
  EXPECT_EQ(AddressKey("/a.html"), "/a.html");
  EXPECT_EQ(AddressKey("/go/https://x/"), "/go/https://x") << "a scheme only stands in front";
}

TEST(Address, APageLiesInItsFolders) {
  EXPECT_THAT(AddressFolders("/posts/a/"), ElementsAre("/", "/posts/", "/posts/a/"));
  EXPECT_THAT(AddressFolders("/posts/a.html"), ElementsAre("/", "/posts/"));
  EXPECT_THAT(AddressFolders("/"), ElementsAre("/"));
  EXPECT_EQ(FolderOfPattern("/posts/*"), "/posts/");
  EXPECT_EQ(FolderOfPattern("https://example.org/%E4%BA%91/*"), "/云/");
  EXPECT_EQ(FolderOfPattern("/posts/"), "");
  EXPECT_EQ(FolderOfPattern("/posts*"), "");
}

TEST(Address, AFolderIsNoPage) {
  EXPECT_NE(FolderTerm("/posts/"), AddressTerm("/posts/"));
  EXPECT_NE(FolderTerm("/"), AddressTerm("/"));
  EXPECT_NE(FolderTerm("/posts/"), AddressTerm("/posts/*"));
}

}  // namespace
}  // namespace sou::store
