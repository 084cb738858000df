// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/file_walk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::SizeIs;

class FileWalkTest : public testing::Test {
 protected:
  Listing Walk(const std::string& below = "") {
    Listing listing;
    WalkFiles(
        folder_.path(), below,
        {options_, [](const std::string& path) { return path.ends_with(".md"); },
         [](const std::string& path) { return path.ends_with("private") ? std::string("private") : std::string(); }},
        &listing);
    SortListing(&listing);
    return listing;
  }

  SourceOptions options_;
  testing_support::TestFolder folder_;
};

// While a page was being edited in Emacs, its lock (a link to nowhere) was a broken content file.
TEST_F(FileWalkTest, LeavesOutFilesOfEditors) {
  folder_.Write("a.md", "x");
  std::filesystem::create_symlink("somebody@example.1234:5678", folder_.path() / ".#a.md");
  const Listing listing = Walk();
  EXPECT_THAT(listing.files, SizeIs(1));
  EXPECT_THAT(listing.skipped, IsEmpty());
  EXPECT_THAT(listing.left_out, ElementsAre(LeftOut{".#a.md", "an editor's own file"}));
}

TEST_F(FileWalkTest, ListsContentSortedWithSizes) {
  folder_.Write("b.md", "12345");
  folder_.Write("a/茶.md", "x");
  folder_.Write("a/x.txt", "x");
  const Listing listing = Walk();
  EXPECT_THAT(listing.files, ElementsAre(Field(&SourceFile::path, "a/茶.md"), Field(&SourceFile::path, "b.md")));
  EXPECT_EQ(listing.files[1].size, 5U);
  EXPECT_GT(listing.files[1].mtime_ns, 1'000'000'000'000'000'000);
  EXPECT_THAT(Walk("a").files, ElementsAre(Field(&SourceFile::path, "a/茶.md")));
}

TEST_F(FileWalkTest, FilesOfOtherFoldersAreLeftOutOneByOne) {
  folder_.Write("private/deep/a.md", "x");
  folder_.Write("private/b.txt", "x");
  folder_.Write(".git/c.md", "x");
  const Listing listing = Walk();
  EXPECT_THAT(listing.files, IsEmpty());
  EXPECT_THAT(listing.left_out, ElementsAre(LeftOut{"private/deep/a.md", "private"}));
}

TEST_F(FileWalkTest, LinksInsideTheSiteAreFollowedToFilesOnly) {
  namespace fs = std::filesystem;
  const testing_support::TestFolder other;
  other.Write("secret.md", "x");
  folder_.Write("a/a.md", "x");
  fs::create_symlink("a/a.md", folder_.path() / "inside.md");
  fs::create_symlink(other.path() / "secret.md", folder_.path() / "outside.md");
  fs::create_symlink("nowhere.md", folder_.path() / "broken.md");
  fs::create_directory_symlink("..", folder_.path() / "a" / "loop");
  const Listing listing = Walk();
  EXPECT_THAT(listing.files, ElementsAre(Field(&SourceFile::path, "a/a.md"), Field(&SourceFile::path, "inside.md")));
  EXPECT_THAT(listing.left_out, ElementsAre(LeftOut{"a/loop/", "a symbolic link to a folder"},
                                            LeftOut{"outside.md", "a symbolic link out of the site"}));
  ASSERT_THAT(listing.skipped, SizeIs(1));
  EXPECT_EQ(listing.skipped[0].place.path, "broken.md");
}

TEST_F(FileWalkTest, WhatIsNoRegularFileIsSkipped) {
  ASSERT_EQ(::mkfifo((folder_.path() / "pipe.md").c_str(), 0600), 0);
  folder_.Write("bad\xFFname.md", "x");
  const Listing listing = Walk();
  EXPECT_THAT(listing.files, IsEmpty());
  ASSERT_THAT(listing.skipped, SizeIs(2));
  EXPECT_EQ(listing.skipped[0].ToString(), "bad\uFFFDname.md: the file's name is not UTF-8");
  EXPECT_EQ(listing.skipped[1].ToString(), "pipe.md: not a regular file");
}

TEST_F(FileWalkTest, IgnoreFilesAndGlobsAreHeeded) {
  folder_.Write(".souignore", "drafts/\n");
  folder_.Write("drafts/a.md", "x");
  folder_.Write("posts/.souignore", "*.md\n!b.md\n");
  folder_.Write("posts/a.md", "x");
  folder_.Write("posts/b.md", "x");
  folder_.Write("c.md", "x");
  options_.exclude = {"c.*"};
  const Listing listing = Walk();
  EXPECT_THAT(listing.files, ElementsAre(Field(&SourceFile::path, "posts/b.md")));
  EXPECT_THAT(listing.left_out, ElementsAre(LeftOut{"c.md", "excluded by the glob c.*"},
                                            LeftOut{"drafts/a.md", "excluded by .souignore:1"},
                                            LeftOut{"posts/a.md", "excluded by posts/.souignore:1"}));
  EXPECT_THAT(Walk("drafts").files, IsEmpty()) << "the rules above the folder where the walk begins count too";
}

}  // namespace
}  // namespace sou::indexer
