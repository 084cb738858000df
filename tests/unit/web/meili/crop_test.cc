// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/meili/crop.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace sou::web::meili {
namespace {

using query::Part;
using query::Parts;

// "a [b] c": what stands in brackets matched.
Parts PartsOf(std::string_view text) {
  Parts parts;
  while (!text.empty()) {
    const bool match = text.front() == '[';
    if (match) text.remove_prefix(1);
    const size_t end = std::min(text.find(match ? ']' : '['), text.size());
    parts.push_back({.text = std::string(text.substr(0, end)), .match = match});
    text.remove_prefix(std::min(end + (match ? 1 : 0), text.size()));
  }
  return parts;
}

std::string Shown(const Cropped& cropped) {
  std::string out = cropped.cut_front ? "<" : "";
  for (const Part& part : cropped.parts) out += part.match ? "[" + part.text + "]" : part.text;
  return out + (cropped.cut_back ? ">" : "");
}

struct CropRow {
  std::string name;
  std::string text;
  size_t words;
  std::string shown;
};
void PrintTo(const CropRow& row, std::ostream* out) { *out << row.name; }

class CropShows : public testing::TestWithParam<CropRow> {};

TEST_P(CropShows, WhatMatchedWithWordsAround) {
  EXPECT_EQ(Shown(Crop(PartsOf(GetParam().text), GetParam().words)), GetParam().shown);
}

INSTANTIATE_TEST_SUITE_P(Table, CropShows,
                         testing::ValuesIn(std::vector<CropRow>{
                             {"nothing", "", 3, ""},
                             {"short enough", "one [two] three", 3, "one [two] three"},
                             {"no length", "one two three", 0, "one two three"},
                             {"no match", "one two three four", 2, "one two>"},
                             {"a match in the middle", "one two [three] four five", 3, "<two [three] four>"},
                             {"a match in front", "[one] two three four", 2, "[one] two>"},
                             {"a match at the end", "one two three [four].", 2, "<three [four]."},
                             {"most matches", "[one] two three four [five] [six] seven", 2, "<[five] [six]>"},
                             {"signs are no words", "one, two! [three]? four.", 2, "<two! [three]>"},
                             {"two characters are a word", "一二三四五六[七八]九十", 2, "<五六[七八]>"},
                             {"a match is never cut", "一二三四[五六七八九十]一二", 1, "<[五六七八九十]>"},
                             {"Hangul has words", "하나 둘 [셋] 넷 다섯", 3, "<둘 [셋] 넷>"},
                             {"mixed scripts", "use [kubectl] 部署应用程序", 2, "use [kubectl]>"},
                             {"pictographs", "a 😀 [b] 😀 c", 3, "<😀 [b] 😀>"},
                         }));

}  // namespace
}  // namespace sou::web::meili
