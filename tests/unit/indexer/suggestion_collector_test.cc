// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/build/suggestion_collector.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
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

std::string FileOf(SuggestionCollector collector) { return *store::MakeSuggestions(collector.Take()); }

// What a file of it says: "kind text url#anchor pages", sorted.
std::vector<std::string> Lines(SuggestionCollector collector) {
  std::vector<std::string> lines;
  const std::string file = FileOf(std::move(collector));
  const store::Suggestions suggestions = *store::Suggestions::FromBytes(file);
  for (uint32_t i = 0; i < suggestions.size(); ++i) {
    const store::Suggestions::Entry row = suggestions.entry(i);
    constexpr const char* kNames[] = {"title", "heading", "tag"};
    lines.push_back(std::string(kNames[static_cast<size_t>(row.kind)]) + " " + row.text + " " + row.page_url +
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
  EXPECT_EQ(collector.Take().texts.size(), 1 + kMaxHeadingsPerPage);
}

TEST(SuggestionCollector, BoundsWhatAllPagesGive) {
  SuggestionCollector collector;
  size_t page = 0;
  for (; collector.headings_left_out() == 0 && page < 10'000; ++page) {
    std::vector<Heading> headings;
    for (size_t i = 0; i < kMaxHeadingsPerPage; ++i)
      headings.push_back({2, std::to_string(page) + "-" + std::to_string(i) + std::string(250, 'x'), "", 0});
    collector.Add(MakePage("/a/", "t", headings));
  }
  EXPECT_TRUE(collector.partly());
  store::NewSuggestions suggestions = collector.Take();
  size_t bytes = 0;
  for (const store::NewSuggestion& row : suggestions.texts) bytes += row.text.size();
  EXPECT_LE(bytes, kMaxHeadingBytes + 1);
  EXPECT_GT(bytes, kMaxHeadingBytes - 1000);
  // What was left out is not known, so such a file is no beginning.
  suggestions.texts.resize(100);
  const std::string file = *store::MakeSuggestions(std::move(suggestions));
  const Result<SuggestionCollector> resumed = SuggestionCollector::Resume(*store::Suggestions::FromBytes(file));
  ASSERT_FALSE(resumed.ok());
  EXPECT_EQ(resumed.error().code, ErrorCode::kLimit);
}

// Pages that share titles, headings, tags, URLs and languages.
Page RandomPage(std::mt19937* random) {
  const std::vector<std::string> texts = {"甲",           "乙",   "简介", "Kitex 入门", "云原生",
                                          "ワークフロー", "설치", "……",   "C++",        "行长"};
  const auto text = [&] { return texts[(*random)() % texts.size()]; };
  Page page = MakePage((*random)() % 10 == 0 ? "" : "/" + std::to_string((*random)() % 30) + "/", text());
  for (size_t i = 0; i < (*random)() % 6; ++i) {
    const std::string heading = text();
    const std::string anchors[] = {heading, heading + "-1", "", "other-" + std::to_string((*random)() % 3)};
    page.headings.push_back({2, heading, anchors[(*random)() % 4], 0});
  }
  for (size_t i = 0; i < (*random)() % 3; ++i) page.tags.push_back(text());
  if ((*random)() % 3 == 0) page.language = page.language_tag = "ja";
  if ((*random)() % 9 == 0) page.language_tag = "zh-" + std::to_string((*random)() % 3);
  return page;
}

std::string FullFileOf(const std::vector<Page>& pages) {
  SuggestionCollector first;
  SuggestionCollector second;
  for (size_t i = 0; i < pages.size(); ++i) (i % 3 == 0 ? first : second).Add(pages[i]);
  first.Merge(std::move(second));
  return FileOf(std::move(first));
}

TEST(SuggestionCollector, PagesTakenOffAndAddedGiveWhatAllPagesGive) {
  std::mt19937 random(9);
  std::vector<Page> pages;
  for (size_t i = 0; i < 40; ++i) pages.push_back(RandomPage(&random));
  std::string file = FullFileOf(pages);
  for (int round = 0; round < 300; ++round) {
    const Result<store::Suggestions> before = store::Suggestions::FromBytes(file);
    ASSERT_TRUE(before.ok());
    Result<SuggestionCollector> collector = SuggestionCollector::Resume(*before);
    ASSERT_TRUE(collector.ok()) << collector.error().ToString();
    for (size_t change = 0; change < random() % 4; ++change) {
      const size_t at = random() % (pages.size() + 1);
      if (at < pages.size()) {
        collector->Remove(pages[at]);
        pages.erase(pages.begin() + static_cast<ptrdiff_t>(at));
      }
      if (random() % 4 > 0 || pages.size() < 3) {
        pages.push_back(RandomPage(&random));
        collector->Add(pages.back());
      }
    }
    file = FileOf(std::move(*collector));
    ASSERT_EQ(file, FullFileOf(pages)) << "round " << round;
  }
}

// A text whose second page goes away leads to the one that is left again.
TEST(SuggestionCollector, TheLastPageOfATextIsKnownAgain) {
  SuggestionCollector collector;
  const Page gone = MakePage("/b/", "乙", {{2, "简介", "intro", 0}});
  collector.Add(MakePage("/a/", "甲", {{2, "简介", "简介-1", 0}}));
  collector.Add(gone);
  const std::string file = FileOf(std::move(collector));
  Result<SuggestionCollector> resumed = SuggestionCollector::Resume(*store::Suggestions::FromBytes(file));
  ASSERT_TRUE(resumed.ok());
  resumed->Remove(gone);
  EXPECT_THAT(Lines(std::move(*resumed)), ElementsAre("heading 简介 /a/#简介-1 1", "title 甲 /a/ 1"));
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
