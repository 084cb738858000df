// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/typing_key.h"

#include <gtest/gtest.h>

#include "common/text/utf8.h"
#include "tests/unit/text/random_text.h"

namespace sou::text {
namespace {

std::string StartsOf(const std::string& key, const std::vector<uint32_t>& starts) {
  std::string out;
  for (size_t i = 0; i <= key.size(); ++i) {
    if (std::find(starts.begin(), starts.end(), i) != starts.end()) out += '|';
    if (i < key.size()) out += key[i];
  }
  return out;
}

TEST(TypingKey, KeepsWhatIsTyped) {
  EXPECT_EQ(TypingKey("Kitex 的 部署（一）").text(), "kitex的部署一");
  EXPECT_EQ(TypingKey("  Cloud   Native! ").text(), "cloud native");
  EXPECT_EQ(TypingKey("雲原生：ＡＰＩ").text(), "云原生api");
  EXPECT_EQ(TypingKey("서비스 메시").text(), "서비스메시");
  EXPECT_EQ(TypingKey("C++ / .NET — std::vector").text(), "c++ .net std::vector");
  EXPECT_EQ(TypingKey("……").text(), "");
}

TEST(TypingKey, WordsBeginBehindBlanksAndSignsAndAtEveryCharacterOfRuns) {
  const TypingKey words("kube-apiserver 部署 Guide");
  EXPECT_EQ(StartsOf(words.text(), words.starts()), "kube-|apiserver|部|署|guide");
  const TypingKey han("基于云原生的API");
  RunWords dictionary;
  EXPECT_EQ(StartsOf(han.text(), han.WordStarts(&dictionary)), "基于|云|原生|的|api");
}

TEST(TypingKey, KnowsWhereItsLettersCameFrom) {
  const std::string title = "Kitex 的 部署（一）";
  const TypingKey key(title);
  const auto original = [&](uint32_t begin, uint32_t end) {
    const ByteRange range = key.ToOriginal(begin, end);
    return title.substr(range.begin, range.end - range.begin);
  };
  EXPECT_EQ(original(0, 5), "Kitex");
  EXPECT_EQ(original(8, 14), "部署");
  EXPECT_EQ(original(3, 11), "ex 的 部");
  EXPECT_EQ(original(14, 17), "一");
}

TEST(TypingKey, EveryStretchOfAnyTextIsSomewhere) {
  RandomText random(11);
  RunWords dictionary;
  for (int i = 0; i < 400; ++i) {
    const std::string text = random.Next();
    const TypingKey key(text);
    ASSERT_FALSE(FindInvalidUtf8(key.text()));
    ASSERT_EQ(TypingKey(key.text()).text(), key.text()) << "a key is its own key: " << text;
    uint32_t last = 0;
    for (const uint32_t start : key.starts()) {
      ASSERT_LT(last, start);
      last = start;
    }
    for (const uint32_t word : key.WordStarts(&dictionary)) ASSERT_LT(word, key.text().size());
    for (size_t begin = 0; begin < key.text().size();) {
      size_t end = begin;
      NextCodePoint(key.text(), &end);
      const ByteRange range = key.ToOriginal(static_cast<uint32_t>(begin), static_cast<uint32_t>(end));
      ASSERT_LT(range.begin, range.end);
      ASSERT_LE(range.end, text.size());
      begin = end;
    }
  }
}

}  // namespace
}  // namespace sou::text
