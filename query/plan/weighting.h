// SPDX-License-Identifier: GPL-3.0-or-later
//
// The weighting scheme of the first phase, as Xapian takes it.
#pragma once

#include <xapian.h>

#include "query/plan/ranking.h"

namespace sou::query {

[[nodiscard]] inline Xapian::BM25Weight MakeWeight(const Ranking& ranking) {
  constexpr double kNoQueryLength = 0;  // Xapian's k2
  return {ranking.k1, kNoQueryLength, ranking.k3, ranking.b, ranking.min_norm_length};
}

}  // namespace sou::query
