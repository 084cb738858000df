// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hugo/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

class HugoConfigTest : public testing::Test {
 protected:
  HugoConfig Read(const std::string& base_url = "") {
    const Result<HugoConfig> config = ReadHugoConfig(folder_.path(), base_url, &warnings_);
    EXPECT_TRUE(config.ok()) << config.error().ToString();
    return config.ok() ? config.value() : HugoConfig{};
  }

  testing_support::TestFolder folder_;
  std::vector<Warning> warnings_;
};

TEST_F(HugoConfigTest, IsRecognised) {
  EXPECT_FALSE(HasHugoConfig(folder_.path()).value());
  folder_.Write("config.toml", "base_url = 'https://example.org'\ntaxonomies = []\n");  // Zola
  EXPECT_FALSE(HasHugoConfig(folder_.path()).value());
  folder_.Write("config.toml", "title = 'x'\n");
  EXPECT_FALSE(HasHugoConfig(folder_.path()).value());
  folder_.Write("config.toml", "baseURL = 'https://example.org'\n");
  EXPECT_TRUE(HasHugoConfig(folder_.path()).value());
}

TEST_F(HugoConfigTest, IsRecognisedByName) {
  folder_.Write("hugo.yml", "");
  EXPECT_TRUE(HasHugoConfig(folder_.path()).value());
}

TEST_F(HugoConfigTest, IsRecognisedInItsFolder) {
  folder_.Write("config/_default/hugo.json", "{}");
  EXPECT_TRUE(HasHugoConfig(folder_.path()).value());
}

TEST_F(HugoConfigTest, BrokenConfigBesideContentIsAnError) {
  folder_.Write("config.toml", "a = b\n");
  EXPECT_FALSE(HasHugoConfig(folder_.path()).value());
  folder_.Write("content/a.md", "x");
  const Result<bool> has_config = HasHugoConfig(folder_.path());
  ASSERT_FALSE(has_config.ok());
  EXPECT_EQ(has_config.error().place.path, "config.toml");
  EXPECT_EQ(has_config.error().place.line, 1U);
}

TEST_F(HugoConfigTest, DefaultsWithoutLanguages) {
  folder_.Write("hugo.toml", "baseURL = 'https://example.org/blog/'\n");
  const HugoConfig config = Read();
  ASSERT_THAT(config.languages, SizeIs(1));
  const HugoLanguage& language = config.languages[0];
  EXPECT_EQ(language.key, "en");
  EXPECT_EQ(language.language, "");  // the site does not say what it is written in
  EXPECT_EQ(language.base_path, "/blog");
  EXPECT_EQ(language.url_prefix, "");
  EXPECT_EQ(language.content_dir, "content");
  EXPECT_TRUE(config.lower_paths);
  EXPECT_EQ(config.tags_key, "tags");
  EXPECT_FALSE(config.is_section);
}

TEST_F(HugoConfigTest, OnlyLanguageIsTheSites) {
  folder_.Write("hugo.yaml", "languageCode: zh-Hans\ncontentDir: ./posts/\n");
  const HugoLanguage language = Read().languages[0];
  EXPECT_EQ(language.language, "zh");
  EXPECT_EQ(language.tag, "zh-Hans");
  EXPECT_EQ(language.content_dir, "posts");
}

TEST_F(HugoConfigTest, LanguagesHaveFoldersAndPrefixes) {
  folder_.Write("hugo.toml",
                "baseURL = 'https://example.org'\ndefaultContentLanguage = 'zh'\ncontentDir = 'c'\n"
                "[languages.en]\n[languages.zh]\ncontentDir = 'c/zh'\nlanguageCode = 'zh-Hans'\n"
                "[languages.Pt-BR]\n[languages.fr]\ndisabled = true\n");
  const HugoConfig config = Read();
  ASSERT_THAT(config.languages, SizeIs(4));
  EXPECT_EQ(config.languages[0].key, "zh");
  EXPECT_EQ(config.languages[0].tag, "zh-Hans");
  EXPECT_EQ(config.languages[0].content_dir, "c/zh");
  EXPECT_EQ(config.languages[0].url_prefix, "");
  EXPECT_EQ(config.languages[1].key, "en");
  EXPECT_EQ(config.languages[1].content_dir, "c");
  EXPECT_EQ(config.languages[1].url_prefix, "en");
  EXPECT_EQ(config.languages[2].key, "pt-br");
  EXPECT_EQ(config.languages[2].tag, "Pt-BR");
  EXPECT_EQ(config.languages[2].language, "pt");
  EXPECT_TRUE(config.languages[3].disabled);
}

TEST_F(HugoConfigTest, DefaultLanguageMayHaveAFolder) {
  folder_.Write("hugo.toml", "defaultContentLanguageInSubdir = true\n[languages.en]\n[languages.zh]\n");
  EXPECT_EQ(Read().languages[0].url_prefix, "en");
}

TEST_F(HugoConfigTest, LanguageWithAHostOfItsOwnHasNoPrefix) {
  folder_.Write("hugo.toml",
                "baseURL = 'https://e.org/a'\n[languages.en]\n[languages.zh]\nbaseURL = 'https://zh.e.org/b/'\n");
  const HugoConfig config = Read();
  EXPECT_EQ(config.languages[0].base_path, "/a");
  EXPECT_EQ(config.languages[1].base_path, "/b");
  EXPECT_EQ(config.languages[1].url_prefix, "");
}

TEST_F(HugoConfigTest, BaseUrlIsOverridden) {
  folder_.Write("hugo.toml", "baseURL = 'https://example.org/blog/'\n");
  EXPECT_EQ(Read("https://other.example/x/").languages[0].base_path, "/x");
}

TEST_F(HugoConfigTest, ReadsWhatDecidesAddresses) {
  folder_.Write("hugo.toml",
                "disablePathToLower = true\nremovePathAccents = true\nbuildDrafts = true\n[uglyURLs]\nposts = true\n"
                "[taxonomies]\ntag = 'labels'\ncategory = 'topics'\n[permalinks]\nBlog = '/:year/:slug/'\n"
                "[permalinks.page]\nnotes = '/n/:title/'\n[permalinks.section]\nnotes = '/n/'\n");
  const HugoConfig config = Read();
  EXPECT_FALSE(config.lower_paths);
  EXPECT_TRUE(config.remove_path_accents);
  EXPECT_TRUE(config.build_drafts);
  EXPECT_FALSE(config.build_future);
  EXPECT_TRUE(config.ugly_sections.at("posts"));
  EXPECT_EQ(config.tags_key, "labels");
  EXPECT_EQ(config.categories_key, "topics");
  EXPECT_EQ(config.page_permalinks.at("blog"), "/:year/:slug/");
  EXPECT_EQ(config.page_permalinks.at("notes"), "/n/:title/");
  EXPECT_EQ(config.section_permalinks.at("notes"), "/n/");
}

TEST_F(HugoConfigTest, FolderHoldsAFilePerKey) {
  folder_.Write("config/_default/hugo.toml", "baseURL = 'https://example.org/b/'\n");
  folder_.Write("config/_default/languages.yaml", "en: {weight: 1}\nzh: {languageCode: zh-Hans}\n");
  folder_.Write("config/_default/languages.zh.toml", "contentDir = 'content/zh'\n");
  folder_.Write("config/_default/permalinks.json", "{\"posts\": \"/p/:slug/\"}");
  folder_.Write("config/_default/params.zh.toml", "x = 1\n");
  const HugoConfig config = Read();
  ASSERT_THAT(config.languages, SizeIs(2));
  EXPECT_EQ(config.languages[1].tag, "zh-Hans");
  EXPECT_EQ(config.languages[1].content_dir, "content/zh");
  EXPECT_EQ(config.languages[1].base_path, "/b");
  EXPECT_EQ(config.page_permalinks.at("posts"), "/p/:slug/");
}

TEST_F(HugoConfigTest, ErrorsNameTheFile) {
  folder_.Write("hugo.toml", "a = 1\nb = c\n");
  const Result<HugoConfig> config = ReadHugoConfig(folder_.path(), "", &warnings_);
  ASSERT_FALSE(config.ok());
  EXPECT_EQ(config.error().place.path, "hugo.toml");
  EXPECT_EQ(config.error().place.line, 2U);
}

TEST_F(HugoConfigTest, ContentOutsideOfTheSiteIsRefused) {
  for (const char* folder : {"../other", "/etc"}) {
    folder_.Write("hugo.toml", "contentDir = '" + std::string(folder) + "'\n");
    const Result<HugoConfig> config = ReadHugoConfig(folder_.path(), "", &warnings_);
    ASSERT_FALSE(config.ok());
    EXPECT_THAT(config.error().message, HasSubstr("outside of the site"));
  }
}

TEST_F(HugoConfigTest, SectionNeedsAListPageAndABundle) {
  folder_.Write("_index.md", "x");
  folder_.Write("a/b.md", "x");
  EXPECT_FALSE(IsHugoSection(folder_.path()));
  folder_.Write("index.md", "x");
  folder_.Write(".hidden/c/index.md", "x");
  EXPECT_FALSE(IsHugoSection(folder_.path()));
  folder_.Write("a/c/index.md", "x");
  EXPECT_TRUE(IsHugoSection(folder_.path()));
  const HugoConfig config = Read();
  EXPECT_TRUE(config.is_section);
  EXPECT_EQ(config.languages[0].content_dir, "");
}

}  // namespace
}  // namespace sou::indexer
