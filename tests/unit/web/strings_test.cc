// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/ui/strings.h"

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <string_view>

namespace sou::web {
namespace {

// The table is nothing but text, so it can be looked at as a list: no language may lack a sentence
// or a {}.
constexpr size_t kTexts = sizeof(Strings) / sizeof(std::string_view);

size_t CountPlaces(std::string_view text) {
  size_t count = 0;
  for (size_t at = text.find("{}"); at != std::string_view::npos; at = text.find("{}", at + 2)) ++count;
  return count;
}

TEST(Strings, EveryLanguageSaysEverythingInTheSameShape) {
  const auto texts = [](const Strings& strings) {
    return std::bit_cast<std::array<std::string_view, kTexts>>(strings);
  };
  const auto english = texts(AllStrings().front());
  for (const Strings& strings : AllStrings()) {
    const auto other = texts(strings);
    for (size_t i = 0; i < kTexts; ++i) {
      EXPECT_FALSE(other[i].empty()) << strings.code << " lacks: " << english[i];
      EXPECT_EQ(CountPlaces(other[i]), CountPlaces(english[i])) << strings.code << ": " << other[i];
    }
  }
}

struct ChoiceCase {
  const char* ui;
  const char* accept;
  const char* code;
};

class Choice : public testing::TestWithParam<ChoiceCase> {};

TEST_P(Choice, IsTheReadersLanguage) {
  EXPECT_EQ(ChooseStrings(GetParam().ui, GetParam().accept).code, GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(Rows, Choice,
                         testing::Values(ChoiceCase{"", "", "en"}, ChoiceCase{"ja", "ko", "ja"},
                                         ChoiceCase{"xx", "ko", "ko"}, ChoiceCase{"zh", "", "zh-Hans"},
                                         ChoiceCase{"zh-tw", "", "zh-Hant"}, ChoiceCase{"zh_HK", "", "zh-Hant"},
                                         ChoiceCase{"", "zh-Hant-HK", "zh-Hant"}, ChoiceCase{"", "ja, ko", "ja"},
                                         ChoiceCase{"", "fr,de;q=0.9", "en"},
                                         ChoiceCase{"", "fr, ja;q=0.5, ko;q=0.8", "ko"},
                                         ChoiceCase{"", "ja;q=0, en;q=0.1", "en"},
                                         ChoiceCase{"", "ja;q=0.9;x, zh-CN;q=0.95", "zh-Hans"},
                                         ChoiceCase{"", ",,;;q=,*", "en"}, ChoiceCase{"", "ja;q=9999999999999", "ja"}));

TEST(Strings, CountsAndDates) {
  EXPECT_EQ(FormatCount(0), "0");
  EXPECT_EQ(FormatCount(999), "999");
  EXPECT_EQ(FormatCount(1000), "1,000");
  EXPECT_EQ(FormatCount(1234567), "1,234,567");
  const Timestamp time{.unix_seconds = 1533958656, .offset_minutes = 480};
  EXPECT_EQ(FormatDate(ChooseStrings("en", ""), time), "11 Aug 2018");
  EXPECT_EQ(FormatDate(ChooseStrings("zh", ""), time), "2018年8月11日");
  EXPECT_EQ(FormatDate(ChooseStrings("ko", ""), time), "2018년 8월 11일");
}

TEST(Strings, NamesLanguagesInThemselves) {
  EXPECT_EQ(LanguageName("zh"), "中文");
  EXPECT_EQ(LanguageName("zh-tw"), "繁體中文");
  EXPECT_EQ(LanguageName("zh-CN"), "简体中文");
  EXPECT_EQ(LanguageName("ja"), "日本語");
  EXPECT_EQ(LanguageName("en-GB"), "English (en-GB)");
  EXPECT_EQ(LanguageName("fr"), "fr");
}

}  // namespace
}  // namespace sou::web
