// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/hugo/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

#include "indexer/source/hugo/config_files.h"
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

  // The pattern for a page of the language "zh".
  static std::string Pattern(const HugoConfig& config, const char* kind, const char* path) {
    for (const HugoPermalink& rule : config.permalinks) {
      if (Matches(rule.target, {kind, path, path, "zh"})) return rule.pattern;
    }
    return "";
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
  EXPECT_EQ(Pattern(config, "page", "/blog/x"), "/:year/:slug/");
  EXPECT_EQ(Pattern(config, "term", "/blog/x"), "/:year/:slug/");
  EXPECT_EQ(Pattern(config, "section", "/blog"), "");
  EXPECT_EQ(Pattern(config, "page", "/notes/x"), "/n/:title/");
  EXPECT_EQ(Pattern(config, "section", "/notes"), "/n/");
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
  EXPECT_EQ(Pattern(config, "page", "/posts/x"), "/p/:slug/");
}

TEST_F(HugoConfigTest, OnlyTheProductionEnvironmentIsMergedOverTheDefaults) {
  folder_.Write("config/_default/hugo.toml", "baseURL = 'https://e.org/a/'\n[permalinks]\nposts = '/p/:slug/'\n");
  folder_.Write("config/production/hugo.yaml", "baseURL: https://e.org/b/\n");
  folder_.Write("config/staging/hugo.toml", "baseURL = 'https://e.org/c/'\n");
  const HugoConfig config = Read();
  EXPECT_EQ(config.languages[0].base_path, "/b");
  EXPECT_EQ(Pattern(config, "page", "/posts/x"), "/p/:slug/");
}

TEST_F(HugoConfigTest, PermalinksMayBeRulesInOrder) {
  folder_.Write("hugo.yaml",
                "permalinks:\n- {target: {kind: page, path: '{/a,/a/**}', lang: z*}, pattern: /1}\n"
                "- {target: {sites: {matrix: {languages: [en]}}}, pattern: /2}\n- {pattern: /3}\n");
  const HugoConfig config = Read();
  EXPECT_EQ(Pattern(config, "page", "/a/b"), "/1");
  EXPECT_EQ(Pattern(config, "section", "/a"), "/3");
  EXPECT_EQ(Pattern(config, "page", "/b"), "/3");
}

TEST_F(HugoConfigTest, PermalinksOfALanguageComeFirst) {
  folder_.Write(
      "hugo.toml",
      "[languages.en]\n[languages.zh.permalinks.page]\nposts = '/文/:slug'\n[permalinks]\nposts = '/p/:slug'\n");
  const HugoConfig config = Read();
  EXPECT_EQ(Pattern(config, "page", "/posts/x"), "/文/:slug");
  EXPECT_FALSE(Matches(config.permalinks[0].target, {"page", "/posts/x", "/posts/x", "en"}));
}

TEST_F(HugoConfigTest, PermalinksOfTheRootAreNotForDeeperPages) {
  folder_.Write("hugo.toml", "[permalinks]\n'/' = '/:filename/'\n");
  const HugoConfig config = Read();
  EXPECT_EQ(Pattern(config, "page", "/x"), "/:filename/");
  EXPECT_EQ(Pattern(config, "page", "/a/x"), "");
}

TEST_F(HugoConfigTest, LanguagesGoByWeight) {
  folder_.Write(
      "hugo.toml",
      "defaultContentLanguage = 'ja'\n[languages.ko]\n[languages.zh]\nweight = 2\n[languages.fr]\nweight = 1\n"
      "[languages.ja]\nweight = 9\n");
  std::string keys;
  for (const HugoLanguage& language : Read().languages) keys += language.key + " ";
  EXPECT_EQ(keys, "ja fr zh ko ");
}

TEST_F(HugoConfigTest, OneEnabledLanguageNeedsNoFolder) {
  folder_.Write("hugo.toml",
                "defaultContentLanguageInSubdir = true\ndisableLanguages = ['zh']\n[languages.en]\n[languages.zh]\n");
  EXPECT_EQ(Read().languages[0].url_prefix, "");
}

TEST_F(HugoConfigTest, MountsTakeThePlaceOfContentFolders) {
  folder_.Write("hugo.yaml",
                "languages: {en: {contentDir: c/en}, zh: {contentDir: c/zh}}\nmodule:\n  mounts:\n"
                "  - {source: docs/manual/, target: content/docs, lang: zh, excludeFiles: '*.tmp.md'}\n"
                "  - {source: assets, target: assets}\n  - {source: ../other, target: content}\n"
                "  - {source: README.md, target: content/about.md}\n");
  const HugoConfig config = Read();
  ASSERT_THAT(config.mounts, SizeIs(1));
  EXPECT_EQ(config.mounts[0].folder, "docs/manual");
  EXPECT_EQ(config.mounts[0].target, "docs");
  EXPECT_EQ(config.mounts[0].language, "zh");
  EXPECT_THAT(config.mounts[0].exclude, testing::ElementsAre("*.tmp.md"));
  ASSERT_THAT(warnings_, SizeIs(2));
  EXPECT_THAT(warnings_[0].message, HasSubstr("'../other' lies outside of the site"));
  EXPECT_THAT(warnings_[1].message, HasSubstr("'README.md' is a single file"));
}

TEST_F(HugoConfigTest, ContentFoldersAreMounts) {
  folder_.Write("hugo.yaml", "languages: {en: {}, zh: {contentDir: content/zh}, fr: {}}\n");
  const HugoConfig config = Read();
  ASSERT_THAT(config.mounts, SizeIs(2));
  EXPECT_EQ(config.mounts[0].folder, "content");
  EXPECT_EQ(config.mounts[0].language, "en");
  EXPECT_EQ(config.mounts[1].folder, "content/zh");
  EXPECT_EQ(config.mounts[1].language, "zh");
}

TEST_F(HugoConfigTest, ReadsWhatDecidesDates) {
  folder_.Write("hugo.yaml",
                "timeZone: Asia/Shanghai\nfrontmatter:\n  date: [':Filename', ':git', 'written', ':default']\n"
                "  lastmod: ':fileModTime'\n");
  const HugoConfig config = Read();
  EXPECT_EQ(config.offset_minutes, 480);
  EXPECT_THAT(config.date_keys, testing::ElementsAre(":filename", "written", "date", "publishDate", "pubDate",
                                                     "published", "lastmod", "modified"));
  EXPECT_THAT(config.lastmod_keys, testing::ElementsAre(":filemodtime"));
  EXPECT_THAT(config.expiry_keys, SizeIs(0));
  ASSERT_THAT(warnings_, SizeIs(1));
  EXPECT_THAT(warnings_[0].message, HasSubstr("':git' is passed over"));
}

TEST_F(HugoConfigTest, UnknownTimeZoneIsUtc) {
  folder_.Write("hugo.toml", "timeZone = 'Moon/Crater'\n");
  EXPECT_EQ(Read().offset_minutes, 0);
  ASSERT_THAT(warnings_, SizeIs(1));
}

struct MarkupCase {
  const char* name;
  const char* parser;  // below markup.goldmark.parser
  HeadingIdStyle heading_ids;
  bool attributes;
};

void PrintTo(const MarkupCase& row, std::ostream* out) { *out << row.name; }

class HugoMarkup : public testing::TestWithParam<MarkupCase> {};

TEST_P(HugoMarkup, DecidesHeadingIds) {
  const testing_support::TestFolder folder;
  std::vector<Warning> warnings;
  folder.Write("hugo.toml", std::string("[markup.goldmark.parser]\n") + GetParam().parser);
  const Result<HugoConfig> config = ReadHugoConfig(folder.path(), "", &warnings);
  ASSERT_TRUE(config.ok());
  EXPECT_EQ(config->heading_ids, GetParam().heading_ids);
  EXPECT_EQ(config->heading_attributes, GetParam().attributes);
}

INSTANTIATE_TEST_SUITE_P(
    All, HugoMarkup,
    testing::Values(MarkupCase{"default_is_github", "", HeadingIdStyle::kHugo, true},
                    MarkupCase{"ascii", "autoHeadingIDType = 'github-ascii'", HeadingIdStyle::kHugoAscii, true},
                    MarkupCase{"newer_name", "autoIDType = 'blackfriday'", HeadingIdStyle::kHugoBlackfriday, true},
                    MarkupCase{"none", "autoHeadingID = false", HeadingIdStyle::kNone, true},
                    MarkupCase{"no_attributes", "attribute.title = false", HeadingIdStyle::kHugo, false}),
    testing_support::RowName<MarkupCase>);

TEST_F(HugoConfigTest, TaxonomiesAndKinds) {
  folder_.Write("hugo.toml",
                "disableKinds = ['Term', 'RSS']\n[taxonomies]\nserie = 'Series'\n[[cascade]]\ndraft = true\n"
                "[cascade._target]\nkind = 'page'\n");
  const HugoConfig config = Read();
  EXPECT_THAT(config.taxonomies, testing::ElementsAre("series"));
  EXPECT_THAT(config.disabled_kinds, testing::ElementsAre("term", "rss"));
  ASSERT_THAT(config.cascade, SizeIs(1));
  EXPECT_EQ(config.cascade[0].target.kind, "page");
  EXPECT_THAT(config.cascade[0].fields.items, SizeIs(1));
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
