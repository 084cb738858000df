// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/suggestion_collector.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace sou::indexer {
namespace {

using testing::ElementsAre;

Page MakePage(std::string url, std::string title, std::vector<Heading> headings = {}) {
  Page page;
  page.url = std::move(url);
  page.title = std::move(title);
  page.headings = std::move(headings);
  page.language = "zh";
  page.language_tag = "zh-Hans";
  return page;
}

// "kind text url#anchor pages", sorted.
std::vector<std::string> Lines(SuggestionCollector collector) {
  std::vector<std::string> lines;
  for (const store::NewSuggestion& row : collector.Take()) {
    constexpr const char* kNames[] = {"title", "heading", "tag"};
    lines.push_back(std::string(kNames[static_cast<size_t>(row.kind)]) + " " + row.text + " " + row.url +
                    (row.anchor.empty() ? "" : "#" + row.anchor) + " " + std::to_string(row.pages));
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

TEST(SuggestionCollector, GathersTitlesHeadingsAndTags) {
  SuggestionCollector collector;
  Page page = MakePage("/a/", "云原生",
                       {{1, "云原生", "yun", 0}, {2, "简介", "intro", 0}, {2, "简介", "intro-1", 0}, {2, "", "x", 0}});
  page.tags = {"k8s"};
  collector.Add(page);
  EXPECT_THAT(Lines(std::move(collector)), ElementsAre("heading 简介 /a/#intro 1", "tag k8s  1", "title 云原生 /a/ 1"));
}

TEST(SuggestionCollector, TheSameTextOfSeveralPagesIsOneWithoutALink) {
  SuggestionCollector first;
  SuggestionCollector second;
  first.Add(MakePage("/a/", "甲", {{2, "简介", "intro", 0}}));
  second.Add(MakePage("/b/", "乙", {{2, "简介", "intro", 0}}));
  Page other = MakePage("/en/", "丙", {{2, "简介", "intro", 0}});
  other.language = other.language_tag = "ja";
  second.Add(other);
  first.Merge(std::move(second));
  EXPECT_THAT(Lines(std::move(first)), ElementsAre("heading 简介  2", "heading 简介 /en/#intro 1", "title 丙 /en/ 1",
                                                   "title 乙 /b/ 1", "title 甲 /a/ 1"));
}

TEST(SuggestionCollector, BoundsWhatOnePageCanGive) {
  SuggestionCollector collector;
  std::vector<Heading> headings;
  for (size_t i = 0; i < kMaxHeadingsPerPage + 10; ++i) headings.push_back({2, "h" + std::to_string(i), "", 0});
  headings.push_back({2, std::string(store::kMaxSuggestionBytes + 1, 'x'), "", 0});
  collector.Add(MakePage("/a/", "t", headings));
  EXPECT_EQ(collector.headings_left_out(), 11U);
  EXPECT_EQ(collector.Take().size(), 1 + kMaxHeadingsPerPage);
}

TEST(SuggestionCollector, BoundsWhatAllPagesGive) {
  SuggestionCollector collector;
  size_t page = 0;
  for (; collector.headings_left_out() == 0 && page < 10'000; ++page) {
    std::vector<Heading> headings;
    for (size_t i = 0; i < kMaxHeadingsPerPage; ++i)
      headings.push_back({2, std::to_string(page) + "-" + std::to_string(i) + std::string(200, 'x'), "", 0});
    collector.Add(MakePage("/a/", "t", headings));
  }
  EXPECT_GT(page, 50U);
  EXPECT_LT(page, 200U);
  size_t bytes = 0;
  for (const store::NewSuggestion& row : collector.Take()) bytes += row.text.size();
  EXPECT_LT(bytes, (size_t{1} << 20) + 10'000 + kMeanHeadingBytes * page);
}

TEST(SuggestionCollector, ManyLanguagesAreNoReasonToFail) {
  SuggestionCollector collector;
  for (int i = 0; i < 3000; ++i) {
    Page page = MakePage("/a/", "t" + std::to_string(i));
    page.language_tag = "x-" + std::to_string(i);
    collector.Add(page);
  }
  EXPECT_TRUE(store::MakeSuggestions(collector.Take()).ok());
}

}  // namespace
}  // namespace sou::indexer
