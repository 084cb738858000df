// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/store/suggestions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "common/store/suggestions_writer.h"
#include "common/text/run_words.h"
#include "common/text/sounds.h"
#include "common/text/typing_key.h"

namespace sou::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

NewSuggestion Title(std::string text, std::string url = "/a/") {
  return {std::move(text), std::move(url), "", "zh", "zh-Hans", SuggestionKind::kTitle, 1};
}

std::string FileOf(std::vector<NewSuggestion> suggestions) {
  Result<std::string> file = MakeSuggestions(std::move(suggestions));
  EXPECT_TRUE(file.ok());
  return file.ok() ? *file : "";
}

std::vector<std::string> Names(const Suggestions& suggestions, const std::vector<Suggestions::Range>& ranges) {
  std::vector<std::string> names;
  Suggestions::BestFirst best(suggestions, ranges);
  while (const auto number = best.Next()) names.emplace_back(suggestions.entry(*number).text);
  return names;
}

std::vector<std::string> Found(const Suggestions& suggestions, Places places, std::string_view letters) {
  return Names(suggestions, {suggestions.Find(places, letters)});
}

TEST(Suggestions, FindsByEveryBeginning) {
  const std::string file =
      FileOf({Title("云原生"), Title("基于云原生的 Kitex"), Title("Kitex 入门"), Title("쿠버네티스")});
  const Result<Suggestions> opened = Suggestions::FromBytes(file);
  ASSERT_TRUE(opened.ok()) << opened.error().ToString();
  ASSERT_TRUE(opened->CheckAll().ok());
  EXPECT_EQ(opened->size(), 4U);
  EXPECT_THAT(Found(*opened, Places::kWholeKey, "云"), ElementsAre("云原生"));
  EXPECT_THAT(Found(*opened, Places::kInnerKey, "云原"), ElementsAre("基于云原生的 Kitex"));
  EXPECT_THAT(Found(*opened, Places::kInnerKey, "生的"), ElementsAre("基于云原生的 Kitex"));
  EXPECT_THAT(Found(*opened, Places::kWholePinyin, "yunyuan"), ElementsAre("云原生"));
  EXPECT_THAT(Found(*opened, Places::kInnerPinyin, "yunyuan"), ElementsAre("基于云原生的 Kitex"));
  EXPECT_THAT(Found(*opened, Places::kWholeInitials, "yys"), ElementsAre("云原生"));
  EXPECT_THAT(Found(*opened, Places::kInnerInitials, "yys"), ElementsAre("基于云原生的 Kitex"));
  EXPECT_THAT(Found(*opened, Places::kWholeJamo, "ㅋㅜㅂ"), ElementsAre("쿠버네티스"));
  EXPECT_THAT(Found(*opened, Places::kWholeKey, "x"), IsEmpty());
  EXPECT_THAT(Names(*opened, {opened->FindWholeKey("云原生")}), ElementsAre("云原生"));
  EXPECT_THAT(Names(*opened, {opened->FindWholeKey("云原")}), IsEmpty());
  const auto inner = opened->Find(Places::kInnerKey, "原生");
  ASSERT_EQ(inner.size(), 2U);
  EXPECT_EQ(opened->PlaceAt(Places::kInnerKey, inner.begin).before, "云");
  EXPECT_EQ(opened->PlaceAt(Places::kInnerKey, inner.begin).letters, "原生");
}

TEST(Suggestions, GivesBackWhatWasWritten) {
  const std::string file = FileOf({{"简介", "/a/", "jian'jie 一", "zh", "zh-Hans", SuggestionKind::kHeading, 1},
                                   {"Docker", "", "", "en", "en", SuggestionKind::kTag, 12}});
  const Result<Suggestions> opened = Suggestions::FromBytes(file);
  ASSERT_TRUE(opened.ok());
  const auto heading = opened->entry(1);
  EXPECT_EQ(heading.text, "简介");
  EXPECT_EQ(heading.Url(), "/a/#jian%27jie%20%E4%B8%80");
  EXPECT_EQ(heading.language, "zh");
  EXPECT_EQ(opened->language(opened->LanguageOf(1)).primary, "zh");
  EXPECT_EQ(opened->language(opened->LanguageOf(1)).tag, "zh-Hans");
  EXPECT_EQ(opened->language(7).tag, "") << "there is none";
  const auto tag = opened->entry(0);
  EXPECT_EQ(tag.Url(), "");
  EXPECT_EQ(tag.pages, 12U);
  EXPECT_EQ(tag.kind, SuggestionKind::kTag);
}

TEST(Suggestions, ThereMayBeNone) {
  const std::string file = FileOf({Title("……")});
  const Result<Suggestions> opened = Suggestions::FromBytes(file);
  ASSERT_TRUE(opened.ok());
  EXPECT_EQ(opened->size(), 0U);
  EXPECT_TRUE(opened->CheckAll().ok());
  EXPECT_THAT(Found(*opened, Places::kWholeKey, "a"), IsEmpty());
  EXPECT_THAT(Found(Suggestions(), Places::kWholeKey, "a"), IsEmpty());
}

std::vector<NewSuggestion> ManyTitles(size_t count) {
  std::mt19937 random(7);
  std::vector<NewSuggestion> titles;
  for (size_t i = 0; i < count; ++i) {
    std::string text;
    for (size_t j = 0; j <= random() % 3; ++j)
      text += std::string(j == 0 ? "" : " ") + static_cast<char>('a' + random() % 3) + std::to_string(i);
    titles.push_back(Title(text));
    titles.back().pages = 1 + static_cast<uint32_t>(random() % 50);
  }
  return titles;
}

// Three levels of minima: 5,000 places are more than one block of blocks.
TEST(Suggestions, BestComeFirstInAnyRange) {
  const std::string file = FileOf(ManyTitles(5000));
  const Result<Suggestions> opened = Suggestions::FromBytes(file);
  ASSERT_TRUE(opened.ok());
  ASSERT_TRUE(opened->CheckAll().ok());
  std::mt19937 random(8);
  for (int i = 0; i < 200; ++i) {
    const auto begin = static_cast<uint32_t>(random() % 5000);
    const auto end = static_cast<uint32_t>(begin + random() % (5001 - begin));
    std::multiset<uint32_t> expected;
    for (uint32_t at = begin; at < end; ++at) expected.insert(opened->EntryAt(Places::kWholeKey, at));
    Suggestions::BestFirst best(*opened, {{Places::kWholeKey, begin, end}});
    size_t looked = 0;
    for (auto number = expected.begin(); number != expected.end() && looked < 100; ++number, ++looked) {
      ASSERT_EQ(best.Next(), *number);
    }
    if (looked == expected.size()) {
      ASSERT_EQ(best.Next(), std::nullopt);
    }
  }
}

TEST(Suggestions, LowerOffsetsAreOfBetterEntries) {
  const std::string file = FileOf(ManyTitles(300));
  const Result<Suggestions> opened = Suggestions::FromBytes(file);
  ASSERT_TRUE(opened.ok());
  const auto range = opened->Find(Places::kInnerKey, "a");
  ASSERT_GT(range.size(), 10U);
  std::map<uint32_t, uint32_t> entries;  // by offset
  for (uint32_t at = range.begin; at < range.end; ++at) {
    const uint32_t entry = opened->EntryAt(Places::kInnerKey, at);
    const Suggestions::Place place = opened->PlaceAt(Places::kInnerKey, at);
    EXPECT_EQ(opened->entry(entry).key, place.whole);
    EXPECT_EQ(std::string(place.before) + std::string(place.letters), place.whole);
    entries[opened->OffsetAt(Places::kInnerKey, at)] = entry;
  }
  uint32_t last = 0;
  for (const auto& [offset, entry] : entries) {
    EXPECT_LE(last, entry);
    last = entry;
  }
}

// Titles in four scripts with characters of several readings, kana that melt into what stands before them and signs.
std::vector<NewSuggestion> MixedTitles(size_t count) {
  const std::vector<std::string> parts = {
      "云原生",       "行长",        "重庆 银行", "Kitex",      "TiDB 数据库", "v1.24", "C++", "ワークフロー",
      "オブジェクト", "ウィンドウ",  "構文",      "쿠버네티스", "설치",        "漢字",  "の",  "：",
      " - ",          "std::vector", "éa",        "ü率 ",       "ﬁle",         "①"};
  const std::vector<std::string> languages = {"zh", "ja", "ko", "en", ""};
  std::mt19937 random(11);
  std::vector<NewSuggestion> titles;
  for (size_t i = 0; i < count; ++i) {
    std::string text;
    for (size_t j = 0; j <= random() % 5; ++j) text += parts[random() % parts.size()];
    titles.push_back(Title(text, "/" + std::to_string(random() % 50) + "/"));
    titles.back().language = titles.back().language_tag = languages[random() % languages.size()];
    if (random() % 3 == 0) titles.back().kind = SuggestionKind::kHeading;
    if (random() % 4 == 0) titles.back().anchor = "a" + std::to_string(random() % 9);
  }
  return titles;
}

// By hand: the numbers of the texts that have a sound, or a later part of it where a word begins, with that beginning.
std::set<std::string> TextsWith(const std::vector<NewSuggestion>& titles, Places places, std::string_view letters) {
  std::set<std::string> texts;
  text::RunWords run_words;
  const Compared& compared = ComparedAt(places);
  const bool inner = static_cast<size_t>(places) % 2 == 1;
  for (const NewSuggestion& title : titles) {
    const text::TypingKey key(title.text);
    const std::vector<uint32_t> words = key.WordStarts(&run_words);
    const bool pinyin = text::ReadAsPinyin(key.text(), title.language);
    for (const text::Sound& sound : text::SoundsOfTitle(key.text(), pinyin)) {
      if (sound.kind != compared.kind || PlacesOf(sound.kind, pinyin, inner) != places) continue;
      if (!inner && sound.text.starts_with(letters)) texts.insert(title.text);
      for (const text::Sound::Unit& unit : sound.units) {
        const bool word = std::find(words.begin(), words.end(), unit.key.begin) != words.end() && unit.at > 0;
        if (inner && word && std::string_view(sound.text).substr(unit.at).starts_with(letters))
          texts.insert(title.text);
      }
    }
  }
  return texts;
}

TEST(Suggestions, SoundsAreReadOffTheKeysAsTheyAreMade) {
  const std::vector<NewSuggestion> titles = MixedTitles(400);
  const std::string file = FileOf(titles);
  const Result<Suggestions> opened = Suggestions::FromBytes(file);
  ASSERT_TRUE(opened.ok());
  ASSERT_TRUE(opened->CheckAll().ok()) << opened->CheckAll().error().ToString();
  size_t found = 0;
  for (const Places places :
       {Places::kWholePinyin, Places::kInnerPinyin, Places::kWholeRomaji, Places::kWholeJamo, Places::kInnerJamo,
        Places::kWholeInitials, Places::kInnerInitials, Places::kWholeConsonants, Places::kInnerConsonants}) {
    for (const char* letters :
         {"yun", "yunyuan", "hang", "xing",    "zhang", "chongqing", "z",    "yx", "yh", "tidb",
          "u",   "ul",      "WA",   "OBUJEKU", "KI",    "ㅋㅜㅂ",    "ㅋㅂ", "ㅅ", "q",  "std::vectory"}) {
      const std::vector<std::string> names = Found(*opened, places, letters);
      EXPECT_EQ(std::set<std::string>(names.begin(), names.end()), TextsWith(titles, places, letters))
          << static_cast<int>(places) << " " << letters;
      found += names.size();
    }
  }
  EXPECT_GT(found, 500U);
}

// A word that begins with the letter on which the one before ends was found by what was left of it: `bujekuto` found
// ウィンドウ オブジェクト.
TEST(Suggestions, HalfAWordIsNoBeginning) {
  const std::string file = FileOf({Title("ウィンドウ オブジェクト"), Title("新しいオブジェクト")});
  const Result<Suggestions> opened = Suggestions::FromBytes(file);
  ASSERT_TRUE(opened.ok());
  EXPECT_THAT(Found(*opened, Places::kInnerRomaji, "BUJEKU"), IsEmpty());
  EXPECT_THAT(Found(*opened, Places::kInnerRomaji, "OBUJEKU"), ElementsAre("新しいオブジェクト"));
}

TEST(Suggestions, GivesBackAllTexts) {
  const std::vector<NewSuggestion> titles = MixedTitles(400);
  const std::string file = FileOf(titles);
  const Result<Suggestions> opened = Suggestions::FromBytes(file);
  ASSERT_TRUE(opened.ok());
  const auto line = [](const std::string& text, const std::string& url, const std::string& anchor) {
    return text + "|" + url + "|" + anchor;
  };
  std::multiset<std::string> expected;
  for (const NewSuggestion& title : titles) {
    if (text::TypingKey(title.text).text().empty()) continue;
    expected.insert(line(title.text, title.url, title.kind == SuggestionKind::kHeading ? title.anchor : ""));
  }
  std::multiset<std::string> found;
  for (uint32_t i = 0; i < opened->size(); ++i) {
    const Suggestions::Entry entry = opened->entry(i);
    found.insert(line(entry.text, entry.page_url, entry.anchor));
    EXPECT_EQ(entry.key, text::TypingKey(entry.text).text());
  }
  EXPECT_EQ(found, expected);
}

TEST(Suggestions, KnownWordsSpareTheDictionary) {
  std::vector<NewSuggestion> titles = MixedTitles(400);
  const std::string file = FileOf(titles);
  const Result<Suggestions> opened = Suggestions::FromBytes(file);
  ASSERT_TRUE(opened.ok());
  std::map<std::string, std::vector<uint32_t>> words;
  const std::vector<std::vector<uint32_t>> all = opened->WordStarts();
  ASSERT_EQ(all.size(), opened->size());
  for (uint32_t i = 0; i < opened->size(); ++i) {
    const Suggestions::Entry entry = opened->entry(i);
    words[entry.text + "|" + std::string(entry.language)] = all[i];
  }
  for (NewSuggestion& title : titles) title.words = words[title.text + "|" + title.language];
  EXPECT_EQ(FileOf(titles), file);
}

TEST(Suggestions, OrderOfTheInputDoesNotMatter) {
  std::vector<NewSuggestion> titles = ManyTitles(200);
  const std::string file = FileOf(titles);
  std::reverse(titles.begin(), titles.end());
  EXPECT_EQ(FileOf(titles), file);
}

void UseEverything(const Suggestions& suggestions) {
  (void)suggestions.CheckAll();
  for (uint32_t i = 0; i < suggestions.size(); ++i) (void)suggestions.entry(i).Url();
  for (uint32_t i = 0; i <= suggestions.pages(); ++i) (void)suggestions.PageUrl(i);
  for (uint32_t i = 0; i < suggestions.size(); ++i) (void)suggestions.GivenOf(i);
  (void)suggestions.WordStarts();
  for (size_t i = 0; i < kPlaceSections; ++i) {
    const auto places = static_cast<Places>(i);
    for (const char* letters : {"", "a", "云", "yun", "y"}) (void)Found(suggestions, places, letters);
    const auto all = suggestions.Find(places, "");
    for (uint32_t at = all.begin; at < all.end; ++at) {
      (void)suggestions.PlaceAt(places, at);
      (void)suggestions.EntryAt(places, at);
      (void)suggestions.language(suggestions.LanguageOf(suggestions.EntryAt(places, at)));
    }
  }
}

TEST(Suggestions, ABrokenFileIsRefusedOrHarmless) {
  const std::string file = FileOf({Title("云原生"), Title("Kitex 入门"), Title("a")});
  size_t refused = 0;
  for (size_t at = 0; at < file.size(); ++at) {
    for (const char flip : {'\x01', '\x80', '\xFF'}) {
      std::string broken = file;
      broken[at] = static_cast<char>(broken[at] ^ flip);
      const Result<Suggestions> opened = Suggestions::FromBytes(broken);
      if (opened.ok()) {
        UseEverything(*opened);
      } else {
        const bool expected =
            opened.error().code == ErrorCode::kCorrupt || opened.error().code == ErrorCode::kUnsupported;
        ASSERT_TRUE(expected) << opened.error().ToString();
        ++refused;
      }
    }
  }
  EXPECT_GE(refused, sizeof(FileHeader) * 3) << "the header is protected by its hash";
  for (size_t size = 0; size < file.size(); size += 3) {
    EXPECT_FALSE(Suggestions::FromBytes(std::string_view(file).substr(0, size)).ok()) << size;
  }
}

TEST(Suggestions, WhatIsWrongIsFoundBeforeAGenerationIsPublished) {
  const std::string file = FileOf({Title("云原生"), Title("Kitex 入门")});
  FileHeader header;
  std::memcpy(&header, file.data(), sizeof(header));
  std::string broken = file;
  broken[header.sections[static_cast<size_t>(Section::kFirstPlaces)].offset] ^= 0x40;
  const Result<Suggestions> opened = Suggestions::FromBytes(broken);
  ASSERT_TRUE(opened.ok());
  const Status status = opened->CheckAll();
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::kCorrupt);
}

}  // namespace
}  // namespace sou::store
