// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hexo/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class HexoConfigTest : public testing::Test {
 protected:
  HexoConfig Read(const std::string& text, const std::string& base_url = "") {
    folder_.Write("_config.yml", text);
    const Result<HexoConfig> config = ReadHexoConfig(folder_.path(), base_url, &warnings_);
    EXPECT_TRUE(config.ok()) << config.error().ToString();
    return config.ok() ? config.value() : HexoConfig{};
  }

  testing_support::TestFolder folder_;
  std::vector<Warning> warnings_;
};

TEST_F(HexoConfigTest, PostsBelowTheSourceFolderAreEnough) {
  folder_.Write("source/_posts/a.md", "x");
  EXPECT_FALSE(HasHexoConfig(folder_.path()));
  folder_.Write("_config.yml", "title: x\n");
  EXPECT_TRUE(HasHexoConfig(folder_.path()));
}

TEST_F(HexoConfigTest, AFieldOfHexosIsEnough) {
  folder_.Write("_config.yml", "title: x\n");
  folder_.Write("texts/about.md", "x");
  EXPECT_FALSE(HasHexoConfig(folder_.path()));
  folder_.Write("_config.yml", "source_dir: texts\n");
  EXPECT_TRUE(HasHexoConfig(folder_.path()));
}

TEST_F(HexoConfigTest, PostsAtTheRootAreJekylls) {
  folder_.Write("_config.yml", "title: x\n");
  folder_.Write("_posts/2026-01-01-a.md", "x");
  folder_.Write("source/_posts/a.md", "x");
  EXPECT_FALSE(HasHexoConfig(folder_.path()));
  folder_.Write("package.json", "{\"dependencies\": {\"hexo\": \"^8.0.0\"}}");
  EXPECT_TRUE(HasHexoConfig(folder_.path()));
}

TEST_F(HexoConfigTest, BrokenConfigurationIsRecognisedAndRefused) {
  folder_.Write("source/_posts/a.md", "x");
  folder_.Write("_config.yml", "title: a: b\n");
  EXPECT_TRUE(HasHexoConfig(folder_.path()));
  const Result<HexoConfig> config = ReadHexoConfig(folder_.path(), "", &warnings_);
  ASSERT_FALSE(config.ok());
  EXPECT_EQ(config.error().place.path, "_config.yml");
  EXPECT_EQ(config.error().place.line, 1U);
}

TEST_F(HexoConfigTest, MustBeThere) {
  const Result<HexoConfig> config = ReadHexoConfig(folder_.path(), "", &warnings_);
  ASSERT_FALSE(config.ok());
  EXPECT_EQ(config.error().code, ErrorCode::kNotFound);
}

TEST_F(HexoConfigTest, Defaults) {
  const HexoConfig config = Read("title: x\nsource_dir:\npermalink:\n");
  EXPECT_EQ(config.base_path, "");
  EXPECT_EQ(config.source_dir, "source");
  EXPECT_EQ(config.permalink, ":year/:month/:day/:title/");
  EXPECT_THAT(config.languages, IsEmpty());
  EXPECT_TRUE(config.future);
  EXPECT_FALSE(config.render_drafts);
  EXPECT_TRUE(config.trailing_index && config.trailing_html && config.nunjucks);
  EXPECT_EQ(config.heading_ids, HeadingIdStyle::kHexo);
  EXPECT_THAT(warnings_, IsEmpty());
}

TEST_F(HexoConfigTest, Values) {
  const HexoConfig config = Read(
      "url: https://example.org/blog\nlanguage: [zh-CN, en]\ntimezone: Asia/Tokyo\nfuture: false\n"
      "pretty_urls: {trailing_index: false, trailing_html: false}\nfilename_case: 1\nskip_render: README.md\n"
      "ignore: ['**/old/**']\nmarked: {modifyAnchors: 2, disableNunjucks: true}\nupdated_option: date\n");
  EXPECT_EQ(config.base_path, "/blog");
  EXPECT_THAT(config.languages, ElementsAre("zh-CN", "en"));
  EXPECT_EQ(config.zone.At(0).offset_minutes, 540);
  EXPECT_FALSE(config.future || config.trailing_index || config.trailing_html || config.nunjucks);
  EXPECT_EQ(config.filename_case, LetterCase::kLower);
  EXPECT_THAT(config.skip_render, ElementsAre("README.md"));
  EXPECT_THAT(config.ignore, ElementsAre("**/old/**"));
  EXPECT_EQ(config.heading_ids, HeadingIdStyle::kHexoUpper);
  EXPECT_TRUE(config.updated_is_date);
}

TEST_F(HexoConfigTest, RootAndBaseUrl) {
  EXPECT_EQ(Read("url: https://example.org/a\nroot: /b/\n").base_path, "/b");
  EXPECT_EQ(Read("url: https://example.org/a\nroot: /b/\n", "https://example.net/c/").base_path, "/c");
  EXPECT_EQ(Read("marked: {headerIds: false}\n").heading_ids, HeadingIdStyle::kNone);
}

TEST_F(HexoConfigTest, WhatCannotBeUsedIsAWarning) {
  Read("title: x\ntimezone: Moon/Tranquility\nmarked: {anchorAlias: true}\n");
  ASSERT_THAT(warnings_, SizeIs(2));
  EXPECT_THAT(warnings_[0].message, HasSubstr("no time zone 'Moon/Tranquility'"));
  EXPECT_EQ(warnings_[0].place, (Place{"_config.yml", 2, 0}));
  EXPECT_THAT(warnings_[1].message, HasSubstr("anchorAlias"));
}

TEST_F(HexoConfigTest, SourceDirMustBeInside) {
  folder_.Write("_config.yml", "title: x\nsource_dir: ../etc\n");
  const Result<HexoConfig> config = ReadHexoConfig(folder_.path(), "", &warnings_);
  ASSERT_FALSE(config.ok());
  EXPECT_EQ(config.error().place, (Place{"_config.yml", 2, 0}));
}

}  // namespace
}  // namespace sou::indexer
