// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/correct/han_correction.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

#include "common/store/suggestions_writer.h"
#include "tests/unit/text/random_text.h"

namespace sou::query {
namespace {

store::Suggestions Site() {
  static const std::string file = [] {
    std::vector<store::NewSuggestion> texts;
    for (const char* title : {"云原生应用入门", "基于云原生的微服务", "容器编排", "容器编排与调度", "服务网格",
                              "深入服务网格", "服务器配置", "银行转账", "分布式事务", "搜索引擎", "Kitex 部署指南",
                              "西安游记", "路由规则", "旅游攻略", "微服务治理", "数据库备份"}) {
      texts.push_back({title, "/a/", "", "zh", "zh", store::SuggestionKind::kTitle, 1});
    }
    texts.push_back({"服务发现", "", "", "zh", "zh", store::SuggestionKind::kTag, 20});
    return *store::MakeSuggestions(std::move(texts));
  }();
  return *store::Suggestions::FromBytes(file);
}

struct CorrectionCase {
  const char* typed;
  const char* meant;  // the first candidate; empty: none
  friend std::ostream& operator<<(std::ostream& out, const CorrectionCase& row) { return out << row.typed; }
};
class Correction : public testing::TestWithParam<CorrectionCase> {};

TEST_P(Correction, FindsWhatWasMeant) {
  const std::vector<HanCorrection> found = CorrectHan(Site(), GetParam().typed);
  EXPECT_EQ(found.empty() ? "" : found[0].text, GetParam().meant);
}
INSTANTIATE_TEST_SUITE_P(
    Han, Correction,
    testing::Values(CorrectionCase{"云元生", "云原生"}, CorrectionCase{"容其编排", "容器编排"},
                    CorrectionCase{"服务往格", "服务网格"}, CorrectionCase{"银航", "银行"},
                    CorrectionCase{"搜锁引擎", "搜索引擎"}, CorrectionCase{"搜索引敬", "搜索引擎"},
                    CorrectionCase{"索搜引擎", "搜索引擎"}, CorrectionCase{"搜引擎", "搜索引擎"},
                    CorrectionCase{"搜索索引擎", "搜索引擎"}, CorrectionCase{"分部式事务", "分布式事务"},
                    CorrectionCase{"云原申", "云原生"}, CorrectionCase{"yunyuansheng", "云原生"},
                    CorrectionCase{"fuwuwangge", "服务网格"}, CorrectionCase{"yinhang", "银行"},
                    CorrectionCase{"xi'an", "西安"}, CorrectionCase{"lvyou", "旅游"},
                    CorrectionCase{"ssyq", "搜索引擎"},
                    // Nothing is near, or too much is.
                    CorrectionCase{"服网格务", ""}, CorrectionCase{"天气预报", ""}, CorrectionCase{"银子", ""},
                    CorrectionCase{"云", ""}, CorrectionCase{"yunyuanshengx", ""}, CorrectionCase{"kubernetes", ""},
                    CorrectionCase{"yunyuanshe", ""}, CorrectionCase{"", ""}, CorrectionCase{"쿠버", ""},
                    CorrectionCase{"fw", ""}, CorrectionCase{"12345", ""}, CorrectionCase{"云yuan", ""}));

TEST(HanCorrection, RanksByClosenessThenPages) {
  const std::vector<HanCorrection> found = CorrectHan(Site(), "服务往格");
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0].closeness, HanCorrection::Closeness::kSound);
  EXPECT_EQ(found[0].pages, 2U) << "two titles, each heard and seen, count once";
  EXPECT_LE(CorrectHan(Site(), "服务往格", 1).size(), 1U);
}

TEST(HanCorrection, NeverTheWordItselfAndNeverAPartOfABetterOne) {
  for (const char* word : {"服务网格", "容器编排", "云原生", "容器编挂"}) {
    for (const HanCorrection& correction : CorrectHan(Site(), word)) {
      EXPECT_NE(correction.text, word);
      EXPECT_NE(correction.text, "容器编");
    }
  }
}

TEST(HanCorrection, AnyBytes) {
  text::RandomText random(17);
  for (int i = 0; i < 500; ++i) EXPECT_LE(CorrectHan(Site(), random.Next()).size(), 3U);
}

}  // namespace
}  // namespace sou::query
