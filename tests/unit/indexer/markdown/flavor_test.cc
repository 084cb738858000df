// SPDX-License-Identifier: GPL-3.0-or-later
//
// Addresses and ids as the real generators gave them: VitePress 1.6, Docusaurus 3.10, github-slugger 2; mdBook's,
// Docsify's, MkDocs' and Zola's by their documentation.
#include "indexer/source/markdown/flavor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "indexer/source/markdown/heading_slugs.h"
#include "indexer/source/markdown/site.h"
#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

using testing::ElementsAre;

struct AddressCase {
  const char* config_file;
  const char* config;
  const char* path;
  const char* text;
  const char* url;  // empty: no page
  const char* language;
};

class FlavorTest : public testing::TestWithParam<AddressCase> {};

TEST_P(FlavorTest, PagesAreWhereTheGeneratorPutsThem) {
  const AddressCase& c = GetParam();
  testing_support::TestFolder folder;
  folder.Write(c.config_file, c.config);
  folder.Write("versions.json", "[\"2.0\", \"1.0\"]");
  folder.Write("src/SUMMARY.md", "# Summary\n\n- [One](./one.md)\n- [Two](a/README.md#x)\n");
  folder.Write(c.path, c.text);
  const Result<std::unique_ptr<SiteSource>> site = OpenMarkdownSite(folder.path(), {});
  ASSERT_TRUE(site.ok()) << site.error().ToString();
  std::string url;
  std::string language;
  const Result<Listing> listing = (*site)->List();
  for (const SourceFile& file : listing->files) {
    if (file.path != c.path) continue;
    const ReadOutcome outcome = (*site)->Read(file);
    if (outcome.page) url = outcome.page->url;
    if (outcome.page) language = outcome.page->language_tag;
  }
  EXPECT_EQ(url, c.url) << c.path;
  EXPECT_EQ(language, c.language) << c.path;
}

constexpr const char* kVitePress = ".vitepress/config.mts";
constexpr const char* kVitePressConfig = "export default {\n  // base: '/no/',\n  base: '/manual/', lang: 'ko-KR' }";
constexpr const char* kDocusaurus = "docusaurus.config.js";
constexpr const char* kDocusaurusConfig =
    "module.exports = { baseUrl: '/man/', i18n: { defaultLocale: 'en', locales: ['en', 'zh-Hans'] } };";
constexpr const char* kZolaConfig =
    "base_url = \"https://x.org/b\"\ndefault_language = \"en\"\n[languages.zh]\n[slugify]\npaths = \"on\"\n";

constexpr AddressCase kCases[] = {
    {kVitePress, kVitePressConfig, "guide/a.md", "x", "/manual/guide/a.html", "ko-KR"},
    {kVitePress, kVitePressConfig, "guide/index.md", "x", "/manual/guide/", "ko-KR"},
    {kVitePress, kVitePressConfig, "guide/README.md", "x", "/manual/guide/README.html", "ko-KR"},
    {kVitePress, kVitePressConfig, "ja/中 文.md", "x", "/manual/ja/%E4%B8%AD%20%E6%96%87.html", "ja"},
    {kVitePress, "export default { cleanUrls: true }", "a.md", "zebra giraffe elephant", "/a", "en"},
    {"docs/.vitepress/config.js", "base: `/x/`", "docs/a.md", "---\nlang: fr\n---\nx", "/x/a.html", "fr"},
    {"docs/.vitepress/config.js", "base: `/x/`", "other/a.md", "x", "", ""},
    {".vuepress/config.js", "lang: 'ja'", "guide/README.md", "x", "/guide/", "ja"},
    {kDocusaurus, kDocusaurusConfig, "docs/intro.md", "x", "/man/docs/next/intro", "en"},
    {kDocusaurus, kDocusaurusConfig, "versioned_docs/version-2.0/intro.md", "x", "/man/docs/intro", "en"},
    {kDocusaurus, kDocusaurusConfig, "versioned_docs/version-1.0/intro.md", "x", "/man/docs/1.0/intro", "en"},
    {kDocusaurus, kDocusaurusConfig, "versioned_docs/version-2.0/02-guide/01-heads.md", "x", "/man/docs/guide/heads",
     "en"},
    {kDocusaurus, kDocusaurusConfig, "versioned_docs/version-2.0/02-guide/index.md", "x", "/man/docs/guide/", "en"},
    {kDocusaurus, kDocusaurusConfig, "versioned_docs/version-2.0/02-guide/guide.md", "x", "/man/docs/guide/guide",
     "en"},
    {kDocusaurus, kDocusaurusConfig, "versioned_docs/version-2.0/03-cat/03-cat.md", "x", "/man/docs/cat/", "en"},
    {kDocusaurus, kDocusaurusConfig, "versioned_docs/version-2.0/2021-11-a/1-d.md", "x", "/man/docs/2021-11-a/d", "en"},
    {kDocusaurus, kDocusaurusConfig, "versioned_docs/version-2.0/7.0-v/1.2-v.md", "x", "/man/docs/7.0-v/1.2-v", "en"},
    {kDocusaurus, kDocusaurusConfig, "versioned_docs/version-2.0/a/x.md", "---\nslug: rel\n---\nx", "/man/docs/a/rel",
     "en"},
    {kDocusaurus, kDocusaurusConfig, "versioned_docs/version-2.0/a/x.md", "---\nslug: /abs/p\n---\nx",
     "/man/docs/abs/p", "en"},
    {kDocusaurus, kDocusaurusConfig, "versioned_docs/version-2.0/a/x.md", "---\nid: myid\n---\nx", "/man/docs/a/myid",
     "en"},
    {kDocusaurus, kDocusaurusConfig, "versioned_docs/version-2.0/a/_part.md", "x", "", ""},
    {kDocusaurus, kDocusaurusConfig, "README.md", "x", "", ""},
    {kDocusaurus, kDocusaurusConfig, "blog/2021-08-26-welcome.md", "x", "/man/blog/2021/08/26/welcome", "en"},
    {kDocusaurus, kDocusaurusConfig, "blog/sub/2021-09-02-s.md", "x", "/man/blog/2021/09/02/sub/s", "en"},
    {kDocusaurus, kDocusaurusConfig, "blog/2021-09-01-dir/index.mdx", "x", "/man/blog/2021/09/01/dir", "en"},
    {kDocusaurus, kDocusaurusConfig, "blog/2021-09-03-z.md", "---\nslug: mine\n---\nx", "/man/blog/mine", "en"},
    {kDocusaurus, kDocusaurusConfig, "src/pages/about.md", "x", "/man/about", "en"},
    {kDocusaurus, kDocusaurusConfig, "i18n/zh-Hans/docusaurus-plugin-content-docs/version-2.0/intro.md", "x",
     "/man/zh-Hans/docs/intro", "zh-Hans"},
    {kDocusaurus, "presets: [['classic', { docs: { routeBasePath: '/' }, blog: { routeBasePath: 'news' } }]]",
     "versioned_docs/version-2.0/a.md", "giraffe elephant", "/a", "en"},
    {"book.toml", "[book]\nlanguage = \"ja\"\n[output.html]\nsite-url = \"/book/\"\n", "src/one.md", "x",
     "/book/one.html", "ja"},
    {"book.toml", "", "src/a/README.md", "zebra giraffe elephant", "/a/", "en"},
    {"book.toml", "", "src/unlisted.md", "x", "", ""},
    {"index.html", "<script>window.$docsify = {}</script>", "guide/中.md", "zebra giraffe elephant",
     "/#/guide/%E4%B8%AD", "en"},
    {"index.html", "<script>window.$docsify = {}</script>", "guide/README.md", "湖边的茶馆", "/#/guide/", "zh"},
    {"index.html", "<script>window.$docsify = {}</script>", "_sidebar.md", "x", "", ""},
    {"mkdocs.yml", "site_url: https://x.org/m/\ndocs_dir: 'docs'\n", "docs/a/b.md", "zebra giraffe elephant", "/m/a/b/",
     "en"},
    {"config.toml", kZolaConfig, "content/a/2024-05-06-My Post.md", "x", "/b/a/my-post/", "en"},
    {"config.toml", kZolaConfig, "content/A B/index.zh.md", "x", "/b/zh/a-b/", "zh"},
    {"config.toml", kZolaConfig, "content/c.md", "+++\npath = \"2014/12/x\"\n+++\nx", "/b/2014/12/x/", "en"},
    {"config.toml", kZolaConfig, "content/c.md", "+++\nslug = \"The Slug\"\n+++\nx", "/b/the-slug/", "en"},
    {"config.toml", kZolaConfig, "content/你好.md", "x", "/b/ni-hao/", "en"},
    {"config.toml", kZolaConfig, "content/c.md", "+++\nin_search_index = false\n+++\nx", "", ""},
    {"plain.txt", "", "a/b.mdx", "import X from 'x'\n\n湖边的茶馆", "/a/b/", "zh"},
    {"plain.txt", "", "SUMMARY.md", "x", "", ""},
    {"plain.txt", "", "a/summary.md", "zebra giraffe elephant", "/a/summary/", "en"},
};
INSTANTIATE_TEST_SUITE_P(Cases, FlavorTest, testing::ValuesIn(kCases));

TEST(Zola, TagsStandInATableOfTheirOwn) {
  testing_support::TestFolder folder;
  folder.Write("config.toml", "base_url = \"/\"");
  folder.Write("content/2024-05-06-a.md", "+++\ntitle = \"A\"\n[taxonomies]\ntags = [\"茶\", \"tea\"]\n+++\nx");
  const Result<std::unique_ptr<SiteSource>> site = OpenMarkdownSite(folder.path(), {});
  const Page page = (*site)->Read((*site)->List()->files.at(0)).page.value();
  EXPECT_THAT(page.tags, ElementsAre("茶", "tea"));
  EXPECT_EQ(FormatRfc3339(page.date.value()).substr(0, 10), "2024-05-06");
}

struct SlugCase {
  const char* text;
  const char* github;
  const char* vitepress;
  const char* mdbook;
  const char* zola;
};

class SlugTest : public testing::TestWithParam<SlugCase> {};

TEST_P(SlugTest, AsTheGeneratorsMakeThem) {
  EXPECT_EQ(GithubSlug(GetParam().text), GetParam().github);
  EXPECT_EQ(VitePressSlug(GetParam().text), GetParam().vitepress);
  EXPECT_EQ(MdBookSlug(GetParam().text), GetParam().mdbook);
  EXPECT_EQ(ZolaSlug(GetParam().text), GetParam().zola);
}

// VitePress' own are decomposed: て and its mark, Hangul by jamo.
constexpr SlugCase kSlugs[] = {
    {"你好，世界 Hello!", "你好世界-hello", "你好-世界-hello", "你好世界-hello", "ni-hao-shi-jie-hello"},
    {"Getting Started (v1.2)", "getting-started-v12", "getting-started-v1-2", "getting-started-v12",
     "getting-started-v1-2"},
    {"C++ & C#", "c--c", "c-c", "c--c", "c-c"},
    {"3 ways to go", "3-ways-to-go", "_3-ways-to-go", "3-ways-to-go", "3-ways-to-go"},
    {"日本語の「見出し」です", "日本語の見出しです", "日本語の「見出し」です", "日本語の見出しです",
     "ri-ben-yuno-jian-chushi-desu"},
    {"한국어 제목", "한국어-제목", "한국어-제목", "한국어-제목", "hangug-eo-jemog"},
    {"Café über naïve", "café-über-naïve", "cafe-uber-naive", "café-über-naïve", "cafe-uber-naive"},
    {"Emoji 🎉 party", "emoji--party", "emoji-🎉-party", "emoji--party", "emoji-party"},
    {"Trailing dash -", "trailing-dash--", "trailing-dash", "trailing-dash--", "trailing-dash"},
    {"Under_score here", "under_score-here", "under-score-here", "under_score-here", "under-score-here"},
    {"A — B – C", "a--b--c", "a-—-b-–-c", "a--b--c", "a-b-c"},
    {"What's new?", "whats-new", "what-s-new", "whats-new", "what-s-new"},
    {"½ x ²", "-x-", "_1⁄2-x-2", "½-x-²", "1-2-x"},
    {"...", "", "", "", ""},
};
INSTANTIATE_TEST_SUITE_P(Cases, SlugTest, testing::ValuesIn(kSlugs));

}  // namespace
}  // namespace sou::indexer
