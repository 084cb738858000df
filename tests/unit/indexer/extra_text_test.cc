// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source/extra_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

#include "tests/unit/indexer/test_folder.h"

namespace sou::indexer {
namespace {

using testing::ElementsAre;
using testing_support::RowName;

struct TextCase {
  const char* name;
  const char* text;
  bool for_readers;
};

void PrintTo(const TextCase& row, std::ostream* out) { *out << row.name << ": " << row.text; }

class ReadersText : public testing::TestWithParam<TextCase> {};

TEST_P(ReadersText, IsToldFromMachinery) { EXPECT_EQ(IsReadersText(GetParam().text), GetParam().for_readers); }

INSTANTIATE_TEST_SUITE_P(
    Rows, ReadersText,
    testing::Values(TextCase{"sentence", "West Lake | Hangzhou | Aug 5,2018", true}, TextCase{"word", "Volo", true},
                    TextCase{"han", "云原生", true}, TextCase{"slash_in_name", "CI/CD", true},
                    TextCase{"name_with_dot", "Node.js", true}, TextCase{"version", "v1.24.5", true},
                    TextCase{"two_words_and_slash", "client/server basics", true}, TextCase{"empty", "", false},
                    TextCase{"truth", "True", false}, TextCase{"yes", "yes", false},
                    TextCase{"number", "-1.5e3", false}, TextCase{"hex_number", "0x1F", true},
                    TextCase{"date", "2018-08-11", false},
                    TextCase{"date_and_time", "2018-08-11T11:37:36+08:00", false},
                    TextCase{"url", "https://example.org/a b", false}, TextCase{"path", "/img/lake.jpg", false},
                    TextCase{"relative_path", "./lake", false}, TextCase{"deep_path", "img/banners/lake", false},
                    TextCase{"file", "cover.webp", false}, TextCase{"file_in_capitals", "COVER.JPG", false},
                    TextCase{"color", "#ff0000", false}, TextCase{"mail", "mailto:a@example.org", false},
                    TextCase{"id", "0069RVTdly1fu5o2o62prj31e00jw46d", false},
                    TextCase{"uuid", "550e8400-e29b-41d4-a716-446655440000", false},
                    TextCase{"long_word", "Donaudampfschifffahrt", true}),
    RowName<TextCase>);

std::vector<std::string> Collect(std::string_view yaml) {
  std::vector<Warning> warnings;
  const Result<Value> fields = ParseYaml(yaml, {"a.md", 1}, &warnings);
  return CollectExtraText(fields.value(), {"title", "tags"});
}

TEST(ExtraText, IsFoundAtAnyDepth) {
  EXPECT_THAT(Collect("bigimg: [{src: \"/img/a.jpg\", desc: \"West Lake | Hangzhou\"}]\n"
                      "series: Notes\ncover:\n  image: cover.png\n  caption: 湖\n  nested: {more: [deep]}\n"),
              ElementsAre("West Lake | Hangzhou", "Notes", "湖", "deep"));
}

TEST(ExtraText, LeavesOutKnownFieldsAndMachinery) {
  EXPECT_THAT(
      Collect("Title: T\ntags: [x]\nlayout: post\nMenu: {main: {name: Home}}\nweight: heavy\nms.topic: conceptual\n"
              "params: {type: wide, title: Inner}\n"),
      ElementsAre("Inner"));
}

TEST(ExtraText, GivesEachTextOnce) {
  EXPECT_THAT(Collect("a: same\nb: [same, ' same ', other]\n"), ElementsAre("same", "other"));
}

TEST(MachineryKey, IsKnownInEitherCase) {
  EXPECT_TRUE(IsMachineryKey("Layout"));
  EXPECT_TRUE(IsMachineryKey("ms.author"));
  EXPECT_FALSE(IsMachineryKey("caption"));
}

}  // namespace
}  // namespace sou::indexer
