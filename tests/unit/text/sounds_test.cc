// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/sounds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/text/typing_key.h"
#include "tests/unit/text/random_text.h"

namespace sou::text {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> Texts(const std::vector<Sound>& sounds, SoundKind kind) {
  std::vector<std::string> texts;
  for (const Sound& sound : sounds) {
    if (sound.kind == kind) texts.push_back(sound.text);
  }
  return texts;
}

std::vector<std::string> OfTitle(const char* title, SoundKind kind, bool pinyin = true) {
  return Texts(SoundsOfTitle(TypingKey(title).text(), pinyin), kind);
}
std::vector<std::string> OfTyped(const char* typed, SoundKind kind) {
  return Texts(SoundsOfTyped(TypingKey(typed).text()), kind);
}

TEST(Sounds, OfTitles) {
  EXPECT_THAT(OfTitle("云原生", SoundKind::kPinyin), ElementsAre("yunyuansheng"));
  EXPECT_THAT(OfTitle("云原生", SoundKind::kInitials), ElementsAre("yys"));
  EXPECT_THAT(OfTitle("Kitex 部署", SoundKind::kPinyin), ElementsAre("kitexbushu"));
  EXPECT_THAT(OfTitle("银行", SoundKind::kPinyin), ElementsAre("yinxing", "yinhang"));
  EXPECT_THAT(OfTitle("银行", SoundKind::kInitials), ElementsAre("yx", "yh"));
  EXPECT_THAT(OfTitle("绿色", SoundKind::kPinyin), Contains("luse"));
  EXPECT_THAT(OfTitle("ワークフロー", SoundKind::kRomaji), ElementsAre("WAKUFURO"));
  EXPECT_THAT(OfTitle("쿠버", SoundKind::kJamo), ElementsAre("ㅋㅜㅂㅓ"));
  EXPECT_THAT(OfTitle("쿠버", SoundKind::kInitials), ElementsAre("ㅋㅂ"));
  EXPECT_THAT(SoundsOfTitle("cloud native", true), IsEmpty());
  EXPECT_THAT(OfTitle("環境構築", SoundKind::kPinyin, false), IsEmpty());
}

// What SoundFrom and CompareSound read off a key is what SoundsOfTitle makes of it.
TEST(Sounds, AreReadOffAKeyFromItsBeginning) {
  for (const char* title : {"云原生", "Kitex 部署", "重庆银行行长", "绿色 v2", "漢字と ワークフロー to do", "쿠버 k8s",
                            "한글 漢字", "𠮷x"}) {
    const std::string key = TypingKey(title).text();
    for (const bool pinyin : {false, true}) {
      uint32_t other = 0;
      const std::vector<Sound> sounds = SoundsOfTitle(key, pinyin);
      for (size_t i = 0; i < sounds.size(); ++i) {
        other = i > 0 && sounds[i].kind == sounds[i - 1].kind ? other + 1 : 0;
        const std::string behind = key + std::string("\0yun", 4);
        const SoundPlace place{sounds[i].kind, pinyin, other, behind};
        EXPECT_EQ(SoundFrom(place), sounds[i].text) << title;
        EXPECT_EQ(CompareSound(place, sounds[i].text.substr(0, 3)), 0);
        EXPECT_EQ(CompareSound(place, sounds[i].text), 0);
        EXPECT_LT(CompareSound(place, sounds[i].text + "a"), 0);
        EXPECT_GT(CompareSound(place, std::string(1, '\x01')), 0);
        EXPECT_LT(CompareSound(place, "\xFF"), 0);
      }
    }
  }
  EXPECT_EQ(OtherReadings(U'行', SoundKind::kPinyin), 1U);
  EXPECT_EQ(OtherReadings(U'单', SoundKind::kPinyin), 2U);
  EXPECT_EQ(OtherReadings(U'强', SoundKind::kInitials), 1U) << "qiang, jiang";
  EXPECT_EQ(OtherReadings(U'朝', SoundKind::kInitials), 1U);
  EXPECT_EQ(OtherReadings(U'云', SoundKind::kPinyin), 0U);
  EXPECT_EQ(OtherReadings(U'a', SoundKind::kPinyin), 0U);
}

TEST(Sounds, OfTypedLetters) {
  EXPECT_THAT(OfTyped("yun原生", SoundKind::kPinyin), ElementsAre("yunyuansheng"));
  EXPECT_THAT(OfTyped("xi'an", SoundKind::kPinyin), ElementsAre("xian"));
  EXPECT_THAT(OfTyped("lv", SoundKind::kPinyin), ElementsAre("lu"));
  EXPECT_THAT(OfTyped("wa-ku", SoundKind::kRomaji), ElementsAre("WAKU"));
  EXPECT_THAT(OfTyped("わーku", SoundKind::kRomaji), ElementsAre("WAKU"));
  EXPECT_THAT(OfTyped("쿠ㅂ", SoundKind::kJamo), ElementsAre("ㅋㅜㅂ"));
  EXPECT_THAT(OfTyped("ㅋㅂ", SoundKind::kInitials), ElementsAre("ㅋㅂ"));
  EXPECT_THAT(OfTyped("yys", SoundKind::kInitials), ElementsAre("yys"));
  EXPECT_THAT(SoundsOfTyped("云原生"), IsEmpty()) << "Han are compared as they are";
  EXPECT_THAT(SoundsOfTyped("2024"), IsEmpty());
  EXPECT_THAT(OfTyped("쿠버", SoundKind::kInitials), IsEmpty());
}

std::string Marked(const char* typed, const char* title) {
  const std::string key = TypingKey(title).text();
  for (const Sound& of_typed : SoundsOfTyped(TypingKey(typed).text())) {
    for (const Sound& of_title : SoundsOfTitle(key, true)) {
      if (of_title.kind != of_typed.kind) continue;
      const ByteRange range = MatchSound(of_typed, of_title);
      if (range.end > 0) return key.substr(range.begin, range.end - range.begin);
    }
  }
  return "";
}

TEST(Sounds, MatchWhatIsMeant) {
  EXPECT_EQ(Marked("yys", "基于云原生的"), "云原生");
  EXPECT_EQ(Marked("yunyuans", "云原生"), "云原生");
  EXPECT_EQ(Marked("yun原", "云原生"), "云原");
  EXPECT_EQ(Marked("云yuan", "芸元"), "") << "Han that were typed must be there";
  EXPECT_EQ(Marked("wa-ku", "新ワークフロー"), "ワーク");
  EXPECT_EQ(Marked("쿱", "쿠버네티스"), "쿠버");
  EXPECT_EQ(Marked("unyuan", "云原生"), "") << "a sound begins with a character";
}

TEST(Sounds, AreBoundedAndLieInTheirKey) {
  RandomText random(3);
  for (int i = 0; i < 400; ++i) {
    const std::string key = TypingKey(random.Next()).text();
    std::vector<Sound> sounds = SoundsOfTitle(key, true);
    for (Sound& sound : SoundsOfTyped(key)) sounds.push_back(std::move(sound));
    EXPECT_LE(sounds.size(), 4 * kMaxReadings);
    for (const Sound& sound : sounds) {
      uint32_t last = 0;
      for (const Sound::Unit& unit : sound.units) {
        ASSERT_LE(last, unit.at);
        ASSERT_LE(unit.at, sound.text.size());
        ASSERT_LE(unit.key.end, key.size());
        last = unit.at;
      }
    }
  }
}

}  // namespace
}  // namespace sou::text
