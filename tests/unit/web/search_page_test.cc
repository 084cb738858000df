// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/ui/search_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/percent.h"
#include "fake_search.h"
#include "web/server/url.h"
#include "web/ui/html_writer.h"

namespace sou::web {
namespace {

using testing::HasSubstr;
using testing::Not;

query::Hit MakeHit() {
  query::Hit hit;
  hit.path = "content/posts/a.md";
  hit.url = "/posts/a/";
  hit.title = {{"关于", false}, {"云原生", true}};
  hit.lang = "zh";
  hit.date = Timestamp{.unix_seconds = 1533958656, .offset_minutes = 480};
  hit.tags = {"cloud & native"};
  hit.snippet = {{"……", false}, {"云原生", true}, {"的定义", false}};
  hit.sections = {{.title = {{"起源", true}}, .url = "/posts/a/#origin", .snippet = {{"当时", false}}}};
  return hit;
}

class SearchPage : public testing::Test {
 protected:
  SearchPage() {
    fake_.answer.match = query::Match::kAll;
    fake_.answer.total = 1;
    fake_.answer.hits = {MakeHit()};
  }

  Response Load(std::string_view query) {
    return SearchPageHandler(fake_.Source(), options_)(Get("/", ParseQuery(query)));
  }

  FakeSearch fake_;
  PageOptions options_{.site_title = "", .site_url = "https://example.org"};
};

TEST_F(SearchPage, WritesAHitWithMarksAndLinks) {
  const Response page = Load("q=x");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.content_type, "text/html; charset=utf-8");
  EXPECT_THAT(page.body,
              HasSubstr("<li><article class=\"hit\">"
                        "<p class=\"where\"><bdi>example.org</bdi><span class=\"step\" aria-hidden=\"true\"> › "
                        "</span>"
                        "<bdi>posts</bdi><span class=\"step\" aria-hidden=\"true\"> › </span><bdi>a</bdi></p>"
                        "<h2 lang=\"zh\"><a "
                        "href=\"https://example.org/posts/a/\">关于<mark>云原生</mark></a></h2>"
                        "<p class=\"snippet\" lang=\"zh\">……<mark>云原生</mark>的定义</p>"
                        "<ul class=\"sections\" aria-label=\"In this page\"><li lang=\"zh\">"
                        "<a "
                        "href=\"https://example.org/posts/a/#origin\"><mark>起源</mark></a><p>当时</p></li></ul>"
                        "<p class=\"facts\"><time datetime=\"2018-08-11T11:37:36+08:00\">11 Aug 2018</time>"
                        "<span lang=\"zh\">中文</span>"
                        "<a class=\"tag\" rel=\"nofollow\" href=\"?tag=cloud%20%26%20native\">cloud &amp; "
                        "native</a></p>"
                        "</article></li>"));
  EXPECT_THAT(page.body, HasSubstr("<h1 class=\"count\">1 result</h1>"));
}

struct Payload {
  const char* text;
};

void PrintTo(const Payload& row, std::ostream* out) { *out << row.text; }

class Hostile : public SearchPage, public testing::WithParamInterface<Payload> {};

// Wherever it comes from, the payload is on the page only as text.
TEST_P(Hostile, TextStaysText) {
  const std::string payload = GetParam().text;
  query::Hit hit = MakeHit();
  hit.title = {{payload, false}, {payload, true}};
  hit.snippet = {{payload, true}, {payload, false}};
  hit.url = payload;
  hit.path = payload;
  hit.lang = payload;
  hit.tags = {payload};
  hit.sections = {{.title = {{payload, true}}, .url = payload, .snippet = {{payload, false}}}};
  fake_.answer.hits = {hit};
  fake_.answer.corrected = payload;
  fake_.answer.suggestion = payload;
  fake_.answer.diagnostics = {{0, payload}};
  fake_.answer.facets = {{query::Facet::kTags, {{payload, 1}}}, {query::Facet::kLang, {{payload, 2}}}};
  options_ = {.site_title = payload, .site_url = ""};
  const std::string encoded = PercentEncode(payload, PercentSet::kQuery);
  const std::string everywhere = "q=" + encoded + "&tag=" + encoded + "&lang=" + encoded + "&category=" + encoded +
                                 "&section=" + encoded + "&ui=" + encoded + "&" + encoded + "=1";
  const Response good = Load(everywhere);
  EXPECT_EQ(good.status, 200);
  fake_.answer.hits.clear();
  const Response empty = Load(everywhere);
  const Response bad = Load(everywhere + "&after=" + encoded);
  EXPECT_EQ(bad.status, 400);
  for (const Response& page : {good, empty, bad}) {
    EXPECT_NE(page.body.find("value=\"" + EscapeHtml(payload) + "\""), std::string::npos);
    const size_t own = page.body.find("<script type=\"module\" src=\"sou.js?v=");
    EXPECT_NE(own, std::string::npos);
    EXPECT_EQ(page.body.find("<script"), own) << "ours comes first";
    EXPECT_EQ(page.body.find("<script", own + 1), std::string::npos) << "and is the only one";
    for (const char* active : {"<img src=x", "<svg", "</title><s", "\" onmouseover", "' onmouseover",
                               "href=\"javascript", "href=\"data:", "style="}) {
      EXPECT_EQ(page.body.find(active), std::string::npos) << active;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Payloads, Hostile,
                         testing::Values(Payload{"<script>alert(1)</script>"},
                                         Payload{"\"><img src=x onerror=alert(1)>"},
                                         Payload{"' onmouseover=alert(1) x='"}, Payload{"\" onmouseover=\"alert(1)"},
                                         Payload{"</title><script>alert(1)</script>"}, Payload{"javascript:alert(1)"},
                                         Payload{"data:text/html,<script>alert(1)</script>"},
                                         Payload{"--><svg onload=alert(1)>"}, Payload{"&lt;script&gt;<script>"}));

TEST_F(SearchPage, FirstPageInvites) {
  const Response page = Load("");
  EXPECT_THAT(page.body, HasSubstr("<body class=\"home\">"));
  EXPECT_THAT(page.body, HasSubstr(" autofocus>"));
  EXPECT_THAT(page.body, HasSubstr("Newest pages"));
  EXPECT_THAT(page.body, Not(HasSubstr("noindex")));
  EXPECT_THAT(Load("q=x").body, Not(HasSubstr("autofocus")));
}

TEST_F(SearchPage, SaysWhatItDidWithTheQuery) {
  fake_.answer.match = query::Match::kSome;
  fake_.answer.total = 1234;
  fake_.answer.total_exact = false;
  fake_.answer.corrected = "kubernetes";
  const Response page = Load("q=kubernets");
  EXPECT_THAT(page.body, HasSubstr("About 1,234 results"));
  EXPECT_THAT(page.body, HasSubstr("Showing results for <strong>kubernetes</strong>"));
  EXPECT_THAT(page.body, HasSubstr("No page has all of these words."));
}

TEST_F(SearchPage, LinksToWhatMayHaveBeenMeant) {
  fake_.answer.suggestion = "container & pod";
  const Response page = Load("q=conatiner&lang=en&offset=10");
  EXPECT_THAT(page.body, HasSubstr("Did you mean <a rel=\"nofollow\" href=\"?q=container%20%26%20pod&amp;lang=en\">"
                                   "container &amp; pod</a>?"));
  EXPECT_THAT(Load("q=conatiner&ui=ja").body, HasSubstr("もしかして："));
}

TEST_F(SearchPage, FiltersAreLinksThatGoAway) {
  fake_.answer.facets = {{query::Facet::kLang, {{"zh", 1234}, {"en", 1}}}};
  const Response page = Load("q=x&lang=zh&offset=10");
  EXPECT_THAT(page.body,
              HasSubstr("<a rel=\"nofollow\" href=\"?q=x\" aria-current=\"true\"><bdi lang=\"zh\">中文</bdi> "
                        "<span class=\"number\">1,234</span></a>"));
  EXPECT_THAT(page.body, HasSubstr("<a rel=\"nofollow\" href=\"?q=x&amp;lang=zh&amp;lang=en\">"));
  EXPECT_THAT(page.body,
              HasSubstr("<a class=\"chip\" rel=\"nofollow\" href=\"?q=x\" aria-label=\"Remove filter 中文\">"));
  EXPECT_THAT(page.body, HasSubstr("<input type=\"hidden\" name=\"lang\" value=\"zh\">"));
  EXPECT_THAT(page.body, Not(HasSubstr("name=\"offset\"")));
  EXPECT_EQ(fake_.last.facets.size(), 5U);
}

TEST_F(SearchPage, PagesLeadToTheirNeighbours) {
  fake_.answer.total = 25;
  fake_.answer.hits.assign(10, MakeHit());
  EXPECT_THAT(Load("q=x").body, HasSubstr("<span aria-current=\"page\">Page 1 of 3</span>"
                                          "<a class=\"step\" rel=\"next\" href=\"?q=x&amp;offset=10\">Next</a></nav>"));
  EXPECT_THAT(Load("q=x").body, Not(HasSubstr("rel=\"prev\"")));
  EXPECT_THAT(Load("q=x&offset=5").body, HasSubstr("rel=\"prev\" href=\"?q=x\""));
  fake_.answer.hits.assign(5, MakeHit());
  const Response last = Load("q=x&offset=20");
  EXPECT_THAT(last.body, HasSubstr("rel=\"prev\" href=\"?q=x&amp;offset=10\""));
  EXPECT_THAT(last.body, Not(HasSubstr("rel=\"next\"")));
}

TEST_F(SearchPage, NeverLinksBeyondItsReach) {
  fake_.answer.total = 50'000;
  fake_.answer.hits.assign(10, MakeHit());
  EXPECT_THAT(Load("q=x&offset=9980").body, HasSubstr("offset=9990\">Next"));
  EXPECT_THAT(Load("q=x&offset=9990").body, Not(HasSubstr("rel=\"next\"")));
}

TEST_F(SearchPage, NothingFoundHelps) {
  fake_.answer = {};
  const Response page = Load("q=%3Cx%3E&tag=t&ui=en");
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("<h1>Nothing found for “<bdi>&lt;x&gt;</bdi>”</h1>"));
  EXPECT_THAT(page.body, HasSubstr("<a href=\"?q=%3Cx%3E&amp;ui=en\">Search without filters</a>"));
  fake_.answer.total = 3;
  EXPECT_THAT(Load("q=x&offset=50").body, HasSubstr("<a href=\"?q=x\">Go to the first page</a>"));
}

TEST_F(SearchPage, WrongAddressIsExplained) {
  const Response page = Load("q=abc&limit=1000&ui=ja");
  EXPECT_EQ(page.status, 400);
  EXPECT_THAT(page.body, HasSubstr("検索できませんでした"));
  EXPECT_THAT(page.body, HasSubstr("parameter &#39;limit&#39;: &#39;1000&#39; is not a number from 0 to 100"));
  EXPECT_THAT(page.body, HasSubstr("value=\"abc\""));
  EXPECT_EQ(HeaderOf(page, "Cache-Control"), "no-store");
  EXPECT_EQ(fake_.calls, 0);
}

TEST_F(SearchPage, BrokenIndexIsNotDescribedToReaders) {
  fake_.failure = Error{ErrorCode::kCorrupt, "secret detail", {"/secret/path"}};
  const Response page = Load("q=x");
  EXPECT_EQ(page.status, 503);
  EXPECT_THAT(page.body, Not(HasSubstr("secret")));
  EXPECT_THAT(page.body, HasSubstr("This search did not work"));
}

TEST_F(SearchPage, SpeaksTheReadersLanguage) {
  Request request = Get("/", ParseQuery("q=x"));
  request.headers["accept-language"] = "zh-TW,zh;q=0.9,en;q=0.8";
  const Response page = SearchPageHandler(fake_.Source(), options_)(request);
  EXPECT_THAT(page.body, HasSubstr("<html lang=\"zh-Hant\">"));
  EXPECT_THAT(page.body, HasSubstr("1 筆結果"));
  EXPECT_EQ(HeaderOf(page, "Vary"), "Accept-Language");
}

TEST_F(SearchPage, UnchangedPageIsNotSentAgain) {
  Request request = Get("/", ParseQuery("q=x"));
  const Handler handler = SearchPageHandler(fake_.Source(), options_);
  request.headers["if-none-match"] = HeaderOf(handler(request), "ETag");
  EXPECT_EQ(handler(request).status, 304);
  request.headers["accept-language"] = "ja";
  EXPECT_EQ(handler(request).status, 200);
}

TEST_F(SearchPage, YearsAreInOrderAndManyValuesFold) {
  fake_.answer.facets = {{query::Facet::kYear, {{"2019", 9}, {"2024", 5}, {"2021", 1}}}};
  const std::string years = Load("q=x").body;
  EXPECT_LT(years.find(">2024<"), years.find(">2021<"));
  EXPECT_LT(years.find(">2021<"), years.find(">2019<"));
  EXPECT_THAT(years, Not(HasSubstr("<details>")));
  fake_.answer.facets = {{query::Facet::kTags, {}}};
  for (int i = 0; i < 8; ++i) fake_.answer.facets[0].counts.push_back({"tag" + std::to_string(i), 1});
  EXPECT_THAT(Load("q=x").body, HasSubstr("<details><summary>More</summary><ul><li><a rel=\"nofollow\" "
                                          "href=\"?q=x&amp;tag=tag7\">"));
}

TEST_F(SearchPage, SectionDoesNotRepeatTheSnippet) {
  fake_.answer.hits[0].sections[0].snippet = fake_.answer.hits[0].snippet;
  EXPECT_THAT(Load("q=x").body, HasSubstr("<mark>起源</mark></a></li></ul>"));
}

TEST_F(SearchPage, HitWithoutTitleIsNamedByItsPath) {
  fake_.answer.hits[0].title.clear();
  EXPECT_THAT(Load("q=x").body, HasSubstr(">content/posts/a.md</a></h2>"));
}

}  // namespace
}  // namespace sou::web
