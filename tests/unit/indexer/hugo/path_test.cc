// SPDX-License-Identifier: GPL-3.0-or-later
//
// The expected addresses were printed by Hugo 0.111.3, except where a comment says otherwise.
#include "indexer/source/hugo/path.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

#include "indexer/source/hugo/permalink.h"
#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

using testing::ElementsAre;
using testing_support::RowName;

HugoConfig Config() {
  HugoConfig config;
  HugoLanguage english;
  english.key = "en";
  english.base_path = "/blog";
  HugoLanguage chinese = english;
  chinese.key = "zh-cn";
  chinese.url_prefix = "zh-cn";
  config.languages = {english, chinese};
  const auto section = [&](const char* name, const char* pattern) {
    config.permalinks.push_back({HugoSectionMatcher("page", name), pattern});
  };
  section("blog", "/:section/:year/:month/:day/:slug/");
  section("notes", "/n/:sections/:title/:filename");
  section("odd", "/o/:slugorfilename/:yearday/:weekday/:weekdayname/:monthname/");
  return config;
}

struct UrlCase {
  const char* name;
  const char* path;
  HugoPageFacts facts;
  const char* url;
};

void PrintTo(const UrlCase& row, std::ostream* out) { *out << row.name << ": " << row.path; }

class HugoUrlOf : public testing::TestWithParam<UrlCase> {};

TEST_P(HugoUrlOf, IsHugosRelPermalink) {
  const HugoConfig config = Config();
  const HugoFile file = ReadHugoPath(GetParam().path, {"en", "zh-cn"});
  const HugoLanguage& language = config.languages[file.language == "zh-cn" ? 1 : 0];
  HugoPageFacts facts = GetParam().facts;
  facts.id = MakeHugoPageId(file, GetParam().path, language.key);
  EXPECT_EQ(HugoUrl(file, facts, language, config), GetParam().url);
}

HugoPageFacts Slug(std::string slug) { return {"A", std::move(slug), "", std::nullopt, {}, {}, {}}; }
HugoPageFacts Url(std::string url) { return {"A b", "", std::move(url), std::nullopt, {}, {}, {}}; }
HugoPageFacts Dated(std::string title, std::string_view date, std::string slug = "") {
  return {std::move(title), std::move(slug), "", ParseTimestamp(date), {}, {}, {}};
}

INSTANTIATE_TEST_SUITE_P(
    DefaultPaths, HugoUrlOf,
    testing::Values(
        UrlCase{"blanks", "posts/My Post.md", {}, "/blog/posts/my-post/"},
        UrlCase{"wide_punctuation",
                "posts/你好，世界 Hello!.md",
                {},
                "/blog/posts/%E4%BD%A0%E5%A5%BD%E4%B8%96%E7%95%8C-hello/"},
        // Hugo itself prints this '#' as it is, which cuts the address off there.
        UrlCase{"hash", "posts/C# 入门（一）.md", {}, "/blog/posts/c%23-%E5%85%A5%E9%97%A8%E4%B8%80/"},
        UrlCase{"accents", "posts/Café_Été.md", {}, "/blog/posts/caf%C3%A9_%C3%A9t%C3%A9/"},
        UrlCase{"wide_blank", "posts/全角　空白.md", {}, "/blog/posts/%E5%85%A8%E8%A7%92-%E7%A9%BA%E7%99%BD/"},
        UrlCase{"symbols", "posts/a&b=c+d@e,f;g~h%i.md", {}, "/blog/posts/abc+d@efg~hi/"},
        UrlCase{"dots", "posts/v1.24.5.md", {}, "/blog/posts/v1.24.5/"},
        UrlCase{"percent", "posts/100%%25.md", {}, "/blog/posts/100%25/"},
        UrlCase{"marks", "posts/हि.md", {}, "/blog/posts/%E0%A4%B9%E0%A4%BF/"},
        UrlCase{"runs_of_blanks", "posts/a  b - c.md", {}, "/blog/posts/a-b-c/"},
        UrlCase{"hyphens_at_the_ends", "posts/-lead--.md", {}, "/blog/posts/-lead--/"},
        UrlCase{"brackets", "posts/[x] 'q' (y).md", {}, "/blog/posts/x-q-y/"},
        UrlCase{"emoji", "posts/Emoji 🍵 tea.md", {}, "/blog/posts/emoji-tea/"},
        UrlCase{"top", "about.md", {}, "/blog/about/"}, UrlCase{"bundle", "posts/B 2/index.md", {}, "/blog/posts/b-2/"},
        UrlCase{"home", "_index.md", {}, "/blog/"}, UrlCase{"home_of_language", "_index.zh-cn.md", {}, "/blog/zh-cn/"},
        UrlCase{"section", "Sec Two/_index.md", Slug("ignored"), "/blog/sec-two/"},
        UrlCase{"html", "Sec Two/Sub X/q.html", {}, "/blog/sec-two/sub-x/q/"},
        UrlCase{"no_such_language", "posts/t.de.md", {}, "/blog/posts/t.de/"},
        UrlCase{"language_in_capitals", "posts/t.zh-CN.md", {}, "/blog/posts/t.zh-cn/"}),
    RowName<UrlCase>);

INSTANTIATE_TEST_SUITE_P(
    SlugsAndUrls, HugoUrlOf,
    testing::Values(UrlCase{"slug", "posts/s1.md", Slug("My Slug，中文!"), "/blog/posts/my-slug%E4%B8%AD%E6%96%87/"},
                    UrlCase{"slug_with_slash", "posts/s2.md", Slug("a/b"), "/blog/posts/a/b/"},
                    UrlCase{"slug_of_bundle", "posts/b1/index.md", Slug("bs"), "/blog/posts/bs/"},
                    // Hugo's address would be "/posts//".
                    UrlCase{"slug_of_punctuation", "posts/s3.md", Slug("！"), "/blog/posts/s3/"},
                    UrlCase{"url", "posts/u1.md", Url("/X/Foo Bar/"), "/blog/X/Foo%20Bar/"},
                    UrlCase{"url_of_file", "posts/u2.md", Url("rel/Page.html"), "/blog/rel/Page.html"},
                    UrlCase{"url_of_folder", "posts/u3.md", Url("noslash"), "/blog/noslash/"},
                    UrlCase{"url_in_chinese", "posts/u4.md", Url("/中 文/x.html"),
                            "/blog/%E4%B8%AD%20%E6%96%87/x.html"},
                    UrlCase{"relative_url_of_language", "posts/u4.zh-cn.md", Url("rel/y"), "/blog/zh-cn/rel/y/"},
                    UrlCase{"absolute_url_of_language", "posts/u5.zh-cn.md", Url("/abs/y"), "/blog/abs/y/"},
                    UrlCase{"url_steps_up", "posts/u8.md", Url("../../outside/"), "/blog/outside/"},
                    UrlCase{"url_with_dot_in_a_folder", "posts/u9.md", Url("/v1.0/foo"), "/blog/v1.0/foo"},
                    UrlCase{"url_of_index_file", "posts/u10.md", Url("/e/index.html"), "/blog/e/"},
                    UrlCase{"url_with_empty_parts", "posts/u11/index.md", Url("jj//kk/./ll/"), "/blog/jj/kk/ll/"},
                    UrlCase{"url_of_section", "s/_index.md", Url("/sections/s2/"), "/blog/sections/s2/"},
                    UrlCase{"url_of_home_is_ignored", "_index.md", Url("/other/"), "/blog/"},
                    UrlCase{"url_of_html_of_language", "s/_index.zh-cn.md", Url("s2.html"), "/blog/zh-cn/s2.html"},
                    UrlCase{"slug_steps_up", "posts/s4.md", Slug("../up"), "/blog/up/"},
                    // By Hugo's documentation; 0.111.3 knows no tokens here.
                    UrlCase{"url_with_token", "posts/u7.md", Url("/q/:slug/x"), "/blog/q/A-b/x/"}),
    RowName<UrlCase>);

INSTANTIATE_TEST_SUITE_P(
    Permalinks, HugoUrlOf,
    testing::Values(
        // Hugo unescapes an expanded permalink as a query, so "C++" ends in a blank.
        UrlCase{"title_as_slug", "blog/a.md", Dated("Hello, World！你好 C++", "2020-01-02T03:04:05+08:00"),
                "/blog/blog/2020/01/02/hello-world%E4%BD%A0%E5%A5%BD-c-/"},
        UrlCase{"slug", "blog/b.md", Dated("X", "2020-01-02", "Sl Ug"), "/blog/blog/2020/01/02/sl-ug/"},
        UrlCase{"no_date", "blog/c.md", {"NoDate", "", "", std::nullopt, {}, {}, {}}, "/blog/blog/1/01/01/nodate/"},
        UrlCase{"bundle", "blog/d/index.md", Dated("Bundle", "2021-02-03"), "/blog/blog/2021/02/03/bundle/"},
        UrlCase{"deeper", "blog/sub/e.md", Dated("Sub: page", "2021-02-03"), "/blog/blog/2021/02/03/sub-page/"},
        UrlCase{"section_itself", "blog/_index.md", {}, "/blog/blog/"},
        UrlCase{"sections",
                "notes/Foo Bar/N One.md",
                {"N 1/2", "", "", std::nullopt, {"notes"}, {}, {}},
                "/blog/n/notes/n-1/2/n-one/"},
        UrlCase{"language",
                "notes/x.zh-cn.md",
                {"N x", "", "", std::nullopt, {"notes"}, {}, {}},
                "/blog/zh-cn/n/notes/n-x/x/"},
        UrlCase{"filename", "odd/Some File.md", Dated("x", "2020-02-01"), "/blog/o/some-file/32/6/saturday/february/"},
        UrlCase{"filename_of_bundle", "odd/bun/index.md", Dated("x", "2020-02-01"),
                "/blog/o/bun/32/6/saturday/february/"},
        // Hugo unescapes what a pattern gives.
        UrlCase{
            "title_with_percent", "notes/p.md", {"100%25 #1", "", "", std::nullopt, {}, {}, {}}, "/blog/n/100-%231/p/"},
        UrlCase{"slug_or_filename", "odd/f.md", Dated("x", "2020-02-01", "S L"),
                "/blog/o/s-l/32/6/saturday/february/"}),
    RowName<UrlCase>);

TEST(HugoUrl, PathsMayKeepTheirCaseAndLoseTheirAccents) {
  HugoConfig config = Config();
  config.lower_paths = false;
  config.remove_path_accents = true;
  const HugoFile file = ReadHugoPath("posts/Café.md", {});
  EXPECT_EQ(HugoUrl(file, Slug("Été X"), config.languages[0], config), "/blog/posts/Ete-X/");
}

TEST(HugoUrl, UglyUrlsAreFiles) {
  HugoConfig config = Config();
  config.ugly_urls = true;
  const auto url = [&](const char* path) { return HugoUrl(ReadHugoPath(path, {}), {}, config.languages[0], config); };
  EXPECT_EQ(url("posts/a.md"), "/blog/posts/a.html");
  EXPECT_EQ(url("posts/b/index.md"), "/blog/posts/b.html");
  EXPECT_EQ(url("posts/dot.v1.md"), "/blog/posts/dot.v1.html");
  EXPECT_EQ(url("_index.md"), "/blog/");
  EXPECT_EQ(url("posts/_index.md"), "/blog/posts.html");
  config.ugly_urls = false;
  config.ugly_sections = {{"posts", true}};
  EXPECT_EQ(url("posts/a.md"), "/blog/posts/a.html");
  EXPECT_EQ(url("about.md"), "/blog/about/");
}

struct AliasCase {
  const char* name;
  const char* alias;
  const char* page;
  bool of_url_field;
  const char* address;
};

void PrintTo(const AliasCase& row, std::ostream* out) { *out << row.name; }

class HugoAliasOf : public testing::TestWithParam<AliasCase> {};

TEST_P(HugoAliasOf, IsTheRedirectPageOfHugo) {
  const HugoConfig config = Config();
  const AliasCase& row = GetParam();
  EXPECT_EQ(HugoAlias(row.alias, row.page, row.of_url_field, config.languages[0], config), row.address);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, HugoAliasOf,
    testing::Values(AliasCase{"relative", "old", "/blog/p/a/", false, "/blog/p/old/"},
                    AliasCase{"of_language", "old", "/blog/en/p/a/", false, "/blog/en/p/old/"},
                    AliasCase{"file", "/older/x.html", "/blog/p/a/", false, "/blog/older/x.html"},
                    AliasCase{"not_html", "x.htm", "/blog/p/a/", false, "/blog/p/x.htm/"},
                    AliasCase{"steps_up", "../up/y", "/blog/p/a/", false, "/blog/up/y/"},
                    AliasCase{"steps_out", "../../../../z", "/blog/p/a/", false, "/blog/z/"},
                    AliasCase{"here", "./dot/q", "/blog/p/a/", false, "/blog/p/dot/q/"},
                    AliasCase{"blank", "/空 格/", "/blog/p/a/", false, "/blog/%E7%A9%BA%20%E6%A0%BC/"},
                    AliasCase{"not_sanitised", "Cap/中，", "/blog/p/a/", false, "/blog/p/Cap/%E4%B8%AD%EF%BC%8C/"},
                    AliasCase{"hash", "a#b", "/blog/p/a/", false, "/blog/p/a%23b/"},
                    AliasCase{"question_mark", "q?x=1", "/blog/p/a/", false, "/blog/p/q%3Fx=1/"},
                    AliasCase{"percent", "%41", "/blog/p/a/", false, "/blog/p/%2541/"},
                    AliasCase{"double_slash", "/a//b", "/blog/p/a/", false, "/blog/a/b/"},
                    AliasCase{"page_in_chinese", "old", "/blog/%E4%B8%AD/a/", false, "/blog/%E4%B8%AD/old/"},
                    AliasCase{"ugly_page", "old", "/blog/p/a.html", false, "/blog/p/old/"},
                    AliasCase{"file_of_url", "old", "/blog/zzz/b.html", true, "/blog/old/"},
                    AliasCase{"folder_of_url", "old", "/blog/zzz/b/", true, "/blog/zzz/old/"},
                    AliasCase{"section", "old", "/blog/posts/sub/", false, "/blog/posts/old/"},
                    AliasCase{"root", "/", "/blog/p/a/", false, ""},
                    AliasCase{"page_itself", "a", "/blog/p/a/", false, ""}),
    RowName<AliasCase>);

TEST(HugoAlias, IsUglyOnAnUglySite) {
  HugoConfig config = Config();
  config.ugly_urls = true;
  EXPECT_EQ(HugoAlias("old", "/blog/p/a.html", false, config.languages[0], config), "/blog/p/old.html");
  EXPECT_EQ(HugoAlias("/x.html", "/blog/p/a.html", false, config.languages[0], config), "/blog/x.html");
}

TEST(HugoPath, ListsOfTaxonomiesAreTold) {
  const auto kind = [](const char* path) { return ReadHugoPath(path, {"en"}, {"tags", "series"}).kind; };
  EXPECT_EQ(kind("tags/_index.md"), HugoKind::kTaxonomy);
  EXPECT_EQ(kind("Tags/茶/_index.en.md"), HugoKind::kTerm);
  EXPECT_EQ(kind("series/a/b/_index.md"), HugoKind::kTerm);
  EXPECT_EQ(kind("categories/a/_index.md"), HugoKind::kSection);
  EXPECT_EQ(kind("tags/a.md"), HugoKind::kSingle);
}

TEST(HugoPath, IsComparedInOneSpelling) {
  const char* path = "Posts/My Trip/index.zh.md";
  const HugoPageId id = MakeHugoPageId(ReadHugoPath(path, {"zh"}), path, "zh");
  EXPECT_EQ(id.kind, "page");
  EXPECT_EQ(id.path, "/posts/my-trip");
  EXPECT_EQ(id.file_path, "/posts/my-trip/index.zh.md");
  EXPECT_EQ(MakeHugoPageId(ReadHugoPath("_index.md", {}), "_index.md", "en").path, "/");
}

TEST(HugoPath, IsDivided) {
  const std::vector<std::string> languages = {"en", "zh", "zh-cn"};
  const HugoFile single = ReadHugoPath("posts/2020/a.b.zh-cn.md", languages);
  EXPECT_EQ(single.kind, HugoKind::kSingle);
  EXPECT_THAT(single.folders, ElementsAre("posts", "2020"));
  EXPECT_EQ(single.name, "a.b");
  EXPECT_EQ(single.language, "zh-cn");
  EXPECT_EQ(ReadHugoPath("posts/x/index.zh.md", languages).kind, HugoKind::kBundle);
  EXPECT_EQ(ReadHugoPath("posts/_index.zh.md", languages).kind, HugoKind::kSection);
  EXPECT_EQ(ReadHugoPath("_index.md", languages).kind, HugoKind::kHome);
  EXPECT_EQ(ReadHugoPath("posts/a.fr.md", languages).name, "a.fr");
}

struct TokenCase {
  const char* name;
  const char* pattern;
  const char* expanded;
};

void PrintTo(const TokenCase& row, std::ostream* out) { *out << row.pattern; }

class PermalinkToken : public testing::TestWithParam<TokenCase> {};

TEST_P(PermalinkToken, IsExpanded) {
  HugoPageFacts facts = Dated("T t", "2024-02-09T03:04:05+09:00", "S，s");
  facts.sections = {"a", "b", "c"};
  facts.section_slugs = {"A a", "B！", "C"};
  const HugoFile file = ReadHugoPath("a/b/c/D d.md", {});
  EXPECT_EQ(ExpandPermalink(GetParam().pattern, file, facts), GetParam().expanded);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, PermalinkToken,
    testing::Values(TokenCase{"sections", "/:sections/", "/a/b/c/"}, TokenCase{"first", "/:sections[0]/", "/a/"},
                    TokenCase{"last", "/:sections[last]/", "/c/"}, TokenCase{"from", "/:sections[1:]/", "/b/c/"},
                    TokenCase{"to", "/:sections[:2]/", "/a/b/"}, TokenCase{"none", "/:sections[9]/", "//"},
                    TokenCase{"to_last", "/:sections[1:last]/", "/b/"}, TokenCase{"section", "/:section/", "/a/"},
                    TokenCase{"section_slug", "/:sectionslug/", "/A-a/"},
                    TokenCase{"section_slugs", "/:sectionslugs/", "/A-a/B/C/"},
                    TokenCase{"slice_of_section_slugs", "/:sectionslugs[1:]/", "/B/C/"},
                    TokenCase{"names", "/:title/:slug/:filename/:contentbasename/", "/T-t/Ss/D-d/D-d/"},
                    TokenCase{"slug_or_names", "/:slugorfilename/:slugorcontentbasename/", "/Ss/Ss/"},
                    TokenCase{"dates", "/:year/:month/:day/:monthname/:yearday/", "/2024/02/09/February/40/"},
                    TokenCase{"weekdays", "/:weekday/:weekdayname/", "/5/Friday/"},
                    TokenCase{"go_layouts", "/:2006-:01/:January/:Jan/:2/:Monday/:Mon/:15/:002/",
                              "/2024-02/February/Feb/9/Friday/Fri/03/040/"},
                    TokenCase{"go_layout_in_one", "/:20060102/", "/20240209/"},
                    TokenCase{"literal_colon", "/a\\:year/", "/a:year/"},
                    TokenCase{"unknown", "/:unknown/:/", "/:unknown/:/"},
                    TokenCase{"unknown_slice", "/:title[1]/", "/:title[1]/"},
                    TokenCase{"open_slice", "/:sections[1/", "/a/b/c[1/"}),
    RowName<TokenCase>);

TEST(GoLayout, FormatsTimes) {
  const Timestamp time = *ParseTimestamp("2024-12-05T00:08:09+08:00");
  EXPECT_EQ(FormatGoLayout("2006-01-02 15:04:05", time), "2024-12-05 00:08:09");
  EXPECT_EQ(FormatGoLayout("3:4:5 PM pm 06 _2", time), "12:8:9 AM am 24  5");
  EXPECT_EQ(FormatGoLayout("Jan June Monthly", time), "Dec June Monthly");
  EXPECT_EQ(FormatGoLayout("words", time), std::nullopt);
}

}  // namespace
}  // namespace sou::indexer
