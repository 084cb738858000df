// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/html/page_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

#include "indexer/source/html_text.h"
#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing_support::RowName;

class Reading {
 public:
  explicit Reading(const std::string& html) {
    Result<HtmlPage> read = ReadHtmlPage(html, "a.html", &warnings);
    EXPECT_TRUE(read.ok());
    if (read.ok()) page = std::move(*read);
  }
  HtmlPage page;
  std::vector<Warning> warnings;
};

std::string Document(const std::string& head, const std::string& body) {
  return "<!doctype html><html lang=zh-Hans><head>" + head + "</head><body>" + body + "</body></html>";
}

struct ContentCase {
  const char* name;
  const char* body;
  const char* text;
};

void PrintTo(const ContentCase& row, std::ostream* out) { *out << row.name; }

class MainContent : public testing::TestWithParam<ContentCase> {};

TEST_P(MainContent, IsWhatThePageSays) {
  EXPECT_EQ(Reading(Document("", GetParam().body)).page.body.text, GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, MainContent,
    testing::Values(
        ContentCase{"sou_body_first", "<main>a<p data-sou-body>茶<p data-pagefind-body>c</main><p data-sou-body>水",
                    "茶\n水"},
        ContentCase{"sou_body_within_another", "<div data-sou-body>a<p data-sou-body>b</div>", "a\nb"},
        ContentCase{"pagefind_body", "<main>a<div data-pagefind-body>b</div></main>", "b"},
        ContentCase{"main", "<article>a</article><main>b</main>", "b"},
        ContentCase{"articles_are_joined", "<p>x</p><article>a<article>b</article></article><article>c</article>",
                    "a\nb\nc"},
        ContentCase{"role_main", "<p>x</p><div role=main>b</div>", "b"},
        ContentCase{"body", "<header>h</header><nav>n</nav><p>b</p><footer>f</footer>", "b"},
        ContentCase{"header_of_article", "<article><header>h</header>b<footer>f</footer></article>", "h\nb\nf"},
        ContentCase{"header_in_main", "<main><header>h</header>b</main>", "h\nb"},
        ContentCase{"header_in_article_in_body", "<div><article hidden>x</article></div><header>h</header>b", "b"},
        ContentCase{"ignored",
                    "<main>a<p data-sou-ignore>b<p data-pagefind-ignore>c<p data-pagefind-ignore=all>d</main>", "a"},
        ContentCase{"not_ignored", "<main>a<p data-sou-ignore=false>b</main>", "a\nb"},
        ContentCase{"marked_body_in_ignored", "<main>a<div data-pagefind-ignore><main>b</main></div></main>", "a"},
        ContentCase{"hidden", "<main>a<p hidden>b<p aria-hidden=true>c<p hidden=until-found>d</main>", "a\nd"},
        ContentCase{"furniture",
                    "<main>a<nav>n</nav><aside>s</aside><form>f<input></form><button>b</button><noscript>n</noscript>"
                    "<template>t</template><select><option>o</select><div role=search>r</div></main>",
                    "a"},
        ContentCase{"note_in_aside",
                    "<main>a<aside class=\"starlight-aside tip\">b</aside><aside class=note>c</aside></main>",
                    "a\nb\nc"},
        ContentCase{"button_in_code", "<main><pre><button>Copy</button>x = 1</pre></main>", "x = 1"},
        ContentCase{"empty", "", ""}),
    RowName<ContentCase>);

struct TitleCase {
  const char* name;
  const char* head;
  const char* body;
  const char* title;
};

void PrintTo(const TitleCase& row, std::ostream* out) { *out << row.name; }

class Title : public testing::TestWithParam<TitleCase> {};

TEST_P(Title, IsThePagesOwn) {
  EXPECT_EQ(Reading(Document(GetParam().head, GetParam().body)).page.meta.title, GetParam().title);
}

constexpr const char* kTitles =
    "<title>T | Site</title><meta property=og:title content=O>"
    "<script type=application/ld+json>{\"@type\": \"Article\", \"headline\": \"L\"}</script>";

INSTANTIATE_TEST_SUITE_P(
    Rows, Title,
    testing::Values(
        TitleCase{"pagefind_first", kTitles, "<main><p data-pagefind-meta=title>茶</p><h1>H</h1></main>", "茶"},
        TitleCase{"pagefind_inline", "", "<main data-pagefind-meta='image[src], title:Of tea'>x</main>", "Of tea"},
        TitleCase{"json_ld", kTitles, "<main><h1>H</h1></main>", "L"},
        TitleCase{"json_ld_shortened", kTitles, "<main><h1>Longjing</h1></main>", "Longjing"},
        TitleCase{"open_graph_with_suffix", "<title>T</title><meta property=og:title content='湖边 | 网站'>",
                  "<main><h1>湖边</h1></main>", "湖边"},
        TitleCase{"open_graph_with_subtitle", "<title>T</title><meta property=og:title content='Tea: a history'>",
                  "<main><h1>Tea</h1></main>", "Tea: a history"},
        TitleCase{"open_graph", "<title>T</title><meta property=og:title content=O>", "<main><h1>H</h1></main>", "O"},
        TitleCase{"heading", "<title>T</title>", "<main><h2>a</h2><h1>H <i>i</i><a href=#h>#</a></h1></main>", "H i"},
        TitleCase{"heading_outside", "<title>T</title>", "<header><h1>Site</h1></header><main>x</main>", "T"},
        TitleCase{"title", "<title> T \n t </title>", "<main><h2>a</h2></main>", "T t"},
        TitleCase{"svg_title", "", "<main><svg><title>s</title></svg><h3>a</h3></main>", "a"},
        TitleCase{"none", "", "<main>x</main>", ""}),
    RowName<TitleCase>);

TEST(HtmlPage, SaysWhatItsHeadSays) {
  const HtmlPage page =
      Reading(
          Document(
              "<meta name=description content=' 八十度\n就好 '><link rel=canonical href=/a/><meta "
              "property=og:site_name content=湖畔>"
              "<link rel=alternate hreflang=ja href=/ja/a/><link rel=alternate type=application/rss+xml href=/feed.xml>"
              "<meta property=article:published_time content=2024-04-05T08:00:00+08:00>"
              "<meta property=article:modified_time content=2024-05-06><meta property=article:tag content=茶>"
              "<meta property=article:tag content=杭州><meta property=article:section content=posts><meta name=author "
              "content=林晚>"
              "<meta property=article:author content=https://example.org/lin>",
              "<main>x</main>"))
          .page;
  EXPECT_EQ(page.meta.description, "八十度 就好");
  EXPECT_EQ(page.canonical, "/a/");
  EXPECT_EQ(page.site_name, "湖畔");
  EXPECT_THAT(page.alternates, ElementsAre("/ja/a/"));
  EXPECT_EQ(page.meta.language, "zh-Hans");
  EXPECT_EQ(FormatRfc3339(*page.meta.date), "2024-04-05T08:00:00+08:00");
  EXPECT_EQ(FormatRfc3339(*page.meta.lastmod), "2024-05-06T00:00:00Z");
  EXPECT_THAT(page.meta.tags, ElementsAre("茶", "杭州"));
  EXPECT_EQ(page.section, "posts");
  EXPECT_THAT(page.meta.authors, ElementsAre("林晚"));
  EXPECT_FALSE(page.meta.unsearchable);
}

TEST(HtmlPage, SaysWhatItsJsonLdSays) {
  const Reading reading(Document(
      "<script type=\"application/ld+json\">{\"@graph\": [{\"@type\": \"WebSite\", \"headline\": \"Site\"},"
      "{\"@type\": [\"BlogPosting\"], \"headline\": \"龙井\", \"datePublished\": \"2024-04-05\", \"dateModified\": "
      "\"2024-05-06\","
      "\"url\": \"https://example.org/a/\", \"keywords\": \"茶, 杭州\", \"author\": [{\"name\": \"林晚\"}, \"Mori\"], "
      "\"description\": \"d\"}]}</script>",
      "<main>x</main>"));
  EXPECT_THAT(reading.warnings, IsEmpty());
  EXPECT_EQ(reading.page.meta.title, "龙井");
  EXPECT_EQ(reading.page.meta.description, "d");
  EXPECT_EQ(FormatRfc3339(*reading.page.meta.date), "2024-04-05T00:00:00Z");
  EXPECT_EQ(FormatRfc3339(*reading.page.meta.lastmod), "2024-05-06T00:00:00Z");
  EXPECT_THAT(reading.page.meta.tags, ElementsAre("茶", "杭州"));
  EXPECT_THAT(reading.page.meta.authors, ElementsAre("林晚", "Mori"));
}

TEST(HtmlPage, IsNoneOfTheArticlesItLists) {
  const HtmlPage page =
      Reading(Document("<script type=application/ld+json>[{\"headline\": \"A\"}, {\"headline\": \"B\"}]</script>",
                       "<main><h1>All posts</h1></main>"))
          .page;
  EXPECT_EQ(page.meta.title, "All posts");
}

TEST(HtmlPage, SaysWhatItsContentMarks) {
  const HtmlPage page =
      Reading(
          Document("<meta name=keywords content='site, words'>",
                   "<main><header><time datetime=2024-04-05>5.4.</time></header><time datetime=1999-01-01>then</time>"
                   "<a rel=tag href=/t/1>茶</a><a rel='category tag' href=/c/1>生活</a><a rel=author href=/>林晚</a>"
                   "<time itemprop=dateModified datetime=2024-05-06></time></main>"))
          .page;
  EXPECT_EQ(FormatRfc3339(*page.meta.date), "2024-04-05T00:00:00Z");
  EXPECT_EQ(FormatRfc3339(*page.meta.lastmod), "2024-05-06T00:00:00Z");
  EXPECT_THAT(page.meta.tags, ElementsAre("茶"));
  EXPECT_THAT(page.meta.categories, ElementsAre("生活"));
  EXPECT_THAT(page.meta.authors, ElementsAre("林晚"));
}

TEST(HtmlPage, PagefindsFiltersAreTagsAndMore) {
  const HtmlPage page =
      Reading(
          Document("<meta data-pagefind-filter='author[content]' content=林晚>",
                   "<main><b data-pagefind-filter=tag>茶</b><b data-pagefind-filter='tags:杭州, category:生活'>x</b>"
                   "<b data-pagefind-meta=date>2024-04-05</b></main>"))
          .page;
  EXPECT_THAT(page.meta.tags, ElementsAre("茶", "杭州"));
  EXPECT_THAT(page.meta.categories, ElementsAre("生活"));
  EXPECT_THAT(page.meta.authors, ElementsAre("林晚"));
  EXPECT_EQ(FormatRfc3339(*page.meta.date), "2024-04-05T00:00:00Z");
}

TEST(HtmlPage, KeywordsAreDividedAtCommas) {
  EXPECT_THAT(Reading(Document("<meta name=Keywords content='茶，水, tea,,'>", "x")).page.meta.tags,
              ElementsAre("茶", "水", "tea"));
}

TEST(HtmlPage, AModificationAtPublicationIsNone) {
  const HtmlPage page = Reading(Document("<meta property=article:published_time content=2024-04-05>"
                                         "<meta property=article:modified_time content=2024-04-05>",
                                         "x"))
                            .page;
  EXPECT_EQ(page.meta.lastmod, std::nullopt);
}

struct RobotsCase {
  const char* name;
  const char* head;
  bool no_index;
};

void PrintTo(const RobotsCase& row, std::ostream* out) { *out << row.name; }

class Robots : public testing::TestWithParam<RobotsCase> {};

TEST_P(Robots, AreHeard) {
  EXPECT_EQ(Reading(Document(GetParam().head, "x")).page.meta.unsearchable, GetParam().no_index);
}

INSTANTIATE_TEST_SUITE_P(Rows, Robots,
                         testing::Values(RobotsCase{"noindex", "<meta name=robots content='NOINDEX, follow'>", true},
                                         RobotsCase{"none", "<meta name=googlebot content=none>", true},
                                         RobotsCase{"for_sou", "<meta name=sou content=noindex>", true},
                                         RobotsCase{"other_robot", "<meta name=bingbot content=noindex>", false},
                                         RobotsCase{"index", "<meta name=robots content='index, noarchive'>", false}),
                         RowName<RobotsCase>);

TEST(HtmlPage, KnowsRedirects) {
  EXPECT_EQ(Reading(Document("<meta http-equiv=Refresh content=\"0; URL='/b/'\">", "")).page.refresh, "/b/");
  EXPECT_EQ(Reading(Document("<meta http-equiv=refresh content=300>", "news")).page.refresh, "");
  EXPECT_TRUE(Reading(Document("", "<script>window.location.replace('/b/')</script>")).page.is_script_only);
  EXPECT_FALSE(Reading(Document("", "text<script>window.location.replace('/b/')</script>")).page.is_script_only);
  EXPECT_FALSE(Reading(Document("", "<script>draw()</script>")).page.is_script_only);
}

TEST(HtmlPage, LanguageHasThreePlaces) {
  const auto language = [](const std::string& html) { return Reading(html).page.meta.language; };
  EXPECT_EQ(language("<html lang=ja xml:lang=zh><p>x"), "ja");
  EXPECT_EQ(language("<html xml:lang=zh-TW><meta http-equiv=content-language content=ja><p>x"), "zh-TW");
  EXPECT_EQ(language("<meta http-equiv=content-language content='ko, en'><p>x"), "ko");
  EXPECT_EQ(language("<p>x"), "");
}

TEST(HtmlPage, WarnsOfBrokenJsonLdWithItsLine) {
  const Reading reading("<p>a\n<script type=application/ld+json>\n{\"headline\":\n oops}</script>");
  ASSERT_EQ(reading.warnings.size(), 1U);
  EXPECT_EQ(reading.warnings[0].place.line, 4U);
  EXPECT_THAT(reading.warnings[0].message, HasSubstr("JSON-LD is ignored"));
}

TEST(HtmlPage, WarnsOfADateThatIsNone) {
  const Reading reading(Document("<meta name=date content=yesterday>", "x"));
  ASSERT_EQ(reading.warnings.size(), 1U);
  EXPECT_THAT(reading.warnings[0].message, HasSubstr("'yesterday' is no date"));
}

TEST(HtmlPage, TooDeepIsAnError) {
  std::string html;
  for (int i = 0; i < 100'000; ++i) html += "<div>";
  std::vector<Warning> warnings;
  const Result<HtmlPage> page = ReadHtmlPage(html, "a.html", &warnings);
  ASSERT_FALSE(page.ok());
  EXPECT_EQ(page.error().code, ErrorCode::kLimit);
  EXPECT_EQ(page.error().place.path, "a.html");
}

struct NameCase {
  const char* name;
  const char* title;
  const char* site;
  const char* cut;
};

void PrintTo(const NameCase& row, std::ostream* out) { *out << row.name; }

class SiteName : public testing::TestWithParam<NameCase> {};

TEST_P(SiteName, IsCut) { EXPECT_EQ(CutSiteName(GetParam().title, {"", GetParam().site}), GetParam().cut); }

INSTANTIATE_TEST_SUITE_P(
    Rows, SiteName,
    testing::Values(NameCase{"bar", "Tea | Site", "Site", "Tea"}, NameCase{"wide_bar", "茶｜湖畔", "湖畔", "茶"},
                    NameCase{"dash", "Tea – Site", "Site", "Tea"}, NameCase{"hyphen", "Tea - Site", "Site", "Tea"},
                    NameCase{"hyphen_without_blanks", "茶的水温-湖畔", "湖畔", "茶的水温"},
                    NameCase{"in_a_word", "e-mail", "mail", "e-mail"},
                    NameCase{"no_separator", "My Site", "Site", "My Site"},
                    NameCase{"before", "Site: Tea", "Site", "Tea"}, NameCase{"alone", "Site", "Site", "Site"},
                    NameCase{"nothing_left", " | Site", "Site", " | Site"},
                    NameCase{"other_site", "Tea | Site", "Blog", "Tea | Site"}),
    RowName<NameCase>);

TEST(DropHeading, MovesWhatFollows) {
  BodyBuilder builder;
  AddHtml("<p>序</p><h1>茶</h1><h2>水</h2><pre>x</pre>", &builder);
  Body body = builder.Finish();
  DropHeading(0, &body);
  EXPECT_EQ(body.text, "序\n水\nx");
  EXPECT_THAT(body.headings, ElementsAre(Heading{2, "水", "", 4}));
  EXPECT_THAT(body.code_blocks, ElementsAre(CodeBlock{8, 9, ""}));
  DropHeading(0, &body);
  EXPECT_EQ(body.text, "序\nx");
  EXPECT_THAT(body.code_blocks, ElementsAre(CodeBlock{4, 5, ""}));
}

TEST(DropHeading, MayLeaveNothing) {
  BodyBuilder builder;
  AddHtml("<p>a</p><h1>茶</h1>", &builder);
  Body body = builder.Finish();
  DropHeading(0, &body);
  EXPECT_EQ(body.text, "a");
  EXPECT_THAT(body.headings, IsEmpty());
}

}  // namespace
}  // namespace sou::indexer
