// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/watched_folders.h"

#include <gtest/gtest.h>

#include "indexer/source/editor_files.h"
#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

struct Case {
  std::string name;
  std::string kind;
  std::string folder;
  bool is_watched;
};

class WatchedFoldersOfKindTest : public testing::TestWithParam<Case> {};

TEST_P(WatchedFoldersOfKindTest, FollowsTheWalk) {
  EXPECT_EQ(WatchedFolders(GetParam().kind, {}).Has(GetParam().folder), GetParam().is_watched);
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, WatchedFoldersOfKindTest,
    testing::Values(Case{"git", "markdown", "a/.git", false}, Case{"packages", "", "themes/x/node_modules", false},
                    Case{"content", "hugo", "content/posts", true}, Case{"hugo_output", "hugo", "public", false},
                    Case{"hugo_section", "hugo", "content/public", true}, Case{"hugo_config", "hugo", "config", true},
                    Case{"markdown_public", "markdown", "public", true}, Case{"unknown_public", "", "public", true},
                    Case{"jekyll_output", "jekyll", "_site", false}, Case{"jekyll_posts", "jekyll", "_posts", true},
                    Case{"hexo_output", "hexo", "public", false},
                    Case{"vitepress", "markdown", "docs/.vitepress", true},
                    Case{"vitepress_output", "markdown", "docs/.vitepress/dist", false},
                    Case{"vitepress_at_top", "markdown", ".vitepress/cache", false},
                    Case{"html_hidden", "html", ".well-known", false}, Case{"hidden", "markdown", ".notes", true}),
    testing_support::RowName<Case>);

TEST(WatchedFoldersTest, LeavesOutWhatTheOwnerDoes) {
  const testing_support::TestFolder site;
  site.Write(".souignore", "drafts/\n");
  site.Write("a/.souignore", "old\n");
  WatchedFolders folders("markdown", {"big/**", "archive"});
  folders.Enter(site.path(), "");
  folders.Enter(site.path(), "a");
  EXPECT_FALSE(folders.Has("drafts"));
  EXPECT_FALSE(folders.Has("a/old"));
  EXPECT_TRUE(folders.Has("b/old"));
  EXPECT_FALSE(folders.Has("big/one"));
  EXPECT_FALSE(folders.Has("b/archive"));
}

TEST(EditorFilesTest, KnowsThem) {
  for (const char* name : {"a.md~", ".a.md.swp", ".a.md.swx", "4913", ".#a.md", "#a.md#", "a.md___jb_tmp___"}) {
    EXPECT_TRUE(IsEditorFile(name)) << name;
  }
  for (const char* name : {"a.md", ".a.md", "#a.md", "#", "49134", "swp", "hugo.toml", ".souignore"}) {
    EXPECT_FALSE(IsEditorFile(name)) << name;
  }
}

}  // namespace
}  // namespace sou::indexer
