// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/language.h"

#include <gtest/gtest.h>

namespace sou::indexer {
namespace {

TEST(PrimaryLanguage, IsTheFirstSubtagInLowerCase) {
  EXPECT_EQ(PrimaryLanguage("zh-Hans-CN"), "zh");
  EXPECT_EQ(PrimaryLanguage("pt_BR"), "pt");
  EXPECT_EQ(PrimaryLanguage("JA"), "ja");
  EXPECT_EQ(PrimaryLanguage("yue"), "yue");
  for (const char* no_tag : {"", "e", "english", "zh-", "zh--cn", "中文", "12", "zh cn", "en-abcdefghi"}) {
    EXPECT_EQ(PrimaryLanguage(no_tag), "") << no_tag;
  }
}

TEST(LanguageFolder, IsOneOfAShortList) {
  for (const char* name : {"zh", "en", "zh-cn", "zh-CN", "zh-Hans", "zh-tw", "pt-br", "ja", "ko"}) {
    EXPECT_TRUE(IsLanguageFolder(name)) << name;
  }
  for (const char* name : {"go", "id", "no", "docs", "en-", "en-reference", "de-a-b", "blog", ""}) {
    EXPECT_FALSE(IsLanguageFolder(name)) << name;
  }
}

Page PageOf(std::string title, std::string body) {
  Page page;
  page.title = std::move(title);
  page.body = std::move(body);
  return page;
}

TEST(GuessLanguage, GoesByScript) {
  EXPECT_EQ(GuessLanguage(PageOf("", "The quick brown fox jumps.")), "en");
  EXPECT_EQ(GuessLanguage(PageOf("", "湖边有一家茶馆，每天早上开门。")), "zh");
  EXPECT_EQ(GuessLanguage(PageOf("", "湖のそばに小さなカフェがあります。")), "ja");
  EXPECT_EQ(GuessLanguage(PageOf("", "호숫가에 작은 카페가 있다.")), "ko");
  EXPECT_EQ(GuessLanguage(PageOf("", "У озера есть чайная.")), "");
  EXPECT_EQ(GuessLanguage(PageOf("", "湖")), "");
  EXPECT_EQ(GuessLanguage(PageOf("", "1.2.3")), "");
}

TEST(GuessLanguage, NamesInLatinLettersDoNotMakeAPageEnglish) {
  EXPECT_EQ(GuessLanguage(PageOf("", "使用 kubectl apply 部署 Deployment 和 Service，然后查看 Pod 状态")), "zh");
  EXPECT_EQ(GuessLanguage(PageOf("関数リファレンス", "abort abs acos acosh asctime asin asinh assert atan")), "ja");
  EXPECT_EQ(GuessLanguage(PageOf("", "The word 茶 means tea, and many shops in the old town sell it.")), "en");
  EXPECT_EQ(GuessLanguage(PageOf("", "这家店的招牌是「の」字，店主说那只是为了好看，味道还是杭州的味道。")), "zh");
}

TEST(GuessLanguage, CodeIsNotRead) {
  Page page = PageOf("", "湖边茶馆\nint main() { return frobnicate(); } // and very much more of that\n湖边");
  page.code_blocks = {{13, 79, "c"}};
  EXPECT_EQ(GuessLanguage(page), "zh");
}

}  // namespace
}  // namespace sou::indexer
