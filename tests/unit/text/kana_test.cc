// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/kana.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/text/utf8.h"

namespace sou::text {
namespace {

std::string KeyOfKana(const std::string& kana) {
  std::string key;
  for (size_t position = 0; position < kana.size();) AppendRomaji(NextMora(kana, &position), &key);
  return key;
}

std::string KeyOfLetters(const std::string& letters) {
  std::string key;
  AppendRomaji(letters, &key);
  return key;
}

struct KanaCase {
  const char* kana;
  std::vector<const char*> typed;
};
class Kana : public testing::TestWithParam<KanaCase> {};

TEST_P(Kana, IsTypedInSeveralWays) {
  for (const char* typed : GetParam().typed) EXPECT_EQ(KeyOfLetters(typed), KeyOfKana(GetParam().kana)) << typed;
}
INSTANTIATE_TEST_SUITE_P(
    Kana, Kana,
    testing::Values(KanaCase{"ワークフロー", {"waakufuroo", "wa-kufuro-", "wakufuro"}},
                    KanaCase{"しんぶん", {"shinbun", "shimbun", "sinbun"}}, KanaCase{"つづく", {"tsuzuku", "tuduku"}},
                    KanaCase{"コンピューター", {"konpyuuta", "konpyu-ta-", "kompyuta"}},
                    KanaCase{"とうきょう", {"toukyou", "tokyo", "tookyoo"}},
                    KanaCase{"じゃま", {"jama", "zyama", "jyama"}}, KanaCase{"マッチ", {"macchi", "matchi", "matti"}},
                    KanaCase{"ファイル", {"fairu"}}, KanaCase{"パーティション", {"paatishon", "pa-tisyon"}},
                    KanaCase{"ウィンドウ", {"windou", "windo"}}, KanaCase{"シェル", {"sheru"}},
                    KanaCase{"ヴァージョン", {"va-jon", "vaajon"}}, KanaCase{"けんいち", {"ken'ichi", "kenichi"}},
                    KanaCase{"ひらがな", {"hiragana"}}, KanaCase{"ヒラガナ", {"hiragana"}}));

TEST(KanaLaws, EveryKanaIsRead) {
  for (char32_t c = 0x3041; c <= 0x30FC; ++c) {
    if (!IsKana(c)) continue;
    std::string kana;
    AppendCodePoint(c, &kana);
    size_t position = 0;
    const std::string letters = NextMora(kana, &position);
    EXPECT_EQ(position, kana.size());
    EXPECT_EQ(letters.find_first_not_of("abcdefghijklmnopqrstuvwxyz"), std::string::npos);
  }
}

TEST(KanaLaws, SmallKanaNeverEndOutside) {
  for (const char* kana : {"ゃ", "きゃ", "ァ", "ッ", "ーー", "んゃ", "ゃゃ", "フ"}) {
    const std::string text = kana;
    size_t position = 0;
    while (position < text.size()) {
      (void)NextMora(text, &position);
      ASSERT_LE(position, text.size());
    }
  }
}

}  // namespace
}  // namespace sou::text
