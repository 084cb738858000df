// SPDX-License-Identifier: GPL-3.0-or-later
//
// The expected ids were printed by Hugo 0.111.3.
#include "indexer/source/heading_ids.h"

#include <gtest/gtest.h>

#include <ostream>

#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

using testing_support::RowName;

struct SourceCase {
  const char* name;
  const char* line;
  const char* text;
  const char* id;
  bool has_attributes;
};

void PrintTo(const SourceCase& row, std::ostream* out) { *out << row.name; }

class HeadingLine : public testing::TestWithParam<SourceCase> {};

TEST_P(HeadingLine, IsDivided) {
  const HeadingSource source = ReadHeadingSource(GetParam().line, true);
  EXPECT_EQ(source.text, GetParam().text);
  EXPECT_EQ(source.id, GetParam().id);
  EXPECT_EQ(source.has_attributes, GetParam().has_attributes);
}

INSTANTIATE_TEST_SUITE_P(Rows, HeadingLine,
                         testing::Values(SourceCase{"plain", "## A b", "A b", "", false},
                                         SourceCase{"closing", "## A b ## ", "A b", "", false},
                                         SourceCase{"hash_at_end", "## C#", "C#", "", false},
                                         SourceCase{"id", "## A {#my-id}", "A", "my-id", true},
                                         SourceCase{"id_and_class", "## A ## {#x .c}", "A", "x", true},
                                         SourceCase{"class_only", "## A {.c}", "A", "", true},
                                         SourceCase{"key_value", "## A {#x k=\"a b\"}", "A", "x", true},
                                         SourceCase{"no_attributes", "## A {b}", "A {b}", "", false},
                                         SourceCase{"text_after", "## A {#x} b", "A {#x} b", "", false},
                                         SourceCase{"unclosed", "## A {#x", "A {#x", "", false},
                                         SourceCase{"escaped", "## A \\{#x}", "A \\{#x}", "", false},
                                         SourceCase{"empty", "##", "", "", false},
                                         SourceCase{"only_id", "## {#x}", "", "x", true}),
                         RowName<SourceCase>);

TEST(HeadingLine, AttributesMayBeText) {
  const HeadingSource source = ReadHeadingSource("## A {#x .c}", true, false);
  EXPECT_EQ(source.text, "A {#x .c}");
  EXPECT_EQ(source.id, "");
}

TEST(HeadingLine, UnderlinedHeadingKeepsItsHashes) {
  EXPECT_EQ(ReadHeadingSource("C# and F#", false).text, "C# and F#");
}

struct IdCase {
  const char* name;
  const char* source;
  const char* id;
};

void PrintTo(const IdCase& row, std::ostream* out) { *out << row.name; }

class HeadingId : public testing::TestWithParam<IdCase> {};

TEST_P(HeadingId, IsHugos) {
  HeadingIds ids;
  EXPECT_EQ(ids.Make(GetParam().source, ""), GetParam().id);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, HeadingId,
    testing::Values(IdCase{"han", "中文 标题：测试（一）！", "中文-标题测试一"},
                    IdCase{"code", "Code `kubectl get` here", "code-kubectl-get-here"},
                    IdCase{"link", "[link text](https://example.com/a-b \"t\") tail",
                           "link-texthttpsexamplecoma-b-t-tail"},
                    IdCase{"emphasis", "*Emph* and **strong** and ~~del~~", "emph-and-strong-and-del"},
                    IdCase{"emoji", "Emoji 🍵 tea :tea:", "emoji--tea-tea"}, IdCase{"punctuation", "！？", "heading"},
                    IdCase{"empty", "", "heading"}, IdCase{"html", "C++ & C# <b>x</b>", "c--c-bxb"},
                    IdCase{"version", "v1.24.5 / a_b", "v1245--a_b"},
                    IdCase{"accents", "Café Ünï ＡＢＣ", "café-ünï-ａｂｃ"},
                    IdCase{"marks_are_dropped", "हिन्दी", "हनद"}, IdCase{"two_blanks", "Heading  two", "heading--two"},
                    IdCase{"hangul", "한국어 제목?", "한국어-제목"}, IdCase{"tab", "a\tb", "ab"}),
    RowName<IdCase>);

TEST(HeadingIds, AreGivenOnce) {
  HeadingIds ids;
  EXPECT_EQ(ids.Make("Dup", ""), "dup");
  EXPECT_EQ(ids.Make("Dup", ""), "dup-1");
  EXPECT_EQ(ids.Make("Dup", ""), "dup-2");
  EXPECT_EQ(ids.Make("dup-1", ""), "dup-1-1");
  ids.Reserve("mine");
  EXPECT_EQ(ids.Make("Mine", ""), "mine-1");
}

// Printed by Hugo 0.111.3 with each autoHeadingIDType.
struct StyleCase {
  const char* name;
  const char* source;
  const char* github;
  const char* ascii;
  const char* blackfriday;
};

void PrintTo(const StyleCase& row, std::ostream* out) { *out << row.name; }

class HugoHeadingStyles : public testing::TestWithParam<StyleCase> {};

TEST_P(HugoHeadingStyles, DifferInWhatTheyDrop) {
  const StyleCase& row = GetParam();
  EXPECT_EQ(HeadingSlug(HeadingIdStyle::kHugo, row.source, ""), row.github);
  EXPECT_EQ(HeadingSlug(HeadingIdStyle::kHugoAscii, row.source, ""), row.ascii);
  EXPECT_EQ(HeadingSlug(HeadingIdStyle::kHugoBlackfriday, row.source, ""), row.blackfriday);
  EXPECT_EQ(HeadingSlug(HeadingIdStyle::kNone, row.source, ""), "");
}

INSTANTIATE_TEST_SUITE_P(
    Rows, HugoHeadingStyles,
    testing::Values(
        StyleCase{"emphasis", "With *emphasis* and **strong**", "with-emphasis-and-strong", "with-emphasis-and-strong",
                  "with-emphasis-and-strong"},
        StyleCase{"underscores", "a_b_c __init__ _em_", "a_b_c-__init__-_em_", "a_b_c-__init__-_em_", "a-b-c-init-em"},
        StyleCase{"cjk", "Mixed 中文 English 混排", "mixed-中文-english-混排", "mixed--english-",
                  "mixed-中文-english-混排"},
        StyleCase{"only_cjk", "中文标题，带标点！", "中文标题带标点", "heading", "中文标题-带标点"},
        StyleCase{"accents", "Ünïcödé Çédille", "ünïcödé-çédille", "unicode-cedille", "ünïcödé-çédille"},
        StyleCase{"numbers", "①②③ ½ ² Ⅳ", "---", "---", "①②③-½-²-ⅳ"},
        StyleCase{"version", "Numbers 1.2.3 (v4)", "numbers-123-v4", "numbers-123-v4", "numbers-1-2-3-v4"},
        StyleCase{"hyphens", "-lead and trail-", "-lead-and-trail-", "-lead-and-trail-", "lead-and-trail"},
        StyleCase{"dashes", "dash — en – hyphen -", "dash--en--hyphen--", "dash--en--hyphen--", "dash-en-hyphen"},
        StyleCase{"emoji", "Emoji :smile: and 🍵 tea", "emoji-smile-and--tea", "emoji-smile-and--tea",
                  "emoji-smile-and-tea"},
        StyleCase{"nothing", "！！！", "heading", "heading", "heading"},
        StyleCase{"hindi", "मराठी हिन्दी", "मरठ-हनद", "-", "मर-ठ-ह-न-द"}),
    RowName<StyleCase>);

}  // namespace
}  // namespace sou::indexer
