// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/plan/hangul_particles.h"

#include <gtest/gtest.h>

#include "tests/unit/query/small_index.h"
#include "tests/unit/table.h"

namespace sou::query {
namespace {

class HangulParticles : public testing::TestWithParam<TableRow> {};

TEST_P(HangulParticles, AreTakenOff) {
  ASSERT_EQ(GetParam().fields.size(), 2U);
  EXPECT_EQ(WithoutParticles(GetParam().fields[0]), GetParam().fields[1]);
}
INSTANTIATE_TEST_SUITE_P(HangulParticles, HangulParticles, testing::ValuesIn(ReadTable("hangul_particles.tsv")),
                         RowName);

// A page counted as lacking words only because its particles were others.
TEST(Korean, ParticlesDoNotKeepAPageFromHavingAllWords) {
  const SmallIndex index({MakePage("ko", "쿠버네티스 소개", "쿠버네티스는 파드의 배포를 맡는다.", "ko"),
                          MakePage("other", "파드", "파드를 지운다.", "ko")});
  const SearchResponse response = index.Search("쿠버네티스에서 파드를 배포하는");
  EXPECT_EQ(response.match, Match::kAll);
  ASSERT_FALSE(response.hits.empty());
  EXPECT_EQ(response.hits.front().path, "ko");
}

}  // namespace
}  // namespace sou::query
