// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/suggest/hidden_suggestions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "query/search/search_service.h"
#include "tests/unit/query/small_index.h"

namespace sou::query {
namespace {

using testing::IsEmpty;
using testing::UnorderedElementsAre;

std::vector<Page> Pages() {
  std::vector<Page> pages = {
      MakePage("posts/a", "茶壶", "茶。\n简介\n"),
      MakePage("drafts/b", "茶叶秘密", "茶。\n简介\n内部\n"),
      MakePage("drafts/c", "茶杯秘密", "茶。\n内部\n"),
  };
  pages[0].tags = {"茶"};
  pages[1].tags = {"茶", "茶谱"};
  pages[0].headings = {{2, "简介", "intro", 0}};
  pages[1].headings = {{2, "简介", "intro", 0}, {2, "内部", "internal", 0}};
  pages[2].headings = {{2, "内部", "internal", 0}};
  return pages;
}

class HiddenSuggestionsTest : public testing::Test {
 protected:
  std::vector<std::string> Suggested(const std::string& yaml, const std::string& typed) const {
    Result<SearchSettings> settings = SettingsOf("search:\n" + yaml);
    auto service = SearchService::Open(index_.folder(), std::move(*settings));
    if (!service.ok()) return {service.error().ToString()};
    std::vector<std::string> texts;
    for (const Suggestion& suggestion : (*service)->Suggest({typed}, nullptr).suggestions) {
      texts.emplace_back();
      for (const Part& part : suggestion.text) texts.back() += part.text;
    }
    return texts;
  }
  SmallIndex index_{Pages()};
};

TEST_F(HiddenSuggestionsTest, WhatOnlyHiddenPagesHaveIsNotSuggested) {
  const std::string all = "  builtin_synonyms: true\n";
  const std::string hide = "  hide: [\"/drafts/*\"]\n";
  EXPECT_THAT(Suggested(all, "cha"), UnorderedElementsAre("茶壶", "茶", "茶谱", "茶叶秘密", "茶杯秘密"));
  EXPECT_THAT(Suggested(hide, "cha"), UnorderedElementsAre("茶壶", "茶"));
  EXPECT_THAT(Suggested(all, "neibu"), UnorderedElementsAre("内部")) << "of two pages";
  EXPECT_THAT(Suggested(hide, "neibu"), IsEmpty()) << "both are hidden";
  EXPECT_THAT(Suggested(hide, "简"), UnorderedElementsAre("简介")) << "another page has it, too";
  EXPECT_THAT(Suggested("  hide: [\"/drafts/b/\"]\n", "neibu"), UnorderedElementsAre("内部"));
}

}  // namespace
}  // namespace sou::query
