// SPDX-License-Identifier: GPL-3.0-or-later
//
// How good one ranking is, and percentiles of what it took. Pure functions, thread-safe.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace sou::query {

inline constexpr size_t kDepth = 10;  // hits that are looked at: the "@10" of the measures

struct Measures {
  double reciprocal_rank = 0;  // 1 / rank of the first right page; 0 if there is none
  double ndcg = 0;             // Järvelin and Kekäläinen 2002, gain 2^relevance - 1, discount log2(rank + 1)
  double precision_at_1 = 0;   // the first hit is right
  double recall = 0;           // right pages found, of the ten (or fewer) that could be
  double success = 0;          // a right page is among the hits
};

// `gains`: the relevance of each hit, best hit first, 0 for a page that is not judged right. `relevant`: those of all
// right pages, each above 0, at least one.
[[nodiscard]] Measures Measure(std::span<const int> gains, std::vector<int> relevant);

// Nearest rank: the least value that at least `share` (0 to 1) of the values do not exceed. 0 if there are none.
[[nodiscard]] double Percentile(std::vector<double> values, double share);

}  // namespace sou::query
