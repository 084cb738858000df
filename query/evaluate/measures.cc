// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/evaluate/measures.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace sou::query {
namespace {

double DiscountedGain(std::span<const int> gains) {
  double sum = 0;
  for (size_t i = 0; i < gains.size(); ++i) sum += (std::exp2(gains[i]) - 1) / std::log2(static_cast<double>(i) + 2);
  return sum;
}

}  // namespace

Measures Measure(std::span<const int> gains, std::vector<int> relevant) {
  gains = gains.first(std::min(gains.size(), kDepth));
  std::sort(relevant.begin(), relevant.end(), std::greater<>());
  const size_t possible = std::min(relevant.size(), kDepth);
  Measures measures;
  const auto right = [](int gain) { return gain > 0; };
  const auto first = std::find_if(gains.begin(), gains.end(), right);
  if (first != gains.end()) measures.reciprocal_rank = 1.0 / static_cast<double>(first - gains.begin() + 1);
  measures.ndcg = DiscountedGain(gains) / DiscountedGain({relevant.data(), possible});
  measures.precision_at_1 = first == gains.begin() && first != gains.end() ? 1 : 0;
  measures.recall =
      static_cast<double>(std::count_if(gains.begin(), gains.end(), right)) / static_cast<double>(possible);
  measures.success = first != gains.end() ? 1 : 0;
  return measures;
}

double Percentile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  const double rank = std::ceil(share * static_cast<double>(values.size()));
  const size_t index = std::min(values.size(), static_cast<size_t>(std::max(rank, 1.0))) - 1;
  const auto nth = values.begin() + static_cast<std::ptrdiff_t>(index);
  std::nth_element(values.begin(), nth, values.end());
  return *nth;
}

}  // namespace sou::query
