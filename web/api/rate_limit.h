// SPDX-License-Identifier: GPL-3.0-or-later
//
// How often somebody may ask: a token bucket each. A bucket holds `burst` tokens and gets `per_second` new ones; a
// request takes one.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "web/server/router.h"

namespace sou::web {

// Thread-safe.
class RateLimiter {
 public:
  using Clock = std::chrono::steady_clock;

  // Beyond `max_buckets` of those who asked lately, all others share one, so that memory is bounded.
  RateLimiter(double per_second, double burst, size_t max_buckets = 65536)
      : per_second_(per_second), burst_(burst), max_buckets_(max_buckets) {}

  // Takes a token of `who`; nullopt if there was one, else how long to wait for the next.
  [[nodiscard]] std::optional<std::chrono::milliseconds> Take(const std::string& who, Clock::time_point now);

 private:
  struct Bucket {
    double tokens = 0;
    Clock::time_point at;
  };
  Bucket& BucketOf(const std::string& who, Clock::time_point now);
  void DropFull(Clock::time_point now);
  [[nodiscard]] double TokensOf(const Bucket& bucket, Clock::time_point now) const;

  const double per_second_;
  const double burst_;
  const size_t max_buckets_;
  std::mutex mutex_;  // guards what follows
  std::unordered_map<std::string, Bucket> buckets_;
  Bucket others_;
};

// Refuses with 429 and Retry-After who asks too often. Open routes and preflights do not count.
[[nodiscard]] Router::Guard AddressRateGuard(std::shared_ptr<RateLimiter> limiter);
[[nodiscard]] Router::Guard KeyRateGuard(std::shared_ptr<RateLimiter> limiter);

}  // namespace sou::web
