// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/jekyll/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>

#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;
using testing_support::RowName;
using testing_support::TestFolder;

class JekyllConfigTest : public testing::Test {
 protected:
  JekyllConfig Read(const std::string& yaml, const std::string& base_url = {}) {
    folder_.Write("_config.yml", yaml);
    Result<JekyllConfig> config = ReadJekyllConfig(folder_.path(), base_url, &warnings_);
    EXPECT_TRUE(config.ok()) << config.error().ToString();
    return config.ok() ? *config : JekyllConfig();
  }

  TestFolder folder_;
  std::vector<Warning> warnings_;
};

TEST_F(JekyllConfigTest, DefaultsAreJekylls) {
  const Result<JekyllConfig> config = ReadJekyllConfig(folder_.path(), "", &warnings_);
  ASSERT_TRUE(config.ok());
  EXPECT_EQ(config->source, "");
  EXPECT_EQ(config->destination, "_site");
  EXPECT_EQ(config->base_path, "");
  EXPECT_EQ(config->page_permalink, "/:path/:basename:output_ext");
  EXPECT_EQ(config->collections.at(0).permalink, "/:categories/:year/:month/:day/:title:output_ext");
  EXPECT_THAT(config->exclude, Contains("node_modules"));
  EXPECT_THAT(config->markdown_extensions, ElementsAre("markdown", "mkdown", "mkdn", "mkd", "md"));
  EXPECT_EQ(config->heading_ids, HeadingIdStyle::kKramdownGfm);
  EXPECT_TRUE(config->is_kramdown);
}

TEST_F(JekyllConfigTest, ReadsWhatMatters) {
  const JekyllConfig config = Read(
      "url: https://a.example/x\nbaseurl: /blog/\nlocale: zh-TW\nsource: ./src/\ncollections_dir: parts\n"
      "destination: docs\ninclude: [_pinned.md, node_modules]\nexclude: [attic]\nfuture: true\nshow_drafts: true\n"
      "unpublished: true\nmarkdown_ext: md, TXT\nplugins: [jekyll-optional-front-matter]\n");
  EXPECT_EQ(config.base_path, "/x/blog");
  EXPECT_EQ(config.language, "zh-TW");
  EXPECT_EQ(config.source, "src");
  EXPECT_EQ(config.collections_dir, "parts");
  EXPECT_EQ(config.destination, "docs");
  EXPECT_THAT(config.include, ElementsAre("_pinned.md", "node_modules"));
  EXPECT_THAT(config.exclude, Contains("attic"));
  EXPECT_THAT(config.exclude, Not(Contains("node_modules")));
  EXPECT_TRUE(config.future && config.show_drafts && config.unpublished && config.optional_front_matter);
  EXPECT_THAT(config.markdown_extensions, ElementsAre("md", "txt"));
  EXPECT_EQ(Read("baseurl: /blog\n", "https://b.example/other/").base_path, "/other");
}

TEST_F(JekyllConfigTest, ReadsCollections) {
  const JekyllConfig map = Read(
      "permalink: pretty\ncollections:\n  wiki: {output: true}\n  me mo:\n    output: false\n    permalink: /m/:path\n"
      "  posts: {permalink: /p/:title/}\n");
  ASSERT_EQ(map.collections.size(), 3U);
  EXPECT_EQ(map.collections[0].permalink, "/:collection/:path/");
  EXPECT_TRUE(map.collections[0].output);
  EXPECT_EQ(map.collections[1].label, "memo");
  EXPECT_EQ(map.collections[1].permalink, "/m/:path");
  EXPECT_FALSE(map.collections[1].output);
  EXPECT_EQ(map.collections[2].permalink, "/p/:title/");
  EXPECT_TRUE(map.collections[2].output);
  const JekyllConfig list = Read("collections: [wiki, memos]\n");
  EXPECT_EQ(list.collections[1].label, "memos");
  EXPECT_FALSE(list.collections[1].output);
}

struct StyleCase {
  const char* name;
  const char* style;
  const char* post;
  const char* page;
  const char* document;
};

void PrintTo(const StyleCase& row, std::ostream* out) { *out << row.style; }

class PermalinkStyle : public testing::TestWithParam<StyleCase> {};

TEST_P(PermalinkStyle, IsJekylls) {
  TestFolder folder;
  folder.Write("_config.yml", "collections: [wiki]\npermalink: \"" + std::string(GetParam().style) + "\"\n");
  std::vector<Warning> warnings;
  const Result<JekyllConfig> config = ReadJekyllConfig(folder.path(), "", &warnings);
  ASSERT_TRUE(config.ok());
  EXPECT_EQ(config->collections[1].permalink, GetParam().post);
  EXPECT_EQ(config->page_permalink, GetParam().page);
  EXPECT_EQ(config->collections[0].permalink, GetParam().document);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, PermalinkStyle,
    testing::Values(StyleCase{"none", "none", "/:categories/:title:output_ext", "/:path/:basename:output_ext",
                              "/:collection/:path:output_ext"},
                    StyleCase{"ordinal", "ordinal", "/:categories/:year/:y_day/:title:output_ext",
                              "/:path/:basename:output_ext", "/:collection/:path:output_ext"},
                    StyleCase{"pretty", "pretty", "/:categories/:year/:month/:day/:title/", "/:path/:basename/",
                              "/:collection/:path/"},
                    StyleCase{"weekdate", "weekdate", "/:categories/:year/W:week/:short_day/:title:output_ext",
                              "/:path/:basename", "/:collection/:path"},
                    StyleCase{"slash", "/b/:title/", "/b/:title/", "/:path/:basename/", "/:collection/:path/"},
                    StyleCase{"bare", "/b/:title", "/b/:title", "/:path/:basename", "/:collection/:path"},
                    StyleCase{"html", "/b/:title.html", "/b/:title.html", "/:path/:basename", "/:collection/:path"},
                    StyleCase{"extension", "/:title:output_ext", "/:title:output_ext", "/:path/:basename:output_ext",
                              "/:collection/:path:output_ext"}),
    RowName<StyleCase>);

struct MarkdownCase {
  const char* name;
  const char* yaml;
  HeadingIdStyle ids;
  bool is_kramdown;
};

void PrintTo(const MarkdownCase& row, std::ostream* out) { *out << row.yaml; }

class MarkdownConverter : public testing::TestWithParam<MarkdownCase> {};

TEST_P(MarkdownConverter, DecidesTheIds) {
  TestFolder folder;
  folder.Write("_config.yml", GetParam().yaml);
  std::vector<Warning> warnings;
  const Result<JekyllConfig> config = ReadJekyllConfig(folder.path(), "", &warnings);
  ASSERT_TRUE(config.ok());
  EXPECT_EQ(config->heading_ids, GetParam().ids);
  EXPECT_EQ(config->is_kramdown, GetParam().is_kramdown);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, MarkdownConverter,
    testing::Values(MarkdownCase{"own_parser", "kramdown: {input: kramdown}", HeadingIdStyle::kKramdown, true},
                    MarkdownCase{"gfm", "kramdown: {input: GFM}", HeadingIdStyle::kKramdownGfm, true},
                    MarkdownCase{"no_ids", "kramdown: {auto_ids: false}", HeadingIdStyle::kNone, true},
                    MarkdownCase{"commonmark", "markdown: CommonMark", HeadingIdStyle::kNone, false},
                    MarkdownCase{"github", "markdown: CommonMarkGhPages", HeadingIdStyle::kKramdownGfm, false}),
    RowName<MarkdownCase>);

TEST_F(JekyllConfigTest, WarnsOfWhatItCannotFollow) {
  Read("title: x\ntimezone: Mars/Olympus\nlimit_posts: 3\ndefaults:\n  - scope: {path: a}\n");
  std::vector<std::string> messages;
  for (const Warning& warning : warnings_)
    messages.push_back(std::to_string(warning.place.line) + " " + warning.message);
  EXPECT_THAT(messages, testing::UnorderedElementsAre("2 there is no time zone 'Mars/Olympus'; UTC is taken",
                                                      "3 limit_posts is for previews; all posts are read",
                                                      "5 an entry of defaults without values is ignored"));
}

TEST_F(JekyllConfigTest, FailsWithItsPlace) {
  folder_.Write("_config.yml", "source: ../other\n");
  const Result<JekyllConfig> outside = ReadJekyllConfig(folder_.path(), "", &warnings_);
  ASSERT_FALSE(outside.ok());
  EXPECT_EQ(outside.error().ToString(), "_config.yml: source '../other' lies outside of the site");
  folder_.Write("_config.yml", "a: [\n");
  EXPECT_FALSE(ReadJekyllConfig(folder_.path(), "", &warnings_).ok());
}

struct SiteCase {
  const char* name;
  std::vector<std::pair<const char*, const char*>> files;
  bool is_jekyll;
};

void PrintTo(const SiteCase& row, std::ostream* out) { *out << row.name; }

class JekyllFolder : public testing::TestWithParam<SiteCase> {};

TEST_P(JekyllFolder, IsRecognised) {
  TestFolder folder;
  for (const auto& [path, text] : GetParam().files) folder.Write(path, text);
  EXPECT_EQ(IsJekyllFolder(folder.path()), GetParam().is_jekyll);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, JekyllFolder,
    testing::Values(SiteCase{"empty", {{"a.md", "x"}}, false},
                    SiteCase{"posts_only", {{"_posts/2020-01-02-a.md", "x"}}, true},
                    SiteCase{"config_and_posts", {{"_config.yml", "title: x"}, {"_posts/2020-01-02-a.md", "x"}}, true},
                    SiteCase{"config_and_layouts", {{"_config.yaml", "title: x"}, {"_layouts/a.html", "x"}}, true},
                    SiteCase{"toml", {{"_config.toml", "title = 'x'"}, {"_layouts/a.html", "x"}}, true},
                    SiteCase{"gemfile", {{"_config.yml", "title: x"}, {"Gemfile", "gem 'jekyll'"}}, true},
                    SiteCase{"keys", {{"_config.yml", "remote_theme: a/b"}}, true},
                    SiteCase{"nothing_of_jekyll", {{"_config.yml", "title: x"}}, false},
                    SiteCase{"hexo_source", {{"_config.yml", "permalink: x"}, {"source/_posts/a.md", "x"}}, false},
                    SiteCase{
                        "hexo_package", {{"_config.yml", "permalink: x"}, {"package.json", "{\"hexo\": {}}"}}, false},
                    SiteCase{"hexo_keys", {{"_config.yml", "permalink: x\nskip_render: y"}}, false},
                    SiteCase{"jekyll_in_source",
                             {{"_config.yml", "source: source\npermalink: x"},
                              {"Gemfile", "gem 'jekyll'"},
                              {"source/_posts/2020-01-02-a.md", "x"}},
                             true}),
    RowName<SiteCase>);

}  // namespace
}  // namespace sou::indexer
