// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/ui/demo_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fake_search.h"
#include "web/routes.h"
#include "web/ui/html_writer.h"

namespace sou::web {
namespace {

using testing::HasSubstr;
using testing::Not;

Page MakePage() {
  Page page;
  page.url = "/posts/a/";
  page.path = "content/posts/a.md";
  page.title = "湖边的茶馆";
  page.date = Timestamp{.unix_seconds = 1533958656, .offset_minutes = 480};
  page.language = "zh";
  page.language_tag = "zh-Hans";
  page.tags = {"茶 & 水"};
  page.body = "开头\n起源\n正文\nint a;\n\nint b;\n结尾";
  page.headings = {{.level = 1, .text = "起源", .anchor = "起源", .offset = 7}};
  page.code_blocks = {{.begin = 21, .end = 35, .language = "c"}};
  return page;
}

class DemoPage : public testing::Test {
 protected:
  DemoPage() { fake_.page = MakePage(); }

  Response Load(std::string path, Params params = {}) {
    return DemoPageHandler(fake_.Source(), options_)(Get(std::move(path), std::move(params)));
  }
  std::string Body() { return Load(fake_.page->url).body; }

  FakeSearch fake_;
  PageOptions options_{.site_title = "Lakeside", .site_url = ""};
};

TEST_F(DemoPage, ShowsThePage) {
  const Response response = Load("/posts/a/");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.content_type, "text/html; charset=utf-8");
  EXPECT_NE(HeaderOf(response, "ETag"), "");
  EXPECT_THAT(response.body, testing::StartsWith("<!doctype html>\n<html lang=\"zh-Hans\"><head>"));
  EXPECT_THAT(response.body, HasSubstr("<script type=\"module\" src=\"/sou.js\"></script></head>"));
  EXPECT_THAT(response.body, HasSubstr("<header><p class=\"site\"><a href=\"/\">Lakeside</a></p>"
                                       "<sou-search endpoint=\"/\"></sou-search></header>"));
  EXPECT_THAT(
      response.body,
      HasSubstr("<h1>湖边的茶馆</h1><p class=\"facts\"><time datetime=\"2018-08-11T11:37:36+08:00\">2018年8月11日"
                "</time><a class=\"tag\" rel=\"nofollow\" href=\"/search?tag=%E8%8C%B6%20%26%20%E6%B0%B4\">"
                "茶 &amp; 水</a></p>"
                "<p>开头</p><h2 id=\"起源\">起源</h2><p>正文</p>"
                "<pre><code>int a;\n\nint b;</code></pre><p>结尾</p></article>"));
}

TEST_F(DemoPage, PathsAreAskedForAsAddresses) {
  Load("/posts/c#?%41/云/");
  EXPECT_EQ(fake_.last_page, "/posts/c%23%3F%2541/%E4%BA%91/") << "the path came decoded";
  fake_.calls = 0;
  EXPECT_EQ(Load("posts/a").status, 404);
  EXPECT_EQ(fake_.calls, 0) << "a source path is no address";
}

TEST_F(DemoPage, WhatTheIndexDoesNotHaveIs404) {
  const Response response = Load("/posts/<script>/");
  EXPECT_EQ(response.status, 404);
  EXPECT_THAT(response.body, HasSubstr("\"code\":\"not_found\""));
  EXPECT_THAT(response.body, Not(HasSubstr("script")));
  fake_.failure = Error{ErrorCode::kCorrupt, "secret detail"};
  EXPECT_EQ(Load("/posts/a/").status, 503);
  EXPECT_THAT(Load("/posts/a/").body, Not(HasSubstr("secret")));
}

TEST_F(DemoPage, AnUnchangedPageIsNotReadAgain) {
  Request request = Get("/posts/a/");
  const Handler handler = DemoPageHandler(fake_.Source(), options_);
  request.headers["if-none-match"] = HeaderOf(handler(request), "ETag");
  request.params.emplace("utm_source", "x");
  fake_.calls = 0;
  EXPECT_EQ(handler(request).status, 304) << "whatever the parameters";
  EXPECT_EQ(fake_.calls, 0);
  fake_.generation = 43;
  EXPECT_EQ(handler(request).status, 200);
}

TEST_F(DemoPage, WithoutTitleDateOrLanguage) {
  fake_.page->title.clear();
  fake_.page->date.reset();
  fake_.page->tags.clear();
  fake_.page->language = fake_.page->language_tag = "\"><x";
  options_.site_title.clear();
  EXPECT_THAT(Body(), HasSubstr("<html><head>"));
  EXPECT_THAT(Body(), HasSubstr("<h1>/posts/a/</h1><p>"));
  EXPECT_THAT(Body(), HasSubstr("<a href=\"/\">Sou</a>"));
}

TEST_F(DemoPage, HeadingsHaveTheirLevelsAndAnchors) {
  fake_.page->body = "a\nb\nc\n";
  fake_.page->headings = {{.level = 2, .text = "a", .anchor = "", .offset = 0},
                          {.level = 6, .text = "b", .anchor = "b-1", .offset = 2}};
  fake_.page->code_blocks.clear();
  EXPECT_THAT(Body(), HasSubstr("<h2>a</h2><h6 id=\"b-1\">b</h6><p>c</p></article>"));
}

// An index that was written by hand, or a record that is damaged but readable.
TEST_F(DemoPage, OffsetsThatAreWrongLoseNothing) {
  fake_.page->body = "abc\ndef";
  fake_.page->headings = {{.level = 3, .text = "x", .anchor = "x", .offset = 2},
                          {.level = 3, .text = "y", .anchor = "y", .offset = 4'000'000'000}};
  fake_.page->code_blocks = {{.begin = 2, .end = 1, .language = ""},
                             {.begin = 1, .end = 2, .language = ""},
                             {.begin = 5, .end = 4'000'000'000, .language = ""},
                             {.begin = 4'000'000'000, .end = 4'000'000'001, .language = ""}};
  EXPECT_THAT(Body(), HasSubstr("<p>a</p><pre><code>b</code></pre><h3 id=\"x\">x</h3><p>d</p>"
                                "<pre><code>ef</code></pre><h3 id=\"y\">y</h3></article>"));
}

struct Payload {
  const char* text;
};

void PrintTo(const Payload& row, std::ostream* out) { *out << row.text; }

class HostileDemo : public DemoPage, public testing::WithParamInterface<Payload> {};

TEST_P(HostileDemo, TextStaysText) {
  const std::string payload = GetParam().text;
  const auto size = static_cast<uint32_t>(payload.size());
  fake_.page->title = fake_.page->language = fake_.page->language_tag = payload;
  fake_.page->tags = {payload};
  fake_.page->body = payload + "\n" + payload + "\n" + payload;
  fake_.page->headings = {{.level = 255, .text = payload, .anchor = payload, .offset = size + 1}};
  fake_.page->code_blocks = {{.begin = 2 * size + 2, .end = 3 * size + 2, .language = payload}};
  options_.site_title = payload;
  query::Hit hit;
  hit.url = payload;
  hit.title = {{payload, true}};
  hit.lang = hit.lang_tag = payload;
  fake_.answer.hits = {hit, {.url = "/b/", .title = {{payload, false}}}};
  const std::string home = DemoHomeHandler(fake_.Source(), options_)(Get("/")).body;
  const std::string page = Body();
  const std::string escaped = EscapeHtml(payload);
  EXPECT_THAT(page, HasSubstr("<h1>" + escaped + "</h1>"));
  EXPECT_THAT(page, HasSubstr("<p>" + escaped + "</p><h6 id=\"" + escaped + "\">" + escaped + "</h6><pre><code>" +
                              escaped + "</code></pre>"));
  EXPECT_THAT(home, HasSubstr("<a href=\"/b/\">" + escaped + "</a>"));
  for (const std::string& html : {home, page}) {
    for (const char* active : {"<script>", "<img", "<svg", "</title><s", "\" onmouseover", "' onmouseover",
                               "href=\"javascript", "href=\"data:", "style="}) {
      EXPECT_THAT(html, Not(HasSubstr(active)));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Payloads, HostileDemo,
                         testing::Values(Payload{"<script>alert(1)</script>"},
                                         Payload{"\"><img src=x onerror=alert(1)>"},
                                         Payload{"' onmouseover=alert(1) x='"}, Payload{"\" onmouseover=\"alert(1)"},
                                         Payload{"</title><script>alert(1)</script>"}, Payload{"javascript:alert(1)"},
                                         Payload{"data:text/html,<script>alert(1)</script>"},
                                         Payload{"</code></pre><svg onload=alert(1)>"},
                                         Payload{"--><svg onload=alert(1)>"}));

TEST_F(DemoPage, TheHomePageListsTheNewest) {
  query::Hit hit;
  hit.url = "/posts/a/";
  hit.title = {{"湖边", false}, {"的茶馆", false}};
  hit.lang = "zh";
  hit.date = Timestamp{.unix_seconds = 1533958656, .offset_minutes = 480};
  fake_.answer.hits = {hit};
  Request request = Get("/");
  request.headers["accept-language"] = "en";
  const Handler handler = DemoHomeHandler(fake_.Source(), options_);
  const Response response = handler(request);
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(HeaderOf(response, "Vary"), "Accept-Language");
  EXPECT_EQ(fake_.last.sort, query::Sort::kDate);
  EXPECT_EQ(fake_.last.text, "");
  EXPECT_EQ(fake_.last.limit, 30U);
  EXPECT_THAT(response.body, HasSubstr("<h1 class=\"site\"><a href=\"/\">Lakeside</a></h1>"
                                       "<sou-search endpoint=\"/\"></sou-search>"));
  EXPECT_THAT(response.body,
              HasSubstr("<h2>Newest pages</h2><ul class=\"pages\"><li lang=\"zh\"><a href=\"/posts/a/\">湖边的茶馆</a> "
                        "<span lang=\"en\"><time datetime=\"2018-08-11T11:37:36+08:00\">11 Aug 2018</time></span></li>"
                        "</ul><p><a href=\"/search\">Search</a></p>"));
  request.headers["if-none-match"] = HeaderOf(response, "ETag");
  EXPECT_EQ(handler(request).status, 304);
  request.headers["accept-language"] = "ja";
  EXPECT_EQ(handler(request).status, 200);
}

TEST_F(DemoPage, RoutesComeFirst) {
  RouteOptions options;
  options.demo = true;
  std::string route;
  options.observer = [&](const Request&, const Response& response, auto) { route = response.trace.route; };
  const Router router = MakeRouter(fake_.Source(), std::move(options));
  EXPECT_THAT(router.Dispatch(Get("/")).body, HasSubstr("<sou-search"));
  EXPECT_THAT(router.Dispatch(Get("/search")).body, HasSubstr("<form"));
  EXPECT_EQ(router.Dispatch(Get("/demo.css")).content_type, "text/css");
  EXPECT_EQ(router.Dispatch(Get("/healthz")).content_type, "application/json");
  Request head = Get("/posts/a/");
  head.method = "HEAD";
  const Response page = router.Dispatch(std::move(head));
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(route, "{page}");
  EXPECT_THAT(HeaderOf(page, "Content-Security-Policy"), HasSubstr("script-src 'self';"));
  EXPECT_EQ(router.Dispatch(Get("/none/")).status, 404);
  EXPECT_EQ(route, "{page}");
}

}  // namespace
}  // namespace sou::web
