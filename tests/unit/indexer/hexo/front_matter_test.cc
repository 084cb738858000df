// SPDX-License-Identifier: GPL-3.0-or-later
//
// The expected cuts were printed by hexo-front-matter 4.2.1, but where a row says otherwise.
#include "indexer/source/hexo/front_matter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

#include "indexer/source/config_file.h"
#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

struct CutCase {
  const char* name;
  const char* text;
  const char* title;
  const char* body;
  uint32_t body_line;
};

void PrintTo(const CutCase& row, std::ostream* out) { *out << row.name; }

class HexoFrontMatter : public testing::TestWithParam<CutCase> {};

TEST_P(HexoFrontMatter, IsCut) {
  std::vector<Warning> warnings;
  const Result<FrontMatter> matter = ReadHexoFrontMatter(GetParam().text, "a.md", &warnings);
  ASSERT_TRUE(matter.ok()) << matter.error().ToString();
  EXPECT_EQ(TextOf(matter->fields, "title", "none"), GetParam().title);
  EXPECT_EQ(matter->body, GetParam().body);
  EXPECT_EQ(matter->body_line, GetParam().body_line);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, HexoFrontMatter,
    testing::Values(CutCase{"both_fences", "---\ntitle: a\n---\nbody", "a", "body", 4},
                    CutCase{"no_opening", "title: a\n---\nbody", "a", "body", 3},
                    CutCase{"json", ";;;\n\"title\": \"a\"\n;;;\nbody", "a", "body", 4},
                    CutCase{"json_without_opening", "\"title\": \"a\"\n;;;\nbody", "a", "body", 3},
                    CutCase{"broken_json", ";;;\ntitle: a\n;;;\nbody", "none", ";;;\ntitle: a\n;;;\nbody", 1},
                    CutCase{"four_dashes", "----\ntitle: a\n----\nbody", "a", "body", 4},
                    CutCase{"closed_with_fewer", "----\ntitle: a\n---\nbody", "none", "----\ntitle: a\n---\nbody", 1},
                    CutCase{"closed_with_more", "---\ntitle: a\n----\nbody", "a", "-\nbody", 3},
                    CutCase{"text_behind_the_fence", "---\ntitle: a\n---body", "a", "body", 3},
                    CutCase{"windows_lines", "---\r\ntitle: a\r\n---\r\nbody", "a", "body", 4},
                    CutCase{"scalar", "just text\n---\nbody", "none", "just text\n---\nbody", 1},
                    CutCase{"list_is_lost", "- a\n- b\n---\nbody", "none", "body", 4},
                    CutCase{"heading_and_rule", "# Title\n\ntext\n\n---\nmore", "none", "# Title\n\ntext\n\n---\nmore",
                            1},
                    CutCase{"table", "| a | b |\n|---|---|\nx", "none", "| a | b |\n|---|---|\nx", 1},
                    CutCase{"table_without_borders", "a | b\n--- | ---\nx", "none", "a | b\n--- | ---\nx", 1},
                    CutCase{"never_closed", "---\ntitle: a\nbody", "none", "---\ntitle: a\nbody", 1},
                    CutCase{"no_fence", "title: a\nbody", "none", "title: a\nbody", 1},
                    CutCase{"tabs", "---\nx:\n\ty: 1\ntitle: a\n---\nbody", "a", "body", 6},
                    // Hexo shows these as text; nobody wants that.
                    CutCase{"empty", "---\n---\nbody", "none", "body", 3},
                    CutCase{"blanks_behind_the_fences", "--- \ntitle: a\n--- \nbody", "a", "body", 4},
                    CutCase{"blank_lines_before", "\n\n---\ntitle: a\n---\nbody", "a", "body", 6}),
    testing_support::RowName<CutCase>);

struct FailureCase {
  const char* name;
  const char* text;
  const char* message;
  uint32_t line;
};

void PrintTo(const FailureCase& row, std::ostream* out) { *out << row.name; }

class HexoFrontMatterFailure : public testing::TestWithParam<FailureCase> {};

TEST_P(HexoFrontMatterFailure, SaysWhere) {
  std::vector<Warning> warnings;
  const Result<FrontMatter> matter = ReadHexoFrontMatter(GetParam().text, "a.md", &warnings);
  ASSERT_FALSE(matter.ok());
  EXPECT_THAT(matter.error().message, HasSubstr(GetParam().message));
  EXPECT_EQ(matter.error().place.path, "a.md");
  EXPECT_EQ(matter.error().place.line, GetParam().line);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, HexoFrontMatterFailure,
    testing::Values(FailureCase{"colon", "---\nx: 1\ntitle: a: b\n---\nbody", "in quotes", 3},
                    FailureCase{"doubled_key", "---\ntitle: a\ntitle: b\n---\nbody", "Hexo refuses the page", 3},
                    FailureCase{"prose_above_a_rule", "`x`\n\n---\nbody", "everything above the first line of dashes",
                                1},
                    FailureCase{"star_above_a_rule", "* x: y: z\n\n---\nbody", "above the first line of dashes", 1}),
    testing_support::RowName<FailureCase>);

TEST(HexoFrontMatterWarning, TellsOfWhatIsTakenForText) {
  for (const char* text : {"---\ntitle: a\nbody", ";;;\ntitle: a\n;;;\nbody"}) {
    std::vector<Warning> warnings;
    ASSERT_TRUE(ReadHexoFrontMatter(text, "a.md", &warnings).ok());
    ASSERT_THAT(warnings, SizeIs(1));
    EXPECT_THAT(warnings[0].message, HasSubstr("as text"));
  }
}

}  // namespace
}  // namespace sou::indexer
