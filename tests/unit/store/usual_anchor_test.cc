// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/store/usual_anchor.h"

#include <gtest/gtest.h>

#include <string>

namespace sou::store {
namespace {

TEST(UsualAnchor, TakesNoRoomWhereItIsTheUsualOne) {
  const struct {
    std::string heading;
    std::string anchor;
    size_t size;
  } rows[] = {
      {"Getting started", "getting-started", 0},
      {"TiDB 最佳实践（一）", "tidb-最佳实践一", 0},
      {"kube_proxy v1.2 - a&b", "kube_proxy-v12---ab", 0},
      {"operator", "operator-6", 3},
      {"比较", "comparison", 11},
      {"……", "", 1},
      {"x", "", 1},
      {"Élan", "élan", 6},
  };
  for (const auto& row : rows) {
    const std::string shortened = ShortAnchor(row.heading, row.anchor);
    EXPECT_EQ(shortened.size(), row.size) << row.heading;
    EXPECT_EQ(FullAnchor(row.heading, shortened), row.anchor);
    EXPECT_EQ(ShortAnchor(row.heading, FullAnchor(row.heading, shortened)), shortened);
  }
}

TEST(UsualAnchor, WhatCannotBeKeptIsNone) {
  const std::string zero("a\0b", 3);
  EXPECT_EQ(FullAnchor("x", ShortAnchor("x", zero)), "");
  EXPECT_EQ(FullAnchor("x", ShortAnchor("x", std::string(kMaxAnchorBytes + 1, 'y'))), "");
  EXPECT_EQ(FullAnchor("x", ShortAnchor("x", std::string(kMaxAnchorBytes, 'y'))), std::string(kMaxAnchorBytes, 'y'));
}

}  // namespace
}  // namespace sou::store
