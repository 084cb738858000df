// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/search/related.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "query/render/json.h"
#include "query/render/terminal.h"
#include "query/search/page_words.h"
#include "tests/unit/query/small_index.h"

namespace sou::query {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

Page Translated(Page page, const std::string& key) {
  page.translation_key = key;
  return page;
}

// Two subjects in three languages, and pages of neither.
std::vector<Page> Pages() {
  std::vector<Page> pages = {
      Translated(
          MakePage("en/istio", "Istio sidecars", "A sidecar proxies the traffic of a service mesh: Envoy.", "en"),
          "istio"),
      Translated(MakePage("zh/istio", "Istio 边车", "边车代理服务网格的流量：Envoy。"), "istio"),
      Translated(
          MakePage("ja/istio", "Istio サイドカー", "サイドカーはサービスメッシュの通信をEnvoyで中継する。", "ja"),
          "istio"),
      Translated(MakePage("en/envoy", "Envoy", "Envoy is the sidecar proxy that Istio puts beside a service.", "en"),
                 "envoy"),
      Translated(MakePage("zh/envoy", "Envoy", "Envoy 是 Istio 放在服务旁边的边车代理。"), "envoy"),
      Translated(MakePage("en/linkerd", "Linkerd", "Linkerd is another service mesh with a sidecar proxy.", "en"),
                 "linkerd"),
      MakePage("zh/wangge", "服务网格比较", "比较几种服务网格的边车和流量代理。"),
      MakePage("en/tea", "Green tea", "Water for green tea must not boil.", "en"),
      MakePage("en/tea2", "Black tea", "Black tea wants boiling water.", "en"),
      MakePage("zh/cha", "绿茶", "绿茶的水不能烧开。"),
      MakePage("ko/a", "쿠버네티스 배포", "쿠버네티스에서 파드를 배포한다.", "ko"),
      MakePage("ko/b", "파드 재시작", "쿠버네티스는 파드를 재시작한다.", "ko"),
      MakePage("ko/c", "녹차", "녹차는 물이 뜨거우면 쓰다.", "ko"),
  };
  pages[0].description = "What a sidecar is.";
  return pages;
}

class RelatedTest : public testing::Test {
 protected:
  Result<RelatedResponse> Ask(RelatedRequest request) { return index_.OpenSearcher().Related(request); }
  std::vector<std::string> Related(const std::string& page, const std::vector<std::string>& langs = {}) {
    const Result<RelatedResponse> response = Ask({.page = page, .langs = langs});
    EXPECT_TRUE(response.ok()) << response.error().ToString();
    std::vector<std::string> paths;
    if (response.ok()) {
      for (const Hit& hit : response->hits) paths.push_back(hit.path);
    }
    return paths;
  }
  SmallIndex index_{Pages()};
};

TEST_F(RelatedTest, APageIsFoundByItsAddress) {
  const Searcher searcher = index_.OpenSearcher();
  for (const char* address : {"/en/tea/", "/en/tea", "https://example.org/en/tea/?a#b", "/en/%74ea/index.html"}) {
    const Result<Page> page = searcher.PageAt(address);
    ASSERT_TRUE(page.ok()) << address;
    EXPECT_EQ(page->title, "Green tea");
    EXPECT_EQ(page->body, "Water for green tea must not boil.");
  }
  for (const char* address : {"/", "/en/", "/en/te", "", "/en/tea/*"}) {
    const Result<Page> page = searcher.PageAt(address);
    ASSERT_FALSE(page.ok()) << address;
    EXPECT_EQ(page.error().code, ErrorCode::kNotFound) << address;
  }
}

TEST_F(RelatedTest, FindsPagesOfTheSameSubject) {
  EXPECT_THAT(Related("en/istio"), UnorderedElementsAre("en/envoy", "en/linkerd"));
  EXPECT_EQ(Related("en/tea").front(), "en/tea2");
  EXPECT_EQ(Related("ko/a").front(), "ko/b") << "whatever the particles";
  EXPECT_THAT(Related("ko/a"), Not(Contains("ko/c")));
}

TEST_F(RelatedTest, TranslationsAreOnePage) {
  const std::vector<std::string> english = Related("en/istio");
  EXPECT_THAT(english, Contains("en/envoy"));
  EXPECT_THAT(english, Not(Contains("zh/envoy"))) << "the translation of a page that is there";
  EXPECT_THAT(english, Not(Contains(HasSubstr("istio")))) << "the page itself, in any language";
  const std::vector<std::string> chinese = Related("zh/istio");
  EXPECT_THAT(chinese, Contains("zh/envoy")) << "in the page's own language";
  EXPECT_THAT(chinese, Contains("zh/wangge"));
  EXPECT_THAT(Related("ja/istio"), Contains("en/envoy")) << "in the site's where there is none in its own";
  EXPECT_THAT(Related("en/istio", {"zh"}), ElementsAre("zh/envoy"));
}

TEST_F(RelatedTest, APageIsNamedByPathOrAddress) {
  const std::vector<std::string> paths = Related("en/tea");
  EXPECT_EQ(Related("/en/tea/"), paths);
  EXPECT_EQ(Related("https://example.org/en/tea/?a=b#c"), paths);
  for (const char* page : {"en/nothing", "/nothing/", "", "en/"}) {
    const Result<RelatedResponse> unknown = Ask({.page = page});
    ASSERT_FALSE(unknown.ok()) << page;
    EXPECT_EQ(unknown.error().code, ErrorCode::kNotFound);
    EXPECT_THAT(unknown.error().message, HasSubstr("\"" + std::string(page) + "\""));
  }
}

TEST_F(RelatedTest, HiddenPagesNeverAppear) {
  const auto settings = SettingsOf("search:\n  hide: [/en/envoy/]\n");
  ASSERT_TRUE(settings.ok());
  index_.Use(*settings);
  EXPECT_THAT(Related("en/istio"), Not(Contains("en/envoy")));
  EXPECT_THAT(Related("ja/istio"), Not(Contains("en/envoy")));
}

TEST_F(RelatedTest, HitsAreAsUsual) {
  const Result<RelatedResponse> response = Ask({.page = "en/linkerd", .limit = 1, .explain = true});
  ASSERT_TRUE(response.ok());
  ASSERT_EQ(response->hits.size(), 1U);
  const Hit& hit = response->hits.front();
  EXPECT_EQ(Bracketed(hit.title), "Istio sidecars");
  EXPECT_EQ(Bracketed(hit.snippet), "What a sidecar is.") << "the page's description";
  EXPECT_GT(hit.score, 0);
  EXPECT_THAT(response->explanation, HasSubstr("sidecar"));
  EXPECT_THAT(ToJson(*response), testing::StartsWith("{\"hits\":[{\"id\":\"en/istio\""));
  EXPECT_THAT(ToTerminal(*response, {}), HasSubstr("1 related pages"));
  const Result<RelatedResponse> none = Ask({.page = "en/istio", .limit = 0});
  ASSERT_TRUE(none.ok());
  EXPECT_THAT(none->hits, IsEmpty());
}

TEST(PageWordsTest, TitleAndTagsCountMoreAndForms) {
  Page page = MakePage("a", "Pods", "A pod, two pods: the kube-apiserver sees v1.24 and 2024.", "en");
  page.tags = {"云原生"};
  text::Analyzer analyzer;
  const StopWords stop_words;
  const std::vector<PageWord> words = PageWords(stop_words, &analyzer).Of(page, 100);
  EXPECT_EQ(words.front().text, "pod");
  EXPECT_EQ(words.front().count, 11) << "the title nine times, and two forms in the text";
  std::vector<std::string> texts;
  for (const PageWord& word : words) texts.push_back(word.text);
  EXPECT_THAT(texts, Contains("云原")) << "the dictionary knows no 云原生";
  for (const char* nothing : {"the", "2024", "v1.24", "1.24", "pods", "two pods", "a"})
    EXPECT_THAT(texts, Not(Contains(nothing)));
}

}  // namespace
}  // namespace sou::query
