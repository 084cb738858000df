// SPDX-License-Identifier: GPL-3.0-or-later
//
// What users complain of in other site searches, a test each, named after the issue where it was said. The texts are
// ours. What a complaint asks for must hold whatever else is built: no ranking is tested here but where it is the
// point.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "query/search/searcher.h"
#include "tests/unit/query/small_index.h"

namespace sou::query {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;
using Found = std::vector<std::string>;

Found Find(const std::vector<Page>& pages, const std::string& query) { return Paths(SmallIndex(pages).Search(query)); }

// The pages that have what was asked for, not those that follow because they have some of it.
Found FindAll(const std::vector<Page>& pages, const std::string& query) {
  const SearchResponse response = SmallIndex(pages).Search(query);
  return response.match == Match::kAll ? Paths(response) : Found();
}

std::string FirstSnippet(const std::vector<Page>& pages, const std::string& query) {
  const SearchResponse response = SmallIndex(pages).Search(query);
  return response.hits.empty() ? "no hit" : Bracketed(response.hits[0].snippet);
}

// What is marked in the title and the snippet of the first hit.
Found Marks(const std::vector<Page>& pages, const std::string& query) {
  Found marks;
  const SearchResponse response = SmallIndex(pages).Search(query);
  if (response.hits.empty()) return {"no hit"};
  for (const Parts* parts : {&response.hits[0].title, &response.hits[0].snippet}) {
    for (const Part& part : *parts) {
      if (part.match) marks.push_back(part.text);
    }
  }
  return marks;
}

// ---- segmentation

TEST(Complaints, Pagefind987_SubstringOfARunIsFound) {
  const std::vector<Page> pages = {MakePage("a", "写作", "这里是一段简短的介绍。"),
                                   MakePage("b", "别的", "没有关系。")};
  for (const char* query : {"段简", "是一段", "短的介", "里是"})
    EXPECT_THAT(FindAll(pages, query), ElementsAre("a")) << query;
}

TEST(Complaints, Pagefind659_WordsThatTheDictionaryCutsOtherwise) {
  const std::vector<Page> pages = {MakePage("a", "日記", "我每個月都會寫一篇文章。")};
  for (const char* query : {"每個月都", "每個 月 都", "每个月都", "個月"})
    EXPECT_THAT(Find(pages, query), ElementsAre("a")) << query;
}

TEST(Complaints, Pagefind889_ZhCnIsALanguage) {
  std::vector<Page> pages = {MakePage("a", "入门", "搜索引擎的入门文章。")};
  pages[0].language_tag = "zh-cn";
  EXPECT_THAT(Find(pages, "搜索引擎 lang:zh-cn"), ElementsAre("a"));
  EXPECT_THAT(Find(pages, "搜索引擎 lang:zh"), ElementsAre("a"));
  EXPECT_THAT(Find(pages, "引擎 lang:ZH_CN"), ElementsAre("a"));
}

TEST(Complaints, Shenxiangzhuang355_TheEndOfARunIsFound) {
  const std::vector<Page> pages = {MakePage("a", "寻找无双", "读书笔记。")};
  EXPECT_THAT(FindAll(pages, "无双"), ElementsAre("a"));
  EXPECT_THAT(FindAll(pages, "找无双"), ElementsAre("a"));
}

TEST(Complaints, Meilisearch3565_KanjiAloneIsNotTakenForChinese) {
  const std::vector<Page> pages = {MakePage("ken", "日健", "会社名。", "ja"), MakePage("mi", "日見", "地名。", "ja")};
  EXPECT_THAT(FindAll(pages, "日健"), ElementsAre("ken"));
  EXPECT_THAT(FindAll(pages, "日見"), ElementsAre("mi"));
}

TEST(Complaints, Meilisearch3655_CharactersThatSoundAlikeAreNotTheSame) {
  const std::vector<Page> pages = {MakePage("bu", "不在", "不。"), MakePage("bu4", "布料", "布。"),
                                   MakePage("bu5", "部门", "部。")};
  EXPECT_THAT(Find(pages, "不"), ElementsAre("bu"));
  EXPECT_THAT(Find(pages, "布"), ElementsAre("bu4"));
  EXPECT_THAT(Find(pages, "部"), ElementsAre("bu5"));
}

TEST(Complaints, Meilisearch4162_WhatIsFoundHoldsTheQuery) {
  const std::vector<Page> pages = {MakePage("paid", "お知らせ", "明日から有料配信を始めます。", "ja"),
                                   MakePage("other", "料理", "有名な料理の配達と通信。", "ja")};
  EXPECT_THAT(FindAll(pages, "有料配信"), ElementsAre("paid"));
  EXPECT_THAT(Find(pages, "\"有料配信\""), ElementsAre("paid"));
}

TEST(Complaints, Typesense2085_OneCharacterFindsItsPages) {
  const std::vector<Page> pages = {MakePage("a", "昆虫", "花园里有一只蝴蝶。"), MakePage("b", "蝶", "字。"),
                                   MakePage("c", "花", "没有。")};
  EXPECT_THAT(Find(pages, "蝶"), UnorderedElementsAre("a", "b"));
}

TEST(Complaints, Typesense800_NoSpaceNeedsToStandBefore) {
  EXPECT_THAT(Find({MakePage("a", "连载", "这是小说的第一篇文章")}, "第一篇"), ElementsAre("a"));
}

TEST(Complaints, Typesense52_TraditionalAndSimplifiedAreOne) {
  const std::vector<Page> pages = {MakePage("tw", "雲端運算與資料庫", "正體字。"),
                                   MakePage("cn", "云端运算与资料库", "简体字。")};
  EXPECT_THAT(Find(pages, "雲端運算"), UnorderedElementsAre("tw", "cn"));
  EXPECT_THAT(Find(pages, "云端运算"), UnorderedElementsAre("tw", "cn"));
}

TEST(Complaints, Typesense288_AKeywordIsNotTakenApart) {
  const std::vector<Page> pages = {MakePage("whole", "微信小程序", "开发微信小程序。"),
                                   MakePage("apart", "程序", "小的程序。微信也可以说。")};
  EXPECT_THAT(Find(pages, "\"微信小程序\""), ElementsAre("whole"));
  EXPECT_EQ(Find(pages, "微信小程序").front(), "whole");
}

TEST(Complaints, Typesense2844_KatakanaWithSmallLettersIsFoundAsWritten) {
  const std::vector<Page> pages = {MakePage("a", "ヴィーガン料理", "野菜だけ。", "ja"),
                                   MakePage("b", "ビーガン", "別の書き方。", "ja")};
  EXPECT_THAT(FindAll(pages, "ヴィーガン"), ElementsAre("a"));
  EXPECT_THAT(FindAll(pages, "ビーガン"), ElementsAre("b"));
  EXPECT_THAT(FindAll(pages, "ｳﾞｨｰｶﾞﾝ"), ElementsAre("a")) << "half-width";
}

TEST(Complaints, Typesense2774_LanguagesNeedNoSetting) {
  const std::vector<Page> pages = {
      MakePage("zh", "部署", "部署集群。", "zh"), MakePage("ja", "設定", "設定を変える。", "ja"),
      MakePage("ko", "설정", "설정을 바꾼다.", "ko"), MakePage("none", "ไทย", "ภาษาไทย", "")};
  EXPECT_THAT(Find(pages, "集群"), ElementsAre("zh"));
  EXPECT_THAT(Find(pages, "設定を"), ElementsAre("ja"));
  EXPECT_THAT(Find(pages, "설정"), ElementsAre("ko"));
  EXPECT_THAT(Find(pages, "ภาษา"), ElementsAre("none"));
}

TEST(Complaints, VitePress4350_WordsInTheMiddleOfAParagraphAreFound) {
  const std::vector<Page> pages = {MakePage("a", "指南", "首先安装依赖，然后运行命令，最后查看构建结果。")};
  for (const char* query : {"首先", "依赖", "运行命令", "查看", "构建结果", "结果"})
    EXPECT_THAT(FindAll(pages, query), ElementsAre("a")) << query;
}

TEST(Complaints, VitePress4049_ChineseNeedsNoConfiguration) {
  EXPECT_THAT(Find({MakePage("a", "主题", "默认主题的布局插槽。", "")}, "布局插槽"), ElementsAre("a"));
}

TEST(Complaints, Minisearch201_AWordIsCutTheSameAloneAndInASentence) {
  const std::vector<Page> pages = {MakePage("a", "日常", "看完以后我懵逼了。"), MakePage("b", "日常", "一脸懵逼。")};
  EXPECT_THAT(FindAll(pages, "懵逼"), UnorderedElementsAre("a", "b"));
  EXPECT_THAT(FindAll(pages, "懵逼了"), Contains("a"));
  EXPECT_THAT(Find(pages, "\"懵逼了\""), ElementsAre("a"));
}

TEST(Complaints, MkDocsMaterial3915_EveryPageWithTheWordIsFound) {
  std::vector<Page> pages;
  const std::vector<std::string> texts = {"产品",     "新产品线",   "农产品", "产品经理们",
                                          "副产品。", "产品化的路", "看产品"};
  for (size_t i = 0; i < texts.size(); ++i)
    pages.push_back(MakePage("p" + std::to_string(i), "文", "甲" + texts[i] + "乙"));
  pages.push_back(MakePage("no", "生产", "商品。"));
  EXPECT_EQ(FindAll(pages, "产品").size(), texts.size());
}

TEST(Complaints, HugoThemeZdoc19_ChineseTitlesAndTextsAreFound) {
  const std::vector<Page> pages = {MakePage("a", "服务网格", "边车代理流量。")};
  EXPECT_THAT(Find(pages, "网格"), ElementsAre("a"));
  EXPECT_THAT(Find(pages, "代理流量"), ElementsAre("a"));
}

TEST(Complaints, AnalysisIk286_TheQuerysWordsAreAmongThePages) {
  // Every stretch of a text finds the text, however the dictionary cuts the two.
  const std::string text = "中华人民共和国国歌与南京市长江大桥";
  const SmallIndex index({MakePage("a", "文", text)});
  for (size_t begin = 0; begin < text.size(); begin += 3) {
    for (size_t end = begin + 3; end <= text.size(); end += 3) {
      const SearchResponse response = index.Search(text.substr(begin, end - begin));
      ASSERT_THAT(Paths(response), ElementsAre("a")) << text.substr(begin, end - begin);
    }
  }
}

TEST(Complaints, AnalysisIk108_PhrasesDoNotDependOnHowWordsOverlap) {
  const std::vector<Page> pages = {MakePage("a", "桥", "南京市长江大桥建成。")};
  for (const char* query : {"\"市长江\"", "\"京市长\"", "\"长江大桥建\"", "\"南京市长江大桥\""})
    EXPECT_THAT(Find(pages, query), ElementsAre("a")) << query;
  EXPECT_THAT(Find(pages, "\"南京大桥\""), IsEmpty());
}

// ---- snippets and highlights

TEST(Complaints, Meilisearch2091_ChineseBesideLatinIsMarked) {
  const std::vector<Page> pages = {MakePage("a", "VMware虚拟机安装", "在VMware虚拟机中安装Linux。")};
  EXPECT_THAT(Marks(pages, "虚拟机"), ElementsAre("虚拟机", "虚拟机"));
  EXPECT_THAT(Marks(pages, "vmware"), ElementsAre("VMware", "VMware"));
}

TEST(Complaints, Typesense2144_HighlightsAreTheQuery) {
  const std::vector<Page> pages = {MakePage("a", "手順", "今日は東京の大学で検索エンジンの話をした。", "ja")};
  EXPECT_THAT(Marks(pages, "検索エンジン"), ElementsAre("検索エンジン"));
  EXPECT_THAT(Marks(pages, "東京"), ElementsAre("東京"));
}

TEST(Complaints, Typesense1048_SnippetsOfOtherScripts) {
  EXPECT_THAT(FirstSnippet({MakePage("a", "т", "Это длинный текст о кластерах и серверах.", "ru")}, "кластерах"),
              HasSubstr("[кластерах]"));
  EXPECT_THAT(FirstSnippet({MakePage("a", "t", "هذا نص عن قواعد البيانات", "ar")}, "البيانات"),
              HasSubstr("[البيانات]"));
  EXPECT_THAT(FirstSnippet({MakePage("a", "t", "การติดตั้งระบบฐานข้อมูล", "th")}, "ฐานข้อมูล"), HasSubstr("[ฐานข้อมูล]"));
}

TEST(Complaints, Typesense977_KoreanIsMarkedWhereItStands) {
  EXPECT_THAT(Marks({MakePage("a", "시작", "쿠버네티스에서 파드를 재시작한다.", "ko")}, "파드"),
              Contains(HasSubstr("파드")));
  EXPECT_THAT(Marks({MakePage("a", "시작", "쿠버네티스에서 파드를 재시작한다.", "ko")}, "파드"),
              Not(Contains(HasSubstr("쿠버"))));
}

TEST(Complaints, AnalysisIk664_MarksAreInPlaceBehindWideCharacters) {
  const std::vector<Page> pages = {MakePage("a", "ＦＵＬＬ　ｗｉｄｔｈ 👩‍💻",
                                            "ﬁrst ＡＰＩ，然后雲原生 Ａpi 👩‍💻 end。")};
  const Found marks = Marks(pages, "api 云原生");
  EXPECT_THAT(marks, ElementsAre("ＡＰＩ", "雲原生", "Ａpi"));
}

TEST(Complaints, Orama1028_EveryWordOfARunIsMarked) {
  EXPECT_THAT(Marks({MakePage("a", "文", "在集群里部署服务，再部署网关。")}, "部署 网关 集群"),
              testing::AllOf(Contains("集群"), Contains(HasSubstr("部署")), Contains(HasSubstr("网关"))));
}

// ---- Xapian's family

TEST(Complaints, Libzim802_ChineseOfMoreThanOneCharacterIsFound) {
  const std::vector<Page> pages = {MakePage("a", "北京大学", "北京大学在北京。")};
  for (const char* query : {"北", "北京", "北京大", "北京大学"})
    EXPECT_THAT(Find(pages, query), ElementsAre("a")) << query;
}

TEST(Complaints, KiwixDesktop1472_KoreanIsFound) {
  const std::vector<Page> pages = {MakePage("a", "대한민국의 역사", "한국어 위키백과 문서이다.", "ko")};
  for (const char* query : {"대한민국", "역사", "위키백과", "한국어 문서"})
    EXPECT_THAT(Find(pages, query), ElementsAre("a")) << query;
}

TEST(Complaints, ZimRequests1124_TokyoIsFound) {
  EXPECT_THAT(Find({MakePage("a", "首都", "東京都は日本の首都。", "ja")}, "東京"), ElementsAre("a"));
}

TEST(Complaints, Libzim794_WordsThatBeginSoAreFound) {
  EXPECT_THAT(Find({MakePage("a", "t", "kubernetes and kubectl", "en"), MakePage("b", "t", "cube", "en")}, "kube*"),
              ElementsAre("a"));
}

TEST(Complaints, Libzim537_SignsAreNoErrors) {
  const std::vector<Page> pages = {MakePage("a", "notes", "R&D spends 1/2 on a#1 and AT&T.", "en")};
  EXPECT_THAT(Find(pages, "R&D"), ElementsAre("a"));
  EXPECT_THAT(Find(pages, "1/2"), ElementsAre("a"));
  EXPECT_THAT(Find(pages, "a#1"), ElementsAre("a"));
  EXPECT_THAT(Find(pages, "\"AT&T\""), ElementsAre("a"));
  EXPECT_THAT(Find(pages, "&"), IsEmpty());
}

TEST(Complaints, Mu123_FieldsTreatScriptsAsTextDoes) {
  const std::vector<Page> pages = {MakePage("a", "会议纪要", "讨论了预算。")};
  for (const char* query : {"会议", "title:会议", "title:会议纪", "title:议纪要", "title:\"会议纪要\"", "预算"}) {
    EXPECT_THAT(Find(pages, query), ElementsAre("a")) << query;
  }
}

TEST(Complaints, FtsXapian85_TwoCharactersAreAWord) {
  const std::vector<Page> pages = {MakePage("a", "邮件", "明天开会。"), MakePage("b", "go", "an ad in it", "en")};
  EXPECT_THAT(Find(pages, "开会"), ElementsAre("a"));
  EXPECT_THAT(Find(pages, "会"), ElementsAre("a"));
  EXPECT_THAT(Find(pages, "go"), ElementsAre("b"));
}

TEST(Complaints, CyrusImapd5921_APhraseIsNotItsCharactersAnywhere) {
  const std::vector<Page> pages = {MakePage("row", "信", "请看会议记录。"),
                                   MakePage("loose", "信", "记录了会议的议程，会议里有记录。")};
  EXPECT_THAT(Find(pages, "\"会议记录\""), ElementsAre("row"));
}

TEST(Complaints, GoldendictNg2179_NoHitWithoutTheWord) {
  const std::vector<Page> pages = {MakePage("a", "字", "中国人，国人民，人民中。"), MakePage("b", "字", "中国人民。")};
  EXPECT_THAT(Find(pages, "\"中国人民\""), ElementsAre("b"));
}

TEST(Complaints, PaperlessNgx14156_NotDoesNotLeak) {
  const std::vector<Page> pages = {MakePage("both", "发票", "东京都的发票，北京。"),
                                   MakePage("one", "发票", "北京的发票。")};
  for (const char* query :
       {"发票 -东京", "发票 NOT 京都", "发票 -(东京 OR 上海)", "-東京 发票", "(发票 -京都)", "发票 -\"东京都\""}) {
    EXPECT_THAT(Find(pages, query), ElementsAre("one")) << query;
  }
  EXPECT_THAT(Find(pages, "上海 OR (发票 -东京)"), ElementsAre("one"));
}

// ---- typos

TEST(Complaints, Meilisearch1358_GreeceIsNotGreener) {
  const std::vector<Page> pages = {MakePage("green", "Gardens", "Make the garden greener.", "en"),
                                   MakePage("gr", "Travel", "A week in Greece.", "en")};
  EXPECT_THAT(Find(pages, "greece"), ElementsAre("gr"));
  EXPECT_THAT(Find({pages[0]}, "greece"), IsEmpty()) << "nothing is better than something else";
}

// ---- sites' searches

TEST(Complaints, Milvus6155_DocumentationSearchFindsChinese) {
  EXPECT_THAT(Find({MakePage("a", "向量索引", "创建向量索引并加载集合。")}, "加载集合"), ElementsAre("a"));
}

TEST(Complaints, HugoAlgolia14_ChineseIsStored) {
  const SearchResponse response = SmallIndex({MakePage("a", "中文标题", "中文正文。")}).Search("正文");
  ASSERT_EQ(response.hits.size(), 1U);
  EXPECT_EQ(Bracketed(response.hits[0].title), "中文标题");
  EXPECT_EQ(Bracketed(response.hits[0].snippet), "中文[正文]。");
}

TEST(Complaints, HugoBook549_ChinesePagesAreFoundByAnyOfTheirWords) {
  const std::vector<Page> pages = {MakePage("a", "快速开始", "下载并安装最新版本。")};
  for (const char* query : {"快速", "开始", "下载", "安装", "最新", "版本", "最新版本"})
    EXPECT_THAT(Find(pages, query), ElementsAre("a")) << query;
}

}  // namespace
}  // namespace sou::query
