// SPDX-License-Identifier: GPL-3.0-or-later
//
// The expected slugs were printed by hexo-util 4.0.0.
#include "indexer/source/hexo/slug.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sha1.h>

#include <ostream>
#include <string>

#include "common/text/utf8.h"
#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

struct SlugCase {
  const char* name;
  const char* text;
  LetterCase letter_case;
  const char* slug;
};

void PrintTo(const SlugCase& row, std::ostream* out) { *out << row.name; }

class HexoSlugOf : public testing::TestWithParam<SlugCase> {};

TEST_P(HexoSlugOf, Text) { EXPECT_EQ(HexoSlug(GetParam().text, GetParam().letter_case), GetParam().slug); }

INSTANTIATE_TEST_SUITE_P(Rows, HexoSlugOf,
                         testing::Values(SlugCase{"words", "A b", LetterCase::kKeep, "A-b"},
                                         SlugCase{"blanks", "  A  b ", LetterCase::kKeep, "A-b"},
                                         SlugCase{"chinese", "你好，世界 2", LetterCase::kKeep, "你好，世界-2"},
                                         SlugCase{"slashes", "a/b\\c", LetterCase::kKeep, "a-b-c"},
                                         SlugCase{"two_letters", "Æther & Øre", LetterCase::kKeep, "AEther-Ore"},
                                         SlugCase{"tab_is_dropped", "a\tb", LetterCase::kKeep, "ab"},
                                         SlugCase{"own_hyphens", "--a--b--", LetterCase::kKeep, "a-b"},
                                         SlugCase{"low_line", "a_b", LetterCase::kKeep, "a-b"},
                                         SlugCase{"ideographic_blank", "x\u3000y", LetterCase::kKeep, "x-y"},
                                         SlugCase{"lower", "Crème Brûlée", LetterCase::kLower, "creme-brulee"},
                                         SlugCase{"upper", "straße", LetterCase::kUpper, "STRASE"},
                                         SlugCase{"only_marks", "#!?", LetterCase::kKeep, ""},
                                         SlugCase{"circled_digits", "①②", LetterCase::kKeep, "①②"},
                                         SlugCase{"invisible", "a\u200Bb", LetterCase::kKeep, "a\u200Bb"},
                                         SlugCase{"version", "1.2.3", LetterCase::kKeep, "1-2-3"},
                                         SlugCase{"japanese", "日本語（仮）", LetterCase::kKeep, "日本語（仮）"},
                                         SlugCase{"roman_number", "Ⅷ", LetterCase::kKeep, "Ⅷ"},
                                         SlugCase{"beyond_the_bmp", "𝐀", LetterCase::kKeep, "𝐀"},
                                         SlugCase{"empty", "", LetterCase::kLower, ""}),
                         testing_support::RowName<SlugCase>);

// One slug a line of every code point from U+0021 to U+FFFF.
std::string AllSlugs(LetterCase letter_case) {
  std::string all;
  for (char32_t c = 0x21; c <= 0xFFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    text::AppendCodePoint(c, &text);
    all += HexoSlug(text, letter_case) + "\n";
  }
  return all;
}

TEST(HexoSlug, OfEveryCodePoint) {
  const std::string all = AllSlugs(LetterCase::kKeep);
  char digits[SHA1_DIGEST_STRING_LENGTH];
  SHA1Data(reinterpret_cast<const uint8_t*>(all.data()), all.size(), digits);
  EXPECT_STREQ(digits, "5ee23f6867072221913babce033b023390d6b622");
}

}  // namespace
}  // namespace sou::indexer
