// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/markdown/site.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

using testing::ElementsAre;
using testing::Field;

class MarkdownSiteTest : public testing::Test {
 protected:
  Page Read(const std::string& path, const std::string& text = "text") {
    folder_.Write(path, text);
    ReadOutcome outcome = MarkdownSite(folder_.path(), options_).Read({path, text.size(), 0});
    EXPECT_TRUE(outcome.page.has_value()) << path;
    return outcome.page.value_or(Page{});
  }

  testing_support::TestFolder folder_;
  SourceOptions options_;
};

TEST_F(MarkdownSiteTest, ListsMarkdownOnly) {
  for (const char* path :
       {"b.md", "a/c.markdown", "d.txt", "x.MD", ".github/e.md", ".notes/f.md", "node_modules/p/README.md"}) {
    folder_.Write(path, "x");
  }
  const Result<Listing> listing = MarkdownSite(folder_.path(), options_).List();
  ASSERT_TRUE(listing.ok());
  EXPECT_THAT(listing->files,
              ElementsAre(Field(&SourceFile::path, ".notes/f.md"), Field(&SourceFile::path, "a/c.markdown"),
                          Field(&SourceFile::path, "b.md"), Field(&SourceFile::path, "x.MD")));
  EXPECT_THAT(listing->left_out, ElementsAre(LeftOut{".github/e.md", "in a tool's hidden folder"},
                                             LeftOut{"node_modules/p/README.md", "in a folder of installed packages"}));
}

TEST_F(MarkdownSiteTest, AddressFollowsThePath) {
  EXPECT_EQ(Read("a/B c.md").url, "/a/B%20c/");
  EXPECT_EQ(Read("茶/index.md").url, "/%E8%8C%B6/");
  EXPECT_EQ(Read("a/README.md").url, "/a/");
  EXPECT_EQ(Read("a/_index.md").url, "/a/");
  EXPECT_EQ(Read("a/README.md").url, "/a/README/");  // beside _index.md
  EXPECT_EQ(Read("index.md").url, "/");
  EXPECT_EQ(Read("v1.2.md").url, "/v1.2/");
  options_.base_url = "https://example.org/docs/";
  EXPECT_EQ(Read("a/b.md").url, "/docs/a/b/");
}

TEST_F(MarkdownSiteTest, TitleFallsBackToTheName) {
  EXPECT_EQ(Read("a/getting-started_now.md").title, "getting started now");
  EXPECT_EQ(Read("user-guide/index.md").title, "user guide");
  EXPECT_EQ(Read("a/b.md", "## Two\n\n# One\n").title, "One");
}

TEST_F(MarkdownSiteTest, SectionIsTheFirstFolder) {
  EXPECT_EQ(Read("a/b/c.md").section, "a");
  EXPECT_EQ(Read("c.md").section, "");
}

TEST_F(MarkdownSiteTest, LanguageIsWrittenOrGuessed) {
  EXPECT_EQ(Read("a.md", "---\nlang: zh-Hant\n---\nEnglish text all along").language_tag, "zh-Hant");
  EXPECT_EQ(Read("zh-cn/a.md", "English text all along").language, "zh");
  EXPECT_EQ(Read("docs/ko/a.md", "English text all along").language, "ko");
  EXPECT_EQ(Read("docs/b/ko/a.md", "English text all along").language, "en");
  EXPECT_EQ(Read("b.md", "湖边的茶馆每天早上开门").language, "zh");
  EXPECT_EQ(Read("c.md", "1").language, "");
}

TEST_F(MarkdownSiteTest, DraftsAreLeftOut) {
  folder_.Write("a.md", "---\ndraft: true\n---\nx");
  const ReadOutcome outcome = MarkdownSite(folder_.path(), options_).Read({"a.md", 1, 0});
  EXPECT_EQ(outcome.left_out, "draft");
  EXPECT_FALSE(outcome.page.has_value());
}

TEST_F(MarkdownSiteTest, MissingFileIsSkipped) {
  const ReadOutcome outcome = MarkdownSite(folder_.path(), options_).Read({"gone.md", 1, 0});
  ASSERT_TRUE(outcome.skipped.has_value());
  EXPECT_EQ(outcome.skipped->place.path, "gone.md");
}

}  // namespace
}  // namespace sou::indexer
