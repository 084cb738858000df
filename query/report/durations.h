// SPDX-License-Identifier: GPL-3.0-or-later
//
// Percentiles of any number of durations in 20 kB: they are counted in classes that are 1 % wide. One thread.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace sou::query {

class Durations {
 public:
  // Milliseconds, from 0.001 to 1e9; what lies outside counts as the nearest of them.
  void Add(double ms) {
    ++count_;
    slowest_ = std::max(slowest_, ms);
    ++classes_[ClassOf(ms)];
  }

  [[nodiscard]] uint64_t count() const { return count_; }
  [[nodiscard]] double slowest() const { return slowest_; }

  // The duration that a share (0 to 1) of them do not exceed, within 1 %; 0 if there are none.
  [[nodiscard]] double Percentile(double share) const {
    const auto wanted = std::max<uint64_t>(1, static_cast<uint64_t>(std::ceil(share * static_cast<double>(count_))));
    uint64_t seen = 0;
    for (size_t i = 0; i < kClasses; ++i) {
      seen += classes_[i];
      if (seen >= wanted) return std::min(slowest_, kLeast * std::pow(kWidth, static_cast<double>(i) + 0.5));
    }
    return 0;
  }

 private:
  static constexpr double kLeast = 1e-3;
  static constexpr double kWidth = 1.01;
  static constexpr size_t kClasses = 2800;  // 1.01 ^ 2800 > 1e12

  static size_t ClassOf(double ms) {
    static const double kStep = std::log(kWidth);
    const double place = std::log(std::max(ms, kLeast) / kLeast) / kStep;
    return std::min(kClasses - 1, static_cast<size_t>(place));
  }

  std::array<uint64_t, kClasses> classes_{};
  uint64_t count_ = 0;
  double slowest_ = 0;
};

}  // namespace sou::query
