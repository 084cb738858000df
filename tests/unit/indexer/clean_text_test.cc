// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/clean_text.h"

#include <gtest/gtest.h>

#include <string>

namespace sou::indexer {
namespace {

TEST(CleanLine, IsOneLineWithoutControlCharacters) {
  EXPECT_EQ(CleanLine("  a \t\r\n b  "), "a b");
  EXPECT_EQ(CleanLine("a\x1B[31mb\x7F"), "a [31mb");
  EXPECT_EQ(CleanLine(std::string("a\0b", 3)), "a b");
  EXPECT_EQ(CleanLine("a\xC2\x85"
                      "b"),
            "ab");  // NEXT LINE
  EXPECT_EQ(CleanLine(" \n\t "), "");
  EXPECT_EQ(CleanLine(""), "");
}

TEST(CleanLine, DropsMarksThatTurnTheDirection) {
  EXPECT_EQ(CleanLine("a\u202Eb\u2066c\u2069"), "abc");
  EXPECT_EQ(CleanLine("a\u200Bb\u2014c"), "a\u200Bb\u2014c");  // their neighbours stay
}

TEST(CleanLine, KeepsTheAuthorsSpelling) { EXPECT_EQ(CleanLine("ＡＰＩ　網關 “é”"), "ＡＰＩ　網關 “é”"); }

TEST(CleanLines, KeepsLinesTabsAndIndentation) {
  EXPECT_EQ(CleanLines("\tif x:\r\n    y\x08\u202E\n\n"), "\tif x:\n    y\n\n");
}

}  // namespace
}  // namespace sou::indexer
