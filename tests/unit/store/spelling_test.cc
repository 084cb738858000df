// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/store/spelling.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "common/text/typing_key.h"

namespace sou::store {
namespace {

TEST(Spelling, AFewBytesMakeTheTextOfItsKey) {
  const struct {
    const char* text;
    size_t most;
  } rows[] = {{"kitex", 0},       {"云原生", 0},      {"Kitex", 1},           {"TiDB 最佳实践", 5}, {"構文", 3},
              {"SQL 模式", 2},    {"std::vector", 0}, {"（一）部署", 7},      {"a/b", 5},           {"ＡＰＩ", 9},
              {"Foo Bar Baz", 3}, {"㌀ x", 12},       {"a, b; c. D - e", 14}, {"😀 x 𠮷", 14},       {"  x  ", 4}};
  for (const auto& row : rows) {
    const std::string key = text::TypingKey(row.text).text();
    const std::string edits = EditsOf(key, row.text);
    EXPECT_EQ(Edited(key, edits), row.text) << key;
    EXPECT_LE(edits.size(), row.most) << row.text;
  }
}

TEST(Spelling, EveryTextComesBack) {
  const std::vector<std::string> parts = {"Ab",
                                          "a",
                                          "Z",
                                          "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                                          " ",
                                          "  ",
                                          ", ",
                                          "-",
                                          "云",
                                          "雲",
                                          "が",
                                          "ｶﾞ",
                                          "é",
                                          "ﬁ",
                                          "½",
                                          "\t",
                                          "쿠",
                                          "𠮷",
                                          "😀",
                                          "'",
                                          "“”",
                                          "x.y",
                                          "::",
                                          "ß",
                                          std::string(200, 'w')};
  std::mt19937 random(3);
  for (int i = 0; i < 3000; ++i) {
    std::string text;
    for (size_t j = 0; j < 1 + random() % 12; ++j) text += parts[random() % parts.size()];
    const std::string key = text::TypingKey(text).text();
    ASSERT_EQ(Edited(key, EditsOf(key, text)), text);
    // Of any two texts, too.
    ASSERT_EQ(Edited("ab cd", EditsOf("ab cd", text)), text);
  }
}

TEST(Spelling, DamagedEditsAreHarmless) {
  std::mt19937 random(4);
  for (int i = 0; i < 3000; ++i) {
    std::string edits;
    for (size_t j = 0; j < random() % 20; ++j) edits += static_cast<char>(random());
    const std::string key = "tidb最佳";
    EXPECT_LE(Edited(key, edits).size(), 256 * (edits.size() + key.size()));
  }
}

}  // namespace
}  // namespace sou::store
