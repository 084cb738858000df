// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/base/percent.h"

#include <gtest/gtest.h>

namespace sou {
namespace {

TEST(Percent, EncodesForItsPlace) {
  EXPECT_EQ(PercentEncode("/posts/云 a+b/", PercentSet::kPath), "/posts/%E4%BA%91%20a+b/");
  EXPECT_EQ(PercentEncode("a#b?c%", PercentSet::kPath), "a%23b%3Fc%25");
  EXPECT_EQ(PercentEncode("什么是-(cncf)", PercentSet::kFragment), "%E4%BB%80%E4%B9%88%E6%98%AF-(cncf)");
  EXPECT_EQ(PercentEncode("a&b=c d", PercentSet::kQuery), "a%26b%3Dc%20d");
}

TEST(Percent, DecodingIsTheWayBackAndNeverFails) {
  EXPECT_EQ(PercentDecode("%E4%BA%91"), "云");
  EXPECT_EQ(PercentDecode("100%"), "100%");
  EXPECT_EQ(PercentDecode("%zz%4"), "%zz%4");
  const std::string all = PercentDecode(PercentEncode(std::string("\0\x7f\xff/ü%", 7), PercentSet::kQuery));
  EXPECT_EQ(all, std::string("\0\x7f\xff/ü%", 7));
}

}  // namespace
}  // namespace sou
